// @ts-check
// The list of rules: moved by drag, or by the arrow keys on a handle. The list is in its new order at
// once; the desk hears of it when the hand rests, and draws it again.

/** How long a hand may rest between two arrows, in milliseconds. */
const REST = 500;

// The script of every page loads this one, and is there already.
/** @type {typeof import("./app.js")} */
const { $, $$, encoded, parse, signedOut, toast } = await import(/** @type {HTMLScriptElement} */ (document.querySelector("script[type=module]")).src);

const form = /** @type {HTMLFormElement} */ ($("[data-rules]"));
const rules = () => $$("[data-rule]", form);

/** @param {HTMLElement} rule */
const grip = (rule) => $("[data-grip]", rule);

/** Says where a rule stands now. @param {HTMLElement} rule */
function say(rule) {
  const words = grip(rule)?.dataset.moved ?? "";
  toast(words.replace("#", String(rules().indexOf(rule) + 1)));
}

// Counts the moves of the hand: an answer to an older one does not draw over a newer one.
let moves = 0;

/** @param {HTMLElement} rule */
async function save(rule) {
  const mine = moves;
  const id = rule.dataset.rule ?? "";
  const place = String(rules().indexOf(rule));
  try {
    const answer = await fetch(`/settings/rules/${id}/move`, { method: "POST", body: encoded(form, [["place", place]]) });
    if (signedOut(answer)) return;
    const fresh = parse(await answer.text());
    if (mine !== moves || held) return;
    const part = $("[data-rules]", fresh);
    if (!part) throw new Error("no list");
    const focused = form.contains(document.activeElement);
    form.replaceChildren(...part.childNodes);
    ready();
    const said = $("main .notice[role=status], main .summary-box", fresh);
    $("main .notice[role=status], main .summary-box")?.remove();
    if (said) $("main .page")?.prepend(said);
    const again = $(`[data-rule="${CSS.escape(id)}"]`, form);
    if (focused && again) grip(again)?.focus();
  } catch {
    // Not kept: the page says how it is.
    location.reload();
  }
}

if ($("[data-draft]")) import("./settings_rule.js");

let timer = 0;

form.addEventListener("keydown", (event) => {
  const handle = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-grip]")) : null;
  const rule = /** @type {HTMLElement | null} */ (handle?.closest("[data-rule]") ?? null);
  if (!handle || !rule || !/^Arrow(Up|Down)$/.test(event.key)) return;
  event.preventDefault();
  const up = event.key === "ArrowUp";
  const beside = up ? rule.previousElementSibling : rule.nextElementSibling;
  if (!beside?.matches("[data-rule]")) return;
  if (up) beside.before(rule); else beside.after(rule);
  moves++;
  handle.focus();
  number();
  say(rule);
  clearTimeout(timer);
  timer = setTimeout(() => save(rule), REST);
});

function number() {
  rules().forEach((rule, at) => { const place = $(".place", rule); if (place) place.textContent = String(at + 1); });
}

/** @type {HTMLElement | null} */
let held = null;

/** The rule under the pointer, and whether the held one goes below it. @param {DragEvent} event */
function under(event) {
  const rule = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest(".rule")) : null;
  if (!held || !rule || rule === held) return null;
  const box = rule.getBoundingClientRect();
  return { rule, below: rule.matches("[data-rule]") && event.clientY > box.top + box.height / 2 };
}

const clear = () => $$(".over", form).forEach((rule) => rule.classList.remove("over", "below"));

form.addEventListener("dragstart", (event) => {
  held = event.target instanceof Element ? event.target.closest("[data-rule]") : null;
  held?.classList.add("dragging");
});
form.addEventListener("dragover", (event) => {
  const at = under(event);
  clear();
  if (!at) return;
  event.preventDefault();
  at.rule.classList.add("over");
  at.rule.classList.toggle("below", at.below);
});
form.addEventListener("drop", (event) => {
  const at = under(event);
  if (!at || !held) return;
  event.preventDefault();
  const before = rules().indexOf(held);
  if (at.below) at.rule.after(held); else at.rule.before(held);
  if (rules().indexOf(held) === before) return;
  moves++;
  number();
  say(held);
  const rule = held;
  held = null;
  save(rule);
});
form.addEventListener("dragend", () => { $(".dragging", form)?.classList.remove("dragging"); held = null; clear(); });

// A text in a rule can still be marked: only the handle drags.
function ready() {
  for (const rule of rules()) grip(rule)?.addEventListener("pointerdown", () => { rule.draggable = true; });
}
form.addEventListener("pointerup", () => rules().forEach((rule) => { rule.draggable = false; }));
ready();
