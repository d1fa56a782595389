// The line of the dashboard that says how mail flows: that sending is delayed, since when, and no
// longer than it is.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>", MAX = "Max Wirth <max@lumen.example>";

const pill = (page, word) => page.locator("#mail", { hasText: word });

/** What the log of a ticket says of the way of its answer. */
const state = async (desk, number) => {
  const { body } = await desk.api("GET", `/tickets/${number}`);
  return body.activities.flatMap(({ message }) => message?.delivery ?? []).map((one) => one.state).at(-1);
};

scenario("the dashboard says that sending is delayed while it is, and not after", { timeout: 120_000 }, async ({ desk, sink, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Lamp", text: "Dark\n" }, { from: MAX, subject: "Door", text: "Shut\n" }]);
  const [lamp, door] = [await desk.ticket("Lamp"), await desk.ticket("Door")];
  const { page } = await expert();
  await page.goto("/");
  await pill(page, "Mail flowing").waitFor();
  await page.mouse.move(2, 2);
  const loaded = await page.evaluate(() => performance.timeOrigin);
  const answer = (number) => desk.api("POST", `/tickets/${number}/messages`, { text: "Try the other cable." });
  // The server takes nothing for Zoé now. The page hears of it, as it is open.
  sink.answer("rcpt", "451 4.3.0 come back later", { to: "zoe@lumen.example" });
  await answer(lamp.number);
  await pill(page, "Sending is delayed").waitFor();
  const since = page.locator("[data-part=mail]", { hasText: "An e-mail waits since" }).locator("time").first();
  const waited = Date.now() - Date.parse(await since.getAttribute("datetime") ?? "");
  assert.ok(waited >= 0 && waited < 120_000, `${waited} ms`);
  assert.match(await page.locator("#mail").getAttribute("class") ?? "", /amber/);
  await until("the state", async () => (await state(desk, lamp.number)) === "delayed");
  // Another answer that goes through is no reason to say that all is well.
  await answer(door.number);
  await sink.message("the answer to Max", (one) => one.to.includes("max@lumen.example"));
  await until("the delivery", async () => (await state(desk, door.number)) === "delivered");
  await page.reload();
  await pill(page, "Sending is delayed").waitFor();
  // It leads to where mail is set up.
  assert.equal(await page.locator("#mail").getAttribute("href"), "/settings/mail");
  const again = await page.evaluate(() => performance.timeOrigin);
  assert.notEqual(again, loaded);
  await page.mouse.move(2, 2);
  // Whoever puts the way right by the command line has it tried at once; no page is loaded for it.
  await desk.verb("smarthost set", sink.url);
  await sink.message("the answer to Zoé", (one) => one.to.includes("zoe@lumen.example"));
  await pill(page, "Mail flowing").waitFor();
  assert.equal(await page.locator("[data-part=mail]", { hasText: "waits since" }).count(), 0);
  assert.equal(await page.evaluate(() => performance.timeOrigin), again, "nothing was loaded again");
});
