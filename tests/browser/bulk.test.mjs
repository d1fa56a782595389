// Changing many tickets at once in the overview, and taking it back: by mouse, and by the keyboard alone.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const statuses = (page) => page.locator("[data-rows] tr .c-status").allInnerTexts();

async function some(desk, count) {
  for (let at = 1; at <= count; at += 1) {
    const sent = await desk.send({ from: `c${at}@customer.example`, subject: `Ticket ${at}`, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
}

scenario("a range is selected with the mouse, closed, and taken back", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await some(desk, 5);
  const person = await expert();
  const { page } = person;
  await page.goto("/tickets");
  const bar = page.locator("[data-bulk]");
  assert.equal(await bar.isVisible(), false);
  const boxes = page.locator("[data-rows] .c-sel input");
  await boxes.nth(1).click();
  await boxes.nth(3).click({ modifiers: ["Shift"] });
  assert.equal(await bar.locator("[data-bulk-n]").innerText(), "3 selected");
  await page.setViewportSize({ width: 1440, height: 900 });
  await bar.getByText("Status").click();
  await bar.locator("button[name=status][value=closed]").click();
  await until("three are closed", async () => (await statuses(page)).filter((word) => word === "Closed").length === 3);
  assert.equal(await bar.isVisible(), false, "the selection is over");
  const notice = page.locator(".list .notice");
  assert.match(await notice.innerText(), /Changed: #\d #\d #\d/);
  await notice.getByRole("button").click();
  await page.waitForURL("**undone=*");
  assert.match(await page.locator(".list .notice").innerText(), /Taken back.*3 tickets/);
  await until("all are open again", async () => (await statuses(page)).every((word) => word === "Open"));
  // What is refused says so at the selection, which stays, as does the tag.
  await boxes.first().click();
  await bar.locator("summary", { hasText: "Tag" }).click();
  await bar.locator("#bulk-tag").fill("a,b");
  await bar.getByText("Add a tag").click();
  await bar.locator(".error-msg").waitFor();
  await person.forgive(/status of 422/);
  assert.equal(await bar.locator("#bulk-tag").inputValue(), "a,b");
  assert.equal(await boxes.first().isChecked(), true);
  await bar.locator("#bulk-tag").fill("vpn");
  await page.keyboard.press("Enter");
  await page.locator("[data-rows] .c-tags", { hasText: "vpn" }).waitFor();
  const prepare = async (shown) => { await shown.locator("[data-rows] .c-sel input").nth(2).click(); };
  assert.deepEqual(await look(browser, person, "bulk", `${desk.url}/tickets`, { prepare }), []);
});

scenario("tickets are selected and changed with the keyboard alone, and by the whole list", { timeout: 180_000 }, async ({ desk, expert }) => {
  await some(desk, 4);
  const { page } = await expert();
  await page.goto("/tickets");
  await page.locator("[data-rows] tr").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await page.locator("[data-bulk-n]").innerText(), "2 selected");
  await page.keyboard.press("p");
  await page.keyboard.press("Enter");
  const urgent = async () => page.locator("[data-rows] .c-prio", { hasText: "Urgent" }).count();
  await page.locator(".list .notice").waitFor();
  await until("two are urgent", async () => (await urgent()) === 2);
  // What comes while something is selected leaves the selection as it is.
  await page.keyboard.press("x");
  const chosen = await page.locator("[data-rows] .c-sel :checked").first().inputValue();
  await desk.send({ from: "late@customer.example", subject: "Late", text: "Help\n" });
  await page.locator("[data-arrivals]:not([hidden])").or(page.locator(".subj", { hasText: "Late" })).first().waitFor();
  assert.equal(await page.locator("[data-rows] .c-sel :checked").first().inputValue(), chosen);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("[data-rows] .c-sel :checked").count(), 0);
  await page.keyboard.press("z");
  await page.waitForURL("**undone=*");
  assert.equal(await urgent(), 0);
  // All that are shown, and what stands behind them.
  await page.locator("[data-bulk-all]").focus();
  await page.keyboard.press("Space");
  assert.equal(await page.locator("[data-bulk-n]").innerText(), "5 selected");
  await page.keyboard.press("a");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until("all are Ada's", async () => (await page.locator("[data-rows] .c-who", { hasText: "Ada" }).count()) === 5);
});

scenario("a double click opens the row under the first press, and Enter merges into the number", { timeout: 120_000 }, async ({ desk, expert }) => {
  for (const name of ["First", "Second", "Third"]) await desk.api("POST", "/tickets", { name, customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  await page.setViewportSize({ width: 1440, height: 900 });
  // The preview takes room, the filters wrap, the rows go down: whatever is under the second press.
  for (const [name, pause] of [["Third", 0], ["Third", 150], ["Second", 300]]) {
    await page.goto("/tickets");
    const place = await page.locator("[data-rows] tr", { hasText: name }).locator(".c-customer, td").nth(2).boundingBox();
    const at = [place.x + 20, place.y + place.height / 2];
    await page.mouse.click(...at);
    // Nothing is waited for: this is how fast somebody presses twice.
    if (pause) await page.waitForTimeout(pause);
    await page.mouse.click(...at);
    await page.waitForURL("**/t/*");
    await page.locator("h1", { hasText: name }).waitFor();
  }
  await page.goto("/tickets");
  for (const name of ["Second", "Third"]) await page.locator("[data-rows] tr", { hasText: name }).locator("[type=checkbox]").check();
  await page.locator("[data-bulk] summary", { hasText: "Merge" }).click();
  await page.locator("#bulk-merge").fill("1");
  await page.keyboard.press("Enter");
  await until("two of them to be in the first", async () => (await page.locator("[data-rows] tr:not(.gone)").count()) === 1);
});
