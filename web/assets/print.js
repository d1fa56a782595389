// @ts-check
// A page that was opened to be printed asks for a printer; not when somebody only comes back to it.

const [came] = performance.getEntriesByType("navigation");
const back = came instanceof PerformanceNavigationTiming && came.type === "back_forward";
if (back) { /* It was asked before. */ }
else if (document.readyState === "complete") print();
else addEventListener("load", () => print());

// A module; it gives nothing.
export {};
