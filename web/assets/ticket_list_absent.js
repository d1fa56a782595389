// @ts-check
// A list whose order the script does not know: what would stand on this page is said to be there, and read by a press.

import { $ } from "./app.js";

/** @type {Set<string>} What would stand on this page if it were read now. */
const missing = new Set();

/** @param {HTMLElement[]} fresh Rows that changed. */
export function absent(fresh) {
  const button = $("[data-arrivals]");
  for (const { dataset } of fresh) {
    const number = dataset.number ?? "";
    if ("outside" in dataset || $(`[data-rows] tr[data-number="${number}"]`)) missing.delete(number);
    else missing.add(number);
  }
  if (!button) return;
  button.hidden = !missing.size;
  button.textContent = (missing.size === 1 ? button.dataset.one : button.dataset.many)?.replace("#", String(missing.size)) ?? "";
  button.onclick = () => location.reload();
}
