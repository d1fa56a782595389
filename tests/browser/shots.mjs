// Pictures of a page for people to look at, in every width, scheme and language. Taken only where
// the environment names a folder in SHOTS; compares nothing but the page's width with the window's.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

export const WIDTHS = [1440, 1024, 390, 320];
const HEIGHTS = { 1440: 900, 1024: 768, 390: 844, 320: 640 };
const LOCALES = { en: "en-GB", fr: "fr-FR" };

/**
 * Shows `path` in 4 widths, light and dark, English and French, signed in as `person` is, and
 * pictures each as `<name>-<language>-<scheme>-<width>.png`.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{ context: import("playwright-core").BrowserContext }} person
 * @param {string} name
 * @param {string} url
 * @param {{ prepare?: (page: import("playwright-core").Page) => Promise<void>, widths?: number[] }} options
 *   `prepare` brings the page into the state to picture
 * @returns {Promise<string[]>} the pictures whose page is wider than its window: it would scroll sideways
 */
export async function shots(browser, person, name, url, { prepare = async () => {}, widths = WIDTHS } = {}) {
  const folder = process.env.SHOTS;
  const wide = [];
  const storageState = await person.context.storageState();
  for (const [language, locale] of Object.entries(LOCALES)) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const context = await browser.newContext({ storageState, locale, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      for (const width of widths) {
        await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
        await page.goto(url);
        await prepare(page);
        const file = `${name}-${language}-${colorScheme}-${width}.png`;
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (excess > 0) wide.push(`${file}: ${excess} px too wide`);
        if (folder) {
          mkdirSync(folder, { recursive: true });
          await page.screenshot({ path: join(folder, file), fullPage: true });
        }
      }
      await context.close();
    }
  }
  return wide;
}
