// A log longer than one page shows: the lines before are led to where one reads, and so is the way back, what is new
// further up, and what comes meanwhile. By mouse, and by the keyboard alone.

import assert from "node:assert/strict";
import { focusOn, tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

const BEN = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };
/** Lines of a log on one page. */
const WINDOW = 300;
const LONG = { timeout: 240_000 };

/** Notes of the admin, one after the other. */
async function notes(desk, number, from, to) {
  for (let at = from; at <= to; at += 1) {
    const { status, body } = await desk.api("POST", `/tickets/${number}/notes`, { text: `Note ${at}.` });
    assert.equal(status, 201, JSON.stringify(body));
  }
}

/** A ticket with so many notes, after the line of how it began; gives back its number. */
async function ticket(desk, count) {
  const { status, body } = await desk.api("POST", "/tickets", { name: "Écran noir", customer: { name: "Zoé Fabre", email: "zoe@lumen.example" } });
  assert.equal(status, 201, JSON.stringify(body));
  await notes(desk, body.number, 1, count);
  return body.number;
}

/** Somebody to whom the admin's notes are a colleague's, who may be new. */
async function colleague(world) {
  await world.desk.addUser(BEN);
  const ben = await world.person();
  await ben.signIn(BEN.email, BEN.password);
  return ben;
}

const scroller = (page) => page.locator("[data-scroll]");
const older = (page) => page.locator("[data-scroll] [data-older]");
const newest = (page) => page.locator("[data-scroll] .list-foot a:not([data-older])");
/** The numbers of the notes that the page has, first and last. */
const range = (page) => page.locator("[data-log]").evaluate((log) => [...(log.textContent ?? "").matchAll(/Note (\d+)\./g)].map(([, at]) => Number(at))).then((all) => [all[0], all.at(-1), all.length]);
/** The numbers of the notes that one sees without scrolling. */
const seen = (page) => scroller(page).evaluate((el) => {
  const { top, bottom } = el.getBoundingClientRect();
  const all = [...el.querySelectorAll("[data-log] > li")].filter((li) => { const box = li.getBoundingClientRect(); return box.height > 0 && box.bottom > top && box.top < bottom; });
  return all.flatMap((li) => /Note (\d+)\./.exec(li.textContent ?? "")?.slice(1).map(Number) ?? []);
});
/** Waits until a note can be read; a failure says which ones can be. */
const inSight = (page, at) => until(`note ${at} in sight`, async () => (await seen(page)).includes(at)).catch(async (error) => {
  throw new Error(`${error.message}; in sight: ${(await seen(page)).join(", ")}`);
});
const atEnd = (page) => until("the end of the log", () => scroller(page).evaluate((el) => el.scrollTop > 0 && el.scrollHeight - el.scrollTop - el.clientHeight < 2));
const atTop = (page) => until("the top of the log", () => scroller(page).evaluate((el) => el.scrollTop === 0));

/** Turns the wheel over the log. */
async function wheel(page, by) {
  const { x, y, width, height } = await scroller(page).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, by);
}

/** From the answer one goes backwards to what stands at the end of the log. */
async function backTo(page, selector) {
  await page.keyboard.press("r");
  await focusOn(page, "#c-text");
  for (let stops = 0; stops < 12; stops += 1) {
    await page.keyboard.press("Shift+Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  await focusOn(page, selector);
}

scenario("earlier lines of a long log are led to where one reads, and back to the newest", LONG, async (world) => {
  const number = await ticket(world.desk, 2 * WINDOW + 20);
  const { page } = await colleague(world);
  await page.goto(`/t/${number}?view=not-closed`);
  await atEnd(page);
  // The line of how it began is one of the log, and not of these.
  assert.deepEqual(await range(page), [WINDOW + 21, 2 * WINDOW + 20, WINDOW]);
  assert.equal(await newest(page).count(), 0, "these are the newest");
  await inSight(page, 2 * WINDOW + 20);

  // By mouse, from the first line: the one before it is the next that somebody reads who goes up.
  await wheel(page, -100_000);
  await atTop(page);
  await older(page).click();
  await page.waitForURL("**before=*");
  assert.deepEqual(await range(page), [21, WINDOW + 20, WINDOW]);
  await inSight(page, WINDOW + 20);
  assert.equal(new URL(page.url()).searchParams.get("view"), "not-closed", "the inbox beside it is the same");
  await wheel(page, -100_000);
  await atTop(page);
  await older(page).click();
  await until("the first lines", async () => (await range(page).catch(() => [0]))[0] === 1);
  assert.deepEqual(await range(page), [1, 20, 20]);
  await inSight(page, 20);
  assert.equal(await older(page).count(), 0, "there is nothing before");
  await wheel(page, 100_000);
  await newest(page).click();
  await page.waitForURL((url) => !url.searchParams.has("before"));
  await atEnd(page);
  await inSight(page, 2 * WINDOW + 20);
});

scenario("by keyboard alone: earlier lines of a long log, and back to the newest", LONG, async (world) => {
  const number = await ticket(world.desk, WINDOW + 40);
  const { page } = await colleague(world);
  const { keyboard } = page;
  await page.goto(`/t/${number}`);
  await atEnd(page);
  await tabTo(page, "[data-scroll]");
  await keyboard.press("Home");
  await atTop(page);
  await keyboard.press("Tab");
  await focusOn(page, "[data-scroll] [data-older]");
  await keyboard.press("Enter");
  await page.waitForURL("**before=*");
  assert.deepEqual(await range(page), [1, 40, 40]);
  await inSight(page, 40);
  // The keys go through these lines as through the newest.
  await tabTo(page, "[data-scroll]");
  await keyboard.press("Home");
  await atTop(page);
  await inSight(page, 1);
  await keyboard.press("End");
  await inSight(page, 40);
  await backTo(page, "[data-scroll] .list-foot a");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Back to the newest lines");
  await keyboard.press("Enter");
  await page.waitForURL((url) => !url.searchParams.has("before"));
  await atEnd(page);
  await inSight(page, WINDOW + 40);
});

/** Opens the ticket, of which notes after `read` are new, and goes to the first of them; then to the newest. */
async function ledTo(page, number, { read, all }, press) {
  await page.goto(`/t/${number}`);
  await atEnd(page);
  const jump = page.locator("[data-fresh]");
  assert.equal((await jump.innerText()).trim(), `${all - read} new`);
  await press("[data-fresh]");
  await page.waitForURL("**before=*");
  await inSight(page, read + 1);
  const mark = page.locator("#new");
  assert.deepEqual(await mark.allInnerTexts(), ["New"], "a line over the first that is new");
  assert.match(await page.locator("#new + li").innerText(), new RegExp(`Note ${read + 1}\\.`));
  // Nothing is left out between here and the newest lines.
  const [first, last] = await range(page);
  assert.ok(first <= read + 1 && last >= all - WINDOW, `${first} to ${last}`);
  await newest(page).scrollIntoViewIfNeeded();
  await newest(page).click();
  await page.waitForURL((url) => !url.searchParams.has("before"));
  await atEnd(page);
  await inSight(page, all);
  assert.equal(await jump.count(), 0, "what was seen is new no more");
}

scenario("what is new on an older page of a log is led to, and marked there", LONG, async (world) => {
  const { desk } = world, read = 15, all = read + WINDOW + 10, more = all + WINDOW + 10;
  const number = await ticket(desk, read);
  const { page } = await colleague(world);
  await page.goto(`/t/${number}`);
  await inSight(page, read);
  // Somebody who is elsewhere does not read what comes.
  await page.goto("/");
  await notes(desk, number, read + 1, all);
  await ledTo(page, number, { read, all }, (selector) => page.locator(selector).click());
  await page.goto("/");
  await notes(desk, number, all + 1, more);
  await ledTo(page, number, { read: all, all: more }, async (selector) => { await tabTo(page, selector); await page.keyboard.press("Enter"); });
});

scenario("what comes while one reads earlier lines is counted, and led to", LONG, async (world) => {
  const { desk } = world, all = WINDOW + 40;
  const number = await ticket(desk, all);
  const { page } = await colleague(world);
  const newer = page.locator("[data-newer]");
  const says = (text) => page.locator("[data-newer]:visible", { hasText: new RegExp(`^${text}$`) }).waitFor();
  const earlier = async () => {
    await page.goto(`/t/${number}`);
    await atEnd(page);
    await page.goto(new URL(await older(page).getAttribute("href"), page.url()).href);
    await page.waitForURL("**before=*");
    await inSight(page, 40);
  };
  await earlier();
  assert.equal(await newer.isVisible(), false);
  const place = () => page.locator("[data-log] > li", { hasText: "Note 40." }).boundingBox();
  const before = await place();
  await notes(desk, number, all + 1, all + 1);
  await says("1 new line, show");
  await desk.api("PATCH", `/tickets/${number}`, { priority: "urgent" });
  await says("2 new lines, show");
  assert.deepEqual(await place(), before, "what one reads stays where it is");
  assert.deepEqual((await range(page)).slice(0, 2), [1, 40], "and what comes is no part of it");
  await newer.click();
  await page.waitForURL((url) => !url.searchParams.has("before"));
  await inSight(page, all + 1);
  await page.locator("[data-log] > .ev", { hasText: "Urgent" }).waitFor();

  // By keyboard, from the answer.
  await earlier();
  await notes(desk, number, all + 2, all + 2);
  await says("1 new line, show");
  await backTo(page, "[data-newer]");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.searchParams.has("before"));
  await inSight(page, all + 2);
});

scenario("a note of one's own is changed on an earlier page of a log, where it stands", LONG, async ({ desk, expert }) => {
  const number = await ticket(desk, WINDOW + 40);
  const { page } = await expert();
  await page.goto(`/t/${number}`);
  await page.goto(new URL(await older(page).getAttribute("href"), page.url()).href);
  await page.waitForURL("**before=*");
  const note = page.locator("[data-log] > li", { hasText: "Note 40." });
  await note.locator("details.alt > summary").click();
  await note.locator("textarea").fill("Note 40. The cable is loose.");
  await note.locator("button:not([name])", { hasText: "Save" }).click();
  await until("the note at the desk", async () => JSON.stringify((await desk.api("GET", `/tickets/${number}`)).body.activities).includes("The cable is loose"));
  await note.locator(".body .pre", { hasText: "The cable is loose." }).waitFor();
  assert.deepEqual((await range(page)).slice(0, 2), [1, 40], "one is still where one was");
});
