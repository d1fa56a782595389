// Somebody on the telephone, whom the desk does not know: a ticket by hand.

import assert from "node:assert/strict";

export const name = "create a ticket for somebody on the telephone";

const TEXT = "Rings from the front desk. The large screen shows yesterday's plan.";

export async function prepare(_, nth) {
  return { customer: `Ida Lamm ${nth}`, phone: "+33 1 23 45 67 89", subject: `Plan of yesterday ${nth}`, start: ["/tickets", "[data-rows] tr"] };
}

const made = ({ subject }) => ({ path: "^/t/[0-9]+", shown: ".tk-head h1", text: subject });

export async function mouse(hands, it) {
  await hands.see("#new-customer-name:focus", () => hands.click(".topbar [data-dialog=dlg-new]"));
  await hands.type(it.customer);
  for (const [field, text] of [["#new-customer-phone", it.phone], ["#new-name", it.subject], ["#new-description", TEXT]]) {
    await hands.see(`${field}:focus`, () => hands.click(field));
    await hands.type(text);
  }
  await hands.see(made(it), () => hands.click("#dlg-new .dlg-foot .primary"));
}

export async function keyboard(hands, it) {
  await hands.see("#new-customer-name:focus", () => hands.press("c"));
  await hands.type(it.customer);
  await hands.see("#new-customer-email:focus", () => hands.press("Tab"));
  for (const [field, text] of [["#new-customer-phone", it.phone], ["#new-name", it.subject], ["#new-description", TEXT]]) {
    await hands.see(`${field}:focus`, () => hands.press("Tab"));
    await hands.type(text);
  }
  await hands.see(made(it), () => hands.press("Control+Enter"));
}

export async function check(day, it) {
  const [number] = await day.find(`subject:"${it.subject}"`);
  const { name: subject, description, customer } = await day.ticket(number);
  assert.deepEqual([subject, description, customer.name], [it.subject, TEXT, it.customer]);
}
