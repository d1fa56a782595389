// @ts-check
// The dashboard: its numbers follow what happens, and what is late by now. What it needs of app.js is
// handed over, for app.js loads it.

/**
 * @param {typeof import("./app.js").after} after
 * @param {typeof import("./app.js").follow} follow
 * @param {typeof import("./app.js").swap} swap
 * @param {typeof import("./app.js").updater} updater
 */
export function start(after, follow, swap, updater) {
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-dashboard]"));
  let { rev } = document.body.dataset;
  const ask = updater(() => after(page?.dataset.dashboard ?? "", rev), (update) => {
    rev = update.dataset.rev;
    swap(update);
  });
  follow(ask);
  // What is late, and which day it is, changes though nothing happens.
  setInterval(() => { if (!document.hidden) ask(); }, 60000);
}
