// What changes by itself: in its place, never under the pointer or the focus, by one stream, and
// told when it fails.

import assert from "node:assert/strict";
import { address, png } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

const names = (page) => page.locator("[data-rows] tr:not([hidden]) .subj").allInnerTexts();
const row = (page, name) => page.locator("[data-rows] tr:not([hidden])", { hasText: name });

scenario("a delivery moves no row", {}, async ({ desk, sink, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Answered", text: "Hello\n" }]);
  const { number } = await desk.ticket("Answered");
  let go = () => {};
  sink.hold = new Promise((resolve) => { go = () => resolve(undefined); });
  const { page } = await expert();
  await row(page, "Answered").waitFor();
  await page.mouse.move(2, 2);
  await desk.api("POST", `/tickets/${number}/messages`, { text: "On its way." });
  await desk.api("POST", "/tickets", { name: "Newer", customer: { email: "max@lumen.example" } });
  await row(page, "Newer").waitFor();
  assert.deepEqual(await names(page), ["Newer", "Answered"]);
  go();
  await sink.message("the answer");
  await until("the delivery", async () => JSON.stringify((await desk.api("GET", `/tickets/${number}`)).body).includes("delivered"));
  // The page has heard of it when its row carries the number of that line of the log.
  const { body } = await desk.api("GET", `/tickets/${number}`);
  const newest = body.activities.at(-1).id;
  await until("the row to be told", async () => Number(await row(page, "Answered").getAttribute("data-rev")) >= newest);
  assert.deepEqual(await names(page), ["Newer", "Answered"]);
  await desk.api("PATCH", `/tickets/${number}`, { tags: ["seen"] });
  await row(page, "Answered").locator(".tag", { hasText: "seen" }).waitFor();
  // A change of the ticket itself does move it: the delivery before did not.
  assert.deepEqual(await names(page), ["Answered", "Newer"]);
});

scenario("what somebody is at is not drawn over", {}, async ({ desk, sink, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  await desk.api("POST", `/tickets/${number}/messages`, { text: "Try the other cable." });
  const sent = await sink.message("the answer");
  const to = address(sent.mail.header("reply-to"));
  const html = '<p>Voici la photo <img src="cid:photo@client"></p>';
  await desk.deliver([{ from: "Eve <eve@elsewhere.example>", to, subject: "Photo", text: "Photo\n", html, files: [{ name: "p.png", type: "image/png", bytes: png(20), cid: "photo@client" }] }]);
  const { page } = await expert();
  await page.goto(`/t/${number}`);
  const path = `/tickets/${number}`;
  const logged = (text) => page.locator(".ev", { hasText: text }).first().waitFor();

  // Parts with a form are the same although their tokens are new: nothing is replaced.
  await page.evaluate(() => document.querySelectorAll("[data-part]").forEach((part) => { /** @type {any} */ (part.firstElementChild ?? part).kept = true; }));
  await desk.api("POST", `${path}/notes`, { text: "A note changes no field." });
  await page.locator(".msg.note").waitFor();
  const kept = () => page.evaluate(() => [...document.querySelectorAll("[data-part]")].map((part) => [part.getAttribute("data-part"), Boolean(/** @type {any} */ (part.firstElementChild ?? part).kept)]));
  assert.deepEqual((await kept()).filter(([, is]) => !is), []);

  // A list with the focus stays open; it is drawn anew when it is left.
  await page.locator("#f-priority").focus();
  await page.locator("#f-priority").evaluate((select) => { /** @type {any} */ (select).kept = true; });
  await desk.api("PATCH", path, { priority: "urgent" });
  await logged("to Urgent");
  assert.equal(await page.locator("#f-priority").evaluate((select) => /** @type {any} */ (select).kept), true);
  await page.locator("#f-priority").blur();
  await until("the field", async () => (await page.locator("#f-priority").inputValue()) === "urgent");

  // So does what is under the pointer.
  await desk.api("PATCH", path, { tags: ["first", "second"] });
  const second = page.getByRole("button", { name: "Remove tag second" });
  await second.hover();
  const at = await second.boundingBox();
  await desk.api("PATCH", path, { tags: ["second"] });
  await logged("removed tag first");
  assert.deepEqual(await second.boundingBox(), at);
  await page.mouse.move(400, 5);
  await until("the tag to go", async () => (await page.getByRole("button", { name: "Remove tag first" }).count()) === 0);

  // A mail's frame does not load again when its entry changes.
  const frame = page.locator("iframe[data-frame]");
  await frame.scrollIntoViewIfNeeded();
  await until("the frame", () => frame.evaluate((el) => /** @type {HTMLIFrameElement} */ (el).contentDocument?.readyState === "complete" && /** @type {HTMLIFrameElement} */ (el).contentDocument.URL.startsWith("http")));
  await frame.evaluate((el) => { /** @type {any} */ (el).contentWindow.kept = true; });
  await page.locator("[data-log]").getByRole("button", { name: "Let take part" }).click();
  await logged("confirmed");
  await until("the notice to go", async () => (await page.locator(".msg .notice.amber").count()) === 0);
  assert.equal(await frame.evaluate((el) => /** @type {any} */ (el).contentWindow.kept), true);
});

scenario("chips do not shift under the pointer", {}, async ({ desk, expert }) => {
  for (const name of ["One", "Two"]) await desk.api("POST", "/tickets", { name, customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  const count = page.locator(".quick .filter.h-closed .num");
  await count.hover();
  await desk.api("PATCH", "/tickets/1", { status: "closed" });
  await row(page, "One").getByText("Closed").waitFor();
  assert.equal(await count.innerText(), "0");
  await page.mouse.move(2, 2);
  await until("the count", async () => (await count.innerText()) === "1");
});

scenario("a list that cannot be refreshed says so and tries again", {}, async ({ desk, expert }) => {
  // The clock of this browser is a quarter of an hour off that of any whole hour: the desk's zone counts.
  const someone = await expert({ timezoneId: "Asia/Kathmandu" });
  const { page } = someone;
  await page.locator("[data-empty]").waitFor();
  await page.route("**/tickets/rows*", (route) => route.fulfill({ status: 500, body: "no" }));
  await desk.send({ from: ZOE, subject: "Unseen", text: "Hello\n" });
  const notice = page.locator("[data-stale]", { hasText: /could not be refreshed. You see it as it was at \d\d:\d\d/ });
  await notice.waitFor();
  const minute = Number(/:(\d\d)/.exec(await notice.innerText())?.[1]), off = (new Date().getUTCMinutes() - minute + 60) % 60;
  assert.ok(off <= 2, `${off} minutes off`);
  await someone.forgive(/status of 500/);
  // What it asks by itself waits as well, so that the button is there to be pressed.
  let press = () => {};
  const pressed = new Promise((resolve) => { press = () => resolve(undefined); });
  await page.route("**/tickets/rows*", async (route) => { await pressed; await route.continue(); });
  await notice.getByRole("button", { name: "Try again" }).click();
  press();
  await row(page, "Unseen").waitFor();
  await until("the notice to go", async () => !(await notice.isVisible()));
  someone.faults = someone.faults.filter((fault) => !/status of 500/.test(fault));
});

scenario("one stream serves a browser without locks, and set-up hears its receiver", { desk: "empty" }, async (world) => {
  const { desk } = world;
  desk.url = desk.url.replace("127.0.0.1", "desk.guichet.test");
  await desk.setup();
  const local = desk.url.replace("desk.guichet.test", "127.0.0.1");
  await desk.stop();
  [desk.url, desk.named] = [local, desk.url];
  await desk.start("--config", `${desk.data}/guichet.toml`);
  const someone = await world.person({ baseURL: desk.named });
  const streams = [];
  someone.context.on("request", (request) => { if (new URL(request.url()).pathname === "/events") streams.push(request); });
  await someone.signIn(desk.admin.email, desk.admin.password);
  const first = someone.page;
  assert.equal(await first.evaluate(() => Boolean(navigator.locks)), false);
  await until("the stream", () => streams.length === 1);
  const others = [];
  for (const path of ["/tickets", "/inbox"]) {
    const page = await someone.context.newPage();
    await page.goto(path);
    others.push(page);
  }
  await desk.send({ from: ZOE, subject: "To all", text: "Hi\n" });
  await Promise.all([first, others[0]].map((page) => row(page, "To all").waitFor()));
  await others[1].locator("[data-items] .tk", { hasText: "To all" }).waitFor();
  assert.equal(streams.length, 1, "one page has the stream");

  // Set-up hears the receiver although another page has the stream.
  const setup = await someone.context.newPage();
  await setup.goto("/setup/first-mail");
  await until("its own stream", () => streams.length === 2);
  const lines = await setup.locator(".console > div").count();
  const refused = await desk.send({ from: ZOE, to: "nobody@guichet.example", subject: "To nobody", text: "Hi\n" });
  assert.equal(refused.code, 550, refused.dialogue);
  await setup.locator(".console > div").nth(lines + 1).waitFor();
  await setup.locator(".console", { hasText: refused.reply }).waitFor();
  await setup.close();

  // The page with the stream goes: another takes it over, and nothing is lost.
  await first.close();
  await desk.send({ from: ZOE, subject: "After it", text: "Hi\n" });
  await row(others[0], "After it").waitFor();
  await others[1].locator("[data-items] .tk", { hasText: "After it" }).waitFor();
  assert.equal(streams.length, 3, "one of the others has it now");
  await someone.forgive(/Cross-Origin-Opener-Policy header has been ignored/);
});

scenario("Esc leads back to the list after a look at a place in the page", {}, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "One", text: "Hello\n" }]);
  const { page } = await expert();
  await row(page, "One").locator(".subj").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/t/1*");
  await page.locator("a.skip").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/t/1*#main");
  await until("the focus", () => page.evaluate(() => document.activeElement?.id === "main"));
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => url.pathname === "/tickets");
  // The list is live again.
  await desk.deliver([{ from: ZOE, subject: "Two", text: "Hello\n" }]);
  await row(page, "Two").waitFor();
});

scenario("an older page of the inbox stays as it is", { timeout: 120_000 }, async ({ desk, expert }) => {
  for (let n = 1; n <= 43; n += 1) await desk.api("POST", "/tickets", { name: `Ticket ${n}`, customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  await page.goto("/inbox?view=not-closed");
  // Its address: a press adds its rows to the first.
  await page.goto(await page.locator("[data-older]").getAttribute("href") ?? "");
  // Behind each name a pause that is only heard.
  const items = async () => (await page.locator("[data-items] .tk:not([hidden]) .subj").allInnerTexts()).map((text) => text.replace(/,$/, ""));
  assert.deepEqual(await items(), ["Ticket 3", "Ticket 2", "Ticket 1"]);
  await page.mouse.move(700, 400);
  await desk.api("POST", "/tickets", { name: "Arrived", customer: { email: "max@lumen.example" } });
  await desk.api("PATCH", "/tickets/2", { name: "Ticket 2, renamed" });
  await page.locator("[data-items] .tk", { hasText: "renamed" }).waitFor();
  assert.deepEqual(await items(), ["Ticket 3", "Ticket 2, renamed", "Ticket 1"]);
  await page.locator("[data-items] .tk", { hasText: "Ticket 1" }).click();
  await page.locator("h1", { hasText: "Ticket 1" }).waitFor();
  await until("the list as it was", async () => (await items()).at(-1) === "Ticket 1");
  // What is gone is paled under the pointer and goes when it leaves.
  const third = page.locator("[data-items] .tk", { hasText: "Ticket 3" });
  await third.hover();
  await desk.api("PATCH", "/tickets/3", { status: "closed" });
  await page.locator("[data-items] .tk.gone", { hasText: "Ticket 3" }).waitFor();
  await page.mouse.move(700, 400);
  await until("it to go", async () => (await third.count()) === 0);
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await page.locator("[data-items] .tk", { hasText: "Arrived" }).waitFor();
});
