// @ts-check
// The overview: a click previews, a double click opens, arrivals come by themselves.

import { $, $$, after, away, follow, keys, live, merge, parse, signedOut, swap, target, updater } from "./app.js";

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

/** Two presses are one double click within so many milliseconds, and pixels. */
const TWICE = 500, NEAR = 8;
let pressed = { row: /** @type {HTMLElement | null} */ (null), x: 0, y: 0, time: 0 };

list?.addEventListener("click", (event) => {
  const at = target(event);
  if (at?.closest("[data-preview-close]")) { event.preventDefault(); closePreview(); return; }
  // What was held is there behind this press.
  if (at?.closest("[data-arrivals]")) setTimeout(again);
  const row = rowOf(at);
  // The Enter key and a new tab open the ticket.
  if (!row || at?.closest(".c-sel") || (at?.closest("a") && (event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey))) return;
  event.preventDefault();
  pressed = { row, x: event.clientX, y: event.clientY, time: event.timeStamp };
  preview(row);
  link(row)?.focus({ preventScroll: true });
});
// The second press of two opens the row of the first: the preview moves the list under the pointer.
document.addEventListener("click", (event) => {
  const { row, x, y, time } = pressed;
  if (!row || event.timeStamp - time > TWICE || Math.hypot(event.clientX - x, event.clientY - y) > NEAR) return;
  event.preventDefault();
  event.stopPropagation();
  const to = link(row);
  if (to) location.assign(to.href);
}, true);

/* ── selection: kept by number, so that a row that is drawn anew keeps it ── */

const bulk = $("[data-bulk]");
/** @type {Set<string>} */
const chosen = new Set();
let whole = false, anchor = "";
/** A key chose the row: it is let go of when the menu that the key opened closes. */
let lone = false;
/** @param {Element | null} row @returns {HTMLInputElement | null} */
const box = (row) => row?.querySelector(".c-sel input") ?? null;
const head = /** @type {HTMLInputElement | null} */ ($("[data-bulk-all]"));

/** The same words again would be read out again. @param {HTMLElement | null} el */
const say = (el, words = "") => { if (el && el.textContent !== words) el.textContent = words; };
function draw() {
  if (!bulk) return;
  const all = rows();
  for (const row of all) {
    const one = box(row);
    if (one) one.checked = chosen.has(one.value);
  }
  const here = all.filter((row) => !row.matches(".gone")), shown = here.filter((row) => box(row)?.checked).length, every = shown === here.length;
  if (!every || !shown) whole = false;
  if (head) { head.checked = shown > 0 && every; head.indeterminate = shown > 0 && !every; }
  bulk.toggleAttribute("data-some", shown > 0);
  const { dataset: words } = $("[data-whole]", bulk) ?? bulk, text = $("[data-bulk-n]", bulk), offer = $("[data-bulk-offer]", bulk), field = bulk.querySelector("[name=all]");
  say(text, whole ? words.whole : chosen.size === 1 ? text?.dataset.one : text?.dataset.many?.replace("#", String(chosen.size)));
  say(offer, words.offer);
  if (offer) offer.hidden = whole || !every || !$("[data-older], [data-newest]");
  if (field instanceof HTMLInputElement) field.disabled = !whole;
}
/** @param {HTMLElement[]} some @param {boolean} on */
function choose(some, on) {
  lone = false;
  for (const row of some) {
    const number = box(row)?.value;
    if (number && on && !row.matches(".gone")) chosen.add(number);
    else if (number) chosen.delete(number);
  }
  draw();
}
/** Of a whole list each row that comes is part. */
const again = () => (whole ? choose(rows(), true) : draw());
function unchoose() {
  const some = chosen.size > 0;
  chosen.clear();
  draw();
  return some;
}
/** The focus goes back to the row that was chosen last. */
function home() {
  const row = $(`[data-rows] tr[data-number="${anchor}"]`) ?? rows()[0];
  if (row) link(row)?.focus({ preventScroll: true });
}
head?.addEventListener("change", () => choose(rows(), head.checked));
body?.addEventListener("click", (event) => {
  const one = target(event)?.closest(".c-sel input") ?? null;
  const row = rowOf(one), all = rows();
  if (!(one instanceof HTMLInputElement) || !row) return;
  const from = all.findIndex((other) => other.dataset.number === anchor), to = all.indexOf(row);
  const range = event.shiftKey && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [row];
  anchor = row.dataset.number ?? "";
  choose(range, one.checked);
});
bulk?.addEventListener("click", (event) => {
  const at = target(event);
  if (at?.closest("[data-bulk-none]")) { unchoose(); home(); }
  if (at?.closest("[data-bulk-whole]")) { whole = true; draw(); $("summary, [name=restore]", bulk)?.focus(); }
});
choose(rows().filter((row) => box(row)?.checked), true);

/* ── what is done to the selection, or to the row that one stands on ── */

/** @param {string[]} numbers */
function done(numbers) {
  // Somebody is about to do something else with them.
  if (!$("details[open]", bulk)) {
    numbers.forEach((number) => chosen.delete(number));
    draw();
    home();
  }
  ask();
}
bulk?.addEventListener("submit", (event) => {
  if (!(bulk instanceof HTMLFormElement)) return;
  event.preventDefault();
  const { submitter } = event, data = new URLSearchParams();
  new FormData(bulk, submitter).forEach((value, name) => { if (typeof value === "string") data.append(name, value); });
  // The next key is about what it is pressed on, whenever the desk answers.
  const alone = lone, menu = document.activeElement?.closest("details"), tag = $("#bulk-tag", bulk);
  if (tag instanceof HTMLInputElement) tag.value = "";
  $$("details[open]", bulk).forEach((one) => one.removeAttribute("open"));
  lone = false;
  if (alone) { unchoose(); home(); } else if (menu) $("summary", menu)?.focus();
  const refused = () => {
    if (!alone || chosen.size) return chosen.size > 0;
    choose(rows().filter(({ dataset }) => dataset.number === data.get("number")), true);
    return lone = chosen.size > 0;
  };
  void import("./ticket_list_bulk.js").then((part) => part.act(bulk, submitter, data, { taken: alone ? ask : (numbers) => done(data.has("all") ? [...chosen] : numbers), refused, menu }), () => { away(); refused(); });
});
/** True if there is something to act on: what is selected, else the row. */
function ready() {
  const row = chosen.size ? null : current();
  if (row) { anchor = row.dataset.number ?? ""; choose([row], true); lone = chosen.size > 0; }
  return chosen.size > 0;
}
bulk?.addEventListener("toggle", () => {
  if (!lone || $("details[open]", bulk)) return;
  const inside = bulk.contains(document.activeElement);
  unchoose();
  if (inside) home();
}, true);
/** Opens a menu of the bar. @param {number} at */
const menu = (at) => () => {
  const one = bulk && $$("details", bulk)[at];
  if (!one || !ready()) return false;
  one.setAttribute("open", "");
  $("select, input, button", one)?.focus();
  return true;
};
keys.a = menu(0);
keys.s = menu(1);
keys.p = menu(2);
keys.t = menu(3);
/** Presses a button of the bar. @param {string} button */
const press = (button) => () => {
  const one = bulk?.querySelector(`button${button}`);
  if (!(bulk instanceof HTMLFormElement) || !one || !ready()) return false;
  bulk.requestSubmit(/** @type {HTMLElement} */ (one));
  return true;
};
keys.m = press("[value=me]");
keys.e = () => {
  const all = $$("[data-rows] tr:not(.gone)"), at = all.indexOf(/** @type {HTMLElement} */ (current())), row = all[at + 1] ?? all[at - 1];
  const some = chosen.size, pressed = press("[value=closed]")();
  // Done with this one: to the next that is still there.
  if (pressed && !some && row) link(row)?.focus();
  return pressed;
};
keys.x = () => { const row = current(); if (row) { anchor = row.dataset.number ?? ""; choose([row], !box(row)?.checked); } return Boolean(row); };

/* ── no part of a first look: columns that are moved and made wider, a wait for another list, and what keeps what
      is pressed while the desk is away ── */

setTimeout(() => { import("./ticket_list_columns.js").catch(() => {}); import("./ticket_list_wait.js").catch(() => {}); if (bulk) import("./ticket_list_bulk.js").catch(() => {}); });

/* ── keys ── */

/** @param {number} by */
function move(by) {
  const all = rows();
  const at = all.indexOf(/** @type {HTMLElement} */ (current()));
  const row = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (!row) return;
  link(row)?.focus();
  row.scrollIntoView({ block: "nearest" });
  if (panel && !panel.hidden) preview(row);
}
const current = () => rowOf(document.activeElement) ?? $("[data-rows] tr[aria-current]") ?? $("[data-rows] tr[data-at]");
keys.j = () => move(1);
keys.k = () => move(-1);
keys.o = () => { const row = current(); const to = row && link(row); if (to) location.assign(to.href); };
keys.Enter = () => (document.activeElement === document.body ? keys.o?.() : false);
/** What has the focus and is pressed by this key is pressed. */
keys[" "] = () => {
  const row = document.activeElement?.matches("button, input, summary") ? null : current();
  if (row) preview(row);
  return Boolean(row);
};
keys.Escape = () => closePreview() || unchoose();

/* ── arrivals ── */

let url = list?.dataset.rowsUrl ?? "";
let rev = document.body.dataset.rev;
const ask = updater(() => after(url, rev) + (elsewhere?.more() ?? ""), (update) => {
  rev = update.dataset.rev;
  elsewhere?.done();
  swap(update);
  if (!body) return;
  const fresh = $$("[data-rows] tr", update);
  const ordered = list?.hasAttribute("data-ordered");
  merge({ list: body, fresh, gone: update.dataset.gone?.split(" ").filter(Boolean) ?? [], button: ordered ? null : $("[data-arrivals]"), live: Boolean(list?.dataset.live) && !ordered, more: Boolean($("[data-older]")), ordered });
  if (ordered) import("./ticket_list_absent.js").then((part) => part.absent(fresh), () => {});
  for (const number of update.dataset.gone?.split(" ") ?? []) chosen.delete(number);
  again();
  // All of this page are gone, others are there.
  if (!rows().length && $("[data-older]")) onward().catch(() => {});
  const shown = panel?.hidden ? undefined : $(".preview", panel ?? undefined)?.dataset.number;
  const changed = fresh.find((row) => row.dataset.number === shown);
  if (changed && !panel?.matches(":hover, :focus-within")) preview($(`[data-rows] tr[data-number="${shown}"]`) ?? changed, "changed");
});
/** @type {import("./elsewhere.js").Lines | undefined} */
let elsewhere;
void import("./elsewhere.js").then((part) => { elsewhere = part.start(ask); }, () => {});
if (list) follow(ask);

/* ── what the expert view takes from here: the list for its next and previous ── */

const here = () => location.pathname + location.search;
/** What stands on the pages before this one, if one came from there. @type {string[]} */
let earlier = [];
try {
  const [list, older, before] = ["list", "older", "before"].map((name) => JSON.parse(sessionStorage.getItem(name) ?? "0")), at = new URLSearchParams(location.search).get("after_row");
  if (at) earlier = older === here() ? list : before.at === at ? before.list : [];
  sessionStorage.setItem("before", JSON.stringify({ at, list: earlier }));
} catch { /* refused */ }
addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem("list", JSON.stringify([...new Set([...earlier, ...rows().map((row) => row.dataset.number)])]));
    sessionStorage.setItem("from", JSON.stringify({ list: here(), pages, top: scrollY }));
    sessionStorage.setItem("older", JSON.stringify($("[data-older]")?.getAttribute("href") ?? ""));
  } catch { /* refused */ }
});

/* ── the list goes on where it ends, and begins again where one left it ── */

/** @type {Promise<{ back: (at: string, here: string) => Promise<void> }> | undefined} */
let further;
let pages = 1;
/** The rows of a page stand below ours: what changes is asked for all of them. @param {Document} fresh */
function took(fresh) {
  const asks = new URL($("[data-list]", fresh)?.dataset.rowsUrl ?? url, location.href);
  asks.searchParams.delete("after_row");
  url = asks.pathname + asks.search;
  pages += 1;
  again();
}
const onward = () => further ??= import("./ticket_list_more.js").then((part) => part.start({ body: body ?? document.body, rows: "[data-rows] tr", parse, signedOut, took }));
if ($("[data-older]")) for (const kind of ["scroll", "pointerover", "focusin"]) document.addEventListener(kind, (event) => { if (kind === "scroll" || target(event)?.closest("[data-foot]")) onward().catch(() => {}); }, { capture: true, passive: true });
// Refused: then the list begins at its first row.
try { const at = sessionStorage.getItem("at"); if (at) onward().then((more) => more.back(at, here())).catch(() => {}); } catch {}
