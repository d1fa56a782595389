// @ts-check
// The list that one came from: its next and its previous ticket, the way back to the row, and the inbox
// that goes on where it ends. Fetched after the first look.

/** @typedef {{ own: (item: HTMLElement) => void, parse: (html: string) => Document, signedOut: (answer: Response) => boolean, draft: (text: HTMLTextAreaElement) => void }} Page What the page lends. */

/** @param {string} name */
const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name) ?? "null"); } catch { return null; } };
/** Refused: then it is forgotten. @param {string} name @param {unknown} value */
const keep = (name, value) => { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch {} };

/** The page that led here, of this desk. */
const before = () => { const { origin, pathname } = new URL(document.referrer || "about:blank"); return origin === location.origin ? pathname : ""; };

/** True for who came from the list, directly or by way of other tickets and forms. */
function came() {
  if (before().startsWith("/t/")) return Boolean(kept("came"));
  const direct = before() === "/tickets";
  try { if (direct) sessionStorage.setItem("came", "1"); else sessionStorage.removeItem("came"); } catch { /* refused */ }
  return direct;
}

/** Leads back to the list, if one came from one. */
export function back() {
  const list = kept("from")?.list;
  if (!came()) return;
  if (before() === "/tickets") history.back();
  else if (list) location.assign(list);
}

/** The keyboard goes on at the kind of lines that it chose: the page that shows them begins there. */
function shown() {
  const links = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".log-shows a[href]:not([data-step], [data-fresh])"));
  const chosen = kept("shows");
  keep("shows", null);
  const link = [...links()].find((one) => one.hasAttribute("aria-current"));
  // Somebody is elsewhere already, or came by another way.
  if (link && chosen === link.getAttribute("href") && document.activeElement === document.body) link.focus({ preventScroll: true });
  links().forEach((one) => one.addEventListener("click", () => keep("shows", one.getAttribute("href"))));
}

/** @param {string | undefined} ticket @param {Page} page */
export function start(ticket, page) {
  const numbers = kept("list") ?? [];
  onward(ticket, numbers, page);
  if (!ticket) return;
  void import("./inbox_over.js").catch(() => {});
  shown();
  // What was written in a ticket that was merged goes on in the one that it leads to.
  if (/[?&]merged=/.test(location.search)) import("./ticket_came.js").then((part) => part.start(ticket, page.draft), () => {});
  came();
  steps(ticket, numbers);
  // Behind the last row that the list had shown stands one that the desk knows.
  if (numbers.at(-1) === ticket && kept("older")) further(numbers, page).then((all) => steps(ticket, all), () => {});
  // Refused: then the list begins at its first row.
  try { sessionStorage.setItem("at", ticket); } catch {}
}

/** @param {string} ticket @param {string[]} numbers */
function steps(ticket, numbers) {
  const steps = /** @type {HTMLElement | null} */ (document.querySelector("[data-steps]"));
  if (!steps) return;
  const at = numbers.indexOf(ticket);
  steps.hidden = at < 0;
  const words = /** @type {HTMLElement | null} */ (steps.querySelector("[data-step-at]"));
  if (words) words.textContent = words.dataset.stepAt?.replace("##", `${numbers.length}${kept("older") ? "+" : ""}`).replace("#", String(at + 1)) ?? "";
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (steps.querySelectorAll("[data-step]"))) {
    const other = numbers[at + Number(link.dataset.step)];
    if (other) link.setAttribute("href", `/t/${other}${location.search}`);
    link.hidden = !other;
  }
}

/** The page of a list without what stands open beside it. @param {string} href */
function alone(href) {
  const url = new URL(href, location.href);
  if (url.pathname.startsWith("/t/")) url.pathname = "/inbox";
  return url.href;
}

/** Asks for the part of the list that follows, and remembers it with what is known. @param {string[]} numbers @param {Page} page */
async function further(numbers, { parse, signedOut }) {
  const answer = await fetch(alone(kept("older")), { headers: { accept: "text/html", "x-live": "1" } });
  if (signedOut(answer) || !answer.ok) return numbers;
  const fresh = parse(await answer.text());
  const rows = /** @type {HTMLElement[]} */ ([...fresh.querySelectorAll("[data-rows] [data-number], [data-items] [data-number]")]);
  const all = [...new Set([...numbers, ...rows.map((row) => row.dataset.number ?? "")])], from = kept("from");
  keep("list", all);
  keep("older", fresh.querySelector("[data-rows], [data-items]")?.closest(".list, .inbox")?.querySelector("[data-older]")?.getAttribute("href") ?? "");
  // The way back leads to its row.
  if (from) keep("from", { ...from, pages: from.pages + 1 });
  return all;
}

/** The inbox goes on by itself, and begins again where one left it. @param {string | undefined} ticket @param {string[]} numbers @param {Page} page */
function onward(ticket, numbers, { own, parse, signedOut }) {
  const body = /** @type {HTMLElement | null} */ (document.querySelector("[data-items]"));
  if (!body?.querySelector("[data-older]")) return;
  /** @type {Promise<{ to: (number: string) => Promise<unknown> }> | undefined} */
  let running;
  const more = () => running ??= import("./ticket_list_more.js").then((part) => part.start({ body, root: body, rows: "[data-items] .tk", url: alone, parse, signedOut, took: (_, rows) => rows.forEach((row) => {
    // Whoever opens it sees the list from its beginning.
    const url = new URL(row.getAttribute("href") ?? "", location.href);
    url.searchParams.delete("after_row");
    row.setAttribute("href", url.pathname + url.search);
    own(row);
  }) }));
  for (const kind of ["scroll", "pointerover", "focusin"]) body.addEventListener(kind, () => { more().catch(() => {}); }, { passive: true });
  if (ticket && numbers.includes(ticket) && !kept("from") && !body.querySelector(`[data-number="${ticket}"]`)) more().then((list) => list.to(ticket)).then(() => {}, () => {});
}
