// @ts-check
// An earlier part of a log: it ends where the next part begins. What comes meanwhile stands on the newest part, and
// is counted here.

import { $$ } from "./app.js";

/** @type {Set<string>} */
const later = new Set();

/**
 * Draws what changed in this part again, and gives how much came behind it.
 * @param {HTMLElement} log
 * @param {HTMLElement} fresh
 * @param {(old: HTMLElement, entry: HTMLElement) => void} renew
 */
export function beside(log, fresh, renew) {
  for (const entry of $$("li[id^=a]", fresh)) {
    const old = document.getElementById(entry.id);
    if (old) renew(old, entry);
    else if (Number(entry.id.slice(1)) > Number(log.dataset.after)) later.add(entry.id);
  }
  return later.size;
}
