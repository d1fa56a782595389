// The forms of a ticket with script: nothing that was typed is lost, and what is wrong is seen.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

/** A ticket by mail, opened by the admin. */
async function open({ desk, expert }) {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const someone = await expert();
  await someone.page.goto(`/t/${number}`);
  return { number, someone, page: someone.page };
}

/** Lets the answers to a form wait until the scenario lets them go. */
async function slow(page, path) {
  let go = () => {};
  const gate = new Promise((resolve) => { go = () => resolve(undefined); });
  let asked = 0;
  await page.route(path, async (route) => { asked += 1; await gate; await route.continue(); });
  return { go, asked: () => asked };
}

scenario("what was typed survives the end of a sign-in", {}, async (world) => {
  const { desk } = world;
  const { number, someone, page } = await open(world);
  const back = async (text) => {
    await page.waitForURL("**/sign-in*");
    await page.locator("#email").fill(desk.admin.email);
    await page.locator("#password").fill(desk.admin.password);
    await page.locator('form[action="/sign-in"] .btn.primary').click();
    await page.waitForURL(`**/t/${number}`);
    await until("what was typed", async () => await page.locator("#c-text").inputValue() === text);
  };
  await page.locator("#c-text").fill("It took an hour");
  // Signed out on another page: this one hears of it and goes by itself.
  const other = await someone.context.newPage();
  await other.goto("/tickets");
  await other.locator("details.menu.out > summary").click();
  await other.locator('form[action="/sign-out"] button').click();
  await other.waitForURL("**/sign-in*");
  await back("It took an hour");
  // A page that did not hear of it is told by the form.
  await page.locator("#c-text").fill("It took an hour to write this.");
  await page.route("**/events*", (route) => route.abort());
  await someone.context.clearCookies({ name: "guichet" });
  await page.locator("[data-main]").click();
  await page.waitForURL("**/sign-in*");
  await page.unroute("**/events*");
  await back("It took an hour to write this.");
  await page.locator("[data-main]").click();
  await page.locator(".msg.out", { hasText: "It took an hour to write this." }).waitFor();
  someone.faults.splice(0, someone.faults.length, ...someone.faults.filter((fault) => !/ERR_FAILED/.test(fault)));
});

scenario("too large a file is said before anything is sent", {}, async (world) => {
  const { page } = await open(world);
  let sent = 0;
  // That somebody writes is said all the while.
  page.on("request", (request) => { sent += Number(request.method() === "POST" && !request.url().endsWith("/presence")); });
  await page.locator("#c-text").fill("See the plan.");
  const file = (name, bytes) => world.desk.zeros(name, bytes);
  await page.locator("#c-files").setInputFiles([file("large plan.pdf", 26 << 20)]);
  await page.locator("[data-main]").click();
  await page.locator("#c-files-e", { hasText: "“large plan.pdf” is larger than 25 MB" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "c-files");
  await page.locator("#c-files").setInputFiles([file("one.pdf", 13 << 20), file("two.pdf", 13 << 20)]);
  await page.locator("[data-main]").click();
  await page.locator("#c-files-e", { hasText: "Together the files are larger" }).waitFor();
  assert.equal(sent, 0);
  assert.equal(await page.locator("#c-text").inputValue(), "See the plan.");
  await page.locator("#c-files").setInputFiles([file("small.pdf", 100)]);
  await page.locator("[data-main]").click();
  await page.locator(".msg.out", { hasText: "small.pdf" }).waitFor();
  // The stream may bring the message before the answer to the form comes.
  await until("nothing to be said", async () => (await page.locator(".error-msg").count()) === 0);
  assert.equal(await page.locator("#c-files").getAttribute("aria-invalid"), null);
});

scenario("what is wrong with a field is seen where it is", {}, async (world) => {
  const { someone, page } = await open(world);
  const refused = () => someone.forgive(/status of 422/);
  const focused = (id) => until(`the focus on ${id}`, () => page.evaluate((wanted) => document.activeElement?.id === wanted, id));

  // A tag: the message stands at its field, no other form opens.
  await page.locator("#f-tag").fill("bad:tag");
  await page.locator("#f-tag").press("Enter");
  await page.locator("#f-tag-e", { hasText: "without commas" }).waitFor();
  await refused();
  await focused("f-tag");
  assert.equal(await page.locator("#f-tag").inputValue(), "bad:tag");
  assert.equal(await page.locator("details.alt[open]").count(), 0);
  assert.match(await page.title(), /^Error: /);
  await page.locator("#f-tag").fill("good");
  await page.locator("#f-tag").press("Enter");
  await page.locator("[data-part=tags] .tag", { hasText: "good" }).waitFor();
  assert.equal(await page.locator(".error-msg").count(), 0);
  assert.doesNotMatch(await page.title(), /^Error: /);

  // The name, in the editor that is open.
  await page.locator("[data-part=text] summary").click();
  await page.locator("#f-name").fill("   ");
  await page.locator("#f-name").press("Enter");
  await page.locator("#f-name-e").waitFor();
  await refused();
  await focused("f-name");
  await page.locator("#f-name").fill("Black screen");
  await page.locator("#f-name").press("Enter");
  await page.locator("h1", { hasText: "Black screen" }).waitFor();
  // The stream may bring the head before the answer to the form comes.
  await until("the title", async () => /Black screen/.test(await page.title()));

  // A choice that is not there any more; in one go, for the list may be drawn again at any moment.
  await page.locator("#f-assignee").evaluate((list) => {
    const select = /** @type {HTMLSelectElement} */ (list);
    select.options[1].value = "user:99";
    select.selectedIndex = 1;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.locator("#f-assignee-e").waitFor();
  await refused();

  // The composer.
  await page.locator("#c-text").fill("Bonjour");
  await page.locator("#c-cc").fill("not an address");
  await page.locator("[data-main]").click();
  await page.locator("#c-cc-e").waitFor();
  await refused();
  await focused("c-cc");
  assert.equal(await page.locator("#c-cc").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("#c-cc").getAttribute("aria-describedby"), "c-cc-e");
  assert.match(await page.title(), /^Error: /);
  await page.locator("#c-cc").fill("");
  await page.locator("[data-main]").click();
  await page.locator(".msg.out", { hasText: "Bonjour" }).waitFor();
  // The stream may bring the answer before that to the form comes.
  await until("nothing to be wrong", async () => (await page.locator("#c-cc").getAttribute("aria-invalid")) === null);
});

scenario("what is typed while a form is on its way is neither sent twice nor lost", {}, async (world) => {
  const { desk } = world;
  const { number, page } = await open(world);
  await page.locator("[data-mode=note]").click();
  const notes = await slow(page, "**/notes");
  await page.locator("#c-note").fill("First note.");
  await page.locator("#c-note").press("Control+Enter");
  await page.locator("#c-note").press("Control+Enter");
  await until("the form to be sent", notes.asked);
  await page.locator("#c-note").press("End");
  await page.keyboard.type(" And the second.");
  notes.go();
  await page.locator(".msg.note", { hasText: "First note." }).waitFor();
  await until("what was sent to go", async () => (await page.locator("#c-note").inputValue()) === "And the second.");
  await page.locator("#toasts", { hasText: "Note added" }).waitFor();
  await page.locator("#c-note").press("Control+Enter");
  await page.locator(".msg.note", { hasText: "And the second." }).waitFor();
  assert.equal(await page.locator(".msg.note").count(), 2);

  // Two choices, one after the other: the last one counts.
  const edits = await slow(page, "**/edit");
  await page.locator("#f-status").selectOption("processing");
  await until("the choice to be sent", edits.asked);
  await page.locator("#f-status").selectOption("waiting");
  edits.go();
  await page.locator(".ev", { hasText: "to Waiting" }).waitFor();
  await until("the status", async () => (await desk.api("GET", `/tickets/${number}`)).body.status === "waiting");
  await until("the field", async () => (await page.locator("#f-status").inputValue()) === "waiting");

  // The description: what comes to be typed after *Save* stays in its field.
  await page.unroute("**/edit");
  const texts = await slow(page, "**/edit");
  await page.locator("[data-part=text] summary").click();
  await page.locator("#f-description").fill("One.");
  await page.locator("[data-part=text] .btn").click();
  await until("the text to be sent", texts.asked);
  await page.locator("#f-description").press("End");
  await page.keyboard.type(" Two.");
  texts.go();
  await page.locator(".ev", { hasText: "changed the description" }).waitFor();
  await until("the form's answer", async () => (await page.locator("form[aria-busy=true]").count()) === 0);
  assert.equal(await page.locator("#f-description").inputValue(), "One. Two.");
  await page.locator("[data-part=text] .btn").click();
  await until("both sentences", async () => (await desk.api("GET", `/tickets/${number}`)).body.description === "One. Two.");
});

scenario("closing has a key and says that it is done; how one sends is remembered", {}, async (world) => {
  const { number, page } = await open(world);
  await world.desk.api("POST", "/tickets", { name: "The next one", customer: { email: "max@lumen.example" } });
  await page.locator("[data-items] .tk", { hasText: "The next one" }).waitFor();
  await page.locator("#c-text").fill("Bonjour");
  await page.locator(".btn-group summary").click();
  await page.locator(".btn-group .menu-list").getByText("Send and close").click();
  await page.locator(".msg.out", { hasText: "Bonjour" }).waitFor();
  await page.locator("[data-main]", { hasText: "then Closed" }).waitFor();
  await page.locator("button[name=status][value=open]").click();
  await page.locator("[data-close-ticket]").waitFor();
  await page.locator("body").press("e");
  const toast = page.locator(".toast", { hasText: /^Closed\./ });
  await toast.waitFor();
  await until("the status", async () => (await page.locator("#f-status").inputValue()) === "closed");
  await until("the focus on the next", () => page.evaluate(() => document.activeElement?.textContent?.includes("The next one")));
  // The words stay while the pointer rests on them, and go after it has left.
  await page.clock.install();
  await page.locator("body").press("Escape");
  await page.goto(`/t/${number}`);
  await page.locator("[data-mode=note]").click();
  await page.locator("#c-note").fill("Done.");
  await page.locator("#c-note").press("Control+Enter");
  const noted = page.locator(".toast", { hasText: "Note added" });
  await noted.hover();
  // From here on time passes only as it is said.
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.clock.runFor(20_000);
  assert.equal(await noted.count(), 1);
  await page.mouse.move(5, 300);
  await page.clock.runFor(5_000);
  assert.equal(await noted.count(), 1);
  await page.clock.runFor(2_000);
  await until("the toast to go", async () => (await noted.count()) === 0);
  await page.clock.resume();
  await page.reload();
  await page.locator("[data-main]", { hasText: "then Closed" }).waitFor();
});

scenario("a form goes as without script where its module is gone, and waits where the desk is", {}, async (world) => {
  const { someone, page, number } = await open(world);
  // The desk was upgraded under an open page: addresses of before lead nowhere.
  await page.route("**/ticket_forms.*", (route) => route.fulfill({ status: 404, body: "gone" }));
  await page.reload();
  const choose = () => page.locator("#f-status").selectOption("waiting"), send = () => page.locator("[data-main]").click();
  await Promise.all([page.waitForEvent("load"), choose()]);
  await until("the page of the answer", async () => await page.locator("#f-status").inputValue() === "waiting" && (await page.locator(".ev", { hasText: "Waiting" }).count()) === 1);
  await page.locator("#c-text").fill("Bientôt.");
  await Promise.all([page.waitForEvent("load"), send()]);
  await page.locator(".msg.out", { hasText: "Bientôt." }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/t/${number}`);
  assert.equal(await page.locator("#c-text").inputValue(), "", "what was sent is no draft");
  // No desk at all: what was typed stays, and a line says why.
  await page.reload();
  await page.locator("#c-text").fill("Still here.");
  await page.route("**/*", (route) => route.abort());
  await send();
  await page.locator("[data-offline]").waitFor();
  assert.equal(await page.locator("#c-text").inputValue(), "Still here.");
  someone.faults.splice(0, someone.faults.length, ...someone.faults.filter((fault) => !/status of 404|ERR_FAILED/.test(fault)));
});
