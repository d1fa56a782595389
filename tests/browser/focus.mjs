// Moves the focus as somebody does who has no mouse, and looks at where it stands.

import assert from "node:assert/strict";

/** Presses Tab until something has the focus, and fails where a stop on the way shows no ring. */
export async function tabTo(page, selector, limit = 150) {
  for (let stops = 0; stops < limit; stops += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate((wanted) => {
      const el = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(el);
      const { top, bottom } = el.getBoundingClientRect();
      return {
        there: el.matches(wanted),
        lost: el === document.body,
        ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
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
