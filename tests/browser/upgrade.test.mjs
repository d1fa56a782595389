// A page that an older program drew: as soon as the newer one hears of it, it is drawn anew, and nothing that
// was typed is lost; also where the older program's script is gone.

import assert from "node:assert/strict";
import { focusOn } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

/**
 * Opens a ticket as another program would have drawn it, with the desk away until `back`. `anew` waits for the
 * page after that, and gives how the browser came to it; `streams` are the states of the rights that pages asked
 * for their streams with.
 */
async function older({ desk, expert }) {
  await desk.deliver([{ from: "Zoé Fabre <zoe@lumen.example>", subject: "Lamp", text: "Dark\n" }]);
  await desk.ticket("Lamp");
  const someone = await expert();
  const { page } = someone;
  await page.route("**/t/1", async (route) => {
    const answer = await route.fetch(), html = await answer.text(), drawn = html.replace(/(data-access="[^"-]+)-[^"]+"/, '$1-older"');
    assert.notEqual(drawn, html, "a page says which program drew it");
    await route.fulfill({ response: answer, body: drawn });
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
  const anew = async () => {
    await until("the stream to be asked for", () => streams.length === 1);
    await page.unroute("**/t/1");
    const drawn = await page.evaluate(() => performance.timeOrigin);
    back();
    return until("the page anew", () => page.evaluate((before) => {
      const [visit] = performance.getEntriesByType("navigation");
      return performance.timeOrigin !== before && Object(visit).type;
    }, drawn).catch(() => false));
  };
  await page.goto("/t/1");
  return { someone, page, streams, anew };
}

/** Fails where the page is drawn anew once more: what happens next is drawn into the one that stands. */
async function stands({ desk, page, streams }) {
  await until("its own stream", () => streams.length === 2);
  assert.match(streams[0], /-older$/);
  assert.notEqual(streams[1], streams[0]);
  const again = await page.evaluate(() => performance.timeOrigin);
  await desk.api("PATCH", "/tickets/1", { priority: "urgent" });
  await until("the priority", async () => (await page.locator("#f-priority").inputValue()) === "urgent");
  assert.equal(await page.evaluate(() => performance.timeOrigin), again);
}

scenario("a page of an older program is drawn anew, once, and keeps what was typed", { timeout: 120_000 }, async (world) => {
  const { page, streams, anew } = await older(world);
  await page.locator("body").press("n");
  await focusOn(page, "#c-note");
  await page.keyboard.type("Ask for the serial number");
  assert.equal(await anew(), "navigate");
  await until("what was typed", async () => (await page.locator("#c-note").inputValue()) === "Ask for the serial number");
  await focusOn(page, "#c-note");
  await stands({ ...world, page, streams });
});

scenario("a page of an older program whose script is gone is loaded again, once, and keeps what was typed", { timeout: 120_000 }, async (world) => {
  const { someone, page, streams, anew } = await older(world);
  let asked = 0;
  await page.route("**/access.*", (route) => { asked += 1; return route.fulfill({ status: 404, body: "gone" }); });
  await page.locator("body").press("r");
  await focusOn(page, "#c-text");
  await page.keyboard.type("Bonjour Zoé, which lamp?");
  // This one the browser does not give back by itself.
  await page.locator("#c-cc").click();
  await page.keyboard.type("tom@other.example");
  assert.equal(await anew(), "reload");
  assert.equal(asked, 1);
  await until("the answer", async () => (await page.locator("#c-text").inputValue()) === "Bonjour Zoé, which lamp?");
  await until("who reads along", async () => (await page.locator("#c-cc").inputValue()) === "tom@other.example");
  await focusOn(page, "#c-cc");
  await stands({ ...world, page, streams });
  assert.equal(asked, 1);
  await someone.forgive(/status of 404.*\/access\./);
  // What was kept goes out as it was meant.
  await page.locator("[data-main]").click();
  await page.locator(".msg.out", { hasText: "which lamp?" }).waitFor();
  const { mail } = await world.sink.message("the answer", (one) => one.mail.text.includes("which lamp?") && one.to.includes("tom@other.example"));
  assert.match(mail.header("cc"), /tom@other\.example/);
});
