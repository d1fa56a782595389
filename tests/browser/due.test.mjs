// What time does on the screens: due times that come nearer and are late while a page stands open, a
// rule that time starts, made with the mouse and by keyboard alone.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const CAMILLE = "Camille Roux <camille@customer.example>";
const MINUTE = 60_000;

const good = async (desk, method, path, body) => {
  const answer = await desk.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Sends a mail and reads the number of the ticket that it made. */
async function mailed(desk, subject) {
  const sent = await desk.send({ from: CAMILLE, subject, text: "Help\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const { body } = await desk.api("GET", "/tickets?status=open");
  return body.tickets.find((ticket) => ticket.name === subject).number;
}

const dueIn = (minutes) => new Date(Date.now() + minutes * MINUTE).toISOString();

scenario("a due time comes nearer and is late while the page stands open", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const near = await mailed(desk, "Printer");
  await good(desk, "PATCH", `/tickets/${near}`, { due_at: dueIn(2.9) });
  const late = await mailed(desk, "Scanner");
  await good(desk, "PATCH", `/tickets/${late}`, { due_at: dueIn(-90) });
  const far = await mailed(desk, "A very long name of a request about a lamp in the corridor of the second floor");
  await good(desk, "PATCH", `/tickets/${far}`, { due_at: dueIn(3 * 24 * 60 + 30) });
  const person = await expert();
  const { page } = person;
  await page.clock.install();
  await page.goto("/tickets");
  const due = (name) => page.locator("[data-rows] tr", { hasText: name }).locator(".due");
  assert.equal(await due("Printer").innerText(), "Due in 3 min");
  assert.equal(await due("Scanner").innerText(), "Late by 1 h");
  assert.equal(await due("lamp").innerText(), "Due in 3 days");
  assert.match(await due("Scanner").getAttribute("class"), /c-red/);
  await page.clock.fastForward(MINUTE + 10_000);
  await until("two minutes", async () => (await due("Printer").innerText()) === "Due in 2 min");
  await page.clock.fastForward(4 * MINUTE);
  await until("late", async () => (await due("Printer").innerText()) === "Late by 2 min");
  assert.match(await due("Printer").getAttribute("class"), /c-red/);
  assert.equal(await due("lamp").innerText(), "Due in 3 days");
  assert.deepEqual(await look(browser, person, "due-list", `${desk.url}/tickets?preview=${late}`), []);
  const open = (page) => page.evaluate(() => document.querySelectorAll("details.alt").forEach((it) => { it.open = true; }));
  assert.deepEqual(await look(browser, person, "due-ticket", `${desk.url}/t/${late}`, { prepare: open }), []);
});

scenario("a due time is set by hand and taken away", { timeout: 120_000 }, async ({ desk, expert }) => {
  const number = await mailed(desk, "Printer");
  const { page } = await expert();
  await page.goto(`/t/${number}`);
  await page.locator("summary", { hasText: "Set a due time" }).click();
  await page.locator("#f-due").fill("2030-11-25T14:00");
  await page.locator("#f-due").press("Enter");
  await page.locator(".info-sec .due", { hasText: "days" }).waitFor();
  await page.locator(".log .ev", { hasText: "set it due" }).waitFor();
  assert.match(await page.locator(".log .ev", { hasText: "set it due" }).innerText(), /25 November 2030, 14:00/);
  const { due_at } = await good(desk, "GET", `/tickets/${number}`);
  assert.equal(due_at, "2030-11-25T14:00:00.000Z", "the zone of this desk is UTC");
  await page.locator("details.alt", { hasText: "Set a due time" }).evaluate((it) => { it.open = true; });
  await page.locator("#f-due").fill("");
  await page.locator("#f-due").press("Enter");
  await page.locator(".log .ev", { hasText: "took the due time away" }).waitFor();
  // The stream may bring the line before the answer to the form comes, which draws what somebody is at.
  await until("no due time", async () => (await page.locator(".info-sec .due").count()) === 0);
});

scenario("a rule that time starts is made with the mouse, tried, and fires on the open page", { timeout: 150_000 }, async ({ desk, expert }) => {
  const number = await mailed(desk, "Printer");
  const person = await expert();
  const { page } = person;
  await page.goto("/settings/rules/new");
  await script(page, "settings_rule");
  await page.locator("#name").fill("Waiting");
  await page.locator("[name=when][value=mail_makes_ticket]").uncheck();
  await page.locator("[name=when][value=time_passed]").check();
  await page.locator("#add-action").click();
  await page.locator("#a1-action").selectOption("priority");
  await page.locator("select#a1-value option[value=urgent]").waitFor({ state: "attached" });
  await page.locator("#a1-value").selectOption("urgent");
  // Without a time it is refused, with what to do, and nothing typed is lost.
  await page.locator(".foot-bar .primary").click();
  await page.locator(".summary-box", { hasText: "only if a condition speaks of a time" }).waitFor();
  await person.forgive(/422/);
  assert.equal(await page.locator("#name").inputValue(), "Waiting");
  await script(page, "settings_rule");
  await page.locator("[value='add-condition:1']").click();
  await page.locator("#n2-field:focus").waitFor();
  await page.locator("#n2-field").selectOption("waiting_on_us");
  await page.locator("input#n2-value[placeholder*='4h']").waitFor();
  await page.locator("#n2-value").fill("0m");
  await page.locator("[data-try]").click();
  await page.locator("[data-tried] tbody tr").first().waitFor();
  await page.locator("[data-said]", { hasText: /^\s*Would match 1 of 1 tickets that are not closed/ }).waitFor();
  const ticket = await page.context().newPage();
  await ticket.goto(`/t/${number}`);
  await page.locator(".foot-bar .primary").click();
  await page.waitForURL("**/settings/rules?saved=1");
  const line = ticket.locator(".log .ev", { hasText: "Rule Waiting" });
  await line.waitFor();
  assert.match(await line.innerText(), /priority from Medium to Urgent/);
  await until("the priority", async () => (await ticket.locator("#f-priority").inputValue()) === "urgent");
  assert.match(await page.locator("[data-rule]").innerText(), /time passed/);
});

scenario("a rule that time starts is made by keyboard alone", { timeout: 150_000 }, async ({ desk, expert }) => {
  const number = await mailed(desk, "Printer");
  const { page } = await expert();
  await page.goto("/settings/rules/new");
  await script(page, "settings_rule");
  const keys = page.keyboard;
  await tabTo(page, "#name");
  await keys.type("Due");
  await tabTo(page, "[name=when][value=mail_makes_ticket]");
  await keys.press("Space");
  await tabTo(page, "[name=when][value=time_passed]");
  await keys.press("Space");
  await tabTo(page, "[value='add-condition:1']");
  await keys.press("Enter");
  await page.locator("#n2-field:focus").waitFor();
  // Slower than a choice by mouse is followed, quicker than the browser forgets what was typed.
  await keys.type("Age of the ticket");
  await page.waitForTimeout(500);
  await keys.type(", in");
  await page.locator("input#n2-value[placeholder='30m or 4h']").waitFor();
  await tabTo(page, "#n2-value");
  await keys.type("0m");
  await tabTo(page, "#add-action");
  await keys.press("Enter");
  await page.locator("#a1-action:focus").waitFor();
  await keys.type("Set due in business");
  await page.locator("input#a1-value").waitFor();
  await keys.press("Tab");
  await keys.type("4h");
  await keys.press("Enter");
  await page.waitForURL("**/settings/rules?saved=1");
  await until("the due time", async () => (await good(desk, "GET", `/tickets/${number}`)).due_at);
});
