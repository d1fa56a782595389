// @ts-check
// The columns of the overview: a choice counts at once, a width is drawn while it changes. What
// became of a column is said, too: its place, and how wide it is. Fetched behind the list.

import { $, $$ } from "./app.js";
import { remember } from "./unsaved.js";

const columns = $("form[data-columns]");
/** A choice by its name. @param {HTMLInputElement} box */
const named = ({ name, value }) => `${name} ${value}`;
columns?.addEventListener("change", ({ target }) => {
  try { if (target instanceof HTMLInputElement && target.matches(":focus-visible")) sessionStorage.setItem("column", named(target)); } catch { /* refused */ }
  if (columns instanceof HTMLFormElement) columns.requestSubmit();
});
// The menu is open again: the keyboard goes on at what it chose, unless it is elsewhere already.
try {
  const chosen = sessionStorage.getItem("column"), boxes = /** @type {HTMLInputElement[]} */ (columns ? $$("input[type=checkbox]", columns) : []);
  sessionStorage.removeItem("column");
  if (document.activeElement === document.body) boxes.find((box) => named(box) === chosen && box.checkVisibility())?.focus();
} catch { /* refused */ }

/** @param {string | undefined} text */
function say(text) {
  const live = $("[data-columns-said]");
  if (live && text) live.textContent = text;
}
// What stood there when the page came is not read out.
setTimeout(() => say($("[data-place]")?.textContent ?? ""), 100);

/** @param {HTMLElement} sizer @param {number} width */
function size(sizer, width) {
  const wide = Math.round(Math.max(48, Math.min(960, width)));
  sizer.closest("th")?.setAttribute("width", String(wide));
  sizer.setAttribute("aria-valuenow", String(wide));
}
/** The desk remembers it. @param {HTMLElement} sizer */
function keep(sizer) {
  const width = sizer.getAttribute("aria-valuenow") ?? "";
  say(sizer.dataset.said?.replace("#", width));
  const column = sizer.closest("th")?.dataset.column ?? "", name = sizer.getAttribute("aria-label") ?? "";
  if (columns instanceof HTMLFormElement) remember(name, name, columns.action, new URLSearchParams({ form_token: new FormData(columns).get("form_token")?.toString() ?? "", resize: column, width }));
}
let kept = 0;
for (const sizer of $$(".sizer")) {
  const width = () => sizer.closest("th")?.getBoundingClientRect().width ?? 0;
  sizer.setAttribute("aria-valuenow", String(Math.round(width())));
  sizer.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (!by) return;
    event.preventDefault();
    size(sizer, width() + by);
    clearTimeout(kept);
    kept = setTimeout(() => keep(sizer), 400);
  });
  sizer.addEventListener("pointerdown", (event) => {
    const from = event.clientX, was = width();
    event.preventDefault();
    sizer.setPointerCapture(event.pointerId);
    sizer.onpointermove = (move) => size(sizer, was + (move.clientX - from));
    sizer.onpointerup = () => { sizer.onpointermove = sizer.onpointerup = null; keep(sizer); };
  });
}
