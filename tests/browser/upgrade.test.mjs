// A page that an older program drew: as soon as the newer one hears of it, it is drawn anew, and nothing that
// was typed is lost.

import assert from "node:assert/strict";
import { focusOn } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

scenario("a page of an older program is drawn anew, once, and keeps what was typed", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: "Zoé Fabre <zoe@lumen.example>", subject: "Lamp", text: "Dark\n" }]);
  await desk.ticket("Lamp");
  const { page } = await expert();
  // The page as another program would have drawn it, and the desk away until somebody has typed.
  await page.route("**/t/1", async (route) => {
    const answer = await route.fetch(), html = await answer.text(), older = html.replace(/(data-access="[^"-]+)-[^"]+"/, '$1-older"');
    assert.notEqual(older, html, "a page says which program drew it");
    await route.fulfill({ response: answer, body: older });
  });
  let back = () => {};
  const away = new Promise((resolve) => { back = () => resolve(undefined); });
  const streams = /** @type {string[]} */ ([]);
  await page.route("**/events?*", async (route) => {
    // The page before may ask for its own only now.
    if (!route.request().frame().url().endsWith("/t/1")) return route.continue().catch(() => {});
    streams.push(new URL(route.request().url()).searchParams.get("access") ?? "");
    await away;
    await route.continue().catch(() => {});
  });
  await page.goto("/t/1");
  await page.locator("body").press("n");
  await focusOn(page, "#c-note");
  await page.keyboard.type("Ask for the serial number");
  await until("the stream to be asked for", () => streams.length === 1);
  await page.unroute("**/t/1");
  const drawn = await page.evaluate(() => performance.timeOrigin);
  back();
  await until("the page anew", () => page.evaluate((before) => performance.timeOrigin !== before, drawn).catch(() => false));
  await until("what was typed", async () => (await page.locator("#c-note").inputValue()) === "Ask for the serial number");
  await focusOn(page, "#c-note");
  await until("its own stream", () => streams.length === 2);
  assert.match(streams[0], /-older$/);
  assert.notEqual(streams[1], streams[0]);
  // Once is enough: what happens next is drawn into the page that stands.
  const again = await page.evaluate(() => performance.timeOrigin);
  await desk.api("PATCH", "/tickets/1", { priority: "urgent" });
  await until("the priority", async () => (await page.locator("#f-priority").inputValue()) === "urgent");
  assert.equal(await page.evaluate(() => performance.timeOrigin), again);
});
