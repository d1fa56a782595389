// Five tickets are closed at once, which was a mistake, and are taken back.

import assert from "node:assert/strict";

export const name = "close five tickets at once and take it back";

export async function prepare(day, nth) {
  const numbers = await day.mail(...[1, 2, 3, 4, 5].map((i) => ({ from: `Denis Garnier <denis.${i}@customer.example>`, subject: `Out of office ${nth}.${i}`, text: "Hello\n" })));
  return { numbers, start: ["/tickets", `[data-rows] tr[data-number="${numbers.at(-1)}"]`] };
}

const rows = ({ numbers }, status) => ({
  shown: numbers.map((number) => `tr[data-number="${number}"] .h-${status}`).join(","),
  count: numbers.length,
});
const closed = (it) => ({ ...rows(it, "closed"), and: [{ shown: ".list form[data-undo] button" }] });
const back = (it) => ({ ...rows(it, "open"), path: "undone=" });
const box = (number) => `tr[data-number="${number}"] .c-sel input`;

export async function mouse(hands, it) {
  await hands.see({ shown: "[data-bulk-n]", text: "1" }, () => hands.click(box(it.numbers.at(-1))));
  await hands.see({ shown: "[data-bulk-n]", text: "5" }, () => hands.click(box(it.numbers[0]), { held: "Shift" }));
  await hands.see("[data-bulk] button[value=closed]", () => hands.click("[data-bulk] summary", { text: "Status" }));
  await hands.see(closed(it), () => hands.click("[data-bulk] button[value=closed]"));
  await hands.see(back(it), () => hands.click(".list form[data-undo] button"));
}

export async function keyboard(hands, it) {
  await hands.see({ shown: "[data-bulk-n]", text: "5" }, async () => { for (const _ of it.numbers) await hands.press("j", "x"); });
  await hands.see("[data-bulk] button[value=open]:focus", () => hands.press("s"));
  await hands.see("[data-bulk] button[value=closed]:focus", () => hands.tab("[data-bulk] button[value=closed]"));
  await hands.see(closed(it), () => hands.press("Enter"));
  await hands.see(back(it), () => hands.press("z"));
}

export async function check(day, it) {
  for (const number of it.numbers) {
    const { status, activities } = await day.ticket(number);
    const changes = activities.filter(({ field }) => field === "status").map((change) => change.new);
    assert.deepEqual([status, ...changes], ["open", "closed", "open"]);
  }
}
