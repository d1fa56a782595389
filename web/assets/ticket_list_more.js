// @ts-check
// The overview goes on by itself: the next page comes when the end of this one is near. Fetched with
// the first scroll; without it the end is a link.

/** So many pages come by themselves; then somebody presses. */
const PAGES = 10;

/** @returns {HTMLAnchorElement | null} */
const end = () => document.querySelector("[data-older]");

/**
 * @param {{ body: HTMLElement, parse: (html: string) => Document, signedOut: (answer: Response) => boolean, took: (fresh: Document) => void }} list
 */
export function start({ body, parse, signedOut, took }) {
  let pages = 1;
  /** @type {Promise<HTMLElement | null> | null} */
  let running = null;

  /** @param {string} url @returns {Promise<Document | null>} */
  const get = async (url) => { const answer = await fetch(url); return signedOut(answer) || !answer.ok ? null : parse(await answer.text()); };

  /** Adds the next page; its first row. */
  async function add() {
    const link = end(), fresh = link && await get(link.href).catch(() => null);
    if (!link || !fresh) return null;
    const rows = /** @type {HTMLElement[]} */ ([...fresh.querySelectorAll("[data-rows] tr")]).filter((row) => !body.querySelector(`[data-number="${row.dataset.number}"]`));
    const next = fresh.querySelector("[data-older]")?.getAttribute("href");
    body.append(...rows);
    if (next) link.href = next; else link.remove();
    pages += 1;
    took(fresh);
    return rows[0] ?? null;
  }
  const more = () => running ??= add().finally(() => {
    running = null;
    // What is still in sight says so once more.
    const link = end();
    if (link) { watch.unobserve(link); watch.observe(link); }
  });
  const watch = new IntersectionObserver((seen) => { if (pages < PAGES && seen.some((one) => one.isIntersecting)) more(); }, { rootMargin: "400px" });
  const link = end();
  if (link) watch.observe(link);
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target.closest("[data-older]") : null;
    if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    more().then((row) => { /** @type {HTMLElement | null | undefined} */ (row?.querySelector(".subj"))?.focus(); });
  });

  /** Goes to the ticket that one comes from, where it stands. @param {string} at @param {string} here */
  async function back(at, here) {
    const from = JSON.parse(sessionStorage.getItem("from") ?? "{}");
    sessionStorage.removeItem("at");
    const row = () => /** @type {HTMLElement | null} */ (body.querySelector(`[data-number="${at}"]`));
    const [visit] = performance.getEntriesByType("navigation");
    const isBack = /^\/t\//.test(new URL(document.referrer || location.href).pathname) || (visit instanceof PerformanceNavigationTiming && visit.type === "back_forward");
    if (from.list !== here || !isBack) return;
    while (!row() && end() && pages < from.pages) if (!await more()) break;
    const found = row();
    if (!found) return;
    // Keys go on from here. With the focus in it the list would hold back what arrives.
    found.dataset.at = "";
    if (from.top) scrollTo({ top: from.top });
    found.scrollIntoView({ block: "nearest" });
  }
  return { back };
}
