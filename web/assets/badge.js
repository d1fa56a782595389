// @ts-check
// The number on the icon of the desk where it is installed: tickets of one's own that say something
// new, and notes that call whoever reads. Follows what the stream says.

/** @typedef {{ live: (url: string) => Promise<Response>, parse: (html: string) => Document }} Page What the page lends. */

/** What comes at once is asked for once, in milliseconds. */
const TOGETHER = 500;

/** @param {Page} page */
export function start({ live, parse }) {
  if (!document.body.dataset.me) { draw(0); return; }
  let timer = 0;
  async function ask() {
    timer = 0;
    const answer = await live("/mentions").catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const update = parse(await answer.text()).querySelector("[data-badge]");
    if (update instanceof HTMLElement) draw(Number(update.dataset.badge));
  }
  // One window does it for all.
  navigator.locks.request("guichet-badge", () => new Promise(() => {
    ask();
    addEventListener("told", (event) => {
      const { kind } = /** @type {CustomEvent<{ kind: string }>} */ (event).detail;
      if (kind === "leave") draw(0);
      else if (/^(ticket|gone|change|reset|read|mention)$/.test(kind)) timer ||= setTimeout(ask, TOGETHER);
    });
  })).catch(() => {});
}

/** @param {number} count */
function draw(count) {
  (count ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {});
}
