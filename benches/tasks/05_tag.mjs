// A ticket is looked at, and gets its tag and a higher priority.

import assert from "node:assert/strict";
import { TAG } from "./day.mjs";

export const name = "tag a ticket and raise its priority";

export async function prepare(day, nth) {
  const [number] = await day.mail({ from: "Karim Durand <karim.durand@customer.example>", subject: `Smoke from the printer ${nth}`, text: "Hello\n" });
  return { number, start: [`/t/${number}`, "#f-tag"] };
}

const raised = { shown: "[data-part=props] .val.h-high", gone: "form[aria-busy=true]" };
const offered = { shown: ".offers [role=option]", text: TAG };
const tagged = { shown: "[data-part=tags] .tag:has(button)", text: TAG };

export async function mouse(hands) {
  await hands.see(raised, () => hands.choose("#f-priority", "high"));
  await hands.see("#f-tag:focus", () => hands.click("#f-tag"));
  await hands.see(offered, () => hands.type("hard"));
  await hands.see(tagged, () => hands.click(".offers [role=option]", { text: TAG }));
}

export async function keyboard(hands) {
  await hands.see("#f-priority:focus", () => hands.press("p"));
  await hands.see(raised, () => hands.press("h"));
  await hands.see("#f-tag:focus", () => hands.press("Escape", "t"));
  await hands.see(offered, () => hands.type("hard"));
  await hands.see(tagged, () => hands.press("ArrowDown", "Enter"));
}

export async function check(day, it) {
  const { tags, priority } = await day.ticket(it.number);
  assert.deepEqual([tags, priority], [[TAG], "high"]);
}
