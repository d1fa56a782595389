// @ts-check
// What was typed, ticked or chosen and not sent outlives a page that is drawn anew: by its reader, for another
// right, or because its log has to begin again. Fetched with the first letter.

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** What says by itself what becomes of it: the rows of a list, choices that are sent as they are made, a form that its choices draw anew. */
const OWN = "[data-rows], [data-columns], [data-auto], #rule";

/** A tick has its own name only together with its form. @param {Field} el */
const name = (el) => el.id || [el.form?.getAttribute("action"), el.name, el.value].join(" ");

const fields = () => /** @type {Field[]} */ ([...document.querySelectorAll("input, textarea, select")]);

/** What a field holds that nobody has sent; never a secret. @param {Field} el @returns {string | boolean | undefined} */
function held(el) {
  if (/^(hidden|password|search)$/.test(el.type) || (el.form && sent.has(el.form))) return undefined;
  // What was chosen cannot be given back: its names can.
  if (el instanceof HTMLInputElement && el.type === "file") return [...(el.files ?? [])].map((file) => file.name).join(", ") || el.dataset.lost;
  if (el instanceof HTMLInputElement && /^(checkbox|radio)$/.test(el.type)) return el.name && !el.closest(OWN) && el.checked !== el.defaultChecked ? el.checked : undefined;
  const before = el instanceof HTMLSelectElement ? ([...el.options].find((one) => one.defaultSelected) ?? el.options[0])?.value : el.defaultValue;
  return el.id && el.value !== before && !(el instanceof HTMLSelectElement && el.closest(OWN)) ? el.value : undefined;
}

/** What is on its way is not typed any more. @type {WeakSet<EventTarget>} */
const sent = new WeakSet();
addEventListener("submit", ({ target, defaultPrevented }) => { if (target && !defaultPrevented) sent.add(target); });

/** What a form was compared with when somebody began to type. @param {Field} el */
const since = (el) => { const field = el.form?.elements.namedItem("since"); return field instanceof HTMLInputElement ? field.value : undefined; };

let left = false;
/** @param {"anew" | "reload"} why Drawn anew it is given back after a sign-in too. */
function keep(why) {
  const typed = fields().filter((el) => held(el) !== undefined).map((el) => [name(el), held(el), since(el)]);
  if (left || (why === "reload" && !typed.length)) return;
  left = why === "anew";
  const kept = { why, path: location.pathname, dialog: document.querySelector("dialog[open]")?.id, focus: document.activeElement?.id, fields: typed };
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
  const { why, path, dialog, focus, fields: typed } = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
  const [visit] = performance.getEntriesByType("navigation"), here = path === location.pathname;
  if (!here && why === "anew") return;
  sessionStorage.removeItem("kept");
  // Who left the page by another way left what was typed there, too.
  if (!here || (why === "reload" && (!(visit instanceof PerformanceNavigationTiming) || visit.type !== "reload"))) return;
  if (dialog) openDialog(dialog);
  const there = new Map(fields().map((el) => [name(el), el]));
  for (const [place, value, before] of typed) {
    const el = there.get(place);
    if (!el) continue;
    give(el, value);
    el.closest("details")?.setAttribute("open", "");
    const field = el.form?.elements.namedItem("since");
    // Whoever saved something else meanwhile is not passed over.
    if (before && field instanceof HTMLInputElement) field.value = before;
  }
  document.getElementById(focus)?.focus();
}

/** @param {Field} el @param {string | boolean} value */
function give(el, value) {
  if (el instanceof HTMLInputElement && typeof value === "boolean") el.checked = value;
  else if (el.type === "file") lost(/** @type {HTMLInputElement} */ (el), String(value));
  // A choice that is there no more leaves the one that stands there.
  else if (!(el instanceof HTMLSelectElement) || [...el.options].some((one) => one.value === value)) el.value = String(value);
}

/** Says which files have to be chosen once more: no page may choose them by itself. @param {HTMLInputElement} el @param {string} names */
function lost(el, names) {
  const said = Object.assign(document.createElement("p"), { className: "error-msg", textContent: el.dataset.again?.replace("#", () => names) ?? names });
  said.setAttribute("role", "alert");
  el.dataset.lost = names;
  el.closest(".tools, .field")?.before(said);
  const done = () => { delete el.dataset.lost; said.remove(); };
  el.addEventListener("change", done, { once: true });
  el.form?.addEventListener("submit", done, { once: true });
}
