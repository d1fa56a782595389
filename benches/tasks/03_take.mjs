// Whoever has time takes the ticket that has been nobody's for longest.

import assert from "node:assert/strict";

export const name = "take the oldest unassigned ticket";

export async function prepare(day) {
  const [number] = await day.find("is:unassigned is:open", "created");
  return { number, start: ["/tickets", "[data-rows] tr"] };
}

const list = (it) => ({ path: "assignee=nobody&sort=created", shown: first(it) });
const open = ({ number }) => ({ path: `^/t/${number}`, shown: "#f-assignee" });
const taken = { shown: ".ev", text: "changed assignee from Nobody to" };
const first = ({ number }) => `[data-rows] tr:first-child[data-number="${number}"] .subj`;

export async function mouse(hands, it) {
  await hands.see(list(it), () => hands.click(".side-nav a", { text: "Unassigned" }));
  await hands.see(`.preview[data-number="${it.number}"]`, () => hands.click(first(it)));
  await hands.see(open(it), () => hands.click("[data-preview] .btn.primary"));
  await hands.over("#f-assignee", "[data-for=f-assignee]");
  await hands.see(".offers [role=option]", () => hands.click("[data-for=f-assignee]"));
  await hands.see(taken, () => hands.click(".offers [role=option]", { text: "ada" }));
}

export async function keyboard(hands, it) {
  await hands.see("#dlg-cmd[open] input:focus", () => hands.press("Control+k"));
  await hands.see({ shown: "#dlg-cmd [aria-selected=true]", text: "Unassigned" }, () => hands.type("unas"));
  await hands.see(list(it), () => hands.press("Enter"));
  await hands.see(`${first(it)}:focus`, () => hands.press("j"));
  await hands.see(open(it), () => hands.press("Enter"));
  await hands.see(taken, () => hands.press("m"));
}

export async function check(day, it) {
  const { assignee } = await day.ticket(it.number);
  assert.equal(assignee?.user, day.desk.admin.email);
}
