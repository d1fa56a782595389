// @ts-check
// A field that offers what may be written into it, as a combobox with a list (WAI-ARIA 1.2): the
// query bar, a tag, a customer, and a choice that is found by typing. Fetched when such a field is first
// touched. Without it the field takes what is typed, and the choice stays the browser's own.

/** @typedef {{ live: (url: string, signal?: AbortSignal) => Promise<Response>, parse: (html: string) => Document, signedOut: (answer: Response) => boolean }} Page What every page has. */

/** @typedef {{ ask: (signal: AbortSignal, why: "typed" | "wanted") => Promise<HTMLElement[]>, take: (option: HTMLElement) => void, first: boolean, pause: number, at?: () => number, now?: () => HTMLElement[] }} Source What is offered, what becomes of what is chosen, whether the first of it is chosen by Enter without a look, where a choice stands that was made before, and what is offered without asking anybody. */

/** How long somebody types before the desk is asked, in milliseconds. */
const PAUSE = 80;

/** @type {WeakSet<Element>} Fields that do so already. */
const own = new WeakSet();

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)].map((el) => /** @type {HTMLElement} */ (el));

/** Small letters without accents. @param {string | null} text */
const fold = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** True if each word begins a word of a name. @param {string} typed @param {string | null} name */
function fits(typed, name) {
  const parts = fold(name).split(/[^\p{L}\p{N}]+/u);
  return fold(typed).split(/[^\p{L}\p{N}]+/u).every((word) => parts.some((part) => part.startsWith(word)));
}

/** Makes an element one of a list. @param {HTMLElement} el */
function option(el) {
  el.setAttribute("role", "option");
  return el;
}

let made = 0;

/**
 * Makes a field a combobox. Gives back how it is closed.
 * @param {HTMLInputElement} input
 * @param {Source} source
 */
function combobox(input, { ask, take, first, pause, at, now }) {
  const list = document.createElement("div");
  list.className = "offers";
  list.id = `offers-${++made}`;
  list.popover = "manual";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent ?? "");
  const dress = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocapitalize: "off", spellcheck: "false" };
  const bare = input.getAttribute("list");
  /** Only while somebody is at it: what the desk drew stays what it drew. */
  const enter = () => {
    for (const [name, value] of Object.entries(dress)) input.setAttribute(name, value);
    // The browser's own list would stand over this one.
    input.removeAttribute("list");
  };
  const leave = () => {
    close();
    for (const name of Object.keys(dress)) input.removeAttribute(name);
    // Last, as the desk writes it.
    if (bare) input.setAttribute("list", bare);
  };
  let asked = new AbortController(), timer = 0;

  const options = () => all(list, "[role=option]");
  const current = () => options().findIndex((el) => el.getAttribute("aria-selected") === "true");
  /** @param {number} at */
  const select = (at) => {
    const one = options()[at];
    options().forEach((el, place) => { el.id = `${list.id}-${place}`; el.setAttribute("aria-selected", String(el === one)); });
    if (one) input.setAttribute("aria-activedescendant", one.id);
    else input.removeAttribute("aria-activedescendant");
    one?.scrollIntoView({ block: "nearest" });
  };
  const stand = () => {
    const { left, bottom, top, width } = input.getBoundingClientRect(), { clientWidth, clientHeight } = document.documentElement;
    const wide = Math.min(Math.max(width, 336), 640, clientWidth - 16), below = clientHeight - bottom - 8;
    const above = below < 160 && top > below;
    list.style.width = `${wide}px`;
    list.style.left = `${Math.max(8, Math.min(left, clientWidth - wide - 8))}px`;
    list.style.top = above ? "auto" : `${bottom + 2}px`;
    list.style.bottom = above ? `${clientHeight - top + 2}px` : "auto";
    list.style.maxHeight = `${Math.min(above ? top - 8 : below, 352)}px`;
  };
  const isOpen = () => list.isConnected && list.matches(":popover-open");
  const close = () => {
    asked.abort();
    clearTimeout(timer);
    if (list.isConnected) list.remove();
    for (const kind of ["scroll", "resize"]) removeEventListener(kind, stand, true);
    if (input.hasAttribute("role")) input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {HTMLElement[]} found @param {number} at */
  const show = (found, at) => {
    // What somebody went to by an arrow stays chosen while it is offered.
    const held = at < 0 && isOpen() ? options()[current()]?.dataset.text : undefined, again = held === undefined ? at : found.findIndex((one) => one.dataset.text === held);
    if (!found.length || document.activeElement !== input) return close();
    list.replaceChildren(...found);
    // Beside its field: a dialog lets nothing else be pressed. What is drawn anew never holds it.
    if (!list.isConnected) input.after(list);
    if (!isOpen()) {
      list.showPopover();
      for (const kind of ["scroll", "resize"]) addEventListener(kind, stand, true);
      input.setAttribute("aria-expanded", "true");
    }
    stand();
    list.scrollTop = 0;
    select(again);
  };
  /** Looks for what is offered: because of what was typed, or because it is wanted, to stand on one of it. @param {number} [at] */
  const look = (at) => {
    asked.abort();
    asked = new AbortController();
    clearTimeout(timer);
    // The next key may come before anything that waits.
    const here = at === undefined ? undefined : now?.();
    if (here) return show(here, Math.min(at ?? 0, here.length - 1));
    const { signal } = asked, typed = at === undefined;
    timer = setTimeout(() => ask(signal, typed ? "typed" : "wanted").then((found) => {
      if (!signal.aborted) show(found, typed ? (first ? 0 : -1) : Math.min(at, found.length - 1));
    }, () => {}), typed ? pause : 0);
  };
  /** @param {HTMLElement} one */
  const choose = (one) => { close(); take(one); };

  input.addEventListener("input", () => { if (!first) select(-1); look(); });
  input.addEventListener("blur", leave);
  input.addEventListener("focus", enter);
  if (document.activeElement === input) enter();
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
    if (by) {
      event.preventDefault();
      const many = options().length + (first ? 0 : 1);
      // One step beyond either end leads back to what was typed.
      if (isOpen()) select(first ? (current() + by + many) % many : (current() + 1 + by + many) % many - 1);
      // From what is chosen a step leads to its neighbour, as in the browser's own list.
      else look(at ? Math.max(0, at() + by) : by > 0 ? 0 : Infinity);
      return;
    }
    const one = isOpen() ? options()[current()] : undefined;
    if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && one) {
      // A choice is made, and Tab goes on; in a text there may be more to write.
      if (event.key === "Enter" || !at) event.preventDefault();
      event.stopPropagation();
      choose(one);
    } else if (event.key === "Enter") close();
    else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  // The field keeps the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const one = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    event.stopPropagation();
    if (one instanceof HTMLElement) choose(one);
  });
  return { look, close };
}

/**
 * What the desk offers.
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {Page} page
 */
async function fetched(url, signal, page) {
  const answer = await page.live(url, signal);
  if (page.signedOut(answer) || !answer.ok) return { units: 0, found: [] };
  const [update] = all(page.parse(await answer.text()), "[data-update]");
  return { units: Number(update?.dataset.units), found: all(update ?? document.createElement("div"), "[data-text]").map(option) };
}

/**
 * What may be written in place of the word before the caret of a query.
 * @param {HTMLInputElement} input
 * @param {AbortSignal} signal
 * @param {Page} page
 * @param {"typed" | "wanted"} why
 */
export async function offered(input, signal, page, why) {
  const end = input.selectionEnd ?? input.value.length;
  // In the middle of a word nothing is put in its place; before its first letter only on request.
  if (/^\S/.test(input.value.slice(end)) || (why === "typed" && /(^|\s)-?$/.test(input.value.slice(0, end)))) return { units: 0, found: [] };
  return fetched(`/complete?query=${encodeURIComponent(input.value.slice(0, end))}`, signal, page);
}

/** Writes one of them. @param {HTMLInputElement} input @param {HTMLElement} one @param {number} units */
export function put(input, one, units) {
  const end = input.selectionEnd ?? input.value.length;
  const space = input.value.slice(end).startsWith(" ");
  input.setRangeText((one.dataset.text ?? "").replace(/ $/, space ? "" : " "), end - units, end, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The query bar: the word before the caret. @param {HTMLInputElement} input @param {Page} page */
function query(input, page) {
  let units = 0;
  const { look } = combobox(input, {
    first: false,
    pause: PAUSE,
    ask: async (signal, why) => {
      const answer = await offered(input, signal, page, why);
      units = answer.units;
      return answer.found;
    },
    take: (one) => put(input, one, units),
  });
  // Whoever does not know yet what can be asked for sees it.
  input.addEventListener("click", () => { if (!input.value) look(-1); });
}

/** A tag: those that begin so, and the one that is typed. @param {HTMLInputElement} input @param {Page} page */
function tag(input, page) {
  combobox(input, {
    first: false,
    pause: PAUSE,
    ask: async (signal) => {
      const typed = input.value.trim();
      const { found } = await fetched(`/complete?tag=${encodeURIComponent(typed)}`, signal, page);
      const has = all(document, "[data-part=tags] .tag > bdi").map((el) => fold(el.textContent));
      const rest = input.dataset.has === undefined ? found : found.filter((el) => !has.includes(fold(el.dataset.text ?? "")));
      const name = typed.replace(/\s+/g, "-");
      if (!name || !input.dataset.new || [...found.map((el) => fold(el.dataset.text ?? "")), ...has].includes(fold(name))) return rest;
      const fresh = document.createElement("div");
      fresh.dataset.text = name;
      fresh.textContent = input.dataset.new.replace("#", name);
      return [...rest, option(fresh)];
    },
    take: (one) => {
      input.value = one.dataset.text ?? "";
      if (input.dataset.has !== undefined) input.form?.requestSubmit();
    },
  });
}

/** Somebody who calls: whoever is known fills the fields beside it, and the next one to fill has the focus. @param {HTMLInputElement} input @param {Page} page */
function customer(input, page) {
  /** @param {string} name */
  const beside = (name) => /** @type {HTMLInputElement} */ (input.form?.elements.namedItem(`customer.${name}`));
  combobox(input, {
    // A new name may begin like a known one: nobody is chosen unasked.
    first: false,
    pause: PAUSE,
    ask: async (signal) => (input.value.trim() ? (await fetched(`/complete?customer=${encodeURIComponent(input.value)}`, signal, page)).found : []),
    take: ({ dataset: { text = "", customer: id = "", email = "", phone = "" } }) => {
      [input.value, beside("id").value, beside("email").value, beside("phone").value] = [text, id, email, phone];
      /** @type {HTMLElement | null | undefined} */ (input.form?.querySelector("[name=name]"))?.focus();
    },
  });
  // Another name or address is somebody else.
  for (const field of [input, beside("email"), beside("phone")]) field.addEventListener("input", () => { beside("id").value = ""; });
}

/** A native choice, found by typing: the field stands in its place while somebody is at it. @param {HTMLSelectElement} select */
function pick(select) {
  const input = document.createElement("input");
  input.className = select.className;
  input.type = "text";
  input.autocomplete = "off";
  // Who looks for the focus again after a form was drawn anew looks for the choice.
  input.dataset.for = select.id;
  const name = () => select.selectedOptions[0]?.textContent ?? "";
  input.setAttribute("aria-label", select.labels?.[0]?.textContent ?? select.getAttribute("aria-label") ?? "");
  for (const about of ["aria-invalid", "aria-describedby"]) if (select.hasAttribute(about)) input.setAttribute(about, select.getAttribute(about) ?? "");
  input.value = input.defaultValue = name();
  let typed = false, gone = false;
  /** @param {HTMLElement} one */
  const take = (one) => {
    const changed = select.value !== one.dataset.value;
    select.value = one.dataset.value ?? "";
    leave();
    // Which brings the field back, once what follows has been sent.
    select.focus();
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const { look, close } = combobox(input, { first: true, pause: 0, ask: async () => offers(), now: () => offers(), take, at: () => Math.max(0, typed ? 0 : select.selectedIndex) });
  function offers() {
    const words = typed ? input.value : "";
    const chosen = name();
    return [...select.options].filter((one) => fits(words, one.textContent)).map((one) => {
      const made = option(document.createElement("div"));
      const group = one.parentElement instanceof HTMLOptGroupElement ? one.parentElement.label : "";
      made.dataset.value = one.value;
      made.append(Object.assign(document.createElement("span"), { className: "clip grow", textContent: one.textContent }));
      made.append(Object.assign(document.createElement("span"), { className: "small faint", textContent: group }));
      if (one.textContent === chosen) made.setAttribute("aria-current", "true");
      return made;
    });
  }
  /** The browser's own takes its place again. */
  function leave() {
    // Taken away, it loses the focus, which leads here again.
    if (gone) return;
    gone = true;
    close();
    select.removeEventListener("focus", lead);
    input.remove();
    select.classList.remove("vh");
    select.removeAttribute("tabindex");
    select.removeAttribute("aria-hidden");
    own.delete(select);
  }
  /** A press on its label, or its key. */
  function lead() { input.focus(); }
  // Its words are no field of a form.
  for (const kind of ["input", "change"]) input.addEventListener(kind, (event) => { event.stopPropagation(); typed = true; });
  input.addEventListener("click", () => look(Math.max(0, offers().findIndex((el) => el.hasAttribute("aria-current")))));
  input.addEventListener("blur", leave);
  // It is no field to send; who types faster than the list opens means the first of it.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [best] = typed ? offers() : [];
    if (best) take(best);
    else look(0);
  });
  const focused = document.activeElement === select;
  own.add(select);
  select.after(input);
  // It keeps its place in the form, and the focus that it is given goes on.
  select.classList.add("vh");
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");
  select.addEventListener("focus", lead);
  input.addEventListener("focus", () => input.select());
  if (focused) input.focus();
  else input.addEventListener("pointerleave", () => { if (document.activeElement !== input) leave(); });
}

/**
 * Begins at a field that is touched for the first time.
 * @param {Element} field
 * @param {Page} page
 */
export function attach(field, page) {
  if (own.has(field)) return;
  if (field instanceof HTMLSelectElement) {
    // A finger has better lists than this one.
    if (field.isConnected && matchMedia("(pointer: fine)").matches) pick(field);
    return;
  }
  own.add(field);
  if (!(field instanceof HTMLInputElement)) return;
  if (field.dataset.complete === "tag") tag(field, page);
  else if (field.dataset.complete === "customer") customer(field, page);
  else query(field, page);
  // Typed, or pressed, while this was on its way.
  if (field !== document.activeElement) return;
  if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input"));
  else if (field.matches(":hover")) field.dispatchEvent(new Event("click"));
}
