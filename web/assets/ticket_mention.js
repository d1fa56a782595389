// @ts-check
// Whom an @ in a note can call: a list below the text, filled by the desk with those who see the
// ticket. The text stays a text: without the list, @ and a name do the same.

/** @typedef {{ live: (url: string) => Promise<Response>, parse: (html: string) => Document }} Page What the page lends. */

/** @type {WeakSet<HTMLTextAreaElement>} */
const known = new WeakSet();

/** Without accents and in small letters. @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @param {HTMLTextAreaElement} text
 * @param {string | undefined} ticket
 * @param {Page} page
 */
export function start(text, ticket, { live, parse }) {
  if (known.has(text) || !ticket) return;
  known.add(text);
  const list = document.createElement("div");
  Object.assign(list, { id: `${text.id || "note"}-people`, className: "callable", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text.getAttribute("aria-label") ?? "");
  text.after(list);
  text.setAttribute("aria-controls", list.id);
  text.setAttribute("aria-autocomplete", "list");

  /** @type {Promise<HTMLElement[]> | null} */
  let people = null;
  const all = () => (people ??= live(`/t/${ticket}/people`).then(async (answer) => {
    if (!answer.ok) throw new Error("refused");
    return [...parse(await answer.text()).querySelectorAll("[role=option]")].map((el) => /** @type {HTMLElement} */ (el));
  }).catch(() => { people = null; return []; }));

  /** The @ before the caret and what stands behind it. */
  const called = () => {
    const before = text.value.slice(0, text.selectionStart);
    const found = /(?:^|[^\p{L}\p{N}])@([^@\n]{0,40})$/u.exec(before);
    return found && text.selectionStart === text.selectionEnd ? { from: before.length - (found[1] ?? "").length, words: found[1] ?? "" } : null;
  };
  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    text.removeAttribute("aria-activedescendant");
  };
  /** @param {number} at */
  const choose = (at) => {
    const from = options();
    from.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const chosen = from[at];
    if (!chosen) return;
    text.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  };
  const at = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

  async function look() {
    if (!called()) return close();
    const everybody = await all(), now = called();
    if (!now) return close();
    const words = plain(now.words);
    // A whole name is followed by a space: then nobody is being called any more.
    const fit = everybody.filter((person) => {
      const name = plain(person.dataset.name ?? "");
      return name !== words.trimEnd() && (name.startsWith(words) || name.split(/\s+/).some((part) => part.startsWith(words)));
    });
    list.replaceChildren(...fit.slice(0, 8).map((person, index) => {
      const option = /** @type {HTMLElement} */ (person.cloneNode(true));
      option.id = `${list.id}-${index}`;
      return option;
    }));
    list.hidden = !fit.length;
    if (fit.length) choose(0);
    else close();
  }

  /** @param {HTMLElement | undefined} option */
  function take(option) {
    const now = called();
    if (!now || !option) return;
    text.setRangeText(`${option.dataset.name} `, now.from, text.selectionStart, "end");
    close();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  text.addEventListener("input", look);
  text.addEventListener("blur", () => setTimeout(close, 150));
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.childElementCount;
    if (event.key === "ArrowDown") choose((at() + 1) % count);
    else if (event.key === "ArrowUp") choose((at() + count - 1) % count);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(options()[at()]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target instanceof Element) take(/** @type {HTMLElement | undefined} */ (event.target.closest("[role=option]") ?? undefined));
  });
  look();
}
