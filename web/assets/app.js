// @ts-check
// The shell of every page: menus, dialogs, toasts, keys.
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
const target = (event) => (event.target instanceof Element ? event.target : null);

/** A field of a dialog that has just closed still holds the focus: nobody types there. @param {Element | null} el */
export const typing = (el) => el instanceof HTMLElement && el.checkVisibility() && (el.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio)$/.test(el.getAttribute("type") ?? "")));

/** What the browser keeps for this person; refused storage is no fault. */
export const store = {
  /** @param {string} key */
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  /** @param {string} key @param {string} value */
  set(key, value) { try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* refused */ } },
};

/* ── toasts: results only; errors stay in place ── */

/** Six seconds, and as long as the pointer rests on it. @param {string | undefined} text */
export function toast(text) {
  const box = $("#toasts");
  if (!box || !text) return;
  const el = document.createElement("div");
  el.className = "toast";
  el.textContent = text;
  box.replaceChildren(el);
  let left = 0;
  const run = () => { clearTimeout(left); left = setTimeout(() => el.remove(), 6000); };
  el.addEventListener("pointerenter", () => clearTimeout(left));
  el.addEventListener("pointerleave", run);
  run();
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
  // A place on this page is no step: Back and Esc lead to the page before.
  const inside = on("a[href^='#']")?.getAttribute("href");
  if (inside && !on("[data-pane]") && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); location.replace(inside); }
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
  c: () => openDialog("dlg-new") || location.assign("/tickets/new"),
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
