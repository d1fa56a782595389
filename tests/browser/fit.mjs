// Looks whether what a page shows keeps inside it: no sideways scroll, no text beyond its box.

const WIDTHS = [1440, 390, 320];
const HEIGHTS = { 1440: 900, 390: 844, 320: 640 };

/**
 * Says at which widths a page is wider than its window, or a text stands out of the box around it.
 *
 * @param {import("playwright-core").Page} page
 * @param {{ widths?: number[] }} options
 * @returns {Promise<string[]>}
 */
export async function spills(page, { widths = WIDTHS } = {}) {
  const faults = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHTS[width] ?? 900 });
    await drawn(page);
    const { pathname, search } = new URL(page.url());
    faults.push(...(await page.evaluate(outside)).map((fault) => `${pathname}${search} ${width}: ${fault}`));
  }
  return faults;
}

/**
 * Two frames, so that everything has heard of a new width. A page that Chromium holds for one behind others draws
 * none: it is brought to the front once, and what draws even then nothing is a fault that says so.
 *
 * @param {import("playwright-core").Page} page
 */
export async function drawn(page) {
  const frames = (/** @type {number} */ patience) => new Promise((done) => {
    setTimeout(() => done(false), patience);
    requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
  });
  if (await page.evaluate(frames, 10_000)) return;
  await page.bringToFront();
  if (!(await page.evaluate(frames, 20_000))) throw new Error(`no frame of ${page.url()} is drawn`);
}

/** Runs in the page. */
function outside() {
  const found = [];
  const excess = document.documentElement.scrollWidth - innerWidth;
  if (excess > 0) {
    const all = [...document.body.querySelectorAll("*")].filter((el) => el.checkVisibility());
    const furthest = Math.max(...all.map((el) => el.getBoundingClientRect().right));
    found.push(`${excess} px too wide: ${all.findLast((one) => one.getBoundingClientRect().right === furthest)?.outerHTML.slice(0, 120)}`);
  }
  const clear = /^(rgba\(0, 0, 0, 0\)|transparent)$/;
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const own = node.parentElement;
    if (!node.textContent?.trim() || !own?.checkVisibility({ visibilityProperty: true }) || own.closest(".vh, script, style, option")) continue;
    range.selectNodeContents(node);
    let { left, right } = range.getBoundingClientRect();
    for (let box = own; box && box !== document.body && right > left; box = box.parentElement) {
      const { overflowX, position, backgroundColor, borderInlineEndWidth, borderInlineEndColor } = getComputedStyle(box);
      if (getComputedStyle(box).display === "inline" || getComputedStyle(box).display === "contents") continue;
      const edge = box.getBoundingClientRect();
      // What scrolls by itself, or is cut on purpose, shows no more than its own width.
      if (overflowX !== "visible") { left = Math.max(left, edge.left); right = Math.min(right, edge.right); }
      const boxed = !clear.test(backgroundColor) || (parseFloat(borderInlineEndWidth) > 0 && !clear.test(borderInlineEndColor));
      if (boxed && (right > edge.right + 1 || left < edge.left - 1)) {
        found.push(`"${node.textContent.trim().slice(0, 30)}" stands ${Math.round(Math.max(right - edge.right, edge.left - left))} px out of ${box.outerHTML.slice(0, 100)}`);
        break;
      }
      if (position === "fixed" || box.matches("dialog")) break;
    }
    if (found.length > 5) break;
  }
  return found;
}
