// What is done to a whole ticket: linked, merged and taken apart, deleted and taken back.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

async function some(desk, ...subjects) {
  for (const subject of subjects) {
    const sent = await desk.send({ from: "ines@customer.example", subject, text: `${subject}: help\n` });
    assert.equal(sent.code, 250, sent.dialogue);
  }
}

scenario("a ticket is linked, merged, and taken out again", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await some(desk, "Lamp is dark", "All lamps are dark", "Door is shut");
  const person = await expert();
  const { page } = person;
  await page.goto("/t/1");
  await page.locator("#f-other").fill("99");
  await page.keyboard.press("Enter");
  await page.locator("#f-other-e").waitFor();
  await person.forgive(/status of 422/);
  await page.locator("#f-other").fill("#3");
  await page.keyboard.press("Enter");
  await page.locator("[data-part=links] a", { hasText: "Door is shut" }).waitFor();
  await page.locator("[data-log]", { hasText: "linked it to" }).waitFor();
  assert.deepEqual(await look(browser, person, "linked", `${desk.url}/t/1`), []);
  // By the keyboard alone: the menu, the number, Enter.
  const menu = page.locator(".tk-head details.menu");
  await menu.locator("summary").focus();
  await page.keyboard.press("Enter");
  const field = menu.locator("input[name=other]");
  await field.waitFor();
  const open = async (shown) => { await shown.locator(".tk-head details.menu summary").click(); };
  assert.deepEqual(await look(browser, person, "menu", `${desk.url}/t/1`, { prepare: open }), []);
  await field.fill("2");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/t/2?merged=1&undo=*");
  const text = await page.locator(".centre").innerText();
  assert.match(text, /#1 was merged into this ticket/);
  assert.match(text, /Lamp is dark: help[^]*All lamps are dark: help/);
  assert.deepEqual(await look(browser, person, "merged", page.url()), []);
  await page.goto("/t/1");
  assert.match(page.url(), /\/t\/2\?merged=1/);
  await page.getByRole("button", { name: "Unmerge" }).click();
  await page.waitForURL("**/t/1");
  assert.match(await page.locator(".tk-head h1").innerText(), /Lamp is dark/);
});

scenario("a ticket goes to the bin, and Z takes it out again", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await some(desk, "Lamp is dark", "Door is shut");
  const person = await expert();
  const { page } = person;
  const other = await expert();
  await other.page.goto("/t/1");
  await page.goto("/t/1");
  await page.locator(".tk-head details.menu summary").click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.locator("#toasts .toast", { hasText: "In the bin for 30 days" }).getByRole("button", { name: "Undo" }).waitFor();
  await page.locator(".tk-state", { hasText: "In the bin until" }).waitFor();
  assert.equal(await page.locator("#composer").isVisible(), false);
  assert.deepEqual(await look(browser, person, "bin", `${desk.url}/t/1`), []);
  // Whoever has the page open sees it there without a reload.
  await other.page.locator(".tk-state", { hasText: "In the bin until" }).waitFor();
  await page.locator("h1").click();
  await page.keyboard.press("z");
  await until("it is out again", async () => !(await page.locator(".tk-state").allInnerTexts()).join().includes("In the bin until"));
  await page.goto("/tickets");
  assert.equal(await page.locator("[data-rows] tr").count(), 2);
  await page.locator("[data-rows] .c-sel input").first().click();
  await page.locator("[data-bulk]").getByRole("button", { name: "Delete" }).click();
  // The row where the focus is stays, greyed; the list counts without it.
  await page.getByText("1 ticket", { exact: true }).waitFor();
});

scenario("a link is taken away, a ticket sleeps and wakes, by mouse", { timeout: 120_000 }, async ({ desk, expert }) => {
  await some(desk, "Lamp is dark", "Door is shut");
  const { status } = await desk.api("POST", "/tickets/1/link", { other: 2 });
  assert.ok(status < 300, `${status}`);
  const person = await expert();
  const { page } = person;
  const { page: second } = await expert();
  await second.goto("/t/2");
  await second.locator("[data-part=links] a", { hasText: "Lamp is dark" }).waitFor();
  await page.goto("/t/1");
  await page.getByRole("button", { name: "Take away the link to #2" }).click();
  await page.locator("[data-log]", { hasText: "took away the link to #2" }).waitFor();
  // Where the pointer is, the part is drawn by the answer, which may come after the stream.
  await until("the link gone", async () => (await page.locator("[data-part=links] li").count()) === 0);
  await second.locator("[data-log]", { hasText: "took away the link to #1" }).waitFor();
  await second.mouse.move(2, 2);
  await until("the link gone there", async () => (await second.locator("[data-part=links] li").count()) === 0);
  // Three times to choose from; each puts it to sleep and says until when, here and elsewhere.
  await second.goto("/t/1");
  for (const [word, said] of [["In 4 hours", /Asleep until/], ["Tomorrow at 9:00", /09:00/], ["Next Monday at 9:00", /09:00/]]) {
    await page.locator(".tk-head details.menu > summary").click();
    await page.getByRole("button", { name: /** @type {string} */ (word) }).click();
    await page.locator("[data-part=state]", { hasText: said }).waitFor();
    await second.locator("[data-part=state]", { hasText: "Asleep until" }).waitFor();
    await page.getByRole("button", { name: "Wake" }).click();
    await until("awake", async () => (await page.locator("[data-part=state] form").count()) === 0);
    await until("awake there", async () => (await second.locator("[data-part=state] form").count()) === 0);
  }
  await until("each of the three in the log", async () => (await page.locator(".log .ev", { hasText: "woke it" }).count()) === 3);
  // A time of one's own; one that is over is refused, and stands there to be changed.
  await page.locator(".tk-head details.menu > summary").click();
  await page.locator("#f-until").fill("2020-01-02T09:30");
  await page.locator("form:has(#f-until) button").click();
  await page.locator("#f-until-e").waitFor();
  await person.forgive(/status of 422/);
  assert.equal(await page.locator("#f-until").inputValue(), "2020-01-02T09:30");
  await page.locator("#f-until").fill("2031-02-03T09:30");
  await page.locator("form:has(#f-until) button").click();
  await page.locator("[data-part=state]", { hasText: /3 February 2031.*09:30/ }).waitFor();
});
