// @ts-check
// The log of a ticket: it grows at its end, and an entry that changes is drawn again in its place.

import { $, $$ } from "./app.js";
import { same } from "./parts.js";

const scroller = $("[data-scroll]");
const log = $("[data-log]");

const atEnd = () => !scroller || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
export const toEnd = () => { if (scroller) scroller.scrollTop = scroller.scrollHeight; };

/**
 * Adds newer entries and replaces older ones; scrolls only for a reader at the end.
 * @param {ParentNode} fresh
 */
export function grow(fresh) {
  const from = $("[data-log]", fresh);
  // A part from before has its end where the next part begins.
  if (!log || !from || from === log || "past" in log.dataset) return;
  const follows = atEnd();
  let day = $$("[data-day]", log).at(-1)?.dataset.day;
  /** @type {HTMLElement | null} */
  let line = null;
  for (const entry of $$("li", from)) {
    const old = entry.id && document.getElementById(entry.id);
    if (entry.dataset.day) { line = entry.dataset.day === day ? null : entry; continue; }
    if (old) { renew(old, entry); line = null; continue; }
    if (line) { day = line.dataset.day; log.append(line); line = null; }
    log.append(entry);
    unseen += 1;
  }
  frames();
  if (follows) toEnd();
  announce();
}

/**
 * Draws an entry again. The body of a message stays where it is when it is the same: its frame does
 * not load again, what was unfolded stays so.
 * @param {HTMLElement} old
 * @param {HTMLElement} entry
 */
function renew(old, entry) {
  if (same(old, entry)) return;
  const body = $(".body", old), fresh = $(".body", entry);
  if (!body || !fresh || !same(body, fresh)) { old.replaceChildren(...entry.childNodes); return; }
  const around = [...(body.parentNode?.childNodes ?? [])].filter((node) => node !== body);
  around.forEach((node) => node.remove());
  const nodes = [...(fresh.parentNode?.childNodes ?? [])], at = nodes.indexOf(fresh);
  body.before(...nodes.slice(0, at));
  body.after(...nodes.slice(at + 1));
}

let unseen = 0;
const newer = $("[data-newer]");
function announce() {
  if (atEnd()) unseen = 0;
  if (!newer) return;
  newer.hidden = !unseen;
  newer.textContent = (unseen === 1 ? newer.dataset.one : newer.dataset.many)?.replace("#", String(unseen)) ?? "";
}
newer?.addEventListener("click", () => { toEnd(); announce(); });
scroller?.addEventListener("scroll", () => { if (unseen && atEnd()) announce(); }, { passive: true });

/** Gives each mail frame the height of what it shows. */
function frames() {
  for (const frame of /** @type {HTMLIFrameElement[]} */ ($$("[data-frame]"))) {
    const fit = () => {
      const height = frame.contentDocument?.documentElement?.scrollHeight, follows = atEnd();
      if (height) frame.style.height = `${Math.min(height + 4, 4000)}px`;
      // Nothing was left out: nothing to ask for.
      const remote = frame.nextElementSibling;
      if (remote instanceof HTMLElement && frame.contentDocument?.body?.dataset.blocked === "0") remote.hidden = true;
      if (follows && !location.hash) toEnd();
    };
    if (frame.dataset.frame) continue;
    frame.dataset.frame = "1";
    frame.addEventListener("load", () => { fit(); setTimeout(fit, 400); });
    fit();
  }
}
document.addEventListener("click", (event) => {
  const remote = event.target instanceof Element ? event.target.closest("[data-remote]") : null;
  if (remote instanceof HTMLElement) setTimeout(() => { remote.hidden = true; });
});

frames();
