// @ts-check
// The shell of every page: menus, dialogs, keys, and the one event stream per browser.
// An enhancement only: links, forms, <details> and native selects work without it.

/** @typedef {{ kind: string, ticket?: number, rev?: number, stamp?: string }} Change What the stream said; no rev asks to catch up. */

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
const target = (event) => (event.target instanceof Element ? event.target : null);

/** @param {Element | null} el */
export const typing = (el) => el instanceof HTMLElement && (el.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio)$/.test(el.getAttribute("type") ?? "")));

/** What the browser keeps for this person; refused storage is no fault. */
export const store = {
  /** @param {string} key */
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  /** @param {string} key @param {string} value */
  set(key, value) { try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* refused */ } },
};

/* ── toasts: results only; errors stay in place ── */

/** @param {string | undefined} text */
export function toast(text) {
  const box = $("#toasts");
  if (!box || !text) return;
  const el = document.createElement("div");
  el.className = "toast";
  el.textContent = text;
  box.replaceChildren(el);
  setTimeout(() => el.remove(), 4000);
}

/* ── menus, dialogs, copy ── */

/** @param {string | undefined} id */
export function openDialog(id) {
  const dialog = document.getElementById(id ?? "");
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return false;
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  return true;
}

/** @param {HTMLElement} button */
async function copy(button) {
  try { await navigator.clipboard.writeText(button.dataset.copy ?? ""); } catch { return; /* refused: the value stays selectable */ }
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
  if (at.id === "single-keys") store.set("nokeys", at.checked ? "" : "1");
});

// The theme changes at once; the server remembers it.
document.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement) || submitter.name !== "theme" || !(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const theme = submitter.value;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  $$("button[name=theme]").forEach((b) => { if (b === submitter) b.setAttribute("aria-current", "true"); else b.removeAttribute("aria-current"); });
  if (!submitter.closest("details")) submitter.value = theme === "dark" ? "light" : "dark";
  fetch(event.target.action, { method: "POST", body: encoded(event.target, [["theme", theme]]) }).catch(() => {});
});

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
  "/": () => /** @type {HTMLElement | null} */ (document.querySelector("input[type=search]"))?.focus(),
  c: () => openDialog("dlg-new") || ($("a[href='/tickets/new']") ? location.assign("/tickets/new") : false),
};
let chord = -Infinity;
document.addEventListener("keydown", (event) => {
  const focused = document.activeElement;
  const form = typing(focused) ? focused?.closest("form") : null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    return form.requestSubmit(/** @type {HTMLElement | null} */ (form.querySelector("[data-main]")));
  }
  if ($("dialog[open]")) return;
  if (event.key === "Escape") {
    const menu = $("details.menu[open]");
    if (menu) { menu.removeAttribute("open"); return $("summary", menu)?.focus(); }
    if (typing(focused)) return /** @type {HTMLElement} */ (focused).blur();
  } else if (event.ctrlKey || event.metaKey || event.altKey || typing(focused) || store.get("nokeys")) return;
  if (event.timeStamp - chord < 1200) {
    chord = -Infinity;
    const path = /** @type {Record<string, string>} */ ({ t: "/tickets", i: "/inbox" })[event.key];
    if (path) return location.assign(path);
  }
  if (event.key === "g") chord = event.timeStamp;
  const run = keys[event.key];
  if (run && run() !== false) event.preventDefault();
});
const single = /** @type {HTMLInputElement | null} */ ($("#single-keys"));
if (single) single.checked = !store.get("nokeys");

/* ── parts: what the server drew again takes the place of what is there ── */

/** @param {string} html */
export const parse = (html) => new DOMParser().parseFromString(html, "text/html");

/**
 * Puts each `data-part` of a fresh document in place of ours, unless somebody types in it.
 * @param {ParentNode} fresh
 */
export function swap(fresh) {
  $$("[data-part]", fresh).forEach((part) => {
    const old = $(`[data-part="${part.dataset.part}"]`);
    const focused = document.activeElement;
    const busy = old?.contains(focused) && focused instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(focused.tagName);
    if (!old || busy || old.matches("[data-send]") || $("details[open]", old) || old.innerHTML === part.innerHTML) return;
    const id = old.contains(focused) ? focused?.id : "";
    old.replaceChildren(...part.childNodes);
    if (id) document.getElementById(id)?.focus();
  });
}

/**
 * Merges changed rows into a list without moving anything under the pointer or the focus.
 * @param {{ list: HTMLElement, fresh: HTMLElement[], gone: string[], button: HTMLElement | null, live: boolean }} change
 */
export function merge({ list, fresh, gone, button, live }) {
  const still = live && !list.matches(":hover") && !list.contains(document.activeElement) && (list.scrollTop || document.documentElement.scrollTop) < 80;
  for (const number of gone) {
    const old = row(list, number);
    if (still) old?.remove();
    else old?.classList.add("gone");
  }
  for (const item of [...fresh].reverse()) {
    const old = row(list, item.dataset.number ?? "");
    if (!live && !old) continue;
    item.classList.add("fresh");
    if (old?.hasAttribute("aria-current")) item.setAttribute("aria-current", old.getAttribute("aria-current") ?? "true");
    if (still) { old?.remove(); list.prepend(item); continue; }
    if (!old) { item.hidden = true; list.prepend(item); continue; }
    const inside = old.contains(document.activeElement);
    item.hidden = old.hidden;
    old.replaceWith(item);
    if (inside) (item.matches("a") ? item : $("a", item))?.focus();
  }
  const waiting = $$("[data-number][hidden]", list);
  if (!button) return;
  button.hidden = !waiting.length;
  button.textContent = (waiting.length === 1 ? button.dataset.one : button.dataset.many)?.replace("#", String(waiting.length)) ?? "";
  button.onclick = () => {
    $$(".gone", list).forEach((el) => el.remove());
    $$("[data-number][hidden]", list).forEach((el) => { el.hidden = false; });
    button.hidden = true;
    (list.closest(".scroll") ?? document.documentElement).scrollTo({ top: 0 });
  };
}

/** @param {HTMLElement} list @param {string} number */
const row = (list, number) => $(`[data-number="${number}"]`, list);

/**
 * Asks for what changed after a number, again and again but never twice at once.
 * @param {() => string} url
 * @param {(update: HTMLElement) => void} apply
 */
export function updater(url, apply) {
  let running = false, again = false;
  return async function ask() {
    if (running) { again = true; return; }
    running = true;
    try {
      const answer = await fetch(url(), { headers: { accept: "text/html" } });
      const update = answer.ok ? $("[data-update]", parse(await answer.text())) : null;
      if (update && "reset" in update.dataset) location.reload();
      else if (update) apply(update);
    } catch { /* no connection: the stream says so and catches up */ }
    running = false;
    if (again) { again = false; ask(); }
  };
}

/** @param {string} url @param {string | number | undefined} rev */
export const after = (url, rev) => `${url}${url.includes("?") ? "&" : "?"}after=${rev}`;

/* ── one event stream per browser: the tab that holds the lock has it and tells the others ── */

const EVENTS = ["ticket", "gone", "settings", "reset", "receiver", "access", "leave"];
let following = false;

/** @param {(change: Change) => void} handler @param {string} [path] */
export function follow(handler, path = "/events") {
  const channel = new BroadcastChannel("guichet-events");
  following = true;
  let newest = Number(document.body.dataset.rev);
  /** @type {EventSource | null} */
  let source = null;
  let late = 0;
  /** @param {Change} change */
  const heard = (change) => { newest = Math.max(newest, change.rev ?? 0); if (change.kind === "leave") source?.close(); allowed(change); handler(change); };
  /** @param {Change} change */
  const tell = (change) => { channel.postMessage(change); heard(change); };
  /** @param {boolean} up */
  const state = (up) => {
    const notice = $("[data-offline]");
    if (!notice) return;
    // Each try that fails says so again: the first one counts.
    if (!up) late ||= setTimeout(() => { notice.hidden = false; }, 5000);
    else { clearTimeout(late); late = 0; notice.hidden = true; }
  };
  channel.onmessage = ({ data }) => {
    if (data.kind === "hello") { if (source && newest > data.rev) channel.postMessage({ kind: "change" }); }
    else if (data.kind === "state") state(data.up);
    else heard(data);
  };
  let wait = 1000;
  const open = () => {
    if (leaving) return;
    let broken = false;
    source = new EventSource(`${after(path, newest)}&access=${may ?? ""}`);
    source.onopen = () => {
      wait = 1000;
      state(true);
      channel.postMessage({ kind: "state", up: true });
      if (broken) tell({ kind: "change" });
      broken = false;
    };
    source.onerror = () => {
      broken = true;
      state(false);
      channel.postMessage({ kind: "state", up: false });
      // A browser gives up after an answer that is no stream; the desk may only be starting again.
      if (source?.readyState === EventSource.CLOSED) setTimeout(() => { open(); broken = true; }, wait = Math.min(wait * 2, 60000));
    };
    for (const kind of EVENTS) source.addEventListener(kind, ({ data, lastEventId }) => tell({ kind, rev: Number(lastEventId), ticket: kind === "ticket" || kind === "gone" ? Number(data) : undefined, stamp: data }));
  };
  const start = () => {
    channel.postMessage({ kind: "hello", rev: newest });
    // Web Locks need a secure context; without one every tab has its own stream.
    if (!navigator.locks) return open();
    navigator.locks.request("guichet-events", () => new Promise((release) => {
      open();
      addEventListener("pagehide", () => { source?.close(); source = null; release(undefined); }, { once: true });
    })).catch(() => {});
  };
  start();
  addEventListener("pageshow", (event) => { if (event.persisted) { start(); handler({ kind: "change" }); } });
}

/* ── "2 min" grows older while one looks at it ── */

setInterval(() => {
  const words = document.body.dataset;
  $$("time[data-ago]").forEach((time) => {
    const minutes = Math.floor((Date.now() - Date.parse(time.getAttribute("datetime") ?? "")) / 60000);
    if (minutes < 1 || minutes >= 600) return;
    const pattern = minutes < 60 ? words.min : words.hours;
    if (pattern) time.textContent = pattern.replace("#", String(minutes < 60 ? minutes : Math.floor(minutes / 60)));
  });
}, 30000);

/* ── what one may and sees can change while a page is open ── */

const { access: may } = document.body.dataset;

/** What the stream says of this person: a ticket that is not theirs any more, other rights, the way out. @param {Change} change */
function allowed(change) {
  if (change.kind === "gone") gone(String(change.ticket));
  if (change.kind === "leave" || (change.kind === "access" && change.stamp !== may)) again();
}

/** Takes a ticket off the page; the page of the ticket itself says so in words. @param {string} number */
function gone(number) {
  if ($(`.preview[data-number="${number}"]`)) $("[data-preview-close]")?.click();
  $$(`[data-number="${number}"]`).forEach((el) => el.remove());
  const words = $("[data-gone-words]"), centre = $(`[data-ticket="${number}"] .centre`);
  if (!(words instanceof HTMLTemplateElement) || !centre) return;
  centre.replaceChildren(words.content.cloneNode(true));
  $("aside.info")?.remove();
  document.title = `${words.dataset.title} · Guichet`;
  const said = $(".empty", centre);
  said?.setAttribute("role", "alert");
  said?.focus();
}

let leaving = false;

/** Fields in which somebody typed; never a secret. */
const typed = () => /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ($$("input[id], textarea[id]")).filter((el) => !/^(hidden|password|file|checkbox|radio|search)$/.test(el.type) && el.value !== el.defaultValue);

/** Draws the page anew and keeps what was typed. What stands there is gone at once, however long the new one takes. */
function again() {
  leaving = true;
  const url = new URL(location.href);
  url.hash = "";
  const kept = { path: url.pathname, dialog: $("dialog[open]")?.id, focus: document.activeElement?.id, fields: typed().map((el) => [el.id, el.value]) };
  try { sessionStorage.setItem("kept", JSON.stringify(kept)); } catch { /* refused */ }
  $("main")?.replaceChildren();
  $("dialog[open]")?.remove();
  // Not `reload`, which asks before it sends a form once more.
  location.replace(url);
}

function restore() {
  const { path, dialog, focus, fields } = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
  if (path !== location.pathname) return;
  sessionStorage.removeItem("kept");
  openDialog(dialog);
  for (const [id, value] of fields) {
    const el = document.getElementById(id);
    if (el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement) el.value = value;
  }
  document.getElementById(focus)?.focus();
}

// What one person typed is not shown to the next one who signs in at this window.
try {
  const { me } = document.body.dataset;
  if (me && sessionStorage.getItem("me") !== me) { sessionStorage.clear(); sessionStorage.setItem("me", me); }
  if (me) restore();
} catch { /* refused */ }
// A page without live parts of its own still hears what its reader may.
document.addEventListener("DOMContentLoaded", () => { if (may && !following) follow(() => {}); });
