// @ts-check
// The inbox stands where one left it, beside the next ticket and on the way back. No part of a first look: then it
// stands at its beginning.

/** The page that led here, of this desk. */
const before = () => { const { origin, pathname } = new URL(document.referrer || "about:blank"); return origin === location.origin ? pathname : ""; };

/** True for who goes on in the inbox, or comes back to it. */
function goesOn() {
  const [visit] = performance.getEntriesByType("navigation");
  return /^\/(inbox|t\/)/.test(before()) || (visit instanceof PerformanceNavigationTiming && visit.type !== "navigate");
}

/** @param {HTMLElement} list */
export function start(list) {
  // Each view and each search has a place of its own.
  const name = `place ${list.closest("[data-inbox]")?.getAttribute("data-items-url")}`;
  try {
    const place = sessionStorage.getItem(name);
    if (place && goesOn()) list.scrollTop = Number(place);
  } catch { /* refused */ }
  list.querySelector(".tk[aria-current]")?.scrollIntoView({ block: "nearest" });
  addEventListener("pagehide", () => { try { sessionStorage.setItem(name, String(list.scrollTop)); } catch { /* refused */ } });
}
