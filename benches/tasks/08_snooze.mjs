// Nothing can be done today: the ticket sleeps until tomorrow.

import assert from "node:assert/strict";

export const name = "snooze a ticket until tomorrow";

export async function prepare(day, nth) {
  const [number] = await day.mail({ from: "Farid Imbert <farid.imbert@customer.example>", subject: `The spare part comes ${nth}`, text: "Hello\n" });
  return { number, start: [`/t/${number}`, "#c-text"] };
}

const menu = ".tk-head details.menu";
const asleep = { shown: "[data-part=state] .notice", text: "until" };

export async function mouse(hands) {
  await hands.see(`${menu} button[value=tomorrow]`, () => hands.click(`${menu} summary`));
  await hands.see(asleep, () => hands.click(`${menu} button[value=tomorrow]`));
}

export async function keyboard(hands) {
  // No key opens this menu: backwards from the text is the shortest way.
  await hands.see("#c-note:focus", () => hands.press("n"));
  await hands.see(`${menu} summary:focus`, () => hands.tab(`${menu} summary`, { key: "Shift+Tab" }));
  await hands.see(`${menu} button[value=tomorrow]`, () => hands.press("Enter"));
  await hands.see(`${menu} button[value=tomorrow]:focus`, () => hands.tab(`${menu} button[value=tomorrow]`));
  await hands.see(asleep, () => hands.press("Enter"));
}

export async function check(day, it) {
  const { snoozed_until: until } = await day.ticket(it.number);
  const hours = (Date.parse(until) - Date.now()) / 3_600_000;
  assert.ok(hours > 0 && hours < 48, `sleeps until ${until}`);
}
