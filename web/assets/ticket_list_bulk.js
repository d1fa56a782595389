// @ts-check
// What becomes of many tickets at once: sent as the form would be, answered in place. What the desk
// did not take is said and can be pressed again; the selection stays meanwhile.

import { $, $$, parse, signedOut, swap } from "./app.js";
import { add, drop } from "./unsaved.js";

/**
 * @param {HTMLFormElement} bulk
 * @param {HTMLElement | null} submitter
 * @param {URLSearchParams} data as it was when somebody pressed
 * @param {(numbers: string[]) => void} done
 */
export async function act(bulk, submitter, data, done) {
  const name = `${$("[data-bulk-n]", bulk)?.textContent ?? ""}: ${submitter?.firstElementChild?.nextSibling?.textContent?.trim() ?? ""}`;
  if (await post(bulk, data, done)) return drop("bulk");
  // It changes what others see: it goes by a press alone.
  const again = (/** @type {"told" | "pressed"} */ why) => { if (why === "pressed") post(bulk, data, done).then((taken) => { if (taken) drop("bulk"); }); };
  add("bulk", { name, again });
}

/** False if the desk is away or broken; true for a refusal, which it says itself. @param {HTMLFormElement} bulk @param {URLSearchParams} data @param {(numbers: string[]) => void} done */
async function post(bulk, data, done) {
  // Whoever presses Z before the answer means this, and not what was done before it.
  $("form[data-undo]")?.removeAttribute("data-undo");
  const answer = await fetch(bulk.action, { method: "POST", body: data }).catch(() => null);
  if (!answer) return false;
  if (signedOut(answer)) return true;
  const page = parse(await answer.text());
  swap(page, "notice");
  if (!answer.ok) return Boolean($("[data-bulk]", page));
  $$("details[open]", bulk).forEach((menu) => menu.removeAttribute("open"));
  const tag = bulk.querySelector("#bulk-tag");
  if (tag instanceof HTMLInputElement) tag.value = "";
  done(data.getAll("number"));
  return true;
}
