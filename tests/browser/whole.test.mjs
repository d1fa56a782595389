// A whole list in the overview, more than a page of it: selected, changed and taken back; by mouse,
// and by the keyboard alone.

import assert from "node:assert/strict";
import { focusOn, tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

/** What a page of the overview holds. */
const PAGE = 50;
const LAMPS = PAGE + 7;

/** More lamps than a page holds, and two doors that are no part of their list. */
async function lamps(desk) {
  const names = [...Array.from({ length: LAMPS }, (_, at) => `Lamp ${at + 1}`), "Door one", "Door two"];
  for (const name of names) {
    const { status, body } = await desk.api("POST", "/tickets", { name, customer: { email: "zoe@lumen.example" } });
    assert.equal(status, 201, JSON.stringify(body));
  }
}

/** Names of the tickets of a priority, as a program is told. */
async function named(desk, priority) {
  const { body } = await desk.api("GET", `/tickets?query=priority:${priority}&limit=200`);
  return body.tickets.map(({ name }) => name);
}
const isDoor = (name) => name.startsWith("Door");

/** Fails unless exactly the lamps, every one, have a priority. */
async function onlyLamps(desk, priority) {
  const names = await named(desk, priority);
  assert.equal(names.length, LAMPS);
  assert.deepEqual(names.filter(isDoor), []);
}

const rows = (page) => page.locator("[data-rows] tr:not([hidden])");
const says = (page, text) => page.locator("[data-bulk-n]:visible", { hasText: new RegExp(`^${text}$`) }).waitFor();
/** Presses where something stands: the page is not scrolled to it, as nobody has to. */
async function press(page, what) {
  const { x, y, width, height } = await what.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
}
const offer = (page) => page.locator("[data-bulk-whole]");

async function list(page) {
  await page.goto("/tickets?query=lamp");
  assert.equal(await rows(page).count(), PAGE);
  assert.equal(await offer(page).isVisible(), false);
}

scenario("a whole list is selected by mouse, changed, and taken back by one press", { timeout: 150_000 }, async ({ desk, expert }) => {
  await lamps(desk);
  const { page } = await expert();
  await list(page);
  // Some of a page are not all of it: nothing more is offered.
  await press(page, page.locator("[data-rows] .c-sel input").first());
  await says(page, "1 selected");
  assert.equal(await offer(page).isVisible(), false);
  await press(page, page.locator("[data-bulk-all]"));
  await says(page, `${PAGE} selected`);
  assert.equal(await offer(page).innerText(), `Select all ${LAMPS} of this list`);
  await press(page, offer(page));
  await says(page, `All ${LAMPS} of this list selected`);
  assert.equal(await offer(page).isVisible(), false);
  // One that is left out ends it: what is selected is what one sees.
  const second = page.locator("[data-rows] .c-sel input").nth(1);
  await press(page, second);
  await says(page, `${PAGE - 1} selected`);
  await press(page, second);
  await says(page, `${PAGE} selected`);
  await press(page, offer(page));
  await says(page, `All ${LAMPS} of this list selected`);

  const bar = page.locator("[data-bulk]"), notice = page.locator(".list .notice");
  await press(page, bar.locator("summary", { hasText: "Priority" }));
  await bar.locator("details[open]").waitFor();
  await press(page, bar.locator("button[name=priority][value=urgent]"));
  await notice.locator("form[data-undo]").waitFor();
  await bar.waitFor({ state: "hidden" });
  await onlyLamps(desk, "urgent");
  await until("every row to say so", async () => (await page.locator("[data-rows] .h-urgent").count()) === PAGE);
  await notice.getByRole("button").click();
  await page.waitForURL("**undone=*");
  assert.match(await notice.innerText(), new RegExp(`${LAMPS} tickets are back`));
  assert.deepEqual(await named(desk, "urgent"), []);
  assert.equal((await named(desk, "medium")).length, LAMPS + 2);
  assert.equal(await page.locator("[data-rows] .h-urgent").count(), 0);
});

scenario("a whole list is selected by the keyboard alone, changed, and taken back by a key", { timeout: 150_000 }, async ({ desk, expert }) => {
  await lamps(desk);
  const { page } = await expert();
  await list(page);
  const keys = async (...all) => { for (const key of all) await page.keyboard.press(key); };
  await tabTo(page, "[data-bulk-all]");
  await keys("Space");
  await says(page, `${PAGE} selected`);
  // A key leads into the bar, and the offer stands before what is in it.
  await keys("p");
  await page.locator("[data-bulk] details[open]").waitFor();
  await keys("Escape");
  await focusOn(page, "[data-bulk] summary");
  for (let stops = 0; stops < 6 && !(await offer(page).evaluate((el) => el === document.activeElement)); stops += 1) await keys("Shift+Tab");
  await focusOn(page, "[data-bulk-whole]");
  await keys("Enter");
  await says(page, `All ${LAMPS} of this list selected`);
  // The offer is gone: the keyboard goes on in the bar.
  await focusOn(page, "[data-bulk] *");
  await keys("p");
  await focusOn(page, "button[name=priority][value=urgent]");
  await keys("Tab");
  await focusOn(page, "button[name=priority][value=high]");
  await keys("Enter");
  await page.locator(".list .notice form[data-undo]").waitFor();
  await onlyLamps(desk, "high");
  await keys("z");
  await page.waitForURL("**undone=*");
  assert.match(await page.locator(".list .notice").innerText(), new RegExp(`${LAMPS} tickets are back`));
  assert.deepEqual(await named(desk, "high"), []);
});

scenario("a whole list stays whole while one looks through it", { timeout: 150_000 }, async ({ desk, expert }) => {
  await lamps(desk);
  const { page } = await expert();
  await list(page);
  await press(page, page.locator("[data-bulk-all]"));
  await press(page, offer(page));
  await says(page, `All ${LAMPS} of this list selected`);
  // The rest comes by itself near the end of the page, and is part of what was selected.
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 20_000);
  await until("the other rows", async () => (await rows(page).count()) === LAMPS);
  await says(page, `All ${LAMPS} of this list selected`);
  assert.equal(await page.locator("[data-rows] .c-sel :checked").count(), LAMPS);
  await page.keyboard.press("p");
  await page.keyboard.press("Enter");
  await page.locator(".list .notice form[data-undo]").waitFor();
  await onlyLamps(desk, "urgent");
});

scenario("what comes while a whole list is selected is counted before it is changed with it", { timeout: 150_000 }, async ({ desk, expert }) => {
  await lamps(desk);
  const { page } = await expert();
  await list(page);
  await press(page, page.locator("[data-bulk-all]"));
  await press(page, offer(page));
  await says(page, `All ${LAMPS} of this list selected`);
  await desk.api("POST", "/tickets", { name: "Lamp, the last", customer: { email: "zoe@lumen.example" } });
  await page.locator("[data-part=total]", { hasText: `${LAMPS + 1} tickets` }).waitFor();
  await says(page, `All ${LAMPS + 1} of this list selected`);
  await page.keyboard.press("p");
  await page.keyboard.press("Enter");
  await page.locator(".list .notice form[data-undo]").waitFor();
  assert.equal((await named(desk, "urgent")).length, LAMPS + 1);
});
