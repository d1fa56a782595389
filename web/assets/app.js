// @ts-check
// What every page has: menus, dialogs, toasts, keys; the parts that change by themselves; the event
// stream. One file, because a first visit fetches at most five.
// An enhancement only: links, forms, <details> and native selects work without it.

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement | null}
 */
export const $ = (selector, root = document) => root.querySelector(selector);

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement[]}
 */
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)].map((el) => /** @type {HTMLElement} */ (el));

/** @param {Event} event @returns {Element | null} */
export const target = (event) => (event.target instanceof Element ? event.target : null);

/** A field of a dialog that has just closed still holds the focus: nobody types there. @param {Element | null} el */
export const typing = (el) => el instanceof HTMLElement && el.checkVisibility() && (el.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio)$/.test(el.getAttribute("type") ?? "")));

/* ── toasts: results only; errors stay in place ── */

/** Six seconds, and as long as the pointer rests on it. @param {string | undefined} text @returns {HTMLElement | undefined} */
export function toast(text) {
  const box = $("#toasts");
  if (!box || !text) return undefined;
  const el = document.createElement("div");
  el.className = "toast";
  el.textContent = text;
  box.replaceChildren(el);
  let left = 0;
  const run = () => { clearTimeout(left); left = setTimeout(() => el.remove(), 6000); };
  el.addEventListener("pointerenter", () => clearTimeout(left));
  el.addEventListener("pointerleave", run);
  run();
  return el;
}

/* ── menus, dialogs, copy ── */

/** @param {string | undefined} id */
export function openDialog(id) {
  const dialog = document.getElementById(id ?? "");
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return false;
  dialog.showModal();
  $("input:not([type=hidden]), select, textarea", dialog)?.focus();
  return true;
}

/** A path is of use elsewhere only with its desk. @param {string} value */
const whole = (value) => (value.startsWith("/") ? new URL(value, location.href).href : value);

/** @param {HTMLElement} button */
async function copy(button) {
  // Refused: the value stays selectable.
  try { await navigator.clipboard.writeText(whole(button.dataset.copy ?? "")); } catch { return; }
  toast(button.dataset.done);
}

document.addEventListener("click", (event) => {
  const at = target(event);
  if (!at) return;
  $$("details.menu[open]").forEach((menu) => { if (!menu.contains(at)) menu.removeAttribute("open"); });
  /** @param {string} selector @returns {HTMLElement | null} */
  const on = (selector) => at.closest(selector);
  const opener = on("[data-dialog]");
  if (opener && !event.ctrlKey && !event.metaKey && openDialog(opener.dataset.dialog)) event.preventDefault();
  if (on("[data-close]")) at.closest("dialog")?.close();
  // A place on this page is no step: Back and Esc lead to the page before.
  const inside = on("a[href^='#']")?.getAttribute("href");
  if (inside && !on("[data-pane]") && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); location.replace(inside); }
  if (on("[data-commands]")) commands();
  const copied = on("[data-copy]");
  if (copied) copy(copied);
  const pane = on("[data-pane]");
  const expert = $("[data-expert]");
  if (pane && pane !== expert && expert) { expert.dataset.pane = pane.dataset.pane; event.preventDefault(); }
});

document.addEventListener("change", (event) => {
  const at = target(event);
  if (!(at instanceof HTMLInputElement)) return;
  const secret = document.getElementById(at.dataset.reveal ?? "");
  if (secret instanceof HTMLInputElement) secret.type = at.checked ? "text" : "password";
  if (at.id !== "single-keys") return;
  document.body.toggleAttribute("data-nokeys", !at.checked);
  unsaved().then((part) => part.singleKeys(at), away);
});
// The theme changes at once; the server remembers it.
document.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement) || submitter.name !== "theme") return;
  event.preventDefault();
  unsaved().then((part) => part.theme(submitter), away);
});
/** What the desk does not have yet is said. */
const unsaved = () => import("./unsaved.js");
export const away = () => { $("[data-offline]")?.removeAttribute("hidden"); };
// The one has to be here when the desk is not, the other when somebody types on who opened the palette.
for (const kind of ["pointerover", "keydown"]) addEventListener(kind, () => { unsaved().catch(() => {}); import("./commands.js").catch(() => {}); }, { once: true });

/**
 * The fields of a form as the server reads them without script.
 * @param {HTMLFormElement} form
 * @param {[string, string][]} more
 */
export function encoded(form, more) {
  const data = new FormData(form);
  more.forEach(([name, value]) => data.set(name, value));
  if (form.enctype === "multipart/form-data") return data;
  const body = new URLSearchParams();
  data.forEach((value, name) => { if (typeof value === "string") body.append(name, value); });
  return body;
}

/* ── keys: single ones can be turned off (WCAG 2.1.4); never while typing ── */

/** @type {Record<string, () => unknown>} A key that answers false lets the browser have it. */
export const keys = {
  "?": () => openDialog("dlg-keys"),
  "/": () => $("input[type=search]")?.focus(),
  z: () => { const form = $("form[data-undo]"); return form instanceof HTMLFormElement ? form.requestSubmit() : false; },
  c: () => openDialog("dlg-new") || ($("a[href='/tickets/new']") ? location.assign("/tickets/new") : false),
};
/** Where one may go and what one may do. It stands open before it is filled: what is typed at once is for it. */
const commands = () => { if (openDialog("dlg-cmd")) import("./commands.js").then((part) => part.open({ keys, live, parse, signedOut }), () => {}); };
/** A field that offers what may stand in it. */
for (const kind of ["focusin", "pointerover"]) document.addEventListener(kind, (event) => { const field = target(event)?.closest("[data-complete]"); if (field) import("./complete.js").then((part) => part.attach(field, { live, parse, signedOut }), () => {}); });
let chord = -Infinity;
document.addEventListener("keydown", (event) => {
  const focused = document.activeElement;
  const form = typing(focused) ? focused?.closest("form") : null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    return form.requestSubmit($("[data-main]", form));
  }
  if ($("dialog[open]")) return;
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); return commands(); }
  if (event.key === "Escape") {
    const menu = $("details.menu[open]");
    if (menu) { menu.removeAttribute("open"); return $("summary", menu)?.focus(); }
    if (typing(focused)) return /** @type {HTMLElement} */ (focused).blur();
  } else if (event.ctrlKey || event.metaKey || event.altKey || typing(focused) || "nokeys" in document.body.dataset) return;
  if (event.timeStamp - chord < 1200) {
    chord = -Infinity;
    const path = /** @type {Record<string, string>} */ ({ h: "/", t: "/tickets", i: "/inbox", s: "/settings" })[event.key];
    if (path) return $(`.rail a[href="${path}"]`) ? location.assign(path) : undefined;
  }
  if (event.key === "g") chord = event.timeStamp;
  const run = keys[event.key];
  if (run && run() !== false) event.preventDefault();
});

/* ── parts: what the server drew again takes the place of what is there. Nothing moves, closes or
      loads again under the pointer, the focus or an open menu. ── */

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
  // Emptied under the pointer, a part may go on to say that it is there.
  return at || (part.matches(":hover") && part.childElementCount > 0) || Boolean($("details[open]", part));
}

/**
 * Puts each `data-part` of a fresh document in place of ours; where somebody is at it, later.
 * @param {ParentNode} fresh
 * @param {string[]} [own] The part that asked for it, or more of them: drawn at once.
 */
export function swap(fresh, own) {
  for (const part of $$("[data-part]", fresh)) {
    const name = part.dataset.part ?? "";
    const old = $(`[data-part="${name}"]`);
    if (!old || old.matches("[data-send]")) continue;
    held.delete(name);
    if (same(old, part)) renewHidden(old, part);
    else if (!own?.includes(name) && busy(old)) held.set(name, part);
    else put(old, part);
  }
}

/** Draws something again; whoever keeps what was typed there (typed.js) hears before and after. @param {() => unknown} draw */
export function again(draw) {
  dispatchEvent(new Event("draws"));
  draw();
  dispatchEvent(new Event("drawn"));
}

/** @param {HTMLElement} old @param {HTMLElement} part */
function put(old, part) {
  const focused = document.activeElement;
  const inside = old.contains(focused), keyboard = focused?.matches(":focus-visible"), id = inside && focused?.id;
  const fold = $$("summary", old).indexOf(/** @type {HTMLElement} */ (focused));
  again(() => old.replaceChildren(...part.childNodes));
  const there = id && document.getElementById(id);
  if (there) there.focus();
  // What had it may be gone: the keyboard goes on beside it, where a press does nothing by itself.
  else if (inside && keyboard) [$$("summary", old)[fold], ...$$("select, input:not([type=hidden])", old), ...$$("a, summary, button", old), $("[data-scroll]"), $("#main")].find((el) => el?.checkVisibility())?.focus();
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
    if (old && !same(old, part)) put(old, part);
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
 * @param {{ list: HTMLElement, fresh: HTMLElement[], gone: string[], button: HTMLElement | null, live: boolean, more: boolean, ordered?: boolean }} change
 *   `live`: this is the first page; `more`: there are older ones; `ordered`: rows stand in another
 *   order than that of their changes, which only the server knows.
 */
export function merge({ list, fresh, gone, button, live, more, ordered = false }) {
  const used = () => list.matches(":hover") || list.contains(document.activeElement);
  // Nor does a row move while it is selected, or while a key of its own opened the bar.
  const still = live && !used() && !$(":checked", list) && (list.scrollTop || document.documentElement.scrollTop) < 80;
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
    if (old?.dataset.rev !== item.dataset.rev) item.classList.add("fresh");
    if (still && !ordered) { old?.remove(); place(list, item); continue; }
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
  // As the desk writes hours in both languages: French has 24 of them.
  if (since) since.textContent = since.dataset.since?.replace("#", new Date(good).toLocaleTimeString("fr", { timeStyle: "short", timeZone: stale.dataset.zone })) ?? "";
  stale.hidden = !failed;
}

/** When a form took the page with it: loading the page anew would overtake its answer. */
let gone = 0;
addEventListener("submit", (event) => { setTimeout(() => { if (!event.defaultPrevented) gone = Date.now(); }); });

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
      const anew = update && "reset" in update.dataset;
      if (anew && Date.now() - gone > 10000 && !$("form[aria-busy]")) return typed().then((part) => part.anew(), () => location.reload());
      if (update && !anew) apply(update);
      tell(!update);
      wait = update && !anew ? 0 : later();
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

/* ── what the desk says as it happens. One event stream per browser: one page has it and tells the
      others, because a browser opens only a few connections to one desk. ── */

/** @typedef {{ kind: string, ticket?: number, rev?: number, stamp?: string }} Change What the stream said; no rev asks to catch up. */

const EVENTS = ["ticket", "gone", "settings", "reset", "receiver", "access", "leave", "presence", "mention", "read"];
/** How long a page waits for the one that has the stream to say so, in milliseconds. */
const ANSWER = 400;
/** How often a page asks whether somebody still has the stream: a page can end without a word. */
const PROBE = 5000;

let late = 0;
/** @param {boolean} up */
function state(up) {
  const notice = $("[data-offline]");
  if (!notice) return;
  // Each try that fails says so again: the first one counts.
  if (!up) late ||= setTimeout(() => { notice.hidden = false; }, 5000);
  else { clearTimeout(late); late = 0; notice.hidden = true; }
}

/**
 * Opens the stream and keeps it open.
 * @param {() => string} url
 * @param {(change: Change) => void} tell
 * @param {(up: boolean) => void} standing
 * @returns {() => void} closes it
 */
function listen(url, tell, standing) {
  /** @type {EventSource | null} */
  let source = null;
  let wait = 1000, timer = 0, broken = false;
  const open = () => {
    if (leaving) return;
    const own = source = new EventSource(url());
    own.onopen = () => {
      wait = 1000;
      standing(true);
      // What has no number is not said again: nobody may have had the stream for a moment.
      tell({ kind: broken ? "change" : "missed" });
      broken = false;
    };
    own.onerror = () => {
      broken = true;
      standing(false);
      if (own.readyState !== EventSource.CLOSED) return;
      // A browser gives up after an answer that is no stream: the desk may only be starting again,
      // or the sign-in has ended.
      timer = setTimeout(() => {
        live(location.href).then((answer) => { if (!signedOut(answer) && source === own) open(); }, () => { if (source === own) open(); });
      }, wait = Math.min(wait * 2, 60000));
    };
    for (const kind of EVENTS) own.addEventListener(kind, ({ data, lastEventId }) => { if (kind === "leave") own.close(); tell({ kind, rev: Number(lastEventId), ticket: Number(data) || undefined, stamp: data }); });
  };
  open();
  return () => { clearTimeout(timer); source?.close(); source = null; };
}

/**
 * Holds the stream in a secure context: the browser itself says whose turn it is.
 * @param {() => () => void} open
 */
function byLock(open) {
  navigator.locks.request("guichet-events", () => new Promise((release) => {
    const close = open();
    addEventListener("pagehide", () => { close(); release(undefined); }, { once: true });
  })).catch(() => {});
}

/**
 * Holds it where there are no locks (plain HTTP with a name): pages ask each other who has it. Of
 * two that ask, or have it, the one with the lower number goes on.
 * @param {() => () => void} open
 */
function byWord(open) {
  const channel = new BroadcastChannel("guichet-leader");
  const own = Math.random();
  /** @type {(() => void) | null} */
  let close = null;
  let heard = false, timer = 0;
  const have = () => channel.postMessage({ kind: "have", own });
  const ask = () => {
    if (close) return;
    heard = false;
    channel.postMessage({ kind: "who", own });
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!heard) { close = open(); have(); }
      timer = setTimeout(ask, PROBE);
    }, ANSWER * (1 + Math.random()));
  };
  channel.onmessage = ({ data }) => {
    if (data.kind === "who" && close) have();
    else if (data.kind === "who" && data.own < own) { clearTimeout(timer); timer = setTimeout(ask, 2 * ANSWER); }
    if (data.kind === "bye") { clearTimeout(timer); timer = setTimeout(ask, ANSWER * Math.random() / 2); }
    if (data.kind !== "have") return;
    heard = true;
    if (!close) return;
    if (data.own > own) { have(); return; }
    close();
    close = null;
    clearTimeout(timer);
    timer = setTimeout(ask, PROBE);
  };
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (close) { close(); close = null; channel.postMessage({ kind: "bye" }); }
    channel.close();
  }, { once: true });
  ask();
}

let following = false;
/** Where the stream begins for a page. @param {string} path @param {string | number | undefined} rev */
const from = (path, rev) => after(path, rev) + (may ? `&access=${may}` : "");

/** Tells a page what happens, by the stream that all pages of this browser share. @param {(change: Change) => void} handler */
export function follow(handler) {
  let newest = Number(document.body.dataset.rev), has = false;
  const channel = new BroadcastChannel("guichet-events");
  following = true;
  /** @param {Change} change */
  const heard = (change) => { newest = Math.max(newest, change.rev ?? 0); if (allowed(change)) handler(change); };
  channel.onmessage = ({ data }) => {
    if (data.kind === "hello") { if (has && newest > data.rev) channel.postMessage({ kind: "change" }); }
    else if (data.kind === "state") state(data.up);
    else heard(data);
  };
  const open = () => {
    has = true;
    const close = listen(() => from("/events", newest), (change) => { channel.postMessage(change); heard(change); }, (up) => { state(up); channel.postMessage({ kind: "state", up }); });
    return () => { has = false; close(); };
  };
  const start = () => {
    channel.postMessage({ kind: "hello", rev: newest });
    // Web Locks need a secure context.
    if (navigator.locks) byLock(open);
    else byWord(open);
  };
  start();
  addEventListener("pageshow", (event) => { if (event.persisted) { start(); handler({ kind: "change" }); } });
}

/** Tells a page what the mail receiver hears too. Only one page at a time waits for that: its stream is its own. @param {(change: Change) => void} handler */
export function followReceiver(handler) {
  following = true;
  const start = () => {
    const close = listen(() => from("/events?receiver=1", document.body.dataset.rev), (change) => { if (allowed(change)) handler(change); }, state);
    addEventListener("pagehide", close, { once: true });
  };
  start();
  addEventListener("pageshow", (event) => { if (event.persisted) { start(); handler({ kind: "change" }); } });
}

/* ── "2 min" grows older while one looks at it ── */

// Nothing does in the first half minute, so no part of a first visit.
setInterval(() => { import("./ago.js").then((part) => part.grow(), () => {}); }, 30000);

/* ── what one may and sees can change while a page is open ── */

const { access: may } = document.body.dataset;

// The page is on its way: who signs out here is on the way already.
let leaving = false;
addEventListener("submit", ({ target }) => { leaving ||= target instanceof Element && target.getAttribute("action") === "/sign-out"; });

/**
 * Does what the stream says of this person: a ticket that is not theirs any more, other rights, the
 * way out. False if the page is on its way to be drawn anew.
 * @param {Change} change
 */
function allowed(change) {
  dispatchEvent(new CustomEvent("told", { detail: change }));
  if (change.kind === "mention") mentions(change.ticket);
  const rail = $("[data-unread-count]");
  if (rail && (/^(ticket|gone|reset|read|change)$/.test(change.kind) || (change.kind === "missed" && !rail.hidden))) mentions();
  if (/^(presence|mention|read|missed)$/.test(change.kind)) return false;
  if (change.kind === "gone") access().then((part) => part.gone(String(change.ticket)), () => location.reload());
  if (change.kind !== "leave" && (change.kind !== "access" || !may || change.stamp === may)) return true;
  if (leaving) return false;
  leaving = true;
  access().then((part) => part.again(), () => location.reload());
  return false;
}

// Rarely needed, so no part of a first visit.
const typed = () => import("./typed.js");
addEventListener("input", () => { typed().catch(() => {}); }, { once: true });
const access = () => import("./access.js");
/** @param {number} [ticket] */
const mentions = (ticket) => import("./mentions.js").then((part) => part.told(ticket, { toast, live, parse, signedOut }), () => {});

// Where the desk is one of the reader's programs.
if ("setAppBadge" in navigator && !matchMedia("(display-mode: browser)").matches) import("./badge.js").then((part) => part.start({ live, parse }), () => {});

// These pages are whole without it, too.
if ($("[data-rules]")) import("./settings_rules.js");
if ($("[data-print]")) import("./print.js");
if ($("[data-follows]")) import("./follows.js").then((part) => part.start(after, follow, swap, updater));

// What one person typed is not shown to the next one who signs in at this window.
try {
  const { me } = document.body.dataset;
  if (me && sessionStorage.getItem("me") !== me) { sessionStorage.clear(); sessionStorage.setItem("me", me); }
  if (me && sessionStorage.getItem("kept")) typed().then((part) => part.restore(openDialog), () => {});
}
// Refused: then nothing is kept there.
catch {}
// A page without live parts of its own still hears what its reader may.
document.addEventListener("DOMContentLoaded", () => { if (may && !following) follow(() => {}); });
