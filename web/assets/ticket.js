// @ts-check
// The expert view: the log that grows, the forms that answer in place, the keys, the inbox beside it.

import { $, $$, after, encoded, follow, keys, merge, parse, same, signedOut, swap, toast, updater } from "./app.js";

const expert = $("[data-expert]");
const ticket = expert?.dataset.ticket;
const log = $("[data-log]");
const past = log ? "past" in log.dataset : false;

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

/* ── forms: they answer in place, lose nothing that was typed, and say what is wrong ── */

/** @typedef {{ url: string, body: FormData | URLSearchParams, values: string, part: string, texts: Map<Element, string>, files: File[] }} Sent What a form held when it was sent. */

/** @type {WeakMap<HTMLFormElement, { now: Sent, next: Sent | null }>} What is on its way, and what waits behind it. */
const running = new WeakMap();

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter @returns {Sent} */
function read(form, submitter) {
  /** @type {[string, string][]} */
  const pressed = submitter instanceof HTMLButtonElement && submitter.name ? [[submitter.name, submitter.value]] : [];
  const body = encoded(form, pressed);
  const fields = [...form.elements].filter((el) => el instanceof HTMLTextAreaElement || (el instanceof HTMLInputElement && el.type === "text"));
  const files = [...form.elements].flatMap((el) => (el instanceof HTMLInputElement && el.files ? [...el.files] : []));
  return {
    url: form.action,
    body,
    values: JSON.stringify([...body].filter(([name]) => !/^(form_token|seen|since)$/.test(name)).map(([name, value]) => [name, typeof value === "string" ? value : value.name])),
    part: "send" in form.dataset ? "" : form.closest("[data-part]")?.getAttribute("data-part") ?? "",
    texts: new Map(fields.map((el) => [el, /** @type {HTMLInputElement} */ (el).value])),
    files,
  };
}

/**
 * Sends a form as the browser would and takes what comes back into the page. What is sent while
 * another waits for its answer goes behind it; the same again is one press too many.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function send(form, submitter) {
  const sent = read(form, submitter);
  const before = running.get(form);
  if (before) { before.next = before.now.values === sent.values ? null : sent; return; }
  for (let next = /** @type {Sent | null} */ (sent); next;) {
    const one = { now: next, next: null };
    running.set(form, one);
    form.setAttribute("aria-busy", "true");
    await post(form, next).catch(() => { const notice = $("[data-offline]"); if (notice) notice.hidden = false; });
    form.removeAttribute("aria-busy");
    running.delete(form);
    next = one.next;
  }
}

/** @param {HTMLFormElement} form @param {Sent} sent */
async function post(form, sent) {
  const answer = await fetch(sent.url, { method: "POST", body: sent.body, headers: { accept: "text/html" } });
  if (signedOut(answer)) return;
  const fresh = parse(await answer.text());
  // Given away by what was sent: the page of the list is theirs to see.
  if (answer.redirected && !$("[data-expert]", fresh)) return location.assign(answer.url);
  if (!$("[data-expert]", fresh)) { document.documentElement.replaceWith(document.adoptNode(fresh.documentElement)); return; }
  const writes = "send" in form.dataset;
  if (answer.ok && writes && $("[data-past]")) { clear(sent, writes); location.assign(answer.url); return; }
  const typedOn = !writes && answer.ok && [...sent.texts].some(([field, text]) => /** @type {HTMLInputElement} */ (field).value !== text);
  if (answer.ok) {
    clear(sent, writes);
    toast(form.dataset.done);
    if (!typedOn) form.closest("details")?.removeAttribute("open");
  }
  if (writes) told(form, $(`[data-part="${form.dataset.part}"]`, fresh), answer.ok);
  const back = sent.part && !typedOn ? leave(sent.part) : undefined;
  // What was typed since is not drawn over; what it is compared with is new.
  if (typedOn) { since(form, fresh); $$(`[data-part="${sent.part}"]`, fresh).forEach((part) => part.remove()); }
  swap(fresh, sent.part);
  grow(fresh);
  if (back) back();
  document.title = parseTitle(fresh);
  if (!answer.ok) $(`${writes ? `[data-part="${form.dataset.part}"]` : `[data-part="${sent.part}"]`} [aria-invalid=true]`)?.focus();
  if (answer.ok && writes) toEnd();
}

/** @param {Document} fresh */
const parseTitle = (fresh) => fresh.title || document.title;

/** @param {HTMLFormElement} form @param {ParentNode} fresh */
function since(form, fresh) {
  const old = form.elements.namedItem("since"), now = $("[name=since]", fresh);
  if (old instanceof HTMLInputElement && now instanceof HTMLInputElement) old.value = now.value;
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

/** Empties what was sent; what was typed or chosen since stays. @param {Sent} sent @param {boolean} writes */
function clear(sent, writes) {
  for (const [field, text] of sent.texts) {
    const input = /** @type {HTMLTextAreaElement} */ (field);
    // Copies go on; the editor of name and description is drawn again.
    if (writes ? input.tagName !== "TEXTAREA" : input.id !== "f-tag") continue;
    if (input.value.startsWith(text)) input.value = input.value.slice(text.length).trimStart();
    if (writes) draft(input);
  }
  const input = $("#c-files");
  if (!sent.files.length || !(input instanceof HTMLInputElement)) return;
  const chosen = [...(input.files ?? [])];
  if (chosen.length === sent.files.length && chosen.every((file, at) => file === sent.files[at])) { input.value = ""; files(); }
}

/**
 * Shows what the server said about a text, which stays where it is with its files.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} part
 * @param {boolean} done
 */
function told(form, part, done) {
  $$(".notice, .error-msg", form).forEach((el) => el.remove());
  $$("[aria-invalid]", form).forEach((el) => { el.removeAttribute("aria-invalid"); el.removeAttribute("aria-describedby"); });
  if (!part) return;
  form.prepend(...$$(".notice, .error-msg", part));
  for (const wrong of $$("[aria-invalid=true]", part)) {
    const field = document.getElementById(wrong.id);
    for (const name of ["aria-invalid", "aria-describedby"]) field?.setAttribute(name, wrong.getAttribute(name) ?? "");
  }
  const seen = form.elements.namedItem("seen"), fresh = $("[name=seen]", part);
  if (seen instanceof HTMLInputElement && fresh instanceof HTMLInputElement) seen.value = fresh.value;
  // How somebody sends is remembered.
  const choice = $("[data-choice]", form), now = $("[data-choice]", part);
  if (done && choice && now) choice.replaceChildren(...now.childNodes);
}

/** Says before anything is sent that files are too large. @param {HTMLFormElement} form */
function tooLarge(form) {
  const most = Number(form.dataset.most), input = $("#c-files");
  if (!most || !(input instanceof HTMLInputElement)) return false;
  const chosen = [...(input.files ?? [])];
  const words = chosen.filter((file) => file.size > most).map((file) => form.dataset.large?.replace("#", () => file.name) ?? "");
  if (!words.length && chosen.reduce((sum, file) => sum + file.size, 0) > most) words.push(form.dataset.allLarge ?? "");
  if (!words.length) return false;
  $$(".error-msg", form).forEach((el) => el.remove());
  const said = /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ ($("[data-problem]", form)).content.cloneNode(true)).firstElementChild;
  if (!said) return false;
  said.id = "c-files-e";
  said.lastElementChild?.append(words.join(" · "));
  form.prepend(said);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", "c-files-e");
  input.focus();
  return true;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-edit], [data-send]")) return;
  event.preventDefault();
  form.querySelector("details.menu[open]")?.removeAttribute("open");
  if (!tooLarge(form)) send(form, event.submitter);
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

/* ── two texts that never mix; a text survives a look at another ticket, and a new sign-in ── */

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
  keys.e = () => {
    const button = $("[data-close-ticket] button");
    button?.click();
    if (button) move(1);
    return Boolean(button);
  };
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
  if (!past && text instanceof HTMLTextAreaElement && !text.value && seen instanceof HTMLInputElement) seen.value = rev ?? seen.value;
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
  if (list) merge({ list, fresh, gone: update.dataset.gone?.split(" ").filter((number) => number && number !== ticket) ?? [], button: $("[data-arrivals]"), live: Boolean(inbox?.dataset.live), more: Boolean($("[data-items] [data-older]")) });
});
if (expert) follow((change) => {
  if (change.kind === "receiver") return;
  if (ticket && change.kind !== "gone" && (!change.ticket || String(change.ticket) === ticket)) askLog();
  askInbox();
});

frames();
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
else if (!past) toEnd();
$(".tk[aria-current]")?.scrollIntoView({ block: "nearest" });
