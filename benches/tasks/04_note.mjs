// A note for the team that calls a colleague by name.

import assert from "node:assert/strict";
import { BEN } from "./day.mjs";

export const name = "write a note that mentions a colleague";

const BEFORE = "The switch is ours: ", AFTER = "can you look today?";

export async function prepare(day, nth) {
  const [number] = await day.mail({ from: "Ines Humbert <ines.humbert@customer.example>", subject: `The network drops ${nth}`, text: "Hello\n" });
  return { number, start: [`/t/${number}`, "#c-text"] };
}

const offered = { shown: ".callable [aria-selected=true]", text: BEN.name };
const taken = { shown: "#c-note:focus", gone: ".callable:not([hidden])" };
const written = { shown: ".msg.note", text: AFTER, and: [{ shown: ".msg.note .mention", text: BEN.name }] };

export async function mouse(hands) {
  await hands.see("#c-note:focus", () => hands.click("#tab-note"));
  await hands.see(offered, () => hands.type(`${BEFORE}@be`));
  await hands.see(taken, () => hands.click(".callable [role=option]", { text: BEN.name }));
  await hands.see(written, async () => { await hands.type(AFTER); await hands.click("#panel-note .btn.primary"); });
}

export async function keyboard(hands) {
  await hands.see("#c-note:focus", () => hands.press("n"));
  await hands.see(offered, () => hands.type(`${BEFORE}@be`));
  await hands.see(taken, () => hands.press("Enter"));
  await hands.see(written, async () => { await hands.type(AFTER); await hands.press("Control+Enter"); });
}

export async function check(day, it) {
  const { activities } = await day.ticket(it.number);
  const notes = activities.filter(({ kind }) => kind === "note").map(({ text }) => text);
  assert.deepEqual(notes, [`${BEFORE}@${BEN.name} ${AFTER}`]);
  assert.ok((await day.findOfBen("is:mentioned")).includes(it.number), "the colleague is called");
}
