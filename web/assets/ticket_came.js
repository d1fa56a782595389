// @ts-check
// An answer that was begun in a ticket which is merged now: it goes on in the one that its number leads to,
// and is back where it was begun when the two are taken apart. Fetched by a page that one was led to.

/** @param {string | undefined} ticket @param {(text: HTMLTextAreaElement) => void} draft */
export function start(ticket, draft) {
  const came = new URLSearchParams(location.search).get("merged"), apart = !document.querySelector("[data-came]");
  for (const text of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("#c-text, #c-note"))) {
    const there = `${came} ${text.id}`, begun = sessionStorage.getItem(there);
    if (apart) {
      // It was nobody else's.
      if (begun && text.value === begun) { text.value = ""; draft(text); }
      continue;
    }
    if (begun && !text.value) { text.value = begun; draft(text); }
    // What becomes of it here becomes of it there: once sent it is begun no more.
    if (!begun || text.value !== begun) continue;
    const here = `${ticket} ${text.id}`;
    const follow = () => { const now = sessionStorage.getItem(here); if (now) sessionStorage.setItem(there, now); else sessionStorage.removeItem(there); };
    text.addEventListener("input", follow);
    addEventListener("pagehide", follow);
  }
}
