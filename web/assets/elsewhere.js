// @ts-check
// What makes a line of a list another one though its ticket did not change: its reader read it on
// another page or device, or made it new again; somebody else came to it, writes there, or left.

/** @typedef {{ more: () => string, done: () => void }} Lines What an address names of it; that it was answered. */

/**
 * @param {() => void} ask asks for the list again
 * @param {string} [own] the ticket that stands open on this page
 * @param {HTMLElement | null} [list] where others are shown
 * @returns {Lines}
 */
export function start(ask, own, list) {
  if (list) import("./inbox_place.js").then((part) => part.start(list), () => {});
  /** @type {Set<string>} */
  const lines = new Set();
  /** @type {string[]} */
  let asked = [];
  addEventListener("told", (event) => {
    const { kind, ticket } = /** @type {CustomEvent<{ kind: string, ticket?: number }>} */ (event).detail, number = String(ticket);
    const near = kind === "presence" && list?.querySelector(`[data-number="${number}"]`);
    if ((kind === "read" || near) && number !== own) { lines.add(number); ask(); }
    // Whoever left meanwhile said so to nobody here.
    if (kind === "change") list?.querySelectorAll("[data-number]:has([data-near])").forEach((line) => lines.add(line.getAttribute("data-number") ?? ""));
  });
  return {
    more: () => (asked = [...lines]).map((ticket) => `&read=${ticket}`).join(""),
    done: () => asked.forEach((ticket) => lines.delete(ticket)),
  };
}
