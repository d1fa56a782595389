// @ts-check
// On a narrow screen the inbox lies over the ticket: it stays open while somebody looks for something in it.

import { $ } from "./app.js";

const inbox = $("[data-inbox]"), expert = $("[data-expert]");
const looks = () => {
  try { if (expert?.dataset.pane === "inbox") sessionStorage.setItem("over", "1"); } catch { /* refused */ }
};
inbox?.addEventListener("submit", looks);
inbox?.addEventListener("click", ({ target }) => { if (target instanceof Element && target.closest("a:not(.tk, [data-dialog])")) looks(); });
try {
  if (expert && sessionStorage.getItem("over")) expert.dataset.pane = "inbox";
  sessionStorage.removeItem("over");
} catch { /* refused */ }
