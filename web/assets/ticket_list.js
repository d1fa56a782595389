// @ts-check
// The overview: a click previews, a double click opens, arrivals come by themselves.

import { $, $$, after, follow, keys, live, merge, parse, signedOut, swap, updater } from "./app.js";

const list = $("[data-list]");
const body = $("[data-rows]");
const panel = $("[data-preview]");

const rows = () => (body ? $$("tr:not([hidden])", body) : []);
/** @param {Element | null} el @returns {HTMLElement | null} */
const rowOf = (el) => el?.closest("[data-rows] tr") ?? null;
/** @param {HTMLElement} row @returns {HTMLAnchorElement | null} */
const link = (row) => row.querySelector(".subj");

/* ── side panel ── */

let asked = new AbortController();

/** @param {HTMLElement} row @param {"asked" | "changed"} [why] */
async function preview(row, why = "asked") {
  if (!list || !panel) return;
  const number = row.dataset.number ?? "";
  rows().forEach((other) => other.removeAttribute("aria-current"));
  row.setAttribute("aria-current", "true");
  const url = new URL(location.href);
  url.searchParams.set("preview", number);
  history.replaceState(null, "", url);
  asked.abort();
  asked = new AbortController();
  try {
    const path = `/t/${number}/preview`, { signal } = asked;
    const answer = await (why === "asked" ? fetch(path, { signal }) : live(path, signal));
    if (signedOut(answer) || !answer.ok) return;
    panel.replaceChildren(...parse(await answer.text()).body.childNodes);
    panel.hidden = false;
    panel.scrollTop = 0;
    list.classList.add("has-side");
  } catch { /* another row was chosen, or no connection */ }
}

function closePreview() {
  if (!panel || panel.hidden) return false;
  asked.abort();
  panel.hidden = true;
  list?.classList.remove("has-side");
  const row = $("[data-rows] tr[aria-current]");
  row?.removeAttribute("aria-current");
  if (row) link(row)?.focus();
  const url = new URL(location.href);
  url.searchParams.delete("preview");
  history.replaceState(null, "", url);
  return true;
}

list?.addEventListener("click", (event) => {
  const at = event.target instanceof Element ? event.target : null;
  if (at?.closest("[data-preview-close]")) { event.preventDefault(); closePreview(); return; }
  const row = rowOf(at);
  // The Enter key and a new tab open the ticket.
  if (!row || (at?.closest("a") && (event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey))) return;
  event.preventDefault();
  preview(row);
  link(row)?.focus({ preventScroll: true });
});
list?.addEventListener("dblclick", (event) => {
  const row = rowOf(event.target instanceof Element ? event.target : null);
  const to = row && link(row);
  if (to) location.assign(to.href);
});

/* ── columns ── */

const columns = $("form[data-columns]");
columns?.addEventListener("change", () => { if (columns instanceof HTMLFormElement) columns.requestSubmit(); });

/** @param {HTMLElement} sizer @param {number} width */
function size(sizer, width) {
  const wide = Math.round(Math.max(48, Math.min(960, width)));
  sizer.closest("th")?.setAttribute("width", String(wide));
  sizer.setAttribute("aria-valuenow", String(wide));
}
/** The server remembers it. @param {HTMLElement} sizer */
function keep(sizer) {
  const column = sizer.closest("th")?.dataset.column ?? "";
  if (columns instanceof HTMLFormElement) fetch(columns.action, { method: "POST", body: new URLSearchParams({ form_token: new FormData(columns).get("form_token")?.toString() ?? "", resize: column, width: sizer.getAttribute("aria-valuenow") ?? "" }) }).catch(() => {});
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

/* ── keys ── */

/** @param {number} by */
function move(by) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement) || (row.hasAttribute("aria-current") && !rowOf(document.activeElement)));
  const row = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (!row) return;
  link(row)?.focus();
  row.scrollIntoView({ block: "nearest" });
  if (panel && !panel.hidden) preview(row);
}
const current = () => rowOf(document.activeElement) ?? $("[data-rows] tr[aria-current]");
keys.j = () => move(1);
keys.k = () => move(-1);
keys.o = () => { const row = current(); const to = row && link(row); if (to) location.assign(to.href); };
keys.Enter = () => (document.activeElement === document.body ? keys.o?.() : false);
keys[" "] = () => {
  const row = current();
  if (row) preview(row);
  return Boolean(row);
};
keys.Escape = closePreview;

/* ── arrivals ── */

const url = list?.dataset.rowsUrl ?? "";
let rev = document.body.dataset.rev;
/** @type {Set<string>} What would stand on this page if it were read now. */
const absent = new Set();
/** Where the script does not know the turn of a row, it says that there are some. @param {HTMLElement[]} fresh */
function missing(fresh) {
  const button = $("[data-arrivals]");
  for (const { dataset } of fresh) {
    const number = dataset.number ?? "";
    if ("outside" in dataset || $(`[data-rows] tr[data-number="${number}"]`)) absent.delete(number);
    else absent.add(number);
  }
  if (!button) return;
  button.hidden = !absent.size;
  button.textContent = (absent.size === 1 ? button.dataset.one : button.dataset.many)?.replace("#", String(absent.size)) ?? "";
  button.onclick = () => location.reload();
}
const ask = updater(() => after(url, rev), (update) => {
  rev = update.dataset.rev;
  swap(update);
  if (!body) return;
  const fresh = $$("[data-rows] tr", update);
  const ordered = list?.hasAttribute("data-ordered");
  merge({ list: body, fresh, gone: update.dataset.gone?.split(" ").filter(Boolean) ?? [], button: ordered ? null : $("[data-arrivals]"), live: Boolean(list?.dataset.live) && !ordered, more: Boolean($("[data-older]")), ordered });
  if (ordered) missing(fresh);
  if (fresh.length) {
    $("[data-empty]")?.remove();
    for (const part of ["[data-tickets]", "[data-foot]"]) $(part)?.removeAttribute("hidden");
  }
  const shown = panel?.hidden ? undefined : $(".preview", panel ?? undefined)?.dataset.number;
  const changed = fresh.find((row) => row.dataset.number === shown);
  if (changed && !panel?.matches(":hover, :focus-within")) preview($(`[data-rows] tr[data-number="${shown}"]`) ?? changed, "changed");
});
if (list) follow(ask);
