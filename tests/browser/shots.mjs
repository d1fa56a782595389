// Looks at a page as a tester with a ruler does: every width, scheme and language; axe; sideways
// scroll; and what goes wrong in it. Keeps pictures for people where the environment names a folder in SHOTS.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axe } from "./axe.mjs";
import { notice } from "./browser.mjs";
import { drawn } from "./fit.mjs";

export const WIDTHS = [1440, 1024, 390, 320];
const HEIGHTS = { 1440: 900, 1024: 768, 390: 844, 320: 640 };
const LOCALES = { en: "en-GB", fr: "fr-FR" };
const SCHEMES = /** @type {const} */ (["light", "dark"]);
const FOLDER = process.env.SHOTS;

// What a page looks like hangs on scheme and language one by one: two of the four say it. All four
// for pictures and at full length.
const PAIRS = Object.keys(LOCALES)
  .flatMap((language) => SCHEMES.map((scheme) => /** @type {const} */ ([language, scheme])))
  .filter(([language, scheme]) => FOLDER || process.env.GUICHET_LONG || (language === "fr") === (scheme === "dark"));

/**
 * Shows `url` in English and French, light and dark, 4 widths, signed in as `person` is, and
 * pictures each as `<name>-<language>-<scheme>-<width>.png`. What goes wrong in the page is one of the
 * person's faults, as it is in a page of their own.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{ context: import("playwright-core").BrowserContext, faults: string[] }} person
 * @param {string} name
 * @param {string} url
 * @param {{ prepare?: (page: import("playwright-core").Page) => Promise<unknown> }} options
 *   `prepare` brings the page into the state to look at
 * @returns {Promise<string[]>} what is wrong: findings of axe, and pages wider than their window
 */
export async function look(browser, person, name, url, { prepare = async () => {} } = {}) {
  const faults = [];
  const storageState = await person.context.storageState();
  for (const [language, colorScheme] of PAIRS) {
    // A page for each scheme: one that changes keeps some inherited colours of the other.
    const context = await browser.newContext({
      storageState, colorScheme, locale: LOCALES[language], timezoneId: "Europe/Paris", reducedMotion: "reduce",
    });
    notice(context, (fault) => person.faults.push(`${name}-${language}-${colorScheme}: ${fault}`), { host: new URL(url).host });
    const page = await context.newPage();
    await page.setViewportSize({ width: WIDTHS[0], height: HEIGHTS[WIDTHS[0]] });
    await page.goto(url);
    await prepare(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      const shown = `${name}-${language}-${colorScheme}-${width}`;
      await drawn(page);
      const wide = await page.evaluate(tooWide);
      if (wide) faults.push(`${shown}: ${wide}`);
      faults.push(...(await axe(page, { schemes: [colorScheme] })).map((line) => `${shown}: ${line}`));
      if (FOLDER) await picture(page, FOLDER, shown);
    }
    await context.close();
  }
  return faults;
}

/** Says by how much a page is wider than its window, and which element reaches furthest; runs in the page. */
function tooWide() {
  const excess = document.documentElement.scrollWidth - innerWidth;
  if (excess <= 0) return "";
  const all = [...document.body.querySelectorAll("*")].filter((el) => el.checkVisibility());
  const furthest = Math.max(...all.map((el) => el.getBoundingClientRect().right));
  const el = all.findLast((one) => one.getBoundingClientRect().right === furthest);
  return `${excess} px too wide: ${el?.outerHTML.slice(0, 100)}`;
}

async function picture(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
