// Answers of the desk that come late: what somebody did since is neither undone nor taken away by them.

import assert from "node:assert/strict";
import { focusOn } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

/** Holds what a page asks for until it is let go; `asked` counts it. */
async function hold(page, glob, method) {
  const waiting = /** @type {(() => void)[]} */ ([]), held = { asked: 0, release: () => { waiting.splice(0).forEach((go) => go()); } };
  await page.route(glob, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    held.asked += 1;
    await new Promise((go) => waiting.push(() => go(null)));
    // Whoever left the page does not wait for it.
    await route.continue().catch(() => {});
  });
  return held;
}

async function ticket({ desk, expert }, prepare = async () => {}) {
  await desk.deliver([{ from: ZOE, subject: "Lamp", text: "Dark\n" }]);
  await desk.ticket("Lamp");
  await prepare();
  const someone = await expert(), { page } = someone;
  await page.goto("/t/1");
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const now = async () => (await desk.api("GET", "/tickets/1")).body;
  return { someone, page, press, now };
}

const toast = (page) => page.locator("#toasts .toast");
const chosen = (page, list) => page.locator(`${list} [role=option][aria-selected=true]`);

scenario("Z before the answer is for what was chosen last, never for what was before it", {}, async (world) => {
  const { someone, page, now } = await ticket(world);
  await page.locator("#f-priority").selectOption("urgent");
  await toast(page).filter({ hasText: "Changed: Priority" }).getByRole("button", { name: "Undo" }).waitFor();
  const undone = /** @type {string[]} */ ([]);
  page.on("request", (request) => { if (request.method() === "POST" && request.url().endsWith("/undo")) undone.push(request.url()); });
  const held = await hold(page, "**/t/1/edit", "POST");
  await page.locator("#f-status").selectOption("waiting");
  await until("it to be on its way", () => held.asked === 1);
  await page.locator("body").press("z");
  assert.equal(undone.length, 0, "nothing is taken back that was answered before");
  held.release();
  // It waits for the answer.
  await page.locator(".ev", { hasText: "from Open to Waiting" }).waitFor();
  await page.locator(".ev", { hasText: "from Waiting to Open" }).waitFor();
  assert.deepEqual([(await now()).priority, (await now()).status], ["urgent", "open"]);
  // What does not reach the desk leaves what was before it to Z.
  await toast(page).filter({ hasText: "Taken back" }).waitFor();
  await page.unrouteAll({ behavior: "wait" });
  await page.locator("#f-priority").selectOption("low");
  await toast(page).filter({ hasText: "Changed: Priority" }).getByRole("button", { name: "Undo" }).waitFor();
  await page.route("**/t/1/edit", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await page.locator("#f-status").selectOption("closed");
  await page.locator("[data-unsaved]", { hasText: "Status" }).waitFor();
  assert.ok(await page.locator("form[data-undo]").count());
  await someone.forgive(/ERR_FAILED/);
});

scenario("what an arrow chose in the palette is done, whatever the desk finds meanwhile", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/tickets", { name: "Order by fax", customer: { email: "zoe@lumen.example" } });
  const { page } = await expert();
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  await page.goto("/tickets");
  const options = page.locator("#dlg-cmd [role=option]");
  const open = async () => {
    await press("Control+k");
    await focusOn(page, "#dlg-cmd input");
    await options.filter({ hasText: "Order by: Status" }).waitFor();
    // At once: of who types slowly the beginning is asked for too, and would be what is held.
    await page.keyboard.insertText("order by");
    await until("the orders", async () => (await options.allInnerTexts()).every((text) => text.startsWith("Order by:")));
    await press("ArrowDown", "ArrowDown");
    return chosen(page, "#dlg-cmd").innerText();
  };
  const held = await hold(page, "**/commands?query=*", "GET");
  const second = await open();
  assert.match(second, /^Order by: /);
  await until("the question", () => held.asked === 1);
  held.release();
  await options.filter({ hasText: "Order by fax" }).waitFor();
  assert.equal(await chosen(page, "#dlg-cmd").innerText(), second, "it is still the one");
  await press("Escape");
  // Whoever chose it need not wait.
  assert.equal(await open(), second);
  await until("the question", () => held.asked === 2);
  await press("Enter");
  await page.waitForURL("**sort=*");
  assert.notEqual(new URL(page.url()).searchParams.get("sort"), "name", "the first of them was not chosen");
  held.release();
});

scenario("what an arrow chose in the query bar stays chosen when the list comes again", {}, async ({ expert }) => {
  const { page } = await expert();
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  await page.goto("/tickets");
  await press("/");
  await focusOn(page, "#q");
  await page.keyboard.type("sta");
  await page.locator(".offers [role=option]", { hasText: "status:" }).waitFor();
  const held = await hold(page, "**/complete?query=*", "GET");
  await page.keyboard.type("t");
  await until("the question", () => held.asked === 1);
  await press("ArrowDown");
  assert.match(await chosen(page, ".offers").innerText(), /status:/);
  const first = await page.locator(".offers [role=option]").first().elementHandle();
  held.release();
  await until("the list anew", () => first?.evaluate((el) => !el.isConnected));
  assert.match(await chosen(page, ".offers").innerText(), /status:/);
  await press("Enter");
  assert.equal(await page.locator("#q").inputValue(), "status:");
});

scenario("letters of a name stay while the answer to the choice before comes", {}, async (world) => {
  const { page, press, now } = await ticket(world, () => world.desk.addUser({ email: "ben@guichet.example", name: "Ben Nold", password: "another horse battery" }));
  const held = await hold(page, "**/t/1/edit", "POST");
  const field = page.locator("[data-for=f-assignee]");
  await page.locator("body").press("a");
  await focusOn(page, "[data-for=f-assignee]");
  await page.keyboard.type("ada");
  await press("Enter");
  await until("it to be on its way", () => held.asked === 1);
  await focusOn(page, "[data-for=f-assignee]");
  await page.keyboard.type("ben");
  await chosen(page, ".offers").filter({ hasText: "Ben Nold" }).waitFor();
  held.release();
  await toast(page).filter({ hasText: "Changed: Assignee" }).waitFor();
  assert.equal(await field.inputValue(), "ben");
  await chosen(page, ".offers").filter({ hasText: "Ben Nold" }).waitFor();
  await press("Enter");
  await until("the next to be on its way", () => held.asked === 2);
  held.release();
  await until("the one who was chosen last", async () => (await now()).assignee?.name === "Ben Nold");
});

scenario("three notes in a row are three notes, however slow the desk is", {}, async (world) => {
  const { page, press, now } = await ticket(world);
  const held = await hold(page, "**/t/1/notes", "POST");
  await page.locator("body").press("n");
  await focusOn(page, "#c-note");
  for (const text of ["The first", "Something else", "And a third"]) {
    await press("Control+a");
    await page.keyboard.type(text);
    await press("Control+Enter");
    // The same again is one press too many.
    await press("Control+Enter");
  }
  const notes = async () => (await now()).activities.filter(({ kind }) => kind === "note").map(({ text }) => text);
  for (let at = 1; at <= 3; at += 1) {
    await until(`the note ${at} to be on its way`, () => held.asked === at);
    held.release();
    await until(`the note ${at}`, async () => (await notes()).length === at);
  }
  assert.deepEqual(await notes(), ["The first", "Something else", "And a third"]);
  await until("the field to be empty", async () => (await page.locator("#c-note").inputValue()) === "");
  assert.equal(held.asked, 3);
});

/** Lets a number of answers go one after the other, as the page asks for them. */
async function oneByOne(held, many) {
  for (let at = 1; at <= many; at += 1) {
    await until(`number ${at} to be on its way`, () => held.asked === at);
    held.release();
  }
}

scenario("who types on while the desk is slow says each thing once", {}, async (world) => {
  const { page, press, now } = await ticket(world);
  const kinds = async (kind) => (await now()).activities.filter((one) => one.kind === kind).map(({ text, message }) => (text ?? message?.text ?? "").trim());
  const notes = await hold(page, "**/t/1/notes", "POST");
  await page.locator("body").press("n");
  await focusOn(page, "#c-note");
  await page.keyboard.type("The first");
  await press("Control+Enter");
  await page.keyboard.type(" and the second");
  await press("Control+Enter");
  await oneByOne(notes, 2);
  await until("the notes", async () => (await kinds("note")).length === 2);
  assert.deepEqual(await kinds("note"), ["The first", "and the second"]);
  await until("the field to be empty", async () => (await page.locator("#c-note").inputValue()) === "");
  // An answer of one's own is no answer that somebody has not seen.
  const answers = await hold(page, "**/t/1/messages", "POST");
  await press("Escape", "r");
  await focusOn(page, "#c-text");
  await page.keyboard.type("Try the other cable.");
  await press("Control+Enter");
  await page.keyboard.type("\nAnd the other lamp.");
  await press("Control+Enter");
  await oneByOne(answers, 2);
  const sent = [];
  for (const words of ["Try the other cable.", "And the other lamp."]) sent.push(await world.sink.message(words, (one) => one.mail.text.includes(words)));
  assert.equal(sent.filter(({ mail }) => mail.text.includes("cable") && mail.text.includes("And the other")).length <= 1, true);
  await until("the field to be empty", async () => (await page.locator("#c-text").inputValue()) === "");
  assert.equal(await page.locator(".composer .error-msg, .composer .notice").count(), 0);
});

scenario("of texts in a row none is lost when the desk does not take the first", {}, async (world) => {
  const { someone, page, press, now } = await ticket(world);
  let fail = () => {};
  const failed = new Promise((resolve) => { fail = () => resolve(undefined); });
  let asked = 0;
  await page.route("**/t/1/notes", async (route) => { asked += 1; await failed; await route.abort(); });
  await page.locator("body").press("n");
  await focusOn(page, "#c-note");
  for (const text of ["The first", "Something else", "And a third"]) {
    await press("Control+a");
    await page.keyboard.type(text);
    await press("Control+Enter");
  }
  await until("the first to be on its way", () => asked === 1);
  fail();
  await page.locator("[data-unsaved]", { hasText: "Note" }).waitFor();
  const whole = "The first\n\nSomething else\n\nAnd a third";
  await until("all of them in their field", async () => (await page.locator("#c-note").inputValue()) === whole);
  await page.unroute("**/t/1/notes");
  await page.locator("[data-unsaved] button").click();
  await until("the note", async () => (await now()).activities.some(({ text }) => text === whole));
  assert.equal(asked, 1, "what stood behind it was not sent without it");
  await someone.forgive(/ERR_FAILED/);
});

scenario("three tags in a row are three tags, and a choice after another wins Z", {}, async (world) => {
  const { page, press, now } = await ticket(world);
  const held = await hold(page, "**/t/1/edit", "POST");
  await page.locator("body").press("t");
  await focusOn(page, "#f-tag");
  for (const tag of ["vpn", "net", "dns"]) {
    await press("Control+a");
    await page.keyboard.type(tag);
    await press("Enter");
  }
  await oneByOne(held, 3);
  await until("the tags", async () => (await now()).tags.length === 3);
  // Status, then priority: the answer to the first gives nothing to Z while the second is on its way.
  await page.locator("#f-status").selectOption("waiting");
  await page.locator("#f-priority").selectOption("urgent");
  await until("both on their way", () => held.asked === 5);
  assert.equal(await page.locator("form[data-undo]").count(), 0);
  held.release();
  await toast(page).filter({ hasText: "Changed: Priority" }).getByRole("button", { name: "Undo" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("body").press("z");
  await until("the priority as it was", async () => (await now()).priority === "medium");
  assert.equal((await now()).status, "waiting");
});

scenario("an update of the log that was asked before an answer is not drawn over it", {}, async (world) => {
  const { page, press } = await ticket(world);
  // What the desk said of the note before it was changed comes after the answer to the change.
  const waiting = /** @type {(() => void)[]} */ ([]);
  await page.route("**/t/1/log?**", async (route) => {
    const response = await route.fetch();
    await new Promise((go) => waiting.push(() => go(null)));
    await route.fulfill({ response });
  });
  await page.locator("body").press("n");
  await focusOn(page, "#c-note");
  await page.keyboard.type("The cabel is loose");
  await press("Control+Enter");
  const note = page.locator(".msg.note"), edit = note.locator("details.alt");
  await note.waitFor();
  await until("the update to be held", () => waiting.length === 1);
  await edit.locator("summary").click();
  await edit.locator("textarea").fill("The cable is loose");
  await press("Control+Enter");
  await note.locator(".pre", { hasText: "The cable" }).waitFor();
  await edit.locator("summary").click();
  await edit.locator("textarea").waitFor();
  for (let at = 1; at <= 2; at += 1) {
    await until(`update ${at}`, () => waiting.length === 1);
    waiting.splice(0).forEach((go) => go());
  }
  await page.unrouteAll({ behavior: "wait" });
  assert.equal((await world.desk.api("POST", "/tickets/1/notes", { text: "Seen." })).status, 201);
  await page.locator(".msg.note", { hasText: "Seen." }).waitFor();
  assert.equal(await edit.first().locator("textarea").isVisible(), true, "what was opened since stays open");
  assert.match(await note.first().innerText(), /The cable is loose/);
});
