// @ts-check
// What was typed and not sent outlives a page that is drawn anew: by its reader, for another right,
// or because its log has to begin again. Fetched with the first letter.

/** Fields in which somebody typed; never a secret. */
const typed = () => /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...document.querySelectorAll("input[id], textarea[id]")]).filter((el) => !/^(hidden|password|file|checkbox|radio|search)$/.test(el.type) && el.value !== el.defaultValue && !(el.form && sent.has(el.form)));

/** What is on its way is not typed any more. @type {WeakSet<EventTarget>} */
const sent = new WeakSet();
addEventListener("submit", ({ target, defaultPrevented }) => { if (target && !defaultPrevented) sent.add(target); });

/** What a form was compared with when somebody began to type. @param {HTMLInputElement | HTMLTextAreaElement} el */
const since = (el) => { const field = el.form?.elements.namedItem("since"); return field instanceof HTMLInputElement ? field.value : undefined; };

let left = false;
/** @param {"anew" | "reload"} why Drawn anew it is given back after a sign-in too. */
function keep(why) {
  const fields = typed().map((el) => [el.id, el.value, since(el)]);
  if (left || (why === "reload" && !fields.length)) return;
  left = why === "anew";
  const kept = { why, path: location.pathname, dialog: document.querySelector("dialog[open]")?.id, focus: document.activeElement?.id, fields };
  try { sessionStorage.setItem("kept", JSON.stringify(kept)); } catch { /* refused */ }
}
addEventListener("pagehide", () => keep("reload"));

/** Draws the page anew and keeps what was typed. */
export function anew() {
  keep("anew");
  const url = new URL(location.href);
  url.hash = "";
  // Not `reload`, which asks before it sends a form once more.
  location.replace(url);
}

/** Gives back what was typed before the page was drawn anew. @param {(id: string) => unknown} openDialog */
export function restore(openDialog) {
  const { why, path, dialog, focus, fields } = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
  const [visit] = performance.getEntriesByType("navigation"), here = path === location.pathname;
  if (!here && why === "anew") return;
  sessionStorage.removeItem("kept");
  // Who left the page by another way left what was typed there, too.
  if (!here || (why === "reload" && (!(visit instanceof PerformanceNavigationTiming) || visit.type !== "reload"))) return;
  if (dialog) openDialog(dialog);
  for (const [id, value, before] of fields) {
    const el = document.getElementById(id);
    if (!(el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement)) continue;
    el.value = value;
    el.closest("details")?.setAttribute("open", "");
    const field = el.form?.elements.namedItem("since");
    // Whoever saved something else meanwhile is not passed over.
    if (before && field instanceof HTMLInputElement) field.value = before;
  }
  document.getElementById(focus)?.focus();
}
