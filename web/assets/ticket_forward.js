// @ts-check
// The form that passes a message of the log on: opened in its place, kept like every text, gone once
// it is sent. Fetched when somebody comes near a link that opens it; before that the link is followed.

const ticket = document.querySelector("[data-expert]")?.getAttribute("data-ticket");
const tabs = document.querySelector("[data-composer] [role=tablist]");

/** @type {() => HTMLElement | null} */
const panel = () => document.querySelector("#panel-forward");
/** @param {ParentNode} form */
const line = (form) => form.querySelector("[name=line]")?.getAttribute("value") ?? "";
/** What is typed there. @param {ParentNode} form @returns {(HTMLInputElement | HTMLTextAreaElement)[]} */
const fields = (form) => [...form.querySelectorAll("[name=to], [name=cc], [name=subject], textarea")].map((el) => /** @type {HTMLInputElement} */ (el));
/** Each message has its own. @param {Element} field @param {ParentNode} form */
const place = (field, form) => `${ticket} ${field.id.replace(/-\d+$/, "")}-${line(form)}`;

/** @param {string} name @param {string} value */
function keep(name, value) {
  try { if (value) sessionStorage.setItem(name, value); else sessionStorage.removeItem(name); } catch { /* refused */ }
}

/** What stands in the form survives a look elsewhere; once it is sent, the form is over. */
function start() {
  const form = panel();
  if (!form) return;
  const refused = form.querySelector("[aria-invalid]");
  for (const field of fields(form)) {
    const name = place(field, form);
    try { if (!refused) field.value = sessionStorage.getItem(name) ?? field.value; } catch { /* refused */ }
    field.addEventListener("input", () => keep(name, field.value));
  }
  form.addEventListener("sent", () => { if (!form.querySelector("textarea")?.value) close(); });
}

/** Opens the form of a link. @param {HTMLAnchorElement} link */
async function open(link) {
  const answer = await fetch(link.href, { headers: { accept: "text/html", "x-live": "1" } }).catch(() => null);
  if (!answer) {
    const notice = document.querySelector("[data-offline]");
    if (notice instanceof HTMLElement) notice.hidden = false;
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = fresh.querySelector("#panel-forward"), tab = fresh.querySelector("#tab-forward"), old = panel();
  // Signed out meanwhile, or no such message any more: the page says so.
  if (!answer.ok || !form || !tab || !tabs) { location.assign(link.href); return; }
  // The same again: what was typed and chosen stays.
  if (!old || line(old) !== line(form)) {
    old?.remove();
    tabs.querySelector("#tab-forward")?.remove();
    tabs.append(tab);
    tabs.parentElement?.parentElement?.append(form);
    start();
  }
  address(line(form));
  shown("forward");
}

function close() {
  const form = panel();
  if (!form) return;
  for (const field of fields(form)) keep(place(field, form), "");
  form.remove();
  document.querySelector("#tab-forward")?.remove();
  address("");
  shown("");
}

/** Shows a form, the first one where none is named, with the focus in it. @param {string} mode */
function shown(mode) {
  const tab = document.querySelector(mode ? `#tab-${mode}` : "[data-composer] [role=tab]");
  if (tab instanceof HTMLElement) tab.click();
}

/** Says in the address which form stands there, so that the page can be loaded again. @param {string} number */
function address(number) {
  const url = new URL(location.href);
  if (number) url.searchParams.set("forward", number);
  else url.searchParams.delete("forward");
  history.replaceState(history.state, "", url);
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-forward], a[data-forward-end]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.closest("details.menu")?.removeAttribute("open");
  if ("forwardEnd" in link.dataset) close();
  else open(link);
});
start();

export {};
