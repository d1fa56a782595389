// The menu of a ticket on a phone.

import assert from "node:assert/strict";
import { scenario } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

scenario("on a phone the time to sleep until can be read whole", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const ada = await expert();
  const { page } = ada;
  await page.goto(`/t/${number}`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator(".tk-head details.menu > summary").click();
  const field = await page.locator("#f-until").boundingBox();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/split-menu.png` });
  assert.ok(field && field.width >= 240 && field.x >= 0 && field.x + field.width <= 390, JSON.stringify(field));
});
