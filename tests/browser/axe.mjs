// Accessibility by rule: axe over a page, in light and in dark. Says what is wrong, never what is good.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Lists what axe finds: WCAG A and AA and its best practices, in both colour schemes.
 *
 * The frame of an HTML mail is left out: it may run no script, so axe cannot enter it, and its
 * content is a stranger's.
 *
 * @param {import("playwright-core").Page} page
 * @param {{ without?: string[], schemes?: ("light" | "dark")[] }} options
 *   `without`: selectors to leave out, each with a reason beside it
 * @returns {Promise<string[]>} one line for each rule and scheme
 */
export async function axe(page, { without = [], schemes = ["light", "dark"] } = {}) {
  const lines = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // A colour on its way to another is neither; what has no end stands still.
    await page.evaluate(() => document.getAnimations().forEach((one) => { try { one.finish(); } catch { one.cancel(); } }));
    // Chromium sometimes leaves an inherited colour of the other scheme on an element: made anew,
    // every element has those of this one.
    await page.evaluate(() => {
      const root = document.documentElement;
      root.style.display = "none";
      void root.offsetHeight;
      root.style.removeProperty("display");
    });
    // Evaluated by the debugger's door, so the page's content policy stays as it is.
    if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
    const violations = await page.evaluate(
      async ({ tags, exclude }) => {
        // @ts-expect-error set by the line above
        const results = await globalThis.axe.run({ exclude }, { runOnly: { type: "tag", values: tags }, iframes: false });
        return results.violations.map(({ id, help, nodes }) => ({
          id,
          help,
          nodes: nodes.map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? node.none[0]?.message ?? ""})`),
        }));
      },
      { tags: TAGS, exclude: without.map((selector) => [selector]) },
    );
    for (const { id, help, nodes } of violations) {
      lines.push(`${new URL(page.url()).pathname} ${colorScheme} ${id}: ${help}: ${nodes.slice(0, 5).join(", ")}`);
    }
  }
  if (schemes.length > 1) await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return lines;
}

/** Fails when axe finds anything. */
export async function assertAccessible(page, options) {
  const lines = await axe(page, options);
  if (lines.length) throw new Error(`axe:\n  ${lines.join("\n  ")}`);
}
