// @ts-check
// What did not reach the desk: said by name until it does, and sent once more when the desk is there
// again. It is here before it is needed: app.js fetches it with the first move or key.

/** @typedef {{ name: string, again: (why: "told" | "pressed") => void }} Waiting */

/** @type {Map<string, Waiting>} Of two under one key the later counts. */
const waiting = new Map();

/** @param {string} key @param {Waiting} one */
export function add(key, one) {
  waiting.set(key, one);
  say();
}
/** @param {string} key */
export function drop(key) {
  if (waiting.delete(key)) say();
}
function say() {
  const notice = document.querySelector("[data-unsaved]"), words = notice?.querySelector("[data-names]");
  if (!(notice instanceof HTMLElement) || !words) return;
  notice.hidden = !waiting.size;
  words.textContent = [...waiting.values()].map(({ name }) => name).join(", ");
}
// What is said behind a dialog nobody hears.
addEventListener("close", say, true);

/** @param {"told" | "pressed"} why */
const again = (why) => { for (const one of [...waiting.values()]) one.again(why); };
for (const kind of ["told", "online"]) addEventListener(kind, () => again("told"));
document.querySelector("[data-unsaved] button")?.addEventListener("click", () => again("pressed"));

/** @param {string} url */
const isSignIn = (url) => new URL(url).pathname === "/sign-in";

/** @type {Map<string, number>} What comes back of an older choice says nothing of the newest. */
const turns = new Map();

/**
 * Sends a choice that calls nobody, until the desk has it.
 * @param {string} key
 * @param {string} name
 * @param {string} url
 * @param {BodyInit} body
 */
export async function remember(key, name, url, body) {
  const turn = (turns.get(key) ?? 0) + 1;
  turns.set(key, turn);
  const kept = await fetch(url, { method: "POST", body }).then((answer) => answer.ok && (!answer.redirected || !isSignIn(answer.url) || isSignIn(location.href)), () => false);
  if (turns.get(key) !== turn) return;
  if (kept) drop(key);
  else add(key, { name, again: () => remember(key, name, url, body) });
}

/* ── how the desk looks and listens to one person ── */

/** @param {HTMLButtonElement} pressed */
export function theme(pressed) {
  const { value, form } = pressed;
  if (value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
  document.querySelectorAll("button[name=theme]").forEach((one) => { if (one === pressed) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current"); });
  if (!pressed.closest("details")) pressed.value = value === "dark" ? "light" : "dark";
  if (form) remember("theme", pressed.textContent?.trim() ?? "", form.action, chosen(form, "theme", value));
}

/** @param {HTMLInputElement} box */
export function singleKeys(box) {
  const form = document.querySelector('form[action="/preferences"]');
  const name = box.labels?.[0]?.querySelector("span")?.firstChild?.textContent ?? "";
  if (form instanceof HTMLFormElement) remember("keys", name, form.action, chosen(form, "single_keys", box.checked ? "on" : "off"));
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function chosen(form, name, value) {
  const body = new URLSearchParams({ [name]: value });
  new FormData(form).forEach((text, field) => { if (typeof text === "string") body.append(field, text); });
  return body;
}
