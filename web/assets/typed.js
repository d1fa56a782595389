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
  if (/^(hidden|password|search)$/.test(el.type) || (el.form && (sent.has(el.form) || el.form.matches("[aria-busy]")))) return undefined;
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

/** @typedef {{ why: string, dialog?: string, focus?: string, fields: [string, string | boolean, string | undefined][] }} Kept */

/** What is kept, by the path of its page. @returns {Record<string, Kept>} */
const read = () => JSON.parse(sessionStorage.getItem("kept") ?? "{}");
/** @param {Record<string, Kept>} all */
const write = (all) => { if (Object.keys(all).length) sessionStorage.setItem("kept", JSON.stringify(all)); else sessionStorage.removeItem("kept"); };

let left = false;
/** @param {"anew" | "reload"} why Drawn anew it is given back after a sign-in too. */
function keep(why) {
  const typed = fields().filter((el) => held(el) !== undefined).map((el) => /** @type {Kept["fields"][number]} */ ([name(el), held(el), since(el)]));
  if (!left) dispatchEvent(new CustomEvent("keeps", { detail: why }));
  for (const [place, { value, before }] of without) typed.push([place, value, before]);
  if (left || (why === "reload" && !typed.length)) return;
  left = why === "anew";
  try {
    write({ ...read(), [location.pathname]: { why, dialog: document.querySelector("dialog[open]")?.id, focus: document.activeElement?.id, fields: typed } });
  } catch { /* refused */ }
}
addEventListener("pagehide", () => keep("reload"));

/** Draws the page anew, or leads to another one, and keeps what was typed. */
export function anew(to = location.href) {
  keep("anew");
  const url = new URL(to);
  url.hash = "";
  // Not `reload`, which asks before it sends a form once more. Where it leads elsewhere, one may come back.
  if (url.pathname.startsWith("/t/") || url.pathname === location.pathname) location.replace(url);
  else location.assign(url);
}

/** What was typed at a part that is drawn without its fields for a while. @type {Map<string, { value: string | boolean, before: string | undefined, open: boolean }>} */
const without = new Map();
addEventListener("draws", () => {
  for (const el of fields()) {
    const value = held(el);
    if (value !== undefined && !(el instanceof HTMLInputElement && el.type === "file")) without.set(name(el), { value, before: since(el), open: Boolean(el.closest("details")?.open) });
  }
});
addEventListener("drawn", () => {
  for (const el of without.size ? fields() : []) {
    const one = without.get(name(el));
    if (!one) continue;
    without.delete(name(el));
    give(el, one.value);
    if (one.open) el.closest("details")?.setAttribute("open", "");
    compared(el, one.before);
  }
});

/** Gives back what was typed before the page was drawn anew. @param {(id: string) => unknown} openDialog */
export function restore(openDialog) {
  const all = read(), kept = all[location.pathname], [visit] = performance.getEntriesByType("navigation");
  // Who left a page by another way left what was typed there, too.
  write(Object.fromEntries(Object.entries(all).filter(([path, { why }]) => path !== location.pathname && why === "anew")));
  if (!kept || (kept.why === "reload" && (!(visit instanceof PerformanceNavigationTiming) || visit.type !== "reload"))) return;
  const { dialog, focus, fields: typed } = kept;
  if (dialog) openDialog(dialog);
  const there = new Map(fields().map((el) => [name(el), el]));
  for (const [place, value, before] of typed) {
    const el = there.get(place);
    // Its part may be drawn with its fields again: a ticket comes out of the bin.
    if (!el) { without.set(place, { value, before, open: true }); continue; }
    // What somebody has typed since stays.
    if (typeof value === "boolean" || el.type === "file" || el instanceof HTMLSelectElement || el.value === el.defaultValue) give(el, value);
    el.closest("details")?.setAttribute("open", "");
    compared(el, before);
  }
  const at = document.getElementById(focus ?? ""), panel = at?.closest("[role=tabpanel][hidden]");
  if (panel) /** @type {HTMLElement | null} */ (document.querySelector(`[role=tab][aria-controls="${panel.id}"]`))?.click();
  at?.focus();
}

/** Whoever saved something else meanwhile is not passed over. @param {Field} el @param {string | undefined} before */
function compared(el, before) {
  const field = el.form?.elements.namedItem("since");
  if (before && field instanceof HTMLInputElement) field.value = before;
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
  const said = Object.assign(document.createElement("p"), { className: "error-msg row wrap", textContent: el.dataset.again?.replace("#", () => names) ?? names });
  said.setAttribute("role", "alert");
  el.dataset.lost = names;
  el.closest(".tools, .field")?.before(said);
  const { form } = el, { without: words } = el.dataset;
  /** What goes to people goes without its files only by their writer's word. @param {SubmitEvent} event */
  const ask = (event) => {
    if (!words) return done();
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const press = said.querySelector("button") ?? Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: words });
    press.onclick = () => { done(); form?.requestSubmit(submitter?.isConnected ? submitter : null); };
    said.append(press);
    press.focus();
  };
  const done = () => { delete el.dataset.lost; said.remove(); form?.removeEventListener("submit", ask); };
  el.addEventListener("change", done, { once: true });
  form?.addEventListener("submit", ask);
}
