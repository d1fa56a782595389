// What the desk says to somebody who hears it. Each page's tree stands in `aria/`; a change there is
// read like a change of its text.

import assert from "node:assert/strict";
import { differs } from "./aria.mjs";
import { address } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const TOM = { email: "tom@guichet.example", name: "Tom Ott", password: "a long enough sentence" };

/** Three tickets: one with every kind of line, one that is urgent, one that nobody has. Gives the first. */
async function furnished({ desk, sink }) {
  await desk.addUser(TOM);
  await desk.api("POST", "/groups", { name: "Front desk" });
  const file = { name: "photo.png", type: "image/png", bytes: Buffer.alloc(2048) };
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour,\n\nl'écran reste noir.\n", headers: { "Message-ID": "<question@client.example>" }, files: [file] }]);
  const { number } = await desk.ticket("Écran noir");
  const path = `/tickets/${number}`;
  await desk.api("PATCH", path, { priority: "high", assignee: { group: "Front desk" }, tags: ["hardware", "screen"], description: "The screen at desk B-204 stays black." });
  await desk.api("POST", `${path}/notes`, { text: "Same dock as last week." });
  await desk.api("POST", `${path}/messages`, { text: "Bonjour Zoé,\n\nessayez l'autre câble.", then: "waiting" });
  const { mail } = await sink.message("the answer", (one) => one.mail.text.includes("autre câble"));
  await until("the delivery", async () => JSON.stringify((await desk.api("GET", path)).body).includes('"delivered"'));
  await desk.deliver([{ from: ZOE, to: address(mail.header("reply-to")), subject: "Re: Écran noir", text: "Toujours noir.\n\n> essayez l'autre câble.\n" }]);
  await desk.api("POST", "/tickets", { name: "VPN drops", description: "Since the update.", priority: "urgent", assignee: { user: desk.admin.email }, customer: { email: "max@lumen.example", name: "Max" } });
  await desk.api("POST", "/tickets", { name: "New laptop", customer: { name: "Caller", phone: "+33 1 99 00 12 34" } });
  return number;
}

scenario("what a screen reader says of the desk is what stands in its files", { timeout: 150_000 }, async (world) => {
  const number = await furnished(world);
  const { page } = await world.expert();
  const found = [];
  const says = async (name, part) => found.push(await differs(name, part));

  await page.goto("/tickets");
  await page.locator("[data-rows] tr").first().waitFor();
  await says("shell", page.locator("header.rail"));
  await says("overview", page.locator("#main"));
  await page.locator(`tr[data-number="${number}"] .subj`).click();
  await page.locator(".preview").waitFor();
  await says("preview", page.locator("[data-preview]"));

  await page.goto(`/t/${number}`);
  await says("ticket-head", page.locator(".tk-head"));
  await says("ticket-log", page.locator("[data-scroll]"));
  await says("ticket-info", page.locator(".pane.info"));
  await says("ticket-inbox", page.locator("[data-inbox]"));
  await says("composer-mail", page.locator("[data-composer]"));
  await page.locator("#tab-note").click();
  await page.locator("#c-note").waitFor();
  await says("composer-note", page.locator("[data-composer]"));
  assert.deepEqual(found.filter(Boolean), [], `\n${found.filter(Boolean).join("\n\n")}`);
});
