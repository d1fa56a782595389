// @ts-check
// A page whose parts follow what happens: the dashboard, a customer, organizations. It asks what changed
// of it since it was drawn; what does not concern it is answered with nothing. What it needs of app.js
// is handed over, for app.js loads it.

/**
 * @param {typeof import("./app.js").after} after
 * @param {typeof import("./app.js").follow} follow
 * @param {typeof import("./app.js").swap} swap
 * @param {typeof import("./app.js").updater} updater
 */
export function start(after, follow, swap, updater) {
  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-follows]"));
  let { rev } = document.body.dataset;
  const ask = updater(() => after(page?.dataset.follows ?? "", rev), (update) => {
    rev = update.dataset.rev;
    swap(update);
  });
  follow(ask);
  // What is late, and which day it is, changes though nothing happens.
  if (page && "clock" in page.dataset) setInterval(() => { if (!document.hidden) ask(); }, 60000);
}
