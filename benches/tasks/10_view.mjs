// What a group closed in the last seven days, saved under a name for the next time. By mouse through
// the dashboard, whose numbers are lists; by the keyboard in the words of the query bar.

import assert from "node:assert/strict";
import { GROUP } from "./day.mjs";

export const name = "find the week's closed tickets of a group, save the view";

export async function prepare(_, nth) {
  return { view: `Closed lately ${nth}`, start: ["/tickets", "[data-rows] tr"] };
}

const field = "#view-name";
const pin = "details.menu:has(#view-name) summary";
const saved = ({ view }) => ({ path: "view=", shown: ".side-nav a[aria-current=page]", text: view });
const groups = `a[href^="/?"][href*="group"]`;

export async function mouse(hands, it) {
  await hands.see("#n-closed", () => hands.click(".rail a[href='/']"));
  await hands.see(groups, () => hands.click(".page details.menu summary", { text: "All groups" }));
  await hands.see({ path: "group=", shown: "#n-closed" }, () => hands.click(groups, { text: GROUP }));
  await hands.see({ path: "closed:", shown: "[data-rows] tr" }, () => hands.click("#n-closed"));
  await hands.see(field, () => hands.click(pin));
  await hands.see(`${field}:focus`, () => hands.click(field));
  await hands.see(saved(it), async () => { await hands.type(it.view); await hands.click("form[action='/tickets/views'] [data-main]"); });
}

export async function keyboard(hands, it) {
  await hands.see("#q:focus", () => hands.press("/"));
  await hands.see({ path: "closed", shown: "[data-rows] tr" }, async () => { await hands.type(`group:${GROUP} closed:7d`); await hands.press("Enter"); });
  await hands.see("#dlg-cmd[open] input:focus", () => hands.press("Control+k"));
  await hands.see({ shown: "#dlg-cmd [aria-selected=true]", text: "Save view" }, () => hands.type("save"));
  await hands.see(`${field}:focus`, () => hands.press("Enter"));
  await hands.see(saved(it), async () => { await hands.type(it.view); await hands.press("Enter"); });
}

export async function check(day, it) {
  const { views } = await day.api("GET", "/views");
  const found = views.find((view) => view.name === it.view);
  assert.ok(found, "the view is saved");
  const query = new URLSearchParams(found.list).get("query") ?? "";
  assert.equal((await day.find(query)).length, day.closedOfGroup, query);
  await day.api("DELETE", `/views/${found.id}`);
}
