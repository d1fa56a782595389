// Moves the focus as somebody does who has no mouse, and looks at where it stands.

import assert from "node:assert/strict";
import { until } from "./scenario.mjs";

/** Presses Tab until something has the focus, and fails where a stop on the way shows no ring. */
export async function tabTo(page, selector, limit = 150) {
  for (let stops = 0; stops < limit; stops += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate((wanted) => {
      const el = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(el);
      // The text of the composer has its line on the composer.
      const line = el.matches("textarea") && el.closest(".composer .in");
      const lined = line && getComputedStyle(line).boxShadow !== "none";
      const { top, bottom } = el.getBoundingClientRect();
      return {
        there: el.matches(wanted),
        lost: el === document.body,
        ring: lined || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
        inside: bottom > 0 && top < innerHeight,
        what: el.outerHTML.slice(0, 120),
      };
    }, selector);
    if (at.lost) continue;
    assert.ok(at.ring && at.inside, `no visible focus: ${JSON.stringify(at)}`);
    if (at.there) return;
  }
  assert.fail(`Tab never reached ${selector}`);
}

/** Waits until what matches has the focus; a failure says what has it instead. */
export async function focusOn(page, selector) {
  const there = () => page.evaluate((wanted) => document.activeElement?.matches(wanted), selector).catch(() => false);
  await until(`the focus on ${selector}`, there).catch(async (error) => {
    const what = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160));
    throw new Error(`${error.message}; it is on ${what}`);
  });
}

/** A page that was loaded begins at its beginning: the first Tab shows the way past the rail. */
export async function loaded(page, url) {
  await page.waitForURL(url);
  await page.keyboard.press("Tab");
  await focusOn(page, "a.skip");
}

/** Does what the palette offers for some words, with nothing but keys. */
export async function palette(page, words, offered) {
  await page.keyboard.press("Control+k");
  await focusOn(page, "#dlg-cmd input");
  await page.keyboard.type(words);
  const chosen = page.locator("#dlg-cmd [aria-selected=true]");
  await until(`"${offered}" in the palette`, async () => (await chosen.allInnerTexts()).join().includes(offered));
  await page.keyboard.press("Enter");
  await page.locator("#dlg-cmd").waitFor({ state: "hidden" });
}
