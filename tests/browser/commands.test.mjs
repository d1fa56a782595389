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
  await until("the action", async () => (await options.count()) === 1 && (await chosen.innerText()).includes("Assign to me"));
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
  assert.deepEqual(await look(browser, person, "commands", `${desk.url}/tickets`, {
    prepare: async (shown) => { await shown.keyboard.press("Control+k"); await until("the places", async () => (await shown.locator("#dlg-cmd [role=option]").count()) > 8); },
  }), []);
});
