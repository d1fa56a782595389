// @ts-check
// Notes that call whoever reads: the number in the rail, and a word when one comes.

/** @typedef {{ toast: (text: string) => void, live: (url: string) => Promise<Response>, parse: (html: string) => Document, signedOut: (answer: Response) => boolean }} Page What the page lends. */

/**
 * Draws how many there are; says it of the ticket whose note was just written.
 * @param {number | undefined} ticket
 * @param {Page} page
 */
export async function told(ticket, { toast, live, parse, signedOut }) {
  const open = document.querySelector("[data-expert]");
  // Who looks at it reads it there.
  if (ticket && !document.hidden && open instanceof HTMLElement && open.dataset.ticket === String(ticket)) return;
  const answer = await live(`/mentions${ticket ? `?ticket=${ticket}` : ""}`).catch(() => null);
  if (!answer || signedOut(answer) || !answer.ok) return;
  const update = parse(await answer.text());
  const old = document.querySelector("[data-mentions]"), fresh = update.querySelector("[data-mentions]");
  if (old instanceof HTMLElement && fresh instanceof HTMLElement) {
    old.replaceChildren(...fresh.childNodes);
    old.hidden = fresh.hidden;
  }
  const line = update.querySelector("[data-mentioned]");
  if (!line) return;
  toast(line.textContent ?? "");
  document.querySelector("#toasts .toast")?.replaceChildren(...line.childNodes);
}
