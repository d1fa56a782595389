// @ts-check
// The form of a rule: its buttons change what is in it without a new page. The desk draws the form
// each time; here it is put in place, and the focus where it belongs.

/** @type {typeof import("./app.js")} */
const { $, $$, encoded, parse, signedOut } = await import(/** @type {HTMLScriptElement} */ (document.querySelector("script[type=module]")).src);

/** How long a choice may still change before the form follows it, in milliseconds. */
const REST = 300;
/** A list is also chosen from by typing: browsers put letters less than a second apart together. */
const TYPED = 1_100;

const form = /** @type {HTMLFormElement} */ ($("#rule"));
const draft = () => /** @type {HTMLElement} */ ($("[data-draft]", form));

/** Puts the form that the desk drew in place of ours. @param {string} html @param {Element | null} from What was pressed. */
function put(html, from) {
  const focused = document.activeElement;
  const at = focused instanceof HTMLInputElement && focused.type === "text" ? focused.selectionStart : null;
  // Somebody who went on meanwhile stays there.
  const stays = draft().contains(focused) && focused !== from ? focused?.id : "";
  draft().replaceChildren(...parse(html).body.childNodes);
  // The conditions may have other numbers now.
  $$("[data-words]").forEach((button) => button.remove());
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

/** Has the desk draw what the form held before. @param {URLSearchParams} body */
async function redraw(body) {
  busy = true;
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { "x-fragment": "1" }, body });
    if (signedOut(answer) || !answer.ok) return false;
    put(await answer.text(), null);
    return true;
  } catch {
    return false;
  } finally {
    busy = false;
  }
}
void import("./settings_rule_kept.js").then((part) => part.start(form, encoded, redraw)).catch(() => {});

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!(submitter instanceof HTMLButtonElement) || submitter.name !== "do") return;
  event.preventDefault();
  if (!busy) act(submitter.value, submitter);
});
form.addEventListener("submit", (event) => {
  if (!event.submitter?.matches("[data-try]")) return;
  event.preventDefault();
  attempt();
});

let timer = 0, rest = REST;
/** @type {Element | null} */
let chosen = null;
function wait() {
  clearTimeout(timer);
  timer = setTimeout(follow, rest);
}
function follow() {
  clearTimeout(timer);
  if (!chosen) return;
  if (busy) { wait(); return; }
  const from = chosen;
  chosen = null;
  act(`fields:${from.id}`, from);
}
form.addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLSelectElement) || !event.target.matches("[data-shows]")) return;
  chosen = event.target;
  wait();
});
form.addEventListener("keydown", ({ key }) => {
  rest = key.length === 1 ? TYPED : REST;
  if (chosen) wait();
});
form.addEventListener("pointerdown", () => { rest = REST; });
form.addEventListener("focusout", ({ relatedTarget }) => {
  // A button draws the form by what is chosen, and is not to go away under the pointer.
  if (relatedTarget instanceof HTMLButtonElement && relatedTarget.name === "do") { chosen = null; clearTimeout(timer); return; }
  follow();
});

/* ── the lab: what is found is shown while it is found ── */

const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ ($(`[data-${name}]`, form));
/** @type {AbortController | null} */
let search = null;

async function attempt() {
  search?.abort();
  const own = search = new AbortController();
  part("tried").replaceChildren();
  part("progress").textContent = "";
  part("cancel").hidden = false;
  try {
    const answer = await fetch("/settings/rules/try", { method: "POST", headers: { "x-fragment": "1" }, body: encoded(form, []), signal: own.signal });
    if (signedOut(answer)) return;
    if (answer.status === 422) {
      put(await answer.text(), null);
      $(".summary-box", draft())?.focus();
    } else if (answer.ok && answer.body) {
      await found(answer.body);
    }
  } catch (error) {
    if (own.signal.aborted && own === search) part("progress").textContent = part("progress").dataset.stopped ?? "";
    else if (!own.signal.aborted) console.warn(error);
  } finally {
    if (own === search) { search = null; part("cancel").hidden = true; }
  }
}
$("[data-cancel]", form)?.addEventListener("click", () => { search?.abort(); $("[data-try]", form)?.focus(); });

/** Reads line after line. @param {ReadableStream<Uint8Array>} body */
async function found(body) {
  const reader = body.pipeThrough(/** @type {ReadableWritablePair<string, Uint8Array>} */ (new TextDecoderStream())).getReader();
  for (let text = "", at = await reader.read(); !at.done; at = await reader.read()) {
    const lines = (text + at.value).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) show(JSON.parse(line));
  }
}

/** @param {{ html: string, progress: string, done: boolean }} piece */
function show(piece) {
  const fresh = parse(piece.html);
  const rows = $$("tbody tr", fresh);
  const table = $("table", part("tried"));
  if (!table) part("tried").append(...fresh.body.childNodes);
  else {
    $("tbody", table)?.append(...rows);
    table.hidden &&= !rows.length;
    const said = $("[data-said]", fresh);
    if (said) $("[data-said]", part("tried"))?.replaceWith(said);
  }
  part("progress").textContent = piece.done ? "" : piece.progress;
}
