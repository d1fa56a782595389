// @ts-check
// What is chosen, ticked and added in the form of a rule outlives a reload, as what is typed there does: the
// desk draws the form as it was.

/** @typedef {{ path: string, why: string, fields: [string, string][], focus: string | undefined }} Kept */

/**
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement, more: [string, string][]) => URLSearchParams | FormData} encoded
 * @param {(body: URLSearchParams) => Promise<boolean>} draw Has the desk draw what a form holds; false if it did not.
 */
export async function start(form, encoded, draw) {
  // It says when a page goes, and why.
  await import("./typed.js");
  /** @returns {Kept | null} */
  const read = () => { try { return JSON.parse(sessionStorage.getItem("rule") ?? "null"); } catch { return null; } };
  const drop = () => { try { sessionStorage.removeItem("rule"); } catch { /* refused */ } };
  let touched = false, sent = false;
  for (const kind of ["input", "change"]) addEventListener(kind, ({ target }) => { touched ||= target instanceof Element && "form" in target && target.form === form; });
  addEventListener("submit", ({ target, submitter, defaultPrevented }) => {
    if (target !== form) return;
    // A button that adds or takes away changes the form; what is on its way to be saved is kept no more.
    if (defaultPrevented) touched ||= submitter instanceof HTMLButtonElement && submitter.name === "do";
    else sent = true;
  });
  addEventListener("keeps", (event) => {
    if (!touched || sent || !(event instanceof CustomEvent)) return;
    const fields = /** @type {Kept["fields"]} */ ([...encoded(form, [])].filter(([name]) => name !== "form_token"));
    try { sessionStorage.setItem("rule", JSON.stringify({ path: location.pathname, why: event.detail, fields, focus: document.activeElement?.id })); } catch { /* refused */ }
  });

  const kept = read(), [visit] = performance.getEntriesByType("navigation");
  if (!kept) return;
  const again = kept.why === "anew" || (visit instanceof PerformanceNavigationTiming && visit.type === "reload");
  // Who left the form by another way left what was chosen there, too.
  if (kept.path !== location.pathname || !again) { drop(); return; }
  const token = form.elements.namedItem("form_token");
  const body = new URLSearchParams([...kept.fields, ["form_token", token instanceof HTMLInputElement ? token.value : ""], ["do", "fields"]]);
  // Not drawn, it stays kept for the next try.
  if (!await draw(body)) return;
  drop();
  touched = true;
  const values = new Map(kept.fields);
  // Beside what the desk draws: what the rule was when it was opened, how many messages it is tried on.
  for (const el of form.elements) {
    if (!(el instanceof HTMLInputElement) || el.name === "form_token" || el.closest("[data-draft]")) continue;
    if (el.type === "checkbox") el.checked = values.has(el.name);
    else el.value = values.get(el.name) ?? el.value;
  }
  if (kept.focus) document.getElementById(kept.focus)?.focus();
}
