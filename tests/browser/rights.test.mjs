// Somebody is narrowed while they work: what they may not see or do any more is gone from their open
// pages within a second, and what they had typed is still theirs.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const BEN = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };
/** What a change of rights may take to show, in milliseconds. */
const AT_ONCE = 1000;

/** Changes somebody as an admin's program does. */
async function change(desk, email, edit) {
  const { body } = await desk.api("GET", "/users");
  const { id } = body.users.find((user) => user.email === email);
  const { status } = await desk.api("PATCH", `/users/${id}`, edit);
  assert.equal(status, 200);
}

const row = (page, name) => page.locator("[data-rows] tr", { hasText: name });

/** Two tickets, both Ben's, and his browser with the list, one ticket and the inbox open. */
async function atWork(world) {
  const { desk } = world;
  await desk.addUser(BEN);
  await desk.deliver([{ from: ZOE, subject: "Lamp", text: "Dark\n" }, { from: ZOE, subject: "Door", text: "Shut\n" }]);
  const [lamp, door] = [await desk.ticket("Lamp"), await desk.ticket("Door")];
  const mine = { assignee: { user: BEN.email } };
  for (const { number } of [lamp, door]) await desk.api("PATCH", `/tickets/${number}`, mine);
  const ben = await world.person();
  await ben.signIn(BEN.email, BEN.password);
  const list = ben.page;
  await list.goto("/tickets");
  const open = await ben.context.newPage();
  await open.goto(`/t/${lamp.number}`);
  await open.locator("#c-text").waitFor();
  await row(list, "Lamp").waitFor();
  return { ben, list, open, lamp, door };
}

/** Marks a page: one that is drawn anew has no mark. */
const mark = (page) => page.evaluate(() => { Object.assign(window, { before: true }); });
const anew = (page) => until("the page anew", () => page.evaluate(() => !("before" in window)).catch(() => false));

/** Chromium tells without a word that it left out the animation between two pages. */
const quiet = (person) => { person.faults = person.faults.filter((fault) => fault !== "script: "); };

/**
 * Does something as an admin and measures until each of some things is so.
 *
 * @param {string} what
 * @param {() => Promise<unknown>} act
 * @param {Record<string, () => Promise<unknown>>} gone
 */
async function measured(what, act, gone) {
  await act();
  const done = performance.now();
  for (const [name, seen] of Object.entries(gone)) {
    await until(name, seen, 10_000);
    const ms = Math.round(performance.now() - done);
    console.log(`       ${what}: ${name} after ${ms} ms`);
    assert.ok(ms < AT_ONCE, `${name} after ${ms} ms`);
  }
}

scenario("a ticket that is given away leaves every open page", { timeout: 150_000 }, async (world) => {
  const { ben, list, open, lamp } = await atWork(world);
  const { desk } = world;
  for (const page of [list, open]) await mark(page);
  await change(desk, BEN.email, { visibility: "own" });
  // They come back from the server narrowed to his own, which is all that there is.
  for (const page of [list, open]) await anew(page);
  await until("the row", async () => (await row(list, "Lamp").count()) === 1);
  await open.locator("#c-text").waitFor();
  await row(list, "Lamp").locator(".subj").click();
  await list.locator(`.preview[data-number="${lamp.number}"]`).waitFor();
  await list.mouse.move(700, 300);
  // What is said of a ticket in the moment in which it goes is refused: it is said before.
  const said = open.waitForResponse((answer) => answer.url().endsWith("/presence") && (answer.request().postData() ?? "").includes("doing=mail"));
  await open.locator("#c-text").fill("Nearly done with this");
  await said;
  await measured("given away", () => desk.api("PATCH", `/tickets/${lamp.number}`, { assignee: { user: desk.admin.email } }), {
    "the row gone": async () => (await row(list, "Lamp").count()) === 0,
    "the side panel shut": async () => (await list.locator(".preview:visible").count()) === 0,
    "the composer gone": async () => (await open.locator("#composer").count()) === 0,
    "the fields gone": async () => (await open.locator("#f-status").count()) === 0,
    "the inbox's line gone": async () => (await open.locator(`[data-items] [data-number="${lamp.number}"]`).count()) === 0,
  });
  assert.match(await open.locator(".centre").innerText(), /This ticket is not yours to see any more/);
  assert.ok(!(await open.content()).includes("Dark"), "nothing of the ticket stays in the page");
  await row(list, "Door").waitFor();
  await open.getByRole("link", { name: "Back to the inbox" }).click();
  await open.waitForURL("**/inbox");
  // It comes back, and so does what he had typed.
  await desk.api("PATCH", `/tickets/${lamp.number}`, { assignee: { user: BEN.email } });
  await row(list, "Lamp").waitFor();
  await open.goto(`/t/${lamp.number}`);
  assert.equal(await open.locator("#c-text").inputValue(), "Nearly done with this");
  quiet(ben);
});

scenario("a narrower sight and a lesser role reach open pages at once", { timeout: 150_000 }, async (world) => {
  const { ben, list, open, door } = await atWork(world);
  const { desk } = world;
  await desk.api("PATCH", `/tickets/${door.number}`, { assignee: null });
  await row(list, "Door").locator(".c-who").getByText("Nobody").waitFor();
  const other = await ben.context.newPage();
  await other.goto(`/t/${door.number}`);
  await other.locator("#composer").waitFor();
  for (const page of [list, open]) await mark(page);
  await measured("visibility own", () => change(desk, BEN.email, { visibility: "own" }), {
    "the row gone": async () => (await row(list, "Door").count()) === 0,
    "the composer gone": async () => (await other.locator("#composer").count()) === 0,
  });
  await anew(list);
  await row(list, "Lamp").waitFor();
  assert.equal(await row(list, "Door").count(), 0);
  await other.getByRole("heading", { name: "Nothing here" }).waitFor();
  await ben.forgive(/404/);
  await other.getByRole("link", { name: "Back to the desk" }).click();
  await other.waitForURL((url) => url.pathname === "/");
  await other.close();
  await anew(open);
  // What is typed stays through the change, in the field that had the focus.
  await open.locator("#composer").waitFor();
  await open.locator("[data-mode=note]").click();
  await open.locator("#c-note").fill("Ask for the serial number");
  await measured("role observer", () => change(desk, BEN.email, { roles: ["observer"] }), {
    "the mail form gone": async () => (await open.locator("#c-text").count()) === 0,
    "the editors gone": async () => (await open.locator("#f-status").count()) === 0,
    "no way to create": async () => (await list.locator("a[href='/tickets/new']").count()) === 0,
  });
  await open.locator("aside.info .kv", { hasText: "Medium" }).waitFor();
  await row(list, "Lamp").waitFor();
  assert.equal(await list.locator("a[href='/tickets/new']").count(), 0);
  assert.equal(await open.locator("#c-text, #f-status").count(), 0);
  await until("what was typed", async () => (await open.locator("#c-note").inputValue()) === "Ask for the serial number");
  await open.locator("#c-note").press("Control+Enter");
  await open.locator("[data-log] .note", { hasText: "Ask for the serial number" }).waitFor();
  await measured("deactivated", () => change(desk, BEN.email, { active: false }), {
    "the list gone": async () => (await row(list, "Lamp").count()) === 0,
    "the ticket gone": async () => (await open.locator("[data-log]").count()) === 0,
  });
  for (const page of [list, open]) await page.waitForURL("**/sign-in?*");
  assert.equal(new URL(list.url()).searchParams.get("next"), "/tickets");
  quiet(ben);
});

scenario("the next person at the same window sees no draft of the last", {}, async (world) => {
  const { ben, open, lamp } = await atWork(world);
  await open.locator("#c-text").fill("For my eyes only");
  await open.reload();
  assert.equal(await open.locator("#c-text").inputValue(), "For my eyes only");
  await open.locator(".rail details.out summary").click();
  await open.locator("form[action='/sign-out'] button").click();
  await open.waitForURL("**/sign-in*");
  const { email, password } = world.desk.admin;
  await open.locator("input[name=email]").fill(email);
  await open.locator("input[name=password]").fill(password);
  await open.locator("form[action='/sign-in'] .btn.primary").click();
  await open.waitForURL((url) => url.pathname === "/");
  await open.goto(`/t/${lamp.number}`);
  assert.equal(await open.locator("#c-text").inputValue(), "");
  quiet(ben);
});

scenario("what an observer sees, and the audit log", { timeout: 240_000 }, async (world) => {
  const { desk, browser } = world;
  const { ben, lamp } = await atWork(world);
  await change(desk, BEN.email, { roles: ["observer"] });
  const faults = [];
  faults.push(...(await look(browser, ben, "observer-ticket", `${desk.url}/t/${lamp.number}`)));
  faults.push(...(await look(browser, ben, "observer-list", `${desk.url}/tickets`)));
  const ada = await world.expert();
  for (let i = 0; i < 8; i += 1) await desk.api("POST", "/groups", { name: `Floor ${i}` });
  faults.push(...(await look(browser, ada, "audit", `${desk.url}/settings/audit`)));
  faults.push(...(await look(browser, ada, "audit-none", `${desk.url}/settings/audit?query=nothing`)));
  assert.deepEqual(faults, []);
  // By keyboard alone: to the search, through the kinds, to the lines.
  const { page } = ada;
  await page.goto("/settings/audit");
  await page.keyboard.press("/");
  await page.keyboard.type("floor 3");
  await page.keyboard.press("Enter");
  await page.waitForURL("**query=floor+3**");
  await page.locator("tbody tr", { hasText: "Made group Floor 3" }).waitFor();
  assert.equal(await page.locator("tbody tr").count(), 1);
  assert.match(await page.locator("#chain").innerText(), /Chain verified at .+: \d+ lines, none.missing/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).press("Enter");
  assert.equal((await download).suggestedFilename(), "audit.csv");
  [ada, ben].forEach(quiet);
});
