// @ts-check
// The form of a rule: its buttons change what is in it without a new page. The desk draws the form
// each time; here it is put in place, and the focus where it belongs.

/** @type {typeof import("./app.js")} */
const { $, encoded, parse, signedOut } = await import(/** @type {HTMLScriptElement} */ (document.querySelector("script[type=module]")).src);

/** How long a choice may still change before the form follows it, in milliseconds: a list is also chosen from by typing. */
const REST = 300;

const form = /** @type {HTMLFormElement} */ ($("#rule"));
const draft = () => /** @type {HTMLElement} */ ($("[data-draft]", form));

/** Puts the form that the desk drew in place of ours. @param {string} html @param {Element | null} from What was pressed. */
function put(html, from) {
  const focused = document.activeElement;
  const at = focused instanceof HTMLInputElement && focused.type === "text" ? focused.selectionStart : null;
  // Somebody who went on meanwhile stays there.
  const stays = draft().contains(focused) && focused !== from ? focused?.id : "";
  draft().replaceChildren(...parse(html).body.childNodes);
  const next = stays ? document.getElementById(stays) : $("[autofocus]", draft());
  next?.focus();
  if (stays && next instanceof HTMLInputElement && at !== null) next.setSelectionRange(at, at);
}

let busy = false;
/** Does what a button says. @param {string} word @param {Element | null} from */
async function act(word, from) {
  busy = true;
  try {
    const body = () => String(encoded(form, [["do", word]]));
    for (let sent = ""; sent !== body();) {
      sent = body();
      const answer = await fetch(form.action, { method: "POST", headers: { "x-fragment": "1" }, body: new URLSearchParams(sent) });
      if (signedOut(answer)) return;
      if (!answer.ok) throw new Error(`${answer.status}`);
      const html = await answer.text();
      // What was typed meanwhile is sent again.
      if (sent === body()) { put(html, from); return; }
    }
  } catch {
    // No connection: the form stays as it is, and its buttons ask again.
  } finally {
    busy = false;
  }
}

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement) || submitter.name !== "do") return;
  event.preventDefault();
  if (!busy) act(submitter.value, submitter);
});

let timer = 0;
/** @type {Element | null} */
let chosen = null;
function follow() {
  clearTimeout(timer);
  if (!chosen) return;
  if (busy) { timer = setTimeout(follow, REST); return; }
  const from = chosen;
  chosen = null;
  act(`fields:${from.id}`, from);
}
form.addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLSelectElement) || !event.target.matches("[data-shows]")) return;
  chosen = event.target;
  clearTimeout(timer);
  timer = setTimeout(follow, REST);
});
form.addEventListener("focusout", follow);
