// A customer rings and says their name: their ticket stands on the screen.

import assert from "node:assert/strict";

export const name = "find the ticket of a customer who rings";

export async function prepare(day, nth) {
  const surname = `Quidam${nth}`;
  const [number] = await day.mail({ from: `Odile ${surname} <odile.${nth}@customer.example>`, subject: `No dial tone ${nth}`, text: "Hello\n" });
  // Others have written since.
  await day.mail({ from: "Lea Joly <lea.joly@customer.example>", subject: `Still no paper ${nth}`, text: "Hello\n" });
  return { number, surname, start: ["/tickets", "[data-rows] tr"] };
}

const option = ({ number }) => `#dlg-cmd [role=option][href="/t/${number}"]`;
const open = ({ number, surname }) => ({ path: `^/t/${number}`, shown: ".tk-head bdi", text: surname });

export async function mouse(hands, it) {
  // Until its places are there it may be drawn again under the pointer.
  await hands.see("#dlg-cmd[open] [role=option][href='/inbox']", () => hands.click("[data-commands]"));
  await hands.see(option(it), () => hands.type(it.surname));
  await hands.see(open(it), () => hands.click(option(it)));
}

export async function keyboard(hands, it) {
  await hands.see("#dlg-cmd[open] input:focus", () => hands.press("Control+k"));
  await hands.see(`${option(it)}[aria-selected=true]`, () => hands.type(it.surname));
  await hands.see(open(it), () => hands.press("Enter"));
}

export async function check(day, it) {
  const { customer } = await day.ticket(it.number);
  assert.match(customer.name, new RegExp(it.surname));
}
