// @ts-check
// Who else is at this ticket: the page says every few seconds what its reader does, and draws who is
// there. A page that nobody sees says so, unless a text was just begun on it.

/** @typedef {{ encoded: (form: HTMLFormElement, more: [string, string][]) => FormData | URLSearchParams, parse: (html: string) => Document, swap: (fresh: ParentNode, own?: string[]) => void }} Page What the page lends. */

/** How often a page says it, in milliseconds. */
const EVERY = 4000;
/** How long a text that was begun and left counts as being written, in milliseconds. */
const LEFT = 300000;

/**
 * @param {string} ticket
 * @param {Page} page
 */
export function start(ticket, { encoded, parse, swap }) {
  const form = document.querySelector("form[action$='/read']");
  if (!(form instanceof HTMLFormElement)) return;
  const own = String(Math.floor(Math.random() * Number.MAX_SAFE_INTEGER));
  /** @type {Record<string, number>} When something was typed last. */
  const typed = {};
  let said = "", timer = 0, asked = 0, over = false;

  /** True for what says that a mail or a note is on its way, or a change of a field. A forward may bear no text: whom it goes to is written as well. @param {unknown} field @returns {field is HTMLTextAreaElement | HTMLInputElement} */
  const counts = (field) => field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && (field.id === "w-to" || Boolean(field.closest(".info"))));
  /** True for a text that was begun, or, where one stood before, changed. @param {HTMLTextAreaElement | HTMLInputElement} field */
  const begun = (field) => (field.closest("[data-edit]") ? field.value !== field.defaultValue : Boolean(field.value.trim()));
  /** True while it is being written. @param {string} of Where. */
  const writes = (of) => [...document.querySelectorAll(of)].some((field) => counts(field) && begun(field) && (document.activeElement === field || Date.now() - (typed[field.id] ?? 0) < LEFT));
  const doing = () => (writes("#c-text, #panel-forward textarea, #w-to") ? "mail" : writes("#c-note, [data-log] textarea") ? "note" : writes(".info :is(textarea, input:not([type=hidden], [type=checkbox]))") ? "edit" : document.hidden ? "gone" : "look");

  /** @param {string} now */
  async function say(now) {
    clearTimeout(timer);
    if (over) return;
    timer = setTimeout(beat, EVERY);
    // A page that went away once need not say it again.
    if (now === "gone" && said === "gone") return;
    said = now;
    const turn = (asked += 1);
    const answer = await fetch(`/t/${ticket}/presence`, { method: "POST", keepalive: true, redirect: "manual", headers: { accept: "text/html", "x-live": "1" }, body: encoded(/** @type {HTMLFormElement} */ (form), [["page", own], ["doing", now]]) }).catch(() => null);
    if (answer?.status === 404) end();
    // The last one knows best.
    if (answer?.ok && turn === asked) swap(parse(await answer.text()));
  }
  /** The ticket is not theirs to see any more: nothing more is said of it. */
  const end = () => { over = true; clearTimeout(timer); };
  const beat = () => say(doing());
  /** Something may be different now. */
  const look = () => { if (doing() !== said) beat(); };

  document.addEventListener("input", ({ target }) => { if (counts(target)) { typed[target.id] = Date.now(); look(); } });
  for (const kind of ["visibilitychange", "focusout", "focusin"]) document.addEventListener(kind, () => setTimeout(look));
  addEventListener("told", (event) => {
    const { detail } = /** @type {CustomEvent<{ kind: string, ticket?: number }>} */ (event);
    if (String(detail.ticket) !== ticket) return;
    if (detail.kind === "presence") beat();
    if (detail.kind === "gone") end();
  });
  addEventListener("pagehide", () => say("gone"));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) beat(); });
  beat();
}
