// A customer has written twice about one thing: the newer ticket goes into the older one.

import assert from "node:assert/strict";

export const name = "merge two tickets of a customer";

export async function prepare(day, nth) {
  const from = `Elise Fontaine <elise.${nth}@customer.example>`;
  const [into] = await day.mail({ from, subject: `Blue screen ${nth}`, text: "Hello\n" });
  const [number] = await day.mail({ from, subject: `Blue again, see picture ${nth}`, text: "Hello\n" });
  return { number, into, start: ["/tickets", `[data-rows] tr[data-number="${number}"]`] };
}

const merged = { shown: ".list .notice", text: "Merged", and: [{ shown: ".list form[data-undo] button" }] };
const menu = "[data-bulk] details:has(#bulk-merge)";

export async function mouse(hands, it) {
  await hands.see({ shown: "[data-bulk-n]", text: "1" }, () => hands.click(`tr[data-number="${it.number}"] .c-sel input`));
  await hands.see("#bulk-merge", () => hands.click(`${menu} summary`));
  await hands.see("#bulk-merge:focus", () => hands.click("#bulk-merge"));
  await hands.see(merged, async () => { await hands.type(`${it.into}`); await hands.click(`${menu} button[name=merge]`); });
}

export async function keyboard(hands, it) {
  await hands.see({ shown: "[data-bulk-n]", text: "1" }, () => hands.press("j", "x"));
  // No key opens this menu: the way leads through the one of the tags, beside it.
  await hands.see("#bulk-tag:focus", () => hands.press("t"));
  await hands.see(`${menu} summary:focus`, async () => { await hands.press("Escape"); await hands.tab(`${menu} summary`); });
  await hands.see("#bulk-merge", () => hands.press("Enter"));
  await hands.see("#bulk-merge:focus", () => hands.press("Tab"));
  await hands.see(merged, async () => { await hands.type(`${it.into}`); await hands.press("Tab", "Enter"); });
}

export async function check(day, it) {
  const { number, activities } = await day.ticket(it.into);
  assert.equal(number, it.into);
  assert.deepEqual(activities.filter(({ kind }) => kind === "absorbed").map(({ ticket }) => ticket), [it.number]);
}
