// Looks at a page as somebody does whose system sets a few colours of its own and no shadows: what a
// background alone said is gone. Compares computed styles; says what looks like its neighbour.

/** What carries the state of an element, as selectors, each with those that lack it. */
const STATES = ["[aria-current]", '[aria-selected="true"]', '[aria-pressed="true"]'];

/**
 * Lists what is marked and looks like what is not.
 *
 * @param {import("playwright-core").Page} page
 * @param {[string, string][]} pairs further pairs that have to look different, by selector
 * @returns {Promise<string[]>}
 */
export function alike(page, pairs = []) {
  return page.evaluate(({ states, pairs }) => {
    const canvas = getComputedStyle(document.body).backgroundColor;
    /** A background of the canvas shows no more than none. */
    const shown = (colour) => (/, 0\)$/.test(colour) || colour === canvas ? "none" : colour);
    /** How an element shows itself; weight is too little for where somebody is. */
    const look = (el, weight) => {
      const of = (pseudo) => {
        const style = getComputedStyle(el, pseudo);
        const side = (name) => (style[`border${name}Style`] === "none" ? "" : [style[`border${name}Width`], style[`border${name}Style`], style[`border${name}Color`]].join(" "));
        const sides = ["Top", "Right", "Bottom", "Left"].map(side);
        const outline = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
        const more = pseudo ? [style.content, style.transform] : [style.textDecorationLine, weight ? style.fontWeight : "", ...(el instanceof SVGElement ? [style.fill, style.stroke, style.strokeDasharray] : [])];
        return [outline, shown(style.backgroundColor), ...sides, ...more].join("; ");
      };
      return [of(null), of("::before"), of("::after")].join("\n");
    };
    const seen = (el) => el.checkVisibility();
    const faults = [];
    for (const state of states) {
      for (const el of [...document.querySelectorAll(state)].filter(seen)) {
        const group = el.closest("nav, [role=listbox], [role=tablist], tbody, .menu-list, form, .row, ul") ?? document.body;
        const others = [...group.querySelectorAll(el.tagName)].filter((one) => one !== el && seen(one) && !one.matches(state) && one.classList[0] === el.classList[0]);
        if (others.length && others.every((one) => look(one, false) === look(el, false))) faults.push(`${state}: ${el.outerHTML.slice(0, 120)}`);
      }
    }
    for (const [one, other] of pairs) {
      const [a, b] = [one, other].map((selector) => [...document.querySelectorAll(selector)].find(seen));
      if (!a || !b) faults.push(`nothing is ${a ? other : one}`);
      else if (look(a, true) === look(b, true)) faults.push(`${one} looks like ${other}: ${look(a, true)}`);
    }
    return faults;
  }, { states: STATES, pairs });
}

/**
 * Walks through a page by Tab, from its beginning to its end, and lists where the focus shows no ring.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} most stops
 * @returns {Promise<string[]>}
 */
export async function ringless(page, most = 80) {
  const faults = [];
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.activeElement)?.blur(); getSelection()?.removeAllRanges(); });
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const el = document.activeElement;
      if (!el || el === document.body) return "end";
      if (el.matches("iframe")) return "";
      // Where a field is no wider than a dot, what holds it has the ring.
      const shown = el.matches(".attach input") ? el.closest(".attach") : el;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(/** @type {Element} */ (shown));
      const background = getComputedStyle(document.body).backgroundColor;
      const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== background;
      return ring ? "" : `no ring at ${el.outerHTML.slice(0, 120)}`;
    });
    if (at === "end") break;
    if (at) faults.push(at);
  }
  return faults;
}

/** Lists what moves for longer than a moment. @param {import("playwright-core").Page} page */
export const moving = (page) =>
  page.evaluate(() => document.getAnimations().flatMap((one) => {
    const { duration, iterations } = one.effect?.getComputedTiming() ?? {};
    return Number(duration) > 1 || iterations === Infinity ? [`moves for ${duration} ms, ${iterations} times: ${/** @type {any} */ (one).animationName ?? "transition"}`] : [];
  }));
