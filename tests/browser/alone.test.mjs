// Without a mouse: what is done to a ticket and to a list once in a while. After each step the focus stands where
// somebody goes on, never on nothing.

import assert from "node:assert/strict";
import { focusOn, loaded, palette, tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

/** A desk with these tickets, and the first of them open. */
async function open({ desk, expert }, ...subjects) {
  await desk.deliver(subjects.map((subject) => ({ from: ZOE, subject, text: `${subject}: help\n` })));
  for (const subject of subjects) await desk.ticket(subject);
  const someone = await expert();
  await someone.page.goto("/t/1");
  const { keyboard } = someone.page;
  const press = async (...keys) => { for (const key of keys) await keyboard.press(key); };
  return { someone, page: someone.page, keyboard, press };
}

const part = (page, name, text) => page.locator(`[data-part=${name}]`, { hasText: text }).waitFor();
const line = (page, text) => page.locator(".log .ev", { hasText: text }).last().waitFor();
const without = (page, selector) => until(`no ${selector}`, async () => (await page.locator(selector).count()) === 0);

scenario("by keyboard alone: a message is split off, tickets are merged, linked and parted again", { timeout: 150_000 }, async (world) => {
  const { someone, page, keyboard, press } = await open(world, "Lamp", "All lamps", "Door");
  await world.desk.api("POST", "/tickets/1/messages", { text: "By the way: your invoice." });
  const split = "form[action$='/split'] button";
  await page.locator(split).waitFor();
  await tabTo(page, split);
  await press("Enter");
  await loaded(page, "**/t/1?undo=*");
  assert.equal(await page.locator(split).count(), 0);
  await press("z");
  await loaded(page, "**/t/1?undone=*");
  await page.locator(split).waitFor();

  await palette(page, "merge into", "Merge into #");
  await focusOn(page, "#f-merge");
  await keyboard.type("2");
  await press("Enter");
  await loaded(page, "**/t/2?merged=1&undo=*");
  await tabTo(page, "form[action$='/unmerge'] button");
  await press("Enter");
  await loaded(page, "**/t/1");

  // A number that is none is told at the field, which keeps it and the focus.
  await tabTo(page, "#f-other");
  await keyboard.type("99");
  await press("Enter");
  await page.locator("#f-other-e").waitFor();
  await someone.forgive(/status of 422/);
  await focusOn(page, "#f-other");
  assert.equal(await page.locator("#f-other").inputValue(), "99");
  await press("Control+a");
  await keyboard.type("3");
  await press("Enter");
  await part(page, "links", "Door");
  await focusOn(page, "#f-other");
  await press("Shift+Tab");
  await focusOn(page, "form[action$='/unlink'] button");
  await press("Enter");
  await line(page, "took away the link");
  await without(page, "form[action$='/unlink']");
  await focusOn(page, "#f-other");
  assert.equal(await page.locator("#f-other").inputValue(), "");
});

scenario("by keyboard alone: a due time, a customer and a name are changed in place", { timeout: 150_000 }, async (world) => {
  const { page, keyboard, press } = await open(world, "Lamp");
  const fold = "details.alt:has(#f-due) > summary";
  await tabTo(page, fold);
  await press("Enter", "Tab");
  await focusOn(page, "#f-due");
  // The same in any order of day and month, and in hours of 12 or 24.
  await keyboard.type("11112030");
  await press("ArrowRight");
  await keyboard.type("1010A");
  await press("Enter");
  await line(page, "set it due");
  assert.match((await world.desk.api("GET", "/tickets/1")).body.due_at, /^2030-11-11T10:10/);
  await focusOn(page, fold);
  await press("Enter", "Tab");
  await focusOn(page, "#f-due");
  for (let at = 0; at < 6; at += 1) await press("Backspace", "ArrowRight");
  await press("Enter");
  await line(page, "took the due time away");
  await focusOn(page, fold);

  // The button does what Enter in the field does, and leaves the focus at the same place.
  const text = "details.alt:has(#f-name) > summary";
  await tabTo(page, text);
  await press("Enter", "Tab");
  await focusOn(page, "#f-name");
  await press("Control+a");
  await keyboard.type("Lamp in the corridor");
  await tabTo(page, "form:has(#f-name) button");
  await press("Enter");
  await page.locator("h1", { hasText: "Lamp in the corridor" }).waitFor();
  await focusOn(page, text);

  const customer = "details.alt:has(#f-cname) > summary";
  await tabTo(page, customer);
  await press("Enter", "Tab");
  await focusOn(page, "#f-cname");
  await press("Control+a");
  await keyboard.type("Zoé Weiss");
  await press("Tab", "Tab", "Tab");
  await focusOn(page, "#f-cphone");
  await keyboard.type("01 99 00 14 27");
  await press("Enter");
  await part(page, "customer", "01 99 00 14 27");
  await part(page, "customer", "Zoé Weiss");
  await focusOn(page, customer);
});

scenario("by keyboard alone: a note is changed, deleted and put back, and the log is narrowed", { timeout: 150_000 }, async (world) => {
  const { someone, page, keyboard, press } = await open(world, "Lamp");
  await press("n");
  await focusOn(page, "#c-note");
  await keyboard.type("The cabel is loose, see https://lumen.example/");
  await press("Control+Enter");
  const note = page.locator(".msg.note");
  await note.waitFor();
  await focusOn(page, "#c-note");
  const fold = ".msg.note details.alt > summary";
  await press("Escape");
  await tabTo(page, fold);
  await press("Enter", "Tab");
  await focusOn(page, ".msg.note textarea");
  await press("Control+a");
  await keyboard.type("   ");
  await press("Control+Enter");
  await note.locator("[aria-invalid=true]").waitFor();
  await someone.forgive(/status of 422/);
  await focusOn(page, ".msg.note textarea");
  await press("Control+a");
  await keyboard.type("The cable is loose, see https://lumen.example/");
  await press("Control+Enter");
  await note.locator(".pre", { hasText: "The cable" }).first().waitFor();
  await focusOn(page, fold);
  await press("Enter");
  await tabTo(page, ".msg.note button[name=delete]");
  await press("Enter");
  await note.waitFor({ state: "detached" });
  const back = page.locator(".ev button", { hasText: "Put it back" });
  await back.waitFor();
  await focusOn(page, "[data-scroll], [data-scroll] *");
  await tabTo(page, ".ev button.link");
  await press("Enter");
  await note.waitFor();
  await focusOn(page, "[data-scroll], [data-scroll] *");

  // Each kind of line by itself, and everything again.
  const kinds = { mails: ["Lamp: help", ".msg:not(.note)"], notes: ["The cable", ".msg.note"], changes: ["created", ".ev"] };
  for (const [word, [text, kind]] of Object.entries(kinds)) {
    await tabTo(page, `.log-shows a[href*='show=${word}']`);
    await press("Enter");
    await page.waitForURL(`**show=${word}*`);
    await page.locator(`.log > ${kind}`, { hasText: text }).first().waitFor();
    assert.equal(await page.locator(".log-shows [aria-current]").count(), 1);
    // The next kind is one key away.
    await focusOn(page, `.log-shows a[href*='show=${word}']`);
  }
  assert.equal(await page.locator(".log > .msg").count(), 0);
  await tabTo(page, ".log-shows a:first-child");
  await press("Enter");
  await page.waitForURL((url) => !url.searchParams.has("show"));
  await focusOn(page, ".log-shows a:first-child");
  await note.waitFor();
});

scenario("by keyboard alone: a ticket sleeps, wakes, goes to the bin and comes back", { timeout: 150_000 }, async (world) => {
  const { page, keyboard, press } = await open(world, "Lamp");
  await palette(page, "snooze in 4", "Snooze: In 4 hours");
  await page.locator(".tk-state", { hasText: "Asleep until" }).waitFor();
  await tabTo(page, "form[action$='/wake'] button");
  await press("Enter");
  await line(page, "woke it");
  await without(page, "form[action$='/wake']");
  await focusOn(page, "[data-scroll], .centre a, .centre button, .centre summary");
  // A time of one's own, in the menu.
  await tabTo(page, ".tk-head details.menu > summary");
  await press("Enter");
  await tabTo(page, "#f-until");
  await keyboard.type("11112030");
  await press("ArrowRight");
  await keyboard.type("1010A");
  await press("Enter");
  await page.locator(".tk-state", { hasText: "2030" }).waitFor();

  await palette(page, "delete", "Delete");
  await page.locator(".tk-state", { hasText: "In the bin until" }).waitFor();
  await tabTo(page, "form[action$='/restore'] button");
  await press("Enter");
  await without(page, "form[action$='/restore']");
  await page.locator("#composer").waitFor();
  assert.equal((await world.desk.api("GET", "/tickets/1")).status, 200);
});

scenario("by keyboard alone: a list is saved for everybody, deleted, and leaves as a table", { timeout: 150_000 }, async (world) => {
  const { page, keyboard, press } = await open(world, "Lamp", "Door");
  await page.goto("/tickets?status=open");
  await palette(page, "save view", "Save view");
  await focusOn(page, "#view-name");
  await keyboard.type("Open lamps");
  await press("Tab");
  await focusOn(page, "form[action='/tickets/views'] [name=shared]");
  await press("Space", "Enter");
  await loaded(page, "**view=1");
  const mine = page.locator(".side-nav a", { hasText: "Open lamps" });
  assert.equal(await mine.getAttribute("aria-current"), "page");
  await page.locator(".side-nav h2", { hasText: "Shared views" }).waitFor();
  await tabTo(page, "summary[aria-label='Save view']");
  await press("Enter");
  await tabTo(page, "form[action='/tickets/views'] button[name=delete]");
  await press("Enter");
  await loaded(page, "**undo=*");
  assert.equal(await mine.count(), 0);
  await press("z");
  await loaded(page, "**undone=*");
  assert.equal(await mine.count(), 1);
  await tabTo(page, "a[download][href*='.csv']");
  const [download] = await Promise.all([page.waitForEvent("download"), press("Enter")]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await focusOn(page, "a[download]");
});
