// @ts-check
// While another list is on its way and takes longer than one would notice, bars stand in place of the
// rows. Fetched behind the list.

import { $ } from "./app.js";

/** In milliseconds: what comes sooner just comes. */
const NOTICED = 250;

const list = $(".list"), bars = $("[data-loading]");
let timer = 0;

/** @param {boolean} on */
function show(on) {
  clearTimeout(timer);
  list?.toggleAttribute("data-waits", on);
  if (bars) bars.hidden = !on;
}
const start = () => { clearTimeout(timer); timer = setTimeout(show, NOTICED, true); };

addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest(".toolbar a, .tickets thead a, .side-nav a, .empty a") : null;
  if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) start();
});
addEventListener("submit", ({ target, defaultPrevented }) => { if (!defaultPrevented && target instanceof Element && target.matches("[role=search]")) start(); });
// Whoever stops the way there, or comes back by it, has the list again.
addEventListener("pageshow", () => show(false));
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { if (bars && !bars.hidden) show(false); }, true);
