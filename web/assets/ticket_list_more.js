// @ts-check
// The overview and the inbox go on by themselves: the next page comes when the end of this one is near.
// Fetched with the first scroll; without it the end is a link.

/** So many pages come by themselves; then somebody presses. */
const PAGES = 10;

/**
 * @typedef {{ body: HTMLElement, root?: HTMLElement, rows: string, url?: (href: string) => string, parse: (html: string) => Document, signedOut: (answer: Response) => boolean, took: (fresh: Document, rows: HTMLElement[]) => void }} List
 *   `root`: what scrolls, and holds its end; the page where there is none. `url`: where the next page is.
 */

/** @param {List} list */
export function start({ body, root, rows: selector, url = (href) => href, parse, signedOut, took }) {
  let pages = 1;
  /** @returns {HTMLAnchorElement | null} */
  const end = () => (root ?? document).querySelector("[data-older]");
  /** @type {Promise<HTMLElement | null> | null} */
  let running = null;

  /** @param {string} url @returns {Promise<Document | null>} */
  const get = async (url) => { const answer = await fetch(url); return signedOut(answer) || !answer.ok ? null : parse(await answer.text()); };

  /** Adds the next page; its first row. */
  async function add() {
    const link = end(), fresh = link && await get(url(link.href)).catch(() => null);
    if (!link || !fresh) return null;
    const rows = /** @type {HTMLElement[]} */ ([...fresh.querySelectorAll(selector)]).filter((row) => !body.querySelector(`[data-number="${row.dataset.number}"]`));
    const next = fresh.querySelector("[data-older]")?.getAttribute("href"), last = [...body.querySelectorAll("[data-number]")].at(-1);
    if (last) last.after(...rows); else body.prepend(...rows);
    if (next) link.href = next; else (link.parentElement?.childElementCount === 1 ? link.parentElement : link).remove();
    pages += 1;
    took(fresh, rows);
    return rows[0] ?? null;
  }
  const more = () => running ??= add().finally(() => {
    running = null;
    // What is still in sight says so once more.
    const link = end();
    if (link) { watch.unobserve(link); watch.observe(link); }
  });
  const watch = new IntersectionObserver((seen) => { if (pages < PAGES && seen.some((one) => one.isIntersecting)) more(); }, { root, rootMargin: "400px" });
  const link = end();
  if (link) watch.observe(link);
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target.closest("[data-older]") : null;
    if (!at || at !== end() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    more().then((row) => { /** @type {HTMLElement | null | undefined} */ (row?.matches("a") ? row : row?.querySelector(".subj"))?.focus(); });
  });

  /** Goes to a ticket, where it stands. @param {string} number @param {number} [most] pages */
  async function to(number, most = PAGES) {
    const row = () => /** @type {HTMLElement | null} */ (body.querySelector(`[data-number="${number}"]`));
    while (!row() && end() && pages < most) if (!await more()) break;
    const found = row();
    found?.scrollIntoView({ block: "nearest" });
    return found;
  }
  /** Goes to the ticket that one comes from. @param {string} at @param {string} here */
  async function back(at, here) {
    const from = JSON.parse(sessionStorage.getItem("from") ?? "{}");
    sessionStorage.removeItem("at");
    const [visit] = performance.getEntriesByType("navigation");
    const isBack = /^\/t\//.test(new URL(document.referrer || location.href).pathname) || (visit instanceof PerformanceNavigationTiming && visit.type === "back_forward");
    if (from.list !== here || !isBack) return;
    const found = await to(at, from.pages);
    // Keys go on from here. With the focus in it the list would hold back what arrives.
    if (!found) return;
    found.dataset.at = "";
    // It stands where it stood if there is as much below it.
    while (end() && pages < from.pages && document.documentElement.scrollHeight - innerHeight < from.top) if (!await more()) break;
    if (from.top) scrollTo({ top: from.top });
    found.scrollIntoView({ block: "nearest" });
  }
  return { back, to };
}
