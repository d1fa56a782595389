// The bin: what is selected there comes out again, by the keyboard, and goes back with Z.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("a selection comes out of the bin and goes back", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  for (const subject of ["Lamp is dark", "Door is shut", "Roof leaks"]) {
    const sent = await desk.send({ from: "ines@customer.example", subject, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  assert.equal((await desk.api("POST", "/tickets/bulk", { tickets: [1, 2, 3], delete: true })).status, 200);
  const person = await expert();
  const { page } = person;
  const bin = `${desk.url}/tickets?query=is%3Adeleted`;
  const chosen = async (shown) => {
    await shown.locator("[data-rows] .c-sel input").first().check();
    await shown.locator("[data-bulk] [name=restore]").waitFor();
  };
  assert.deepEqual(await look(browser, person, "bin-chosen", bin, { prepare: chosen }), []);
  await page.goto(bin);
  await page.locator("[data-rows] .c-sel input").nth(0).check();
  await page.locator("[data-rows] .c-sel input").nth(1).check();
  await page.locator("[data-bulk] [name=restore]").focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-part=notice]", { hasText: "Taken out of the bin" }).waitFor();
  const left = async () => (await desk.api("GET", "/tickets?query=is:deleted")).body.tickets.length;
  assert.equal(await left(), 1);
  await page.locator("h1").first().click();
  await page.keyboard.press("z");
  await until("they are in it again", async () => (await left()) === 3);
});
