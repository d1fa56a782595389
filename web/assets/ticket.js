// @ts-check
// The expert view: forms that answer in place, the log that grows, the inbox beside it.

import { $, $$, after, encoded, follow, keys, merge, parse, swap, updater } from "./app.js";

const expert = $("[data-expert]");
const ticket = expert?.dataset.ticket;
const scroller = $("[data-scroll]");
const log = $("[data-log]");

/* ── the log ── */

const atEnd = () => !scroller || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
const toEnd = () => { if (scroller) scroller.scrollTop = scroller.scrollHeight; };

/**
 * Adds newer entries and replaces older ones; scrolls only for a reader at the end.
 * @param {ParentNode} fresh
 */
function grow(fresh) {
  const from = $("[data-log]", fresh);
  if (!log || !from || from === log) return;
  const follows = atEnd();
  let day = $$("[data-day]", log).at(-1)?.dataset.day;
  /** @type {HTMLElement | null} */
  let line = null;
  for (const entry of $$("li", from)) {
    const old = entry.id && document.getElementById(entry.id);
    if (entry.dataset.day) { line = entry.dataset.day === day ? null : entry; continue; }
    if (old) { if (!$("details[open]", old) && old.innerHTML !== entry.innerHTML) old.replaceChildren(...entry.childNodes); line = null; continue; }
    if (line) { day = line.dataset.day; log.append(line); line = null; }
    log.append(entry);
    unseen += 1;
  }
  frames();
  if (follows) toEnd();
  announce();
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
      const height = frame.contentDocument?.documentElement?.scrollHeight;
      if (height) frame.style.height = `${Math.min(height + 4, 4000)}px`;
      // Nothing was left out: nothing to ask for.
      const remote = frame.nextElementSibling;
      if (remote instanceof HTMLElement && frame.contentDocument?.body?.dataset.blocked === "0") remote.hidden = true;
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

/* ── forms that answer in place ── */

/**
 * Sends a form as the browser would and takes what comes back into the page.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function send(form, submitter) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const place = "send" in form.dataset ? "" : form.closest("[data-part]")?.getAttribute("data-part");
  /** @type {[string, string][]} */
  const pressed = submitter instanceof HTMLButtonElement && submitter.name ? [[submitter.name, submitter.value]] : [];
  try {
    const answer = await fetch(form.action, { method: "POST", body: encoded(form, pressed), headers: { accept: "text/html" } });
    const fresh = parse(await answer.text());
    const part = form.dataset.part && $(`[data-part="${form.dataset.part}"]`, fresh);
    if (answer.redirected && !$("[data-expert]", fresh)) return location.assign(answer.url);
    if (!$("[data-expert]", fresh)) { document.documentElement.replaceWith(document.adoptNode(fresh.documentElement)); return; }
    if (answer.ok) { form.querySelectorAll("textarea, input[type=file], #f-tag").forEach(clear); form.closest("details")?.removeAttribute("open"); }
    if ("send" in form.dataset) told(form, part || null);
    const back = place && leave(place);
    swap(fresh);
    grow(fresh);
    if (back) back();
    if (answer.ok && "send" in form.dataset) toEnd();
  } catch { const notice = $("[data-offline]"); if (notice) notice.hidden = false; }
  form.removeAttribute("aria-busy");
}

/**
 * Lets go of a field that was sent, so that its part can be drawn again. Gives what puts the focus
 * back for somebody at the keyboard; after a choice by pointer the next key is a key of the page.
 * @param {string} part Where the form stood: the stream may have drawn it again already.
 */
function leave(part) {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active.closest("[data-part]")?.getAttribute("data-part") !== part) return undefined;
  const { id } = active, keyboard = active.matches(":focus-visible");
  active.blur();
  if (!keyboard) return undefined;
  return () => {
    const same = document.getElementById(id);
    (same?.checkVisibility() ? same : $$(`[data-part="${part}"] :is(summary, select, input:not([type=hidden]), button)`).find((el) => el.checkVisibility()))?.focus();
  };
}

/** @param {Element} field */
function clear(field) {
  if (field instanceof HTMLTextAreaElement && field.closest("[data-send]")) { field.value = ""; draft(field); }
  if (field instanceof HTMLInputElement) { field.value = ""; files(); }
}

/**
 * Shows what the server said about a text, which stays where it is with its files.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} part
 */
function told(form, part) {
  $$(".notice, .error-msg", form).forEach((el) => el.remove());
  if (!part) return;
  form.prepend(...$$(".notice, .error-msg", part));
  const seen = form.elements.namedItem("seen"), fresh = $("[name=seen]", part);
  if (seen instanceof HTMLInputElement && fresh instanceof HTMLInputElement) seen.value = fresh.value;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-edit], [data-send]")) return;
  event.preventDefault();
  form.querySelector("details.menu[open]")?.removeAttribute("open");
  send(form, event.submitter);
});
document.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement && "auto" in event.target.dataset) event.target.form?.requestSubmit();
  if (event.target instanceof HTMLInputElement && event.target.id === "c-files") files();
});

/** Lists the chosen files. */
function files() {
  const input = $("#c-files"), list = $("[data-files]");
  if (!(input instanceof HTMLInputElement) || !list) return;
  list.replaceChildren(...[...(input.files ?? [])].map((file) => Object.assign(document.createElement("li"), { className: "file", textContent: file.name })));
  list.hidden = !input.files?.length;
}

/* ── composer: two texts that never mix; a text survives a look at another ticket ── */

/** @param {string} mode @param {boolean} [focus] */
function compose(mode, focus) {
  const composer = $("[data-composer]");
  composer?.classList.toggle("is-note", mode === "note");
  for (const tab of $$("[role=tab]")) {
    const on = tab.dataset.mode === mode;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !on;
  }
  if (focus) $(mode === "note" ? "#c-note" : "#c-text")?.focus();
}
for (const tab of $$("[role=tab]")) {
  tab.addEventListener("click", (event) => { event.preventDefault(); compose(tab.dataset.mode ?? "mail", true); });
  tab.addEventListener("keydown", (event) => {
    if (!/^Arrow(Left|Right)$/.test(event.key)) return;
    const other = tab.dataset.mode === "mail" ? "note" : "mail";
    compose(other);
    $(`#tab-${other}`)?.focus();
  });
}

/** @param {HTMLTextAreaElement} text */
function draft(text) {
  try { if (text.value) sessionStorage.setItem(`${ticket} ${text.id}`, text.value); else sessionStorage.removeItem(`${ticket} ${text.id}`); } catch { /* refused */ }
}
for (const text of /** @type {HTMLTextAreaElement[]} */ ($$("[data-send] textarea"))) {
  try { text.value ||= sessionStorage.getItem(`${ticket} ${text.id}`) ?? ""; } catch { /* refused */ }
  text.addEventListener("input", () => draft(text));
}

/* ── keys ── */

/** @param {number} by */
function move(by) {
  const all = $$("[data-items] .tk:not([hidden])");
  const at = all.findIndex((item) => item === document.activeElement || (item.hasAttribute("aria-current") && !all.some((x) => x === document.activeElement)));
  const item = all[Math.max(0, Math.min(all.length - 1, at + by))];
  item?.focus();
}
keys.j = () => move(1);
keys.k = () => move(-1);
keys.o = () => { if (document.activeElement?.matches(".tk")) /** @type {HTMLElement} */ (document.activeElement).click(); };
if (ticket) {
  keys.r = () => compose("mail", true);
  keys.n = () => compose("note", true);
  for (const [key, id] of [["s", "#f-status"], ["p", "#f-priority"], ["a", "#f-assignee"], ["t", "#f-tag"]]) keys[key ?? ""] = () => $(id ?? "")?.focus();
  // Back to the list that one came from, at the same row.
  keys.Escape = () => {
    if (new URL(document.referrer || location.href).pathname !== "/tickets") return false;
    history.back();
    return true;
  };
}

/* ── live ── */

let rev = log?.dataset.after;
const askLog = updater(() => after(`/t/${ticket}/log`, rev), (update) => {
  rev = update.dataset.rev;
  swap(update);
  grow(update);
  // A text that was begun before is held by the server until its writer has seen what came since.
  const text = $("#c-text"), seen = $("[name=seen]");
  if (text instanceof HTMLTextAreaElement && !text.value && seen instanceof HTMLInputElement) seen.value = rev ?? seen.value;
});
const inbox = $("[data-inbox]");
let inboxRev = document.body.dataset.rev;
const askInbox = updater(() => after(inbox?.dataset.itemsUrl ?? "", inboxRev), (update) => {
  inboxRev = update.dataset.rev;
  const list = $("[data-items]"), total = $("[data-inbox-total]"), count = $("[data-inbox-total]", update);
  if (total && count) total.textContent = count.textContent;
  const fresh = $$(".tk", update);
  fresh.forEach((item) => { if (item.dataset.number !== ticket) item.removeAttribute("aria-current"); else item.setAttribute("aria-current", "page"); });
  if (fresh.length) $("[data-empty]")?.remove();
  if (list) merge({ list, fresh, gone: update.dataset.gone?.split(" ").filter((number) => number && number !== ticket) ?? [], button: $("[data-arrivals]"), live: true });
});
if (expert) follow((change) => {
  if (change.kind === "receiver") return;
  if (ticket && change.kind !== "gone" && (!change.ticket || String(change.ticket) === ticket)) askLog();
  askInbox();
});

frames();
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
else toEnd();
$(".tk[aria-current]")?.scrollIntoView({ block: "nearest" });
