// @ts-check
// What happens to a form of the expert view once it is sent: it answers in place, loses nothing that
// was typed, and says what is wrong. Fetched when somebody first comes near a form, so it is no part
// of a first visit.

import { $, $$, keys, parse, same, signedOut, swap, toast } from "./app.js";
import { add, drop } from "./unsaved.js";

/** @typedef {{ url: string, body: FormData | URLSearchParams, values: string, part: string, texts: Map<Element, string>, files: File[] }} Sent What a form held when it was sent. */

/** @typedef {{ grow: (fresh: ParentNode) => void, toEnd: () => void, draft: (text: HTMLTextAreaElement) => void }} Page What the page does itself. */

/** @type {WeakMap<HTMLFormElement, { now: Sent, rest: Sent[] }>} What is on its way, and what waits behind it. */
const running = new WeakMap();

/**
 * Sends a form as the browser would and takes what comes back into the page. What is sent while
 * another waits for its answer goes behind it; the same again is one press too many.
 * @param {HTMLFormElement} form
 * @param {Sent} sent
 * @param {Page} page
 */
export async function send(form, sent, page) {
  const menu = $("details.menu[open]", form);
  if (menu?.contains(document.activeElement)) $("summary", menu)?.focus();
  menu?.removeAttribute("open");
  if (tooLarge(form) || $(".in-bin", form)) return;
  sign(form);
  const before = running.get(form), writes = "send" in form.dataset;
  if (before) return behind(before, sent, writes, writes || "each" in form.dataset);
  const one = { now: sent, rest: /** @type {Sent[]} */ ([]) };
  let all = false;
  running.set(form, one);
  form.setAttribute("aria-busy", "true");
  for (let next = /** @type {Sent | undefined} */ (sent); next; next = one.rest.shift()) {
    one.now = next;
    under += 1;
    const took = await post(form, next, page).then((done) => { saved(form, one.now); return done; }, () => unsaved(form, one.now, page));
    under -= 1;
    if (writes && !took) giveBack([next, ...one.rest.splice(0)], page);
    // What stands below by now is one's own.
    const seen = form.elements.namedItem("seen");
    if (seen instanceof HTMLInputElement) one.rest.forEach(({ body }) => body.set("seen", seen.value));
    all = Boolean(took);
  }
  form.removeAttribute("aria-busy");
  running.delete(form);
  waited(all);
}

/**
 * Of a field the last choice counts; of texts to people and of what is added to others each one.
 * @param {{ now: Sent, rest: Sent[] }} before
 * @param {Sent} sent
 * @param {boolean} writes
 * @param {boolean} each
 */
function behind(before, sent, writes, each) {
  const all = [before.now, ...before.rest];
  if (!each) before.rest = before.now.values === sent.values ? [] : [sent];
  if (!each || all.at(-1)?.values === sent.values) return;
  // A field is emptied by the answer: who types on has the text before in front of this one.
  if (writes) for (const [field, text] of sent.texts) {
    if (!(field instanceof HTMLTextAreaElement)) continue;
    const more = all.reduce((rest, { texts }) => { const was = texts.get(field); return was && rest.startsWith(was) ? rest.slice(was.length).trimStart() : rest; }, text);
    if (!more && text) return;
    sent.texts.set(field, more);
    sent.body.set(field.name, more);
  }
  before.rest.push(sent);
}

/** What people were not told is in its field again, before what was typed since. @param {Sent[]} all @param {Page} page */
function giveBack(all, page) {
  for (const { texts } of all.reverse()) for (const [field, text] of texts) {
    if (!(field instanceof HTMLTextAreaElement) || !text || field.value.includes(text)) continue;
    field.value = [text, field.value].filter(Boolean).join("\n\n");
    page.draft(field);
  }
}

/** How many were sent, and the newest of them that was answered: an older answer says nothing over a newer one. */
let turns = 0, answered = 0;

/** How many are on their way, and whether Z was pressed meanwhile: it waits for the answer. */
let under = 0, back = false;
const undo = keys.z;
keys.z = () => (under ? (back = true) : undo?.());
/** @param {boolean} took */
function waited(took) {
  if (under || !back) return;
  back = false;
  // What was not taken leaves nothing to take back.
  if (took) undo?.();
}

/** Z is for what was sent last: until it is answered, for nothing before it. Gives what makes it so again. */
function later() {
  const before = $$("form[data-undo]");
  before.forEach((form) => form.removeAttribute("data-undo"));
  return () => before.forEach((form) => form.setAttribute("data-undo", ""));
}

/* ── what did not reach the desk is said by name until it does ── */

/** What is written to people has the name of its tab: its labels are those of addresses. @param {HTMLFormElement} form */
const nameOf = (form) => ($(`[role=tab][aria-controls="${form.closest("[role=tabpanel]")?.id}"]`) ?? $("label:not(.vh)", form) ?? form.closest("details")?.querySelector("summary") ?? $("button", form))?.textContent?.trim() ?? "";

/** What goes to people goes by their writer's own press. @param {HTMLFormElement} form @param {Sent} sent @param {Page} page */
function unsaved(form, sent, page) {
  add(keyOf(form, sent), { name: nameOf(form), again: (why) => {
    if (running.has(form)) return;
    if (!("send" in form.dataset)) send(form, sent, page);
    else if (why === "pressed" && form.isConnected) form.requestSubmit($("[data-main]", form));
  } });
}
/** @param {HTMLFormElement} form @param {Sent} sent */
const saved = (form, sent) => drop(keyOf(form, sent));
/** @param {HTMLFormElement} form @param {Sent} sent */
const keyOf = (form, { values }) => form.action + nameOf(form) + ("each" in form.dataset ? values : "");

/** True if the desk took it. @param {HTMLFormElement} form @param {Sent} sent @param {Page} page @returns {Promise<boolean>} */
async function post(form, sent, page) {
  const undoes = "undo" in form.dataset, turn = turns += 1, before = later(), asBefore = () => { if (turn === turns) before(); };
  const asked = fetch(sent.url, { method: "POST", body: sent.body, headers: { accept: "text/html" } });
  const [answer, text] = await asked.then(async (it) => /** @type {const} */ ([it, await it.text()])).catch((error) => { asBefore(); throw error; });
  if (signedOut(answer)) return false;
  const fresh = parse(text), rest = running.get(form)?.rest ?? [], writes = "send" in form.dataset;
  const expert = $("[data-expert]", fresh), own = expert?.dataset.ticket === $("[data-expert]")?.dataset.ticket;
  // Another page: the list of who gave the ticket away, the ticket that it is merged into. So are a log that
  // has to begin again, and a ticket that has its composer back.
  const elsewhere = answer.ok && (!expert || !own || form.dataset.edit === "anew" || ($("#composer", fresh) && !$("#composer")));
  if (elsewhere && answer.redirected) {
    clear(form, sent, writes, page);
    if (writes) giveBack(rest.splice(0), page);
    (await import("./typed.js")).anew(answer.url);
    // It stays on its way until the page is there: no live update draws this one again.
    return new Promise(() => {});
  }
  if (!expert) { document.documentElement.replaceWith(document.adoptNode(fresh.documentElement)); return answer.ok; }
  if (answer.ok && writes && $("[data-past]")) { clear(form, sent, writes, page); if (!rest.length) location.assign(answer.url); return true; }
  const tells = $("[data-part=notice] .notice", fresh), late = turn < answered;
  answered = Math.max(answered, turn);
  if (!answer.ok || !tells) asBefore();
  // A refusal that says so at its field leaves what was done before to Z.
  if (late || (!answer.ok && !tells)) $("[data-part=notice]", fresh)?.remove();
  // A choice that is looked for by its letters is typed as well.
  const picks = document.querySelector(`[data-part="${sent.part}"] [data-for]:focus`), letters = picks instanceof HTMLInputElement && picks.value !== picks.defaultValue;
  const typedOn = !writes && answer.ok && (letters || [...sent.texts].some(([field, text]) => /** @type {HTMLInputElement} */ (field).value !== text));
  if (answer.ok) {
    clear(form, sent, writes, page);
    if (!late) wayBack(fresh, form.dataset.done, writes);
    if (!typedOn) form.closest("details")?.removeAttribute("open");
  }
  if (writes) told(form, $(`[data-part="${form.dataset.part}"]`, fresh), answer.ok);
  const back = sent.part && !typedOn ? leave(sent.part) : undefined;
  // What was typed since is not drawn over; what it is compared with is new.
  if (typedOn) { since(form, fresh); $$(`[data-part="${sent.part}"]`, fresh).forEach((part) => part.remove()); }
  // The list beside it is that of this page, not of the answer.
  $$("[data-inbox] [data-part]", fresh).forEach((part) => part.remove());
  // What one may do with the whole of it is drawn again wherever the pointer is.
  swap(fresh, undoes && !$("[data-part=head] details[open]") ? [sent.part, "head", "state"] : [sent.part]);
  if (!late && turn < turns) later();
  page.grow(fresh);
  if (back) back();
  document.title = parseTitle(fresh);
  if (!answer.ok) $(`${writes ? `[data-part="${form.dataset.part}"]` : `[data-part="${sent.part}"]`} [aria-invalid=true]`)?.focus();
  if (answer.ok && "once" in form.dataset) form.dispatchEvent(new Event("sent", { bubbles: true }));
  if (answer.ok && writes) page.toEnd();
  return answer.ok;
}

/**
 * Says what was done, with the button that takes it back, for a moment; the Z key has it for as long as
 * it can be. What could not be taken back stays in sight.
 * @param {ParentNode} fresh
 * @param {string | undefined} words
 * @param {boolean} writes
 */
function wayBack(fresh, words, writes) {
  const part = $("[data-part=notice]", fresh), notice = part && $(".notice", part), undo = notice && $("form", notice);
  // An act that leaves nothing to say leaves the one before where it is.
  if (!notice) { part?.remove(); if (writes) toast(words); return; }
  if ("stays" in notice.dataset) { $("#toasts")?.replaceChildren(); return; }
  notice.hidden = true;
  const said = toast(words ?? $("p", notice)?.textContent?.trim());
  if (!undo || !said) return;
  said.append(undo.cloneNode(true));
  // Nobody loses a button that they are at.
  said.addEventListener("focusin", () => said.dispatchEvent(new Event("pointerenter")));
  said.addEventListener("focusout", () => said.dispatchEvent(new Event("pointerleave")));
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
  const id = active.dataset.for ?? active.id, keyboard = active.matches(":focus-visible");
  const folds = () => $$(`[data-part="${part}"] details`), fold = active.closest("details"), at = folds().findIndex((one) => one === fold);
  active.blur();
  if (!keyboard) return undefined;
  return () => {
    const same = document.getElementById(id), near = ["select, input:not([type=hidden])", "summary", "button"].flatMap((kind) => $$(`[data-part="${part}"] :is(${kind})`));
    // What was open and is closed leads back to what opens it; what is gone, to where a press does nothing by itself;
    // a part that is empty now, to what it stood above.
    const places = [same, folds()[at]?.querySelector("summary"), ...near, $("[data-scroll]")];
    places.find((el) => el?.checkVisibility())?.focus();
  };
}

/** Empties what was sent; what was typed or chosen since stays. @param {HTMLFormElement} form @param {Sent} sent @param {boolean} writes @param {Page} page */
function clear(form, sent, writes, page) {
  for (const [field, text] of sent.texts) {
    const input = /** @type {HTMLTextAreaElement} */ (field);
    // Copies go on; the editor of name and description is drawn again.
    if (writes ? input.tagName !== "TEXTAREA" : input.id !== "f-tag") continue;
    if (input.value.startsWith(text)) input.value = input.value.slice(text.length).trimStart();
    if (writes) page.draft(input);
  }
  const input = $("[type=file]", form);
  if (!sent.files.length || !(input instanceof HTMLInputElement)) return;
  const chosen = [...(input.files ?? [])];
  if (chosen.length === sent.files.length && chosen.every((file, at) => file === sent.files[at])) { input.value = ""; files(input); }
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
  if (!done || !choice || !now || same(choice, now)) return;
  const open = $("details[open]", choice), at = $$("button, summary", choice).findIndex((el) => el === document.activeElement);
  choice.replaceChildren(...now.childNodes);
  // The answer may come late: whoever is there already stays there.
  if (open) $("details", choice)?.setAttribute("open", "");
  $$("button, summary", choice)[at]?.focus();
}

/** Says before anything is sent that files are too large. @param {HTMLFormElement} form */
function tooLarge(form) {
  const most = Number(form.dataset.most), input = $("[type=file]", form);
  if (!most || !(input instanceof HTMLInputElement)) return false;
  const chosen = [...(input.files ?? [])];
  const words = chosen.filter((file) => file.size > most).map((file) => form.dataset.large?.replace("#", () => file.name) ?? "");
  if (!words.length && chosen.reduce((sum, file) => sum + file.size, 0) > most) words.push(form.dataset.allLarge ?? "");
  if (!words.length) return false;
  $$(".error-msg", form).forEach((el) => el.remove());
  const said = /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ ($("[data-problem]", form)).content.cloneNode(true)).firstElementChild;
  if (!said) return false;
  said.id = `${input.id}-e`;
  said.lastElementChild?.append(words.join(" · "));
  form.prepend(said);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", said.id);
  input.focus();
  return true;
}

// The next form to the left or right is one key away, and has the focus on its tab.
$("[data-composer] [role=tablist]")?.addEventListener("keydown", (event) => {
  const by = ["ArrowLeft", "", "ArrowRight"].indexOf(event.key) - 1, tabs = $$("[data-composer] [role=tab]");
  const tab = tabs.at((tabs.findIndex((one) => one === document.activeElement) + by) % tabs.length);
  if (by < -1 || !tab) return;
  event.preventDefault();
  tab.click();
  tab.focus();
});

/** The sign beside a choice is that of the choice, saved or not. @param {HTMLFormElement} form */
function sign(form) {
  const list = form.querySelector("select"), kind = /** @type {Record<string, string>} */ ({ "f-status": "s", "f-priority": "p" })[list?.id ?? ""];
  const beside = list?.closest(".val"), use = beside?.querySelector("use");
  if (!list || !kind || !beside || !use) return;
  beside.className = `val h-${list.value}`;
  use.setAttribute("href", (use.getAttribute("href") ?? "").replace(/#.*/, `#i-${kind}-${list.value}`));
}

/* ── nothing is saved in the bin: an editor that is open when its ticket goes there says so, takes nothing
      more and keeps what was typed, until the ticket is out again ── */

addEventListener("drawn", () => {
  const bin = $("[data-part=state] .in-bin");
  for (const form of $$(".info-sec [data-edit]:has(textarea, input:not([type=hidden]))")) {
    const said = $(".in-bin", form), fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ($$("textarea, input:not([type=hidden])", form));
    if (Boolean(bin) === Boolean(said)) continue;
    fields.forEach((field) => { field.readOnly = Boolean(bin); });
    // The keyboard stays in the editor: on the page the next letter would be a key.
    if (bin && $("button:focus", form)) fields[0]?.focus();
    $$("button", form).forEach((button) => { button.hidden = Boolean(bin); });
    said?.remove();
    if (!bin) continue;
    const why = /** @type {HTMLElement} */ (bin.cloneNode(true));
    $("form", why)?.remove();
    $("[data-editor]", why)?.removeAttribute("hidden");
    why.setAttribute("role", "alert");
    form.prepend(why);
  }
});

// What goes on to somebody else has a form that comes when it is asked for.
void import("./ticket_forward.js").catch(() => {});

/** Lists the chosen files. @param {HTMLInputElement} input */
export function files(input) {
  const list = $("[data-files]", input.form ?? document);
  if (!list) return;
  list.replaceChildren(...[...(input.files ?? [])].map((file) => Object.assign(document.createElement("li"), { className: "file", textContent: file.name })));
  list.hidden = !input.files?.length;
}
