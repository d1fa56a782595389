// @ts-check
// What becomes of many tickets at once, or of the one that a key was pressed on: sent as the form would
// be, answered in place. What the desk did not take is said and can be pressed again.

import { $, parse, signedOut, swap } from "./app.js";
import { add, drop } from "./unsaved.js";

/**
 * What the list does then; `refused` chooses the row again and is true if something is chosen. The menu is
 * the one that was pressed in.
 * @typedef {{ taken: (numbers: string[]) => void, refused: () => boolean, menu: Element | null | undefined }} After
 */

/** Counts what is sent: several may be under way. */
let sent = 0;
/** The newest of them that was answered. */
let answered = 0;

/**
 * @param {HTMLFormElement} bulk
 * @param {HTMLElement | null} submitter
 * @param {URLSearchParams} data as it was when somebody pressed
 * @param {After} after
 */
export async function act(bulk, submitter, data, after) {
  const many = $("[data-bulk-n]", bulk)?.dataset.many, whole = $("[data-whole]", bulk)?.dataset.whole, numbers = data.getAll("number");
  const chosen = data.has("all") ? whole : numbers.length === 1 ? `#${numbers[0]}` : many?.replace("#", String(numbers.length));
  const name = `${chosen ?? ""}${$("#dlg-cmd")?.dataset.colon ?? ":"} ${submitter?.firstElementChild?.nextSibling?.textContent?.trim() ?? ""}`;
  // Each waits by itself: one that went well takes no other with it.
  const key = `bulk ${numbers.join(" ")} ${submitter?.getAttribute("name") ?? ""}`;
  const { refused } = after, tag = bulk.querySelector("#bulk-tag");
  after.refused = () => {
    if (tag instanceof HTMLInputElement) tag.value ||= String(data.get("tag") ?? "");
    const some = refused();
    // Not before somebody who types elsewhere by now.
    if (some && after.menu && !document.activeElement?.matches("input, textarea, select")) {
      after.menu.setAttribute("open", "");
      $("select, input, button", after.menu)?.focus();
    }
    return some;
  };
  if (await post(bulk, data, after)) return drop(key);
  // It changes what others see: it goes by a press alone.
  const again = (/** @type {"told" | "pressed"} */ why) => { if (why === "pressed") post(bulk, data, after).then((taken) => { if (taken) drop(key); }); };
  add(key, { name, again });
}

/** False if the desk is away or broken; true for a refusal, which it says itself. @param {HTMLFormElement} bulk @param {URLSearchParams} data @param {After} after */
async function post(bulk, data, after) {
  const own = sent += 1;
  // Whoever presses Z before the answer means this, and not what was done before it.
  const later = () => $("form[data-undo]")?.removeAttribute("data-undo");
  later();
  const answer = await fetch(bulk.action, { method: "POST", body: data }).catch(() => null);
  if (!answer) return false;
  if (signedOut(answer)) return true;
  const page = parse(await answer.text());
  // An older answer says nothing over a newer one, nor takes away why something still stands here.
  if (own < answered) $('[data-part="notice"]', page)?.remove();
  if (answer.ok && $("details[open]", bulk)) $('[data-part="bulk-error"]', page)?.remove();
  answered = Math.max(answered, own);
  swap(page, ["notice"]);
  if (own === answered && own < sent) later();
  if (answer.ok) after.taken(data.getAll("number").map(String));
  else if ($("[data-bulk]", page)) after.refused();
  else return false;
  return true;
}
