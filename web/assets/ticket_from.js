// @ts-check
// The list that one came from: its next and its previous ticket, and the way back to the row. Fetched
// after the first look.

/** @param {string} name */
const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name) ?? "null"); } catch { return null; } };

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

/** @param {string} ticket */
export function start(ticket) {
  came();
  steps(ticket, kept("list") ?? []);
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
  if (words) words.textContent = words.dataset.stepAt?.replace("##", String(numbers.length)).replace("#", String(at + 1)) ?? "";
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (steps.querySelectorAll("[data-step]"))) {
    const other = numbers[at + Number(link.dataset.step)];
    if (other) link.setAttribute("href", `/t/${other}${location.search}`);
    link.hidden = !other;
  }
}
