// @ts-check
// The palette: where one may go, what one may do here, tickets by number or words, and what may be
// written next as in the query bar. Fetched when it is first asked for.

import { offered as completed, put } from "./complete.js";

/** @typedef {{ keys: Record<string, () => unknown>, live: (url: string, signal?: AbortSignal) => Promise<Response>, parse: (html: string) => Document, signedOut: (answer: Response) => boolean }} Page What every page has. */

/** @type {Page} Given when it is opened: the page imports this, not the other way round. */
let page;

/** @param {string} selector @param {ParentNode} root @returns {HTMLElement | null} */
const $ = (selector, root) => root.querySelector(selector);
/** @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)].map((el) => /** @type {HTMLElement} */ (el));

/** Small letters without accents. @param {string | null} text */
const fold = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** How long somebody types before tickets are looked for, in milliseconds. */
const PAUSE = 120;

const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("#dlg-cmd"));
const input = dialog?.querySelector("input");
const list = dialog && $("[role=listbox]", dialog);
const none = dialog && $("[data-none]", dialog);

/** What can always be chosen, in its order. @type {HTMLElement[]} */
let fixed = [];
let asked = new AbortController();
let timer = 0;
/** What stands there is of words before; and a key that somebody pressed on it all the same. */
let waiting = false, hurried = "";
/** How much before the caret an offer takes the place of. */
let units = 0;
/** What was found for what is typed: it stands whatever else comes. */
let last = { found: /** @type {HTMLElement[]} */ ([]), offers: /** @type {HTMLElement[]} */ ([]) };
/** What somebody went to by an arrow stays chosen, wherever it stands then. */
let wanted = "";

/** Makes a link an option. @param {HTMLElement} link */
function option(link) {
  link.setAttribute("role", "option");
  link.tabIndex = -1;
  return link;
}

/** The single keys of this page that do something, as they are told in the list of keys. */
function actions() {
  return $$("#dlg-keys .keys > div").flatMap((line) => {
    const key = (line.querySelector("kbd")?.textContent ?? "").toLowerCase();
    const run = page.keys[key];
    if (!run || line.querySelectorAll("kbd").length !== 1 || !/^[a-z]$/.test(key)) return [];
    const made = option(document.createElement("div"));
    // What the list of keys says beside is about the key.
    const [name] = ($("dt", line)?.textContent ?? "").split(";");
    made.append(Object.assign(document.createElement("span"), { className: "grow", textContent: name?.trim() ?? "" }));
    made.append(...[line.querySelector("kbd")?.cloneNode(true) ?? ""]);
    made.dataset.key = key;
    return [made];
  });
}

/** What stands in the menu of this page: pressed from here, or brought to its field. @type {HTMLElement[]} */
let acts = [];
const ACTS = "[data-acts] :is(button, a[href])";
/** The same one, if the menu was drawn again since. @param {HTMLElement | undefined} el */
const drawn = (el) => (el?.isConnected ? el : $$(ACTS).find((one) => one.textContent === el?.textContent && one.getAttribute("value") === el?.getAttribute("value")));

function offered() {
  acts = $$(ACTS);
  return acts.map((el, at) => {
    const field = el.closest("form")?.querySelector("input:not([type=hidden])");
    const heads = $$("h2, hr", el.closest("[data-acts]") ?? document).filter((head) => head.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
    const words = [heads.at(-1)?.textContent ?? "", el.querySelector("span")?.textContent ?? el.textContent ?? ""];
    if (field instanceof HTMLInputElement && field.placeholder) words[1] = field.placeholder;
    const made = option(document.createElement("div"));
    made.append(Object.assign(document.createElement("span"), { className: "grow", textContent: words.filter(Boolean).join(`${dialog?.dataset.colon ?? ":"} `) }));
    made.dataset.act = String(at);
    return made;
  });
}

/** @param {HTMLElement} el */
function press(el) {
  const field = el.closest("form")?.querySelector("input:not([type=hidden])");
  if (!(field instanceof HTMLInputElement)) return el.click();
  const menu = el.closest("details"), from = document.activeElement;
  menu?.setAttribute("open", "");
  field.focus();
  // Esc closes the menu and leads back to where one was, not to a button that nobody pressed.
  const back = () => {
    if (!menu || menu.open) return;
    menu.removeEventListener("toggle", back);
    if (menu.contains(document.activeElement) && from instanceof HTMLElement && from !== document.body) from.focus();
  };
  menu?.addEventListener("toggle", back);
}

/** @param {number} at */
function select(at) {
  const all = $$("[role=option]", list ?? document);
  const one = all[(at + all.length) % (all.length || 1)];
  all.forEach((el, place) => { el.id = `dlg-cmd-${place}`; el.setAttribute("aria-selected", String(el === one)); });
  if (!input) return;
  if (one) input.setAttribute("aria-activedescendant", one.id);
  else input.removeAttribute("aria-activedescendant");
  one?.scrollIntoView({ block: "nearest" });
}
const chosen = () => $$("[role=option]", list ?? document)[current()];
const current = () => $$("[role=option]", list ?? document).findIndex((el) => el.getAttribute("aria-selected") === "true");

/** @param {HTMLElement[]} found @param {HTMLElement[]} offers What may be written next. */
function show(found, offers) {
  last = { found, offers };
  const words = fold(input?.value.trim() ?? "").split(/\s+/).filter(Boolean);
  const fits = fixed.filter((el) => words.every((word) => fold(el.textContent).includes(word)));
  // Behind a filter its list and its values come first; a word is a word before it begins a filter.
  const [first, ...rest] = found;
  // What only nearly fits stands behind what fits as it was typed.
  if (first?.dataset.list === "near" && fits.length) list?.replaceChildren(...fits, ...offers, ...found);
  else if (first && /first|near/.test(first.dataset.list ?? "")) list?.replaceChildren(first, ...offers, ...rest, ...fits);
  else list?.replaceChildren(...found, ...fits, ...offers);
  if (none) none.hidden = Boolean(found.length || fits.length || offers.length);
  select(0);
  // Where it is no more, nothing is chosen in its place.
  const all = $$("[role=option]", list ?? document), at = all.findIndex((el) => el.textContent === wanted);
  if (wanted && at >= 0) select(at);
  else if (wanted) { all.forEach((el) => el.setAttribute("aria-selected", "false")); input?.removeAttribute("aria-activedescendant"); }
}

/** @param {string} words */
async function ask(words) {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked, nothing = { units: 0, found: /** @type {HTMLElement[]} */ ([]) };
  const next = input?.dataset.offers === undefined ? nothing : completed(input, signal, page, "typed").catch(() => nothing);
  const answer = await page.live(`/commands?query=${encodeURIComponent(words)}`, signal);
  const found = page.signedOut(answer) || !answer.ok ? [] : links(await answer.text());
  return { found, next: await next };
}

/** What the desk offers, as options. @param {string} html */
const links = (html) => $$("[data-update] > a", page.parse(html)).map(option);

/** @param {HTMLElement | undefined} el */
function run(el) {
  if (!el || !input) return;
  if (el.dataset.text !== undefined) return put(input, el, units);
  const { key, act } = el.dataset, there = act ? drawn(acts[Number(act)]) : undefined;
  dialog?.close();
  if (el instanceof HTMLAnchorElement) location.assign(el.href);
  // The dialog gives the focus back first.
  else if (key) setTimeout(() => page.keys[key]?.());
  else if (there) setTimeout(() => press(there));
}

/** Opens it, with what may be done here and now. @param {Page} tools */
export async function open(tools) {
  page = tools;
  if (!dialog || !input) return;
  fixed = [...actions(), ...offered()];
  look();
  const answer = await page.live("/commands").catch(() => null);
  if (!answer || page.signedOut(answer) || !answer.ok) return;
  fixed = [...actions(), ...offered(), ...links(await answer.text())];
  show(last.found, last.offers);
}

/** The tickets that stand there. */
const tickets = () => (input?.value.trim() ? $$("a[href^='/t/']", list ?? document) : []);

/** Looks for what is typed. */
function look() {
  wanted = "";
  show(tickets(), []);
  clearTimeout(timer);
  const words = input?.value.trim() ?? "";
  waiting = Boolean(words);
  if (words) timer = setTimeout(() => ask(words).catch(() => null).then((found) => { if (input?.value.trim() === words) arrived(found); }), PAUSE);
}

/** Shows what was found; who pressed a key already goes there. @param {Awaited<ReturnType<typeof ask>> | null} answer */
function arrived(answer) {
  const key = hurried;
  waiting = false;
  hurried = "";
  if (!answer) return;
  units = answer.next.units;
  show(answer.found, answer.next.found);
  if (key === "Enter") run(chosen());
  else if (key) run(offer());
}

/** What Tab writes: what is chosen, or the first that may be written. */
const offer = () => (chosen()?.dataset.text !== undefined ? chosen() : $("[data-text]", list ?? document) ?? undefined);

input?.addEventListener("input", look);
dialog?.addEventListener("close", () => { if (input) input.value = ""; list?.replaceChildren(); clearTimeout(timer); waiting = false; hurried = ""; });
dialog?.addEventListener("keydown", (event) => {
  const by = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
  if (by) { event.preventDefault(); select(current() + by); wanted = chosen()?.textContent ?? ""; }
  if (event.key === "Enter") {
    event.preventDefault();
    if (waiting && !wanted) hurried = event.key;
    else run(chosen());
  } else if (event.key === "Tab" && !event.shiftKey && (waiting || offer())) {
    event.preventDefault();
    if (waiting) hurried = event.key;
    else run(offer());
  }
});
// The field keeps the focus: what is pressed may be written there.
list?.addEventListener("mousedown", (event) => event.preventDefault());
list?.addEventListener("click", (event) => {
  const el = event.target instanceof Element ? event.target.closest("[role=option]") : null;
  if (!(el instanceof HTMLElement) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  run(el);
});
