// What the desk itself cannot do: the page says so, with a number that the log has, and leads back.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

/** Makes whatever the store has packed unreadable, as a disk at fault may do. */
async function damage(desk) {
  assert.equal(await desk.stop(), 0);
  const path = join(desk.data, "guichet.redb"), whole = readFileSync(path);
  // RFC 8878 3.1.1: so begins what zstd packed.
  const begin = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  let damaged = 0;
  for (let at = whole.indexOf(begin); at >= 0; at = whole.indexOf(begin, at)) {
    whole.fill(0xa5, at, at + begin.length);
    damaged += 1;
  }
  assert.ok(damaged > 0, "nothing was damaged");
  writeFileSync(path, whole);
  await desk.start();
}

scenario("what fails in the desk is a page with a number for the log, and a way back", { timeout: 120_000 }, async ({ browser, desk, expert }) => {
  await desk.deliver([{ from: "Zoé Fabre <zoe@lumen.example>", subject: "Lamp", text: "Dark\n" }]);
  const line = (await desk.ticket("Lamp")).activities.find((one) => one.message).id;
  await damage(desk);
  const someone = await expert();
  const { page } = someone;
  await page.goto("/t/1");
  // As it opens in a window of its own: the press on the link itself keeps a file.
  const original = await page.getByRole("link", { name: "Original" }).getAttribute("href");
  assert.equal(original, `/t/1/m/${line}/raw`);
  assert.equal((await page.goto(original))?.status(), 500);
  assert.equal(await page.locator("h1").innerText(), "Something failed here");
  const [, number] = /the number (\w+):/.exec(await page.locator("main").innerText()) ?? [];
  const told = await until("the cause in the log", () => desk.log.find((one) => one.includes(`reference=${number}`)));
  assert.match(told, /ERROR .* error=record in table `blob` does not decode/);
  assert.doesNotMatch(await page.locator("main").innerText(), /blob|decode/);
  await page.getByRole("link", { name: "Back to the desk" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.locator(".rail").waitFor();
  await someone.forgive(/status of 500.*\/raw/);
  assert.deepEqual(await look(browser, someone, "failed", `${desk.url}${original}`), []);
  await someone.forgive(/^failed-.*status of 500/);
});
