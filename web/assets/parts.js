// @ts-check
// Parts of a page that the server drew again: what changed takes the place of what is there, and
// nothing moves, closes or loads again under the pointer, the focus or an open menu.

import { $, $$ } from "./app.js";

/** @param {string} html */
export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/** @param {string} url @param {string | number | undefined} rev */
export const after = (url, rev) => `${url}${url.includes("?") ? "&" : "?"}after=${rev}`;

/** An answer that leads to the sign-in: the page goes there and comes back. @param {Response} answer */
export function signedOut(answer) {
  const away = answer.redirected && new URL(answer.url).pathname === "/sign-in";
  if (away) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  return away;
}

/** Fetches a piece of a page. Asked by the page itself, it keeps no sign-in alive. @param {string} url @param {AbortSignal} [signal] */
export const live = (url, signal) => fetch(url, { headers: { accept: "text/html", "x-live": "1" }, signal });

/**
 * What the server wrote: without what is new on every answer (form tokens, "2 min") and without
 * what the page itself added since.
 * @param {Element} el
 */
function written(el) {
  const copy = /** @type {Element} */ (el.cloneNode(true));
  $$("[name=form_token], [name=since]", copy).forEach((field) => field.removeAttribute("value"));
  $$("time[data-ago]", copy).forEach((time) => { time.textContent = ""; });
  $$("[data-frame]", copy).forEach((frame) => { frame.removeAttribute("style"); frame.dataset.frame = ""; });
  $$("[data-frame] + [hidden], [data-remote]", copy).forEach((remote) => remote.removeAttribute("hidden"));
  $$("details[open]", copy).forEach((details) => details.removeAttribute("open"));
  $$("[aria-busy]", copy).forEach((form) => form.removeAttribute("aria-busy"));
  return copy.innerHTML;
}

/** @param {Element} a @param {Element} b */
export const same = (a, b) => written(a) === written(b);

/** @type {Map<string, HTMLElement>} What waits until nobody is at its part. */
const held = new Map();

/** True while somebody is at a part. @param {HTMLElement} part */
function busy(part) {
  const focused = document.activeElement;
  const at = part.contains(focused) && focused instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName);
  return at || part.matches(":hover") || Boolean($("details[open]", part));
}

/**
 * Puts each `data-part` of a fresh document in place of ours; where somebody is at it, later.
 * @param {ParentNode} fresh
 * @param {string | null} [own] The part that asked for it: it is drawn at once.
 */
export function swap(fresh, own) {
  for (const part of $$("[data-part]", fresh)) {
    const name = part.dataset.part ?? "";
    const old = $(`[data-part="${name}"]`);
    if (!old || old.matches("[data-send]")) continue;
    held.delete(name);
    if (same(old, part)) renewHidden(old, part);
    else if (name !== own && busy(old)) held.set(name, part);
    else put(old, part);
  }
}

/** @param {HTMLElement} old @param {HTMLElement} part */
function put(old, part) {
  const focused = document.activeElement;
  const id = old.contains(focused) ? focused?.id : "";
  old.replaceChildren(...part.childNodes);
  if (id) document.getElementById(id)?.focus();
}

/** What stands in no word of the part is brought up to date in place. @param {HTMLElement} old @param {HTMLElement} part */
function renewHidden(old, part) {
  const fresh = $$("[name=since]", part);
  $$("[name=since]", old).forEach((field, at) => {
    const value = fresh[at]?.getAttribute("value");
    if (field instanceof HTMLInputElement && value && !$("details[open]", old)) field.value = value;
  });
}

function settle() {
  for (const [name, part] of held) {
    const old = $(`[data-part="${name}"]`);
    if (old && busy(old)) continue;
    held.delete(name);
    if (old) put(old, part);
  }
}
for (const kind of ["pointerout", "focusout", "toggle"]) document.addEventListener(kind, () => { if (held.size) setTimeout(settle); }, true);

/* ── lists ── */

/** @param {HTMLElement} list @param {string} number */
const row = (list, number) => $(`[data-number="${number}"]`, list);

/** True if a row stands before another: newest change first, then the higher number. @param {HTMLElement} a @param {HTMLElement} b */
const before = (a, b) => Number(a.dataset.updated) - Number(b.dataset.updated) || Number(a.dataset.number) - Number(b.dataset.number);

/** Puts a row in its turn. @param {HTMLElement} list @param {HTMLElement} item */
function place(list, item) {
  const rows = $$("[data-number]", list).filter((el) => el !== item);
  const next = rows.find((el) => before(item, el) > 0);
  if (next) next.before(item);
  else if (rows.length) rows.at(-1)?.after(item);
  else list.prepend(item);
}

/** True for a row whose turn is on an older page. @param {HTMLElement} list @param {HTMLElement} item @param {boolean} more */
function beyond(list, item, more) {
  const last = $$("[data-number]", list).at(-1);
  return more && Boolean(last) && before(item, /** @type {HTMLElement} */ (last)) < 0;
}

/**
 * Merges changed rows into a list without moving anything under the pointer or the focus.
 * @param {{ list: HTMLElement, fresh: HTMLElement[], gone: string[], button: HTMLElement | null, live: boolean, more: boolean }} change
 *   `live`: this is the first page; `more`: there are older ones.
 */
export function merge({ list, fresh, gone, button, live, more }) {
  const used = () => list.matches(":hover") || list.contains(document.activeElement);
  const still = live && !used() && (list.scrollTop || document.documentElement.scrollTop) < 80;
  for (const number of gone) {
    const old = row(list, number);
    if (still || old?.hidden) old?.remove();
    else old?.classList.add("gone");
  }
  for (const item of fresh) {
    const old = row(list, item.dataset.number ?? "");
    if (old?.hasAttribute("aria-current")) item.setAttribute("aria-current", old.getAttribute("aria-current") ?? "true");
    if (old && !old.classList.contains("gone") && same(old, item) && old.dataset.updated === item.dataset.updated) { old.dataset.rev = item.dataset.rev; continue; }
    if (!old && (!live || beyond(list, item, more))) continue;
    item.classList.add("fresh");
    if (still) { old?.remove(); place(list, item); continue; }
    if (!old) { item.hidden = true; place(list, item); continue; }
    const inside = old.contains(document.activeElement);
    item.hidden = old.hidden;
    old.replaceWith(item);
    if (inside) (item.matches("a") ? item : $("a", item))?.focus();
  }
  tidy(list, used);
  if (button) announce(list, button);
}

/** Takes away what is gone once nobody is at the list. @param {HTMLElement} list @param {() => boolean} used */
function tidy(list, used) {
  if (!$(".gone", list)) return;
  const sweep = () => {
    if (used()) return;
    $$(".gone", list).forEach((el) => el.remove());
    list.removeEventListener("pointerleave", sweep);
    list.removeEventListener("focusout", later);
  };
  const later = () => setTimeout(sweep);
  list.addEventListener("pointerleave", sweep);
  list.addEventListener("focusout", later);
  sweep();
}

/** @param {HTMLElement} list @param {HTMLElement} button */
function announce(list, button) {
  const waiting = $$("[data-number][hidden]", list);
  button.hidden = !waiting.length;
  button.textContent = (waiting.length === 1 ? button.dataset.one : button.dataset.many)?.replace("#", String(waiting.length)) ?? "";
  button.onclick = () => {
    $$(".gone", list).forEach((el) => el.remove());
    $$("[data-number]", list).forEach((el) => { el.hidden = false; place(list, el); });
    button.hidden = true;
    (list.closest(".scroll") ?? document.documentElement).scrollTo({ top: 0 });
  };
}

/* ── asking for what changed ── */

const stale = $("[data-stale]");
let good = Date.now();

/** Says that the page is as it was, and since when; takes it back. @param {boolean} failed */
function tell(failed) {
  if (!failed) good = Date.now();
  if (!stale || stale.hidden === !failed) return;
  const since = $("[data-since]", stale);
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(good);
  if (since) since.textContent = since.dataset.since?.replace("#", time) ?? "";
  stale.hidden = !failed;
}

/**
 * Asks for what changed after a number, again and again but never twice at once. An answer that is
 * none is said, and asked for again by itself and by *Try again*.
 * @param {() => string} url
 * @param {(update: HTMLElement) => void} apply
 */
export function updater(url, apply) {
  let running = false, again = false, wait = 0, timer = 0;
  const later = () => Math.min(wait * 2 || 2000, 60000);
  async function ask() {
    if (running) { again = true; return; }
    running = true;
    clearTimeout(timer);
    try {
      const answer = await live(url());
      if (signedOut(answer)) return;
      const update = answer.ok ? $("[data-update]", parse(await answer.text())) : null;
      if (update && "reset" in update.dataset) return location.reload();
      if (update) apply(update);
      tell(!update);
      wait = update ? 0 : later();
    } catch {
      // No connection: the stream says so.
      wait = later();
    }
    if (wait) timer = setTimeout(ask, wait);
    running = false;
    if (again) { again = false; ask(); }
  }
  if (stale) $("[data-again]", stale)?.addEventListener("click", () => ask());
  return ask;
}
