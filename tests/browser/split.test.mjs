// A message that becomes a ticket of its own: the button, the notice, the way back; the menu's fields.

import assert from "node:assert/strict";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

scenario("an e-mail becomes a ticket and comes back", { timeout: 120_000 }, async ({ desk, browser, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  await desk.api("POST", `/tickets/${number}/messages`, { text: "By the way: your invoice." });
  const ada = await expert();
  const { page } = ada;
  await page.goto(`/t/${number}`);
  const button = page.locator("form[action$='/split'] button");
  assert.equal(await button.count(), 1, "the first one stays");
  assert.deepEqual(await look(browser, ada, "split", `${desk.url}/t/${number}`), []);
  await button.click();
  await page.locator("form[data-undo]").waitFor();
  assert.equal(await button.count(), 0);
  await page.locator("form[data-undo] button").click();
  await button.waitFor();
  // On a phone the whole time can be read.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await page.locator(".tk-head details.menu > summary").click();
  const field = await page.locator("#f-until").boundingBox();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/split-menu.png` });
  assert.ok(field && field.width >= 240 && field.x >= 0 && field.x + field.width <= 390, JSON.stringify(field));
});
