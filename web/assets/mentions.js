// @ts-check
// What is new to whoever reads: the number in the rail, and a word when a note calls them.

/** @typedef {{ toast: (text: string) => void, live: (url: string) => Promise<Response>, parse: (html: string) => Document, signedOut: (answer: Response) => boolean }} Page What the page lends. */

/** What comes at once is asked for once, in milliseconds. */
const TOGETHER = 500;
let timer = 0;

/**
 * Draws how many there are; says it of the ticket whose note was just written.
 * @param {number | undefined} ticket
 * @param {Page} page
 */
export async function told(ticket, page) {
  const open = document.querySelector("[data-expert]");
  // Who looks at it reads it there.
  if (ticket && !document.hidden && open instanceof HTMLElement && open.dataset.ticket === String(ticket)) return;
  if (ticket) return ask(`?ticket=${ticket}`, page);
  timer ||= setTimeout(() => { timer = 0; ask("", page); }, TOGETHER);
}

/** @param {string} query @param {Page} page */
async function ask(query, { toast, live, parse, signedOut }) {
  const answer = await live(`/mentions${query}`).catch(() => null);
  if (!answer || signedOut(answer) || !answer.ok) return;
  const update = parse(await answer.text());
  const old = document.querySelector("[data-unread-count]"), fresh = update.querySelector("[data-unread-count]");
  if (old instanceof HTMLElement && fresh instanceof HTMLElement) {
    old.replaceChildren(...fresh.childNodes);
    old.hidden = fresh.hidden;
  }
  const line = update.querySelector("[data-mentioned]");
  if (!line) return;
  toast(line.textContent ?? "");
  document.querySelector("#toasts .toast")?.replaceChildren(...line.childNodes);
}
