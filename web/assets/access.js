// @ts-check
// What changes on an open page when somebody may or sees something else than before. Fetched only
// then: the desk says so in the event stream.

/** @param {string} selector @param {ParentNode} [root] */
const $ = (selector, root = document) => /** @type {HTMLElement | null} */ (root.querySelector(selector));

/** Takes a ticket off the page; the page of the ticket itself says so in words. @param {string} number */
export function gone(number) {
  if ($(`.preview[data-number="${number}"]`)) $("[data-preview-close]")?.click();
  document.querySelectorAll(`[data-number="${number}"]`).forEach((el) => el.remove());
  const words = $("[data-gone-words]"), centre = $(`[data-ticket="${number}"] .centre`);
  if (!(words instanceof HTMLTemplateElement) || !centre) return;
  centre.replaceChildren(words.content.cloneNode(true));
  $("aside.info")?.remove();
  document.title = `${words.dataset.title} · Guichet`;
  const said = $(".empty", centre);
  said?.setAttribute("role", "alert");
  said?.focus();
}

/** Fields in which somebody typed; never a secret. */
const typed = () => /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...document.querySelectorAll("input[id], textarea[id]")]).filter((el) => !/^(hidden|password|file|checkbox|radio|search)$/.test(el.type) && el.value !== el.defaultValue);

/** Draws the page anew and keeps what was typed. What stands there is gone at once, however long the new one takes. */
export function again() {
  const url = new URL(location.href);
  url.hash = "";
  const kept = { path: url.pathname, dialog: $("dialog[open]")?.id, focus: document.activeElement?.id, fields: typed().map((el) => [el.id, el.value]) };
  try { sessionStorage.setItem("kept", JSON.stringify(kept)); } catch { /* refused */ }
  $("main")?.replaceChildren();
  $("dialog[open]")?.remove();
  // Not `reload`, which asks before it sends a form once more.
  location.replace(url);
}

/** Gives back what was typed before the page was drawn anew. @param {(id: string) => unknown} openDialog */
export function restore(openDialog) {
  const { path, dialog, focus, fields } = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
  if (path !== location.pathname) return;
  sessionStorage.removeItem("kept");
  if (dialog) openDialog(dialog);
  for (const [id, value] of fields) {
    const el = document.getElementById(id);
    if (el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement) el.value = value;
  }
  document.getElementById(focus)?.focus();
}
