// Without a mouse: what is done to a whole list and to how it looks, and the menu of a ticket. After each step the
// focus stands where somebody goes on, never on nothing.

import assert from "node:assert/strict";
import { focusOn, loaded, tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

/** Somebody at a page of a desk with these tickets, the first of them number 1. */
async function start({ desk, expert }, path, ...names) {
  for (const name of names) await desk.api("POST", "/tickets", { name, customer: { email: "max@lumen.example" } });
  const someone = await expert();
  const { page } = someone;
  await page.goto(path);
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  return { someone, page, keyboard: page.keyboard, press };
}

const row = (page, number) => page.locator(`[data-rows] tr:not(.gone)[data-number="${number}"]`);
const many = (page, selector, count) => until(`${count} of ${selector}`, async () => (await page.locator(selector).count()) === count);
const heads = (page) => page.locator("thead th .w").allInnerTexts();

/** Whoever comes to a page goes past the rail by its first stop, and on from there. */
async function past(page) {
  await page.keyboard.press("Enter");
  await focusOn(page, "#main");
}

/** Selects the first rows of a list, by keys, and gives back their numbers. */
async function select(page, count) {
  const numbers = [];
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press("j");
    numbers.push(await page.evaluate(() => document.activeElement?.closest("tr")?.dataset.number));
    await page.keyboard.press("x");
  }
  await page.locator("[data-bulk-n]", { hasText: `${count} selected` }).waitFor();
  return numbers;
}

scenario("by keyboard alone: what is selected goes to the bin, and comes back", { timeout: 150_000 }, async (world) => {
  const { page, press } = await start(world, "/tickets", "One", "Two", "Three");
  await row(page, 3).waitFor();
  assert.deepEqual(await select(page, 2), ["3", "2"]);
  await tabTo(page, "[data-bulk] button[name=delete]");
  await press("Enter");
  await page.locator(".list .notice", { hasText: /In the bin for 30 days: .*#[23] .*#[23]/ }).waitFor();
  await many(page, "[data-rows] tr:not(.gone)", 1);
  assert.equal(await page.locator("[data-bulk]").isVisible(), false, "nothing is selected any more");
  // It stands in the list, where a row that is still there is one key away.
  await focusOn(page, "[data-rows] .subj");
  await press("j");
  await focusOn(page, "[data-rows] tr:not(.gone)[data-number='1'] .subj");
  await press("z");
  await loaded(page, "**undone=*");
  await page.locator(".list .notice", { hasText: /Taken out of the bin: .*2 tickets/ }).waitFor();
  await many(page, "[data-rows] tr:not(.gone)", 3);
  await past(page);
  await press("j");
  await focusOn(page, "[data-rows] .subj");
});

scenario("by keyboard alone: what is selected is merged into another, and parted", { timeout: 150_000 }, async (world) => {
  const { someone, page, keyboard, press } = await start(world, "/tickets", "One", "Two", "Three");
  await row(page, 3).waitFor();
  assert.deepEqual(await select(page, 2), ["3", "2"]);
  await tabTo(page, "[data-bulk] details:has(#bulk-merge) > summary");
  await press("Enter", "Tab");
  await focusOn(page, "#bulk-merge");
  // A number that is none is told at the selection, which stays, as do the field and its focus.
  await keyboard.type("99");
  await press("Enter");
  await page.locator("#bulk-e").waitFor();
  await someone.forgive(/status of 422/);
  await focusOn(page, "#bulk-merge");
  assert.equal(await page.locator("#bulk-merge").inputValue(), "99");
  assert.equal(await page.locator("[data-bulk-n]").innerText(), "2 selected");
  await press("Control+a");
  await keyboard.type("1");
  await press("Enter");
  await page.locator(".list .notice", { hasText: "Merged:" }).waitFor();
  await many(page, "[data-rows] tr:not(.gone)", 1);
  assert.equal(await page.locator("[data-bulk]").isVisible(), false, "nothing is selected any more");
  await focusOn(page, "[data-rows] .subj");
  await press("j");
  await focusOn(page, "[data-rows] tr:not(.gone)[data-number='1'] .subj");
  await press("z");
  await loaded(page, "**undone=*");
  await page.locator(".list .notice", { hasText: "Separate again:" }).waitFor();
  await many(page, "[data-rows] tr:not(.gone)", 3);
  for (const number of [2, 3]) await row(page, number).waitFor();
});

const MENU = "details:has(form[data-columns])";

/** Opens the menu of the columns and goes to a choice; the script that takes it at once comes behind the list. */
async function toChoice(page, selector) {
  if (!(await page.locator(`${MENU}[open]`).count())) {
    await tabTo(page, `${MENU} > summary`);
    await page.keyboard.press("Enter");
    await page.locator(`${MENU}[open]`).waitFor();
  }
  await until("the script of the columns", () => page.evaluate(async () => {
    const found = performance.getEntriesByType("resource").find(({ name }) => name.includes("/ticket_list_columns."));
    return found && import(found.name).then(() => true);
  }));
  await tabTo(page, selector);
}

scenario("by keyboard alone: one column is shown, another hidden, and both stay so", { timeout: 150_000 }, async (world) => {
  const { page, press } = await start(world, "/tickets", "One");
  await row(page, 1).waitFor();
  assert.deepEqual(await heads(page), ["Name", "Customer", "Status", "Assignee", "Priority", "Tags", "Updated"]);
  const box = (column) => `[data-columns] input[name=column][value=${column}]`;
  await toChoice(page, box("number"));
  await press("Space");
  await page.waitForURL("**columns=open");
  await page.locator("th[data-column=number]").waitFor();
  // The menu stands open for the next choice: whoever made this one goes on from there.
  await focusOn(page, box("number"));
  await toChoice(page, box("tags"));
  await press("Space");
  await page.locator("th[data-column=tags]").waitFor({ state: "detached" });
  await focusOn(page, box("tags"));
  await press("Escape");
  await page.locator(`${MENU}[open]`).waitFor({ state: "detached" });
  await focusOn(page, `${MENU} > summary`);
  await page.goto("/tickets");
  await row(page, 1).waitFor();
  assert.deepEqual(await heads(page), ["Name", "Customer", "Status", "Assignee", "Priority", "Updated", "No."]);
});

scenario("by keyboard alone: rows stand close, and stay so until they are not wanted so", { timeout: 150_000 }, async (world) => {
  const { page, press } = await start(world, "/tickets", "One");
  const compact = "[data-columns] input[name=compact]";
  await row(page, 1).waitFor();
  for (const [wanted, html] of [[true, "html[data-compact]"], [false, "html:not([data-compact])"]]) {
    await toChoice(page, compact);
    await press("Space");
    await page.locator(`${html} .tickets`).waitFor();
    await focusOn(page, compact);
    assert.equal(await page.locator(compact).isChecked(), wanted);
    await press("Escape");
    await focusOn(page, `${MENU} > summary`);
    for (const path of ["/inbox", "/tickets"]) {
      await page.goto(path);
      await page.locator(html).waitFor({ state: "attached" });
    }
  }
});

scenario("by keyboard alone: a list is narrowed by the quick filters, which count", { timeout: 150_000 }, async (world) => {
  const { desk } = world;
  const { page, press } = await start(world, "/", "One", "Two", "Three");
  await desk.api("PATCH", "/tickets/2", { status: "waiting" });
  await desk.api("PATCH", "/tickets/3", { status: "waiting", priority: "urgent" });
  await page.goto("/tickets");
  const filter = (word) => `.quick a.filter.h-${word}`;
  const counts = (wanted) => until(`the counts ${JSON.stringify(wanted)}`, async () => {
    const found = await Promise.all(Object.keys(wanted).map((word) => page.locator(filter(word)).locator(".num").innerText()));
    return found.join() === Object.values(wanted).join();
  });
  const on = () => page.locator(".quick a.filter[aria-current]").evaluateAll((all) => all.map((one) => one.textContent?.trim()));
  await counts({ open: 1, waiting: 2, urgent: 1, medium: 2 });
  await tabTo(page, filter("waiting"));
  await press("Enter");
  await loaded(page, "**status=waiting");
  await many(page, "[data-rows] tr", 2);
  // A priority counts what is waiting now; the other statuses still say what they would show.
  await counts({ open: 1, waiting: 2, urgent: 1, medium: 1 });
  assert.deepEqual(await on(), ["Waiting 2"]);
  await tabTo(page, filter("urgent"));
  await press("Enter");
  await loaded(page, "**priority=urgent");
  await many(page, "[data-rows] tr", 1);
  assert.deepEqual(await on(), ["Waiting 1", "Urgent 1"]);
  await past(page);
  await press("j");
  await focusOn(page, "[data-rows] tr[data-number='3'] .subj");

  // Pressed again it is off; what is left goes at once.
  await page.goto(page.url());
  await tabTo(page, filter("waiting"));
  await press("Enter");
  await loaded(page, (url) => !url.searchParams.has("status"));
  assert.deepEqual(await on(), ["Urgent 1"]);
  await tabTo(page, ".quick a.btn[href='/tickets']");
  await press("Enter");
  await loaded(page, "**/tickets");
  await many(page, "[data-rows] tr", 3);
  assert.deepEqual(await on(), []);
});

scenario("by keyboard alone: another view of the inbox is chosen", { timeout: 150_000 }, async (world) => {
  const { desk } = world;
  const { page, press } = await start(world, "/", "One", "Two");
  await desk.api("PATCH", "/tickets/1", { status: "waiting" });
  await page.goto("/inbox");
  const menu = "[data-inbox] details.menu", waiting = page.locator("[data-items] .tk", { hasText: "One" });
  await page.locator("[data-items] .tk", { hasText: "Two" }).waitFor();
  assert.equal(await waiting.count(), 0);
  await tabTo(page, `${menu} > summary`);
  await press("Enter");
  await page.locator(`${menu}[open]`).waitFor();
  // Left without a choice, it leads back to what opened it.
  await press("Tab");
  await focusOn(page, `${menu} .menu-list a:first-child`);
  await press("Escape");
  await page.locator(`${menu}[open]`).waitFor({ state: "detached" });
  await focusOn(page, `${menu} > summary`);
  await press("Enter");
  await tabTo(page, `${menu} .menu-list a[href*='view=not-closed']`);
  await press("Enter");
  await loaded(page, "**view=not-closed");
  await page.locator(`${menu} > summary`, { hasText: "Not closed" }).waitFor();
  await waiting.waitFor();
  assert.equal(await page.locator(`${menu} [aria-current]`).count(), 1);
  await past(page);
  await press("j");
  await focusOn(page, "[data-items] .tk:first-child");
  await press("j");
  await focusOn(page, "[data-items] .tk:nth-child(2)");
});

scenario("by keyboard alone: from the menu of a ticket its link is copied, it is printed and left unread", { timeout: 150_000 }, async (world) => {
  const { someone, page, press } = await start(world, "/", "Lamp");
  await world.desk.api("POST", "/tickets/1/notes", { text: "It flickers." });
  await someone.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // A window that asks for a printer would wait for somebody.
  await someone.context.addInitScript(() => { window.print = () => { document.documentElement.dataset.asked = "yes"; }; });
  await page.goto("/t/1");
  const more = ".tk-head details.menu > summary", link = "[data-copy='/t/1']", print = "a[href='/t/1/print']";
  await tabTo(page, more);
  await press("Enter", "Tab");
  await focusOn(page, link);
  await press("Enter");
  await page.locator("#toasts .toast", { hasText: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${world.desk.url}/t/1`);
  await focusOn(page, link);
  await press("Escape");
  await focusOn(page, more);

  await press("Enter", "Tab", "Tab");
  await focusOn(page, print);
  const [paper] = await Promise.all([someone.context.waitForEvent("page"), press("Enter")]);
  await paper.waitForURL("**/t/1/print");
  await paper.locator("[data-print] h1", { hasText: "Lamp" }).waitFor();
  await paper.locator("[data-print] ol li", { hasText: "It flickers." }).waitFor();
  await paper.locator("html[data-asked]").waitFor({ state: "attached" });
  await paper.keyboard.press("Tab");
  await focusOn(paper, "a[href='/t/1']");
  await paper.close();
  await focusOn(page, print);

  await tabTo(page, "button[name=unread]");
  await press("Enter");
  await loaded(page, "**/inbox*");
  await page.locator(".tk.unread[data-number='1']").waitFor();
  await past(page);
  await press("j");
  await focusOn(page, ".tk[data-number='1']");
  await press("o");
  await loaded(page, "**/t/1*");
  await page.locator(".tk[data-number='1']:not(.unread)").waitFor();
});
