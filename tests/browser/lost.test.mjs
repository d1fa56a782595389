// What stands on a page only for a moment: the bars of a list that is on its way, the line that says
// the desk is away, the choice that it does not have yet. Looked at as every other state is.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("a list on its way and a desk that is away look right", { timeout: 300_000 }, async ({ browser, desk, expert }) => {
  for (const name of ["VPN drops", "Impossible d’imprimer au deuxième étage", "Souris"]) {
    assert.equal((await desk.api("POST", "/tickets", { name, customer: { email: "zoe@lumen.example" } })).status, 201);
  }
  const someone = await expert();
  const found = [];
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, { prepare })));
  await at("list-on-its-way", "/tickets", async (page) => {
    // It never comes, so the bars stay: the last to hear of the press keeps the browser here.
    await script(page, "ticket_list_wait");
    await page.evaluate(() => addEventListener("click", (event) => event.preventDefault()));
    await page.locator(".filter[href*='priority=high']").click();
    await page.locator("[data-loading]").waitFor();
  });
  await at("list-away", "/tickets", async (page) => {
    await page.route("**/events*", (route) => route.abort());
    await page.reload();
    await page.mouse.move(700, 300);
    for (const name of ["unsaved", "ticket_list_bulk"]) await script(page, name);
    await page.route("**/tickets/bulk", (route) => route.abort());
    await page.locator(".c-sel input").nth(1).check();
    await page.keyboard.press("p");
    await page.keyboard.press("Enter");
    for (const line of ["unsaved", "offline"]) await page.locator(`[data-${line}]`).waitFor();
  });
  await at("ticket-away", "/t/1", async (page) => {
    await page.route("**/events*", (route) => route.abort());
    await page.reload();
    await page.locator("#c-text").fill("Still here.");
    for (const name of ["unsaved", "ticket_forms"]) await script(page, name);
    await page.route(/\/(edit|messages)$/, (route) => route.abort());
    await page.locator("#f-priority").selectOption("high");
    await page.locator("[data-main]").click();
    for (const line of ["unsaved", "offline"]) await page.locator(`[data-${line}]`).waitFor();
    await page.locator("[data-names]", { hasText: /, (New e-mail|Nouveau courriel)$/ }).waitFor();
  });
  // What does not come is said by the browser, too.
  await someone.forgive(/^(list|ticket)-away-.*ERR_FAILED/);
  assert.deepEqual(found, []);
});
