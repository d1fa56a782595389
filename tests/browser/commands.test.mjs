// The palette: places, what one may do here, tickets by number and words; by the keyboard alone.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("the palette leads to places and tickets, and does what keys do", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  for (const name of ["Alpha <b>one</b>", "Bravo", "Écran noir"]) await desk.api("POST", "/tickets", { name, customer: { email: "zoe@lumen.example" } });
  const person = await expert();
  const { page } = person;
  const { keyboard } = page;
  const options = page.locator("#dlg-cmd [role=option]");
  const chosen = page.locator("#dlg-cmd [aria-selected=true]");
  await page.goto("/tickets");
  await keyboard.press("j");
  await keyboard.press("Control+k");
  await page.locator("#dlg-cmd[open]").waitFor();
  await until("the places", async () => (await options.allInnerTexts()).join().includes("Audit log"));
  await keyboard.type("audit");
  await until("the one place", async () => (await options.count()) === 1);
  await keyboard.press("Enter");
  await page.waitForURL("**/settings/audit");
  // A ticket by its number, from a page that has none.
  await keyboard.press("Control+k");
  await keyboard.type("#2");
  await until("the ticket", async () => (await chosen.innerText()).includes("Bravo"));
  await keyboard.press("Enter");
  await page.waitForURL("**/t/2");
  // By words without their accents; arrows walk, the reader is told which.
  await keyboard.press("Control+k");
  await keyboard.type("ecran");
  await until("the ticket", async () => (await options.first().innerText()).includes("Écran noir"));
  const told = () => page.evaluate(() => document.getElementById(document.querySelector("#dlg-cmd input")?.getAttribute("aria-activedescendant") ?? "")?.textContent ?? "");
  assert.match(await told(), /Écran noir/);
  await keyboard.press("Escape");
  await until("it to close", async () => (await page.locator("dialog[open]").count()) === 0);
  // What a key does on this page.
  await keyboard.press("Control+k");
  await keyboard.type("assign to me");
  await until("the action, before the filter that “me” begins", async () => (await options.allInnerTexts()).map((text) => text.split("\n")[0]).join("|") === "Assign to me|members:" && (await chosen.innerText()).includes("Assign to me"));
  await keyboard.press("Enter");
  await page.locator(".ev", { hasText: "from Nobody to ada" }).waitFor();
  assert.equal(await page.locator("#f-assignee").inputValue(), "user:1");
  // What the menu of the ticket holds: pressed from here, or brought to its field.
  await keyboard.press("Control+k");
  await keyboard.type("snooze tomorrow");
  await until("the action", async () => (await options.count()) === 1);
  await keyboard.press("Enter");
  await page.locator(".ev", { hasText: "put it to sleep" }).first().waitFor();
  await keyboard.press("Control+k");
  await keyboard.type("merge");
  await until("the field", async () => (await chosen.innerText()).includes("Merge"));
  await keyboard.press("Enter");
  await until("the field of the number", () => page.evaluate(() => document.activeElement?.id === "f-merge"));
  await keyboard.press("Escape");
  // Whoever does not wait for the answer goes where they meant to.
  await keyboard.press("Control+k");
  await keyboard.type("#1");
  await keyboard.press("Enter");
  await page.waitForURL("**/t/1");
  await keyboard.press("Control+k");
  await keyboard.type("zzz nothing");
  await page.locator("[data-none]").waitFor();
  await keyboard.press("Escape");
  // What a word with one wrong letter finds stands behind what it means as it was typed.
  await desk.api("POST", "/tickets", { name: "Have a look", customer: { email: "zoe@lumen.example" } });
  await page.goto("/tickets");
  await keyboard.press("Control+k");
  await keyboard.type("save");
  await until("the near word", async () => (await options.allInnerTexts()).some((text) => text.includes("have")));
  assert.match(await chosen.innerText(), /Save view/);
  await keyboard.press("Enter");
  await until("the field of the name", () => page.evaluate(() => document.activeElement?.id === "view-name"));
  await keyboard.press("Escape");
  assert.deepEqual(await look(browser, person, "commands", `${desk.url}/tickets`, {
    prepare: async (shown) => { await shown.keyboard.press("Control+k"); await until("the places", async () => (await shown.locator("#dlg-cmd [role=option]").count()) > 8); },
  }), []);
});

scenario("the palette completes what the query bar completes", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  for (const [name, tags] of [["Alpha", ["front-desk", "élan"]], ["Bravo", ["vpn"]]]) await desk.api("POST", "/tickets", { name, tags, customer: { name: "Zoé <b>Fabre</b>", email: "zoe@lumen.example" } });
  const person = await expert();
  const { page } = person;
  const { keyboard } = page;
  const field = page.locator("#dlg-cmd input");
  const offers = page.locator("#dlg-cmd [data-text]");
  const texts = () => offers.evaluateAll((all) => all.map((el) => el.dataset.text));
  const offered = (...wanted) => until(`the offers ${wanted}`, async () => (await texts()).join("|") === wanted.join("|"));
  const told = () => page.evaluate(() => document.getElementById(document.querySelector("#dlg-cmd input")?.getAttribute("aria-activedescendant") ?? "")?.textContent ?? "");
  await page.goto("/settings/tags");
  await keyboard.press("Control+k");
  // A filter, then its value; by Tab, and by an arrow and Enter.
  await keyboard.type("sta");
  await offered("status:");
  await keyboard.press("Tab");
  assert.equal(await field.inputValue(), "status:");
  await offered("status:open ", "status:processing ", "status:waiting ", "status:closed ");
  assert.match(await told(), /Show the tickets of “status:”/);
  await keyboard.press("ArrowDown");
  assert.match(await told(), /open/);
  await keyboard.press("Enter");
  assert.equal(await field.inputValue(), "status:open ");
  await page.locator("#dlg-cmd input:focus").waitFor();
  // Faster than the answer: the key counts for what comes.
  await keyboard.type("-tag:ela");
  await keyboard.press("Tab");
  await until("the tag", async () => (await field.inputValue()) === "status:open -tag:élan ");
  await until("what it finds", async () => (await page.locator("#dlg-cmd a[href='/t/2']").count()) === 1 && (await page.locator("#dlg-cmd a[href='/t/1']").count()) === 0);
  // Enter opens the list.
  await keyboard.press("Enter");
  await page.waitForURL("**/tickets?query=status:open*");
  assert.equal(await page.locator("#q").inputValue(), "status:open -tag:élan");
  assert.equal(await page.locator("[data-rows] tr").count(), 1);
  // A press chooses too; a name with signs is written as it is.
  await keyboard.press("Control+k");
  await keyboard.type("customer:fab");
  await offered("customer:\"Zoé <b>Fabre</b>\" ");
  await offers.first().click();
  assert.equal(await field.inputValue(), "customer:\"Zoé <b>Fabre</b>\" ");
  await page.locator("#dlg-cmd input:focus").waitFor();
  // Words without a filter lead to tickets first, and to their list behind them.
  await keyboard.press("Control+a");
  await keyboard.type("alpha");
  await until("the ticket", async () => (await told()).includes("Alpha"));
  await page.locator("#dlg-cmd [role=option]", { hasText: "Show the tickets of “alpha”" }).waitFor();
  await keyboard.press("ArrowDown");
  assert.match(await told(), /Show the tickets of “alpha”/);
  await keyboard.press("Escape");
  const prepare = (text) => async (shown) => { await shown.keyboard.press("Control+k"); await shown.keyboard.type(text); await shown.locator("#dlg-cmd [data-text]").first().waitFor(); await shown.keyboard.press("ArrowDown"); };
  for (const [name, text] of [["commands-values", "status:open is:"], ["commands-names", "customer:"]]) assert.deepEqual(await look(browser, person, name, `${desk.url}/tickets`, { prepare: prepare(text) }), []);
});
