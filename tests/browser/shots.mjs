// Looks at a page as a tester with a ruler does: every width, scheme and language; axe; sideways
// scroll. Keeps pictures for people where the environment names a folder in SHOTS.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axe } from "./axe.mjs";

export const WIDTHS = [1440, 1024, 390, 320];
const HEIGHTS = { 1440: 900, 1024: 768, 390: 844, 320: 640 };
const LOCALES = { en: "en-GB", fr: "fr-FR" };
const SCHEMES = /** @type {const} */ (["light", "dark"]);

// What axe finds hangs on the layout and the colours, not on the words: each language gets half of
// the widths.
const AXE_WIDTHS = { en: [1440, 390], fr: [1024, 320] };

/**
 * Shows `url` in English and French, 4 widths, light and dark, signed in as `person` is, and
 * pictures each as `<name>-<language>-<scheme>-<width>.png`.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{ context: import("playwright-core").BrowserContext }} person
 * @param {string} name
 * @param {string} url
 * @param {{ prepare?: (page: import("playwright-core").Page) => Promise<unknown>, rules?: boolean }} options
 *   `prepare` brings the page into the state to look at; `rules: false` leaves axe out
 * @returns {Promise<string[]>} what is wrong: findings of axe, and pages wider than their window
 */
export async function look(browser, person, name, url, { prepare = async () => {}, rules = true } = {}) {
  const faults = [];
  const storageState = await person.context.storageState();
  for (const [language, locale] of Object.entries(LOCALES)) {
    const context = await browser.newContext({ storageState, locale, timezoneId: "Europe/Paris", reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.setViewportSize({ width: WIDTHS[0], height: HEIGHTS[WIDTHS[0]] });
    await page.goto(url);
    await prepare(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) faults.push(`${name}-${language}-${width}: ${excess} px too wide`);
      if (rules && AXE_WIDTHS[language].includes(width)) {
        faults.push(...(await axe(page)).map((line) => `${name}-${language}-${width}: ${line}`));
      }
      await picture(page, `${name}-${language}`, width);
    }
    await context.close();
  }
  return faults;
}

/** Keeps a picture in each scheme where SHOTS names a folder. */
async function picture(page, name, width) {
  const folder = process.env.SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
  }
}
