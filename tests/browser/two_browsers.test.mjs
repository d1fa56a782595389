// Two experts at two screens: what one does the other sees, nothing moves under a pointer, nobody
// answers twice, and a desk that was away is caught up with.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const BEN = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };

/** Somebody else who is signed in, in a browser of their own. */
async function colleague(world) {
  await world.desk.addUser(BEN);
  const ben = await world.person();
  await ben.signIn(BEN.email, BEN.password);
  return ben;
}

/** A further page of the same browser. */
async function tab(person, path) {
  const page = await person.context.newPage();
  await page.goto(path);
  return page;
}

const row = (page, name) => page.locator("[data-rows] tr:not([hidden])", { hasText: name });
const item = (page, name) => page.locator("[data-items] .tk:not([hidden])", { hasText: name });

scenario("a change shows on the other's overview, inbox and ticket", { timeout: 150_000 }, async (world) => {
  const { desk } = world;
  await desk.api("POST", "/groups", { name: "Front desk" });
  await desk.api("POST", "/tickets", { name: "Other", customer: { email: "max@lumen.example" } });
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const ada = await world.expert();
  const ben = await colleague(world);
  const [list, inbox, open] = [ben.page, await tab(ben, "/inbox"), await tab(ben, `/t/${number}`)];
  await list.goto("/tickets");
  await row(list, "Écran noir").waitFor();
  await item(inbox, "Écran noir").waitFor();
  const pages = [list, inbox, open];
  const origins = () => Promise.all(pages.map((page) => page.evaluate(() => performance.timeOrigin)));
  const before = await origins();

  const { page } = ada;
  await page.goto(`/t/${number}`);
  const logged = (text) => open.locator("[data-log] > li", { hasText: text }).first().waitFor();
  const cell = (name, text) => row(list, "cran").locator(name).getByText(text).waitFor();

  await page.locator("#f-status").selectOption("processing");
  await logged("changed status from Open to Processing");
  await cell(".c-status", "Processing");
  await item(inbox, "Écran noir").locator(".h-processing").waitFor();
  await until("the status field", async () => (await open.locator("#f-status").inputValue()) === "processing");

  await page.locator("#f-priority").selectOption("urgent");
  await logged("changed priority from Medium to Urgent");
  await cell(".c-prio", "Urgent");
  await item(inbox, "Écran noir").locator(".h-urgent").waitFor();

  await page.locator("#f-tag").fill("hardware");
  await page.locator("#f-tag").press("Enter");
  await logged("added tag hardware");
  await cell(".c-tags", "hardware");
  await open.locator("[data-part=tags] .tag", { hasText: "hardware" }).waitFor();

  await page.locator("#f-assignee").selectOption({ label: "Front desk" });
  await logged("changed assignee from Nobody to Front desk");
  await cell(".c-who", "Front desk");
  await page.locator("#f-assignee").selectOption({ label: BEN.name });
  await logged(`changed assignee from Front desk to ${BEN.name}`);
  await item(inbox, "Écran noir").getByText(BEN.name).waitFor({ state: "attached" });

  await page.locator("[data-mode=note]").click();
  await page.locator("#c-note").fill("Ask for the serial number.");
  await page.locator("#c-note").press("Control+Enter");
  await logged("Ask for the serial number.");
  await until("the note to be gone from its field", async () => (await page.locator("#c-note").inputValue()) === "");

  await page.locator("[data-part=text] summary").click();
  await page.locator("#f-name").fill("Black screen");
  await page.locator("#f-name").press("Enter");
  await logged("changed the name from Écran noir to Black screen");
  await row(list, "Black screen").waitFor();
  await item(inbox, "Black screen").waitFor();
  await open.locator("h1", { hasText: "Black screen" }).waitFor();

  await page.getByRole("button", { name: "Remove tag hardware" }).click();
  await logged("removed tag hardware");
  await until("the tag to go", async () => (await row(list, "Black screen").locator(".tag").count()) === 0);
  assert.deepEqual(await origins(), before, "a page was loaded again");
});

scenario("nothing moves under the pointer", {}, async ({ desk, expert }) => {
  for (const name of ["First", "Second", "Third"]) await desk.api("POST", "/tickets", { name, customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  const third = await desk.ticket("Third");
  const second = await desk.ticket("Second");
  await page.goto("/tickets");
  await row(page, "Second").hover();
  const at = await row(page, "Second").boundingBox();
  const under = () => page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest("tr")?.dataset.number, { x: at.x + 40, y: at.y + 10 });

  await desk.deliver([{ from: ZOE, subject: "Arrived while reading", text: "Hello\n" }]);
  const more = page.locator("[data-arrivals]");
  await more.waitFor();
  assert.match(await more.innerText(), /^1 new, show$/);
  assert.deepEqual(await row(page, "Second").boundingBox(), at);
  // A row that changes stays where it is, whatever its turn would be.
  await desk.api("PATCH", `/tickets/${second.number}`, { status: "waiting" });
  await row(page, "Second").getByText("Waiting").waitFor();
  await desk.api("PATCH", `/tickets/${third.number}`, { status: "closed" });
  await row(page, "Third").getByText("Closed").waitFor();
  assert.equal(await under(), `${second.number}`);
  await more.click();
  await row(page, "Arrived while reading").waitFor();

  // The focus counts as the pointer does, in the inbox too.
  await page.goto("/inbox");
  await item(page, "First").focus();
  const place = await item(page, "First").boundingBox();
  await desk.deliver([{ from: ZOE, subject: "Arrived again", text: "Hello\n" }]);
  await more.waitFor();
  assert.deepEqual(await item(page, "First").boundingBox(), place);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.includes("First")), true);
  await more.press("Enter");
  await item(page, "Arrived again").waitFor();
});

scenario("who answers after somebody else answered is asked to read first", {}, async (world) => {
  const { desk, sink } = world;
  await desk.deliver([{ from: ZOE, subject: "Who answers?", text: "Hello\n" }]);
  const { number } = await desk.ticket("Who answers?");
  const ada = await world.expert();
  const ben = await colleague(world);
  await ada.page.goto(`/t/${number}`);
  await ben.page.goto(`/t/${number}`);
  const text = (page) => page.locator("#c-text");
  const send = (page) => page.locator("[data-main]").click();

  await text(ada.page).fill("Ada's answer");
  await ada.page.locator("#c-files").setInputFiles([{ name: "ada.txt", mimeType: "text/plain", buffer: Buffer.from("from Ada\n") }]);
  await text(ben.page).fill("Ben's answer");
  await send(ben.page);
  await sink.message("Ben's answer", ({ mail }) => mail.text.startsWith("Ben's answer"));
  await ada.page.locator(".msg.out", { hasText: "Ben's answer" }).waitFor();

  await send(ada.page);
  const held = ada.page.locator("[data-composer] .notice", { hasText: "Not sent" });
  await held.waitFor();
  await ada.forgive(/status of 409/);
  assert.match(await held.innerText(), /Ben/);
  assert.equal(await text(ada.page).inputValue(), "Ada's answer");
  assert.equal(await ada.page.locator(".msg.out", { hasText: "Ada's answer" }).count(), 0);
  await held.getByRole("link", { name: "Show the message" }).click();

  // It goes from where that was said.
  await held.getByRole("button", { name: "Send anyway" }).click();
  await ada.page.locator(".msg.out", { hasText: "Ada's answer" }).waitFor();
  const sent = await sink.message("Ada's answer", ({ mail }) => mail.text.startsWith("Ada's answer"));
  assert.deepEqual(sent.mail.attachments.map((file) => file.bytes.toString()), ["from Ada\n"]);
  await held.waitFor({ state: "detached" });
  assert.equal(sink.messages.length, 2);
});

scenario("pages catch up with a desk that was away", { timeout: 150_000 }, async (world) => {
  const { desk } = world;
  await desk.deliver([{ from: ZOE, subject: "Before", text: "Hello\n" }]);
  const { number } = await desk.ticket("Before");
  const someone = await world.expert();
  const list = someone.page;
  await row(list, "Before").waitFor();
  const open = await tab(someone, `/t/${number}`);
  await open.locator("#c-text").fill("A text that was begun");
  const away = async (what, end) => {
    await end();
    await list.locator("[data-offline]").waitFor();
    await desk.start();
    const sent = await desk.send({ from: ZOE, subject: what, text: "Hello again\n" });
    assert.equal(sent.code, 250, sent.dialogue);
    await desk.api("POST", `/tickets/${number}/notes`, { text: `Note after ${what}` });
    await row(list, what).waitFor({ timeout: 20_000 });
    await open.locator(".msg.note", { hasText: `Note after ${what}` }).waitFor({ timeout: 20_000 });
    await item(open, what).waitFor();
    await until("the notice to go", () => list.locator("[data-offline]").isHidden());
    // Both pages asked for the stream while nobody was there.
    await someone.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET/);
  };
  await away("An orderly stop", async () => assert.equal(await desk.stop(), 0));
  await away("A power cut", () => desk.kill());
  assert.equal(await open.locator("#c-text").inputValue(), "A text that was begun");
});
