// A new mail stands on top of the list: it is answered, and the ticket waits for the customer. The
// desk remembers how somebody sent last; the round that is not counted has sent so.

import assert from "node:assert/strict";

export const name = "answer a new mail and set it waiting";

const TEXT = "Thank you, we look into it and write again by tomorrow.";

export async function prepare(day, nth) {
  const [number] = await day.mail({ from: "Hugo Blanc <hugo.blanc@customer.example>", subject: `My badge opens no door ${nth}`, text: "Hello\n" });
  return { number, start: ["/tickets", `[data-rows] tr[data-number="${number}"]`] };
}

const open = ({ number }) => ({ path: `^/t/${number}`, shown: "#c-text" });
const previewed = ({ number }) => `.preview[data-number="${number}"]`;
const sent = { shown: ".msg.out", text: TEXT, and: [{ shown: "[data-part=props] .val.h-waiting" }] };
const remembered = (hands) => hands.page.locator("#panel-mail [data-main][value=waiting]").count();

export async function mouse(hands, it) {
  await hands.see(previewed(it), () => hands.click(`tr[data-number="${it.number}"] .subj`));
  await hands.see(open(it), () => hands.click("[data-preview] .btn.primary"));
  await hands.see("#c-text:focus", () => hands.click("#c-text"));
  if (await remembered(hands)) {
    await hands.see(sent, async () => { await hands.type(TEXT); await hands.click("#panel-mail [data-main]"); });
    return;
  }
  await hands.see("#panel-mail button[value=waiting]", async () => { await hands.type(TEXT); await hands.click("#panel-mail .btn-group summary"); });
  await hands.see(sent, () => hands.click("#panel-mail .menu-list button[value=waiting]"));
}

export async function keyboard(hands, it) {
  await hands.see(`tr[data-number="${it.number}"] .subj:focus`, () => hands.press("j"));
  await hands.see(open(it), () => hands.press("Enter"));
  await hands.see("#c-text:focus", () => hands.press("r"));
  await hands.see(sent, async () => { await hands.type(TEXT); await hands.press("Control+Enter"); });
}

export async function check(day, it) {
  const { status, activities } = await day.ticket(it.number);
  assert.equal(status, "waiting");
  const mails = activities.filter(({ kind, message }) => kind === "mail" && message.direction === "out");
  assert.deepEqual(mails.map(({ message }) => message.text.includes(TEXT)), [true]);
}
