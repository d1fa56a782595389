// @ts-check
// The expert view: the log that grows, the forms that answer in place, the keys, the inbox beside it.

import { $, $$, after, again, away, encoded, follow, keys, live, merge, parse, same, signedOut, swap, target, updater } from "./app.js";

const expert = $("[data-expert]");
const ticket = expert?.dataset.ticket;
const log = $("[data-log]");
const past = log ? "past" in log.dataset : false;
/** Not every kind of line stands here. */
const narrow = log ? "narrow" in log.dataset : false;

/* ── the log: it grows at its end, and an entry that changes is drawn again in its place ── */

const scroller = $("[data-scroll]");

const atEnd = () => !scroller || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
const toEnd = () => { if (scroller) scroller.scrollTop = scroller.scrollHeight; };

/**
 * Adds newer entries and replaces older ones; scrolls only for a reader at the end.
 * @param {ParentNode} fresh
 */
function grow(fresh) {
  const from = $("[data-log]", fresh);
  if (!log || !from || from === log) return;
  if (past) return void import("./ticket_past.js").then((part) => { unseen = part.beside(log, from, renew); frames(); announce(); }, () => {});
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
  const body = $(".body", old), fresh = $(".body", entry), keyboard = $(":focus-visible", old);
  let now = old;
  if (!body || !fresh || !same(body, fresh)) again(() => old.replaceWith(now = entry));
  else {
    const around = [...(body.parentNode?.childNodes ?? [])].filter((node) => node !== body);
    around.forEach((node) => node.remove());
    const nodes = [...(fresh.parentNode?.childNodes ?? [])], at = nodes.indexOf(fresh);
    body.before(...nodes.slice(0, at));
    body.after(...nodes.slice(at + 1));
  }
  // The keyboard goes on where it was.
  if (keyboard && !keyboard.isConnected) ($("[aria-invalid=true]", now) ?? $(".alt > summary", now) ?? $("summary", now) ?? scroller)?.focus();
}

let unseen = 0;
const newer = $("[data-newer]");
function announce() {
  if (atEnd() && !past) unseen = 0;
  if (!newer) return;
  newer.hidden = !unseen;
  newer.textContent = (unseen === 1 ? newer.dataset.one : newer.dataset.many)?.replace("#", String(unseen)) ?? "";
}
newer?.addEventListener("click", () => { if (past) return $("[data-newest]")?.click(); toEnd(); scroller?.focus({ preventScroll: true }); announce(); });
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
  const remote = target(event)?.closest("[data-remote]");
  if (remote instanceof HTMLElement) setTimeout(() => { remote.hidden = true; });
});

/* ── forms: they answer in place. What is sent is read at once, whatever is typed after; the rest is
      a module of its own. ── */

/** @typedef {{ url: string, body: FormData | URLSearchParams, values: string, part: string, texts: Map<Element, string>, files: File[] }} Sent What a form held when it was sent. */

/** @type {Promise<typeof import("./ticket_forms.js")> | undefined} Kept: what is sent in a row is taken at once, each behind the one before. */
let came;
const forms = () => came ??= import("./ticket_forms.js");
for (const kind of ["focusin", "pointerover"]) document.addEventListener(kind, (event) => { if (target(event)?.closest("[data-edit], [data-send], [data-forward], [role=tab]")) forms().catch(() => { came = undefined; }); });
if ($("#tab-forward")) forms();

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter @returns {Sent} */
function taken(form, submitter) {
  /** @type {[string, string][]} */
  const pressed = submitter instanceof HTMLButtonElement && submitter.name ? [[submitter.name, submitter.value]] : [];
  const body = encoded(form, pressed);
  const fields = [...form.elements].filter((el) => el instanceof HTMLTextAreaElement || (el instanceof HTMLInputElement && el.type === "text"));
  const files = [...form.elements].flatMap((el) => (el instanceof HTMLInputElement && el.files ? [...el.files] : []));
  return {
    // An earlier part of the log answers with itself.
    url: form.action + (past && log?.contains(form) ? location.search : ""),
    body,
    values: JSON.stringify([...body].filter(([name]) => !/^(form_token|seen|since)$/.test(name)).map(([name, value]) => [name, typeof value === "string" ? value : value.name])),
    part: "send" in form.dataset ? "" : form.closest("[data-part]")?.getAttribute("data-part") ?? "",
    texts: new Map(fields.map((el) => [el, /** @type {HTMLInputElement} */ (el).value])),
    files,
  };
}

document.addEventListener("submit", (event) => {
  const form = event.target, { submitter } = event;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-edit], [data-send]")) return;
  event.preventDefault();
  const sent = taken(form, submitter);
  forms().then((part) => part.send(form, sent, { grow: narrow ? askLog : answered, toEnd, draft }), () => plain(form, submitter));
});
addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && "auto" in target.dataset) target.form?.requestSubmit();
  if (target instanceof HTMLInputElement && target.type === "file") forms().then((part) => part.files(target), () => {});
});

/**
 * Without the module a form goes as it would without script: the desk may be a newer one. While the
 * desk does not answer, everything stays where it is.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function plain(form, submitter) {
  live(location.href).then(() => {
    for (const ours of ["data-edit", "data-send"]) form.removeAttribute(ours);
    // It is sent, and no draft any more.
    $$("textarea", form).forEach((text) => keep(`${ticket} ${text.id}`, ""));
    form.requestSubmit(submitter);
  }, away);
}

/* ── texts that never mix; a text survives a look at another ticket, and a new sign-in ── */

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
  if (focus) $(`#panel-${mode} :is([name=to], textarea)`)?.focus();
}
$("[data-composer]")?.addEventListener("click", (event) => {
  const tab = /** @type {HTMLElement | null | undefined} */ (target(event)?.closest("[role=tab]"));
  if (!tab) return;
  event.preventDefault();
  compose(tab.dataset.mode ?? "", true);
});

/** @param {string} name @param {string} value */
function keep(name, value) {
  try { if (value) sessionStorage.setItem(name, value); else sessionStorage.removeItem(name); } catch { /* refused */ }
}
/** @param {HTMLTextAreaElement} text */
const draft = (text) => keep(`${ticket} ${text.id}`, text.value);
for (const text of /** @type {HTMLTextAreaElement[]} */ ($$("[data-send] textarea"))) {
  try { text.value ||= sessionStorage.getItem(`${ticket} ${text.id}`) ?? ""; } catch { /* refused */ }
  text.addEventListener("input", () => draft(text));
}

/* ── keys ── */

/** @param {number} by */
function move(by) {
  const all = $$("[data-items] .tk:not([hidden])");
  const at = all.indexOf($("[data-items] :focus") ?? $("[data-items] [aria-current]") ?? document.body);
  all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}
keys.j = () => move(1);
keys.k = () => move(-1);
keys.o = () => $(".tk:focus")?.click();
if (ticket) {
  keys.Escape = () => from().then((part) => part.back(), () => {});
  keys.r = () => compose("mail", true);
  keys.n = () => compose("note", true);
  for (const [key = "", id = ""] of [["s", "status"], ["p", "priority"], ["a", "assignee"], ["t", "tag"]]) keys[key] = () => $(`#f-${id}`)?.focus();
  keys.m = () => {
    const list = $("#f-assignee"), me = `user:${document.body.dataset.me}`;
    if (!(list instanceof HTMLSelectElement) || list.value === me) return Boolean(list);
    list.value = me;
    return list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  keys.e = () => {
    const button = $("[data-close-ticket] button");
    button?.click();
    if (button) move(1);
    return Boolean(button);
  };
}

/* ── live ── */

let rev = log?.dataset.after;
const askLog = updater(() => after(log?.dataset.url ?? "", rev), (update) => {
  // It was asked before what stands here.
  if (Number(update.dataset.rev) < Number(rev)) return;
  rev = update.dataset.rev;
  read();
  swap(update);
  grow(update);
  // A text that was begun before is held by the server until its writer has seen what came since.
  const text = /** @type {HTMLTextAreaElement | null} */ ($("#c-text")), seen = /** @type {HTMLInputElement | null} */ ($("[name=seen]"));
  if (!past && !narrow && text && !text.value && seen) seen.value = rev ?? seen.value;
});

/** Takes in the answer of a form: nothing older is drawn over it, nor it over what the stream said meanwhile. @param {ParentNode} fresh */
function answered(fresh) {
  grow(fresh);
  const then = $("[data-log]", fresh)?.dataset.after;
  const old = Number(then) < Number(rev);
  rev = then ?? rev;
  if (old) askLog();
}

let told = rev;
/** Tells the desk that what came while one looked is read. */
function read() {
  const form = $("form[action$='/read']");
  if (past || narrow || told === rev || document.hidden || !(form instanceof HTMLFormElement)) return;
  told = rev;
  fetch(form.action, { method: "POST", redirect: "manual", body: encoded(form, [["rev", rev ?? ""]]) }).catch(() => {});
}
document.addEventListener("visibilitychange", read);

/** Marks the ticket that stands open. @param {HTMLElement} item */
function own(item) {
  if (item.dataset.number !== ticket) return item.removeAttribute("aria-current");
  item.setAttribute("aria-current", "page");
  // It is looked at.
  item.classList.remove("unread");
  $$("[data-unread]", item).forEach((mark) => mark.remove());
}
const inbox = $("[data-inbox]");
let inboxRev = document.body.dataset.rev;
const askInbox = updater(() => `${after(inbox?.dataset.itemsUrl ?? "", inboxRev)}&open=${ticket ?? ""}${elsewhere?.more() ?? ""}`, (update) => {
  inboxRev = update.dataset.rev;
  swap(update);
  if ("beside" in update.dataset) askLog();
  elsewhere?.done();
  const list = $("[data-items]"), total = $("[data-inbox-total]"), count = $("[data-inbox-total]", update);
  if (total && count) total.textContent = count.textContent;
  const fresh = $$(".tk", update);
  fresh.forEach(own);
  if (list) merge({ list, fresh, gone: update.dataset.gone?.split(" ").filter((number) => number && number !== ticket) ?? [], button: $("[data-arrivals]"), live: Boolean(inbox?.dataset.live), more: Boolean($("[data-items] [data-older]")) });
});
/** @type {import("./elsewhere.js").Lines | undefined} */
let elsewhere;
if (expert) import("./elsewhere.js").then((part) => { elsewhere = part.start(askInbox, ticket, $("[data-items]")); }, () => {});
if (expert) follow((change) => {
  if (change.kind === "receiver") return;
  // What was beside it and is somebody else's now, too.
  if (ticket && (change.kind === "gone" ? $(`[data-other="${change.ticket}"]`) : !change.ticket || String(change.ticket) === ticket)) askLog();
  askInbox();
});

/* ── the list that one came from, as it was then: the overview leaves it, the inbox too ── */

document.addEventListener("click", (event) => {
  if (!target(event)?.closest("[data-items] .tk")) return;
  keep("from", "");
  keep("list", JSON.stringify($$("[data-items] .tk:not([hidden])").map((item) => item.dataset.number)));
  keep("older", JSON.stringify($("[data-items] [data-older]")?.getAttribute("href") ?? ""));
});
// It is no part of a first look, as who else is here.
const from = () => import("./ticket_from.js");
if (expert) setTimeout(() => from().then((part) => part.start(ticket, { own, parse, signedOut, draft }), () => {}));
if (ticket) setTimeout(() => import("./ticket_presence.js").then((part) => part.start(ticket, { encoded, parse, swap }), () => {}));
addEventListener("focusin", ({ target }) => { if (target instanceof HTMLTextAreaElement && /note/.test(target.id + target.name)) import("./ticket_mention.js").then((part) => part.start(target, ticket, { live, parse }), () => {}); });

frames();
// What is new is in sight already: nothing to jump to.
const news = $("#new"), jump = $("[data-fresh]");
jump?.addEventListener("click", () => { jump.hidden = true; });
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
else toEnd();
if (news && jump && scroller && news.getBoundingClientRect().top >= scroller.getBoundingClientRect().top) jump.hidden = true;
$(".tk[aria-current]")?.scrollIntoView({ block: "nearest" });
