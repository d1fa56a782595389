// The dashboard: it follows what happens, every number leads to its list, a period is chosen by
// mouse and by keyboard, the chart has a table, and it looks as it should.

import assert from "node:assert/strict";
import { tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const DAY = 24 * 60 * 60_000;

async function good(desk, method, path, body) {
  const answer = await desk.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const made = (desk, name, more = {}) => good(desk, "POST", "/tickets", { name, customer: { email: "camille@customer.example" }, ...more });

/** Tickets of every kind: late, due, waiting, closed, of a group, of somebody, of nobody. */
async function furnish(desk) {
  await good(desk, "POST", "/groups", { name: "Réseau & téléphonie", members: [desk.admin.email] });
  const names = ["Printer in the front office prints blank pages", "Messagerie saturée au secrétariat", "Scanner to e-mail refuses the password", "Radios invisibles dans le logiciel d’imagerie", "New starter on Monday: laptop and accounts", "Terminal de paiement hors ligne", "W".repeat(80), "Lamp <b>dark</b>", "Door", "Telephone", "Phone book", "Badge"];
  const numbers = [];
  for (const name of names) numbers.push((await made(desk, name)).number);
  const patch = (at, change) => good(desk, "PATCH", `/tickets/${numbers[at]}`, change);
  const me = { user: desk.admin.email };
  await patch(0, { assignee: me, priority: "urgent", due_at: new Date(Date.now() - DAY / 4).toISOString(), status: "processing" });
  await patch(1, { assignee: me, due_at: new Date(Date.now() + DAY / 8).toISOString() });
  await patch(2, { assignee: me, status: "waiting" });
  await patch(3, { assignee: { group: "Réseau & téléphonie" }, priority: "high" });
  await patch(5, { assignee: me, priority: "high" });
  await patch(6, { assignee: { group: "Réseau & téléphonie" }, priority: "low" });
  await patch(8, { status: "closed" });
  await patch(9, { status: "closed" });
  return numbers;
}

const count = async (page, id) => Number(await page.locator(`#${id}`).getAttribute("data-n"));

scenario("the numbers follow what happens, and each leads to its list", { timeout: 150_000 }, async ({ desk, expert }) => {
  const numbers = await furnish(desk);
  const { page } = await expert();
  await page.goto("/");
  assert.equal(await count(page, "n-unassigned"), 4);
  assert.equal(await count(page, "n-today"), 2);
  assert.equal(await count(page, "n-work"), 5);
  assert.match(await page.locator(".work .line").first().innerText(), /Printer[\s\S]*Late by/);
  await page.mouse.move(2, 2);
  const loaded = await page.evaluate(() => performance.timeOrigin);
  await made(desk, "Newer");
  await until("one more", async () => await count(page, "n-unassigned") === 5);
  await good(desk, "PATCH", `/tickets/${numbers[10]}`, { status: "closed" });
  await until("closed", async () => await count(page, "n-today") === 3 && await count(page, "n-unassigned") === 4);
  assert.equal(await count(page, "n-created"), 13);
  // Under the pointer nothing changes; it does when the pointer leaves.
  await page.locator("#n-unassigned").hover();
  await made(desk, "Newest");
  await until("the other parts", async () => await count(page, "n-created") === 14);
  assert.equal(await count(page, "n-unassigned"), 4);
  await page.mouse.move(2, 2);
  await until("the part that was left", async () => await count(page, "n-unassigned") === 5);
  // The table is drawn anew while it is open.
  await page.locator("summary", { hasText: "Show as table" }).click();
  await page.mouse.move(2, 2);
  await made(desk, "Last");
  await until("today's row", async () => await count(page, "c1") === 15);
  assert.equal(await page.locator("details.alt").first().evaluate((it) => it instanceof HTMLDetailsElement && it.open), true);
  assert.equal(await page.evaluate(() => performance.timeOrigin), loaded, "nothing was loaded again");
  for (const id of ["n-unassigned", "n-ours", "n-late", "n-today", "n-created", "n-high", "n-work", "c1", "l1"]) {
    await page.goto("/");
    if (id === "c1") await page.locator("summary", { hasText: "Show as table" }).click();
    const want = await count(page, id);
    await page.locator(`#${id}`).click();
    await page.waitForURL("**/tickets?*");
    assert.equal(await page.locator("[data-rows] tr").count(), want, id);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === "/");
  }
  // A point of the chart is a link too.
  await page.locator(".chart a").last().click();
  await page.waitForURL("**/tickets?query=closed:*");
  assert.equal(await page.locator("[data-rows] tr").count(), 3);
});

scenario("period and group are chosen by mouse and by keyboard", { timeout: 120_000 }, async ({ desk, expert }) => {
  await furnish(desk);
  const { page } = await expert();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await page.waitForURL((url) => url.pathname === "/");
  await page.locator("a.filter", { hasText: "30 days" }).click();
  await page.waitForURL("**/?days=30");
  assert.equal(await page.locator(".chart a").count(), 60);
  await page.locator("summary", { hasText: "All groups" }).click();
  await page.locator(".menu-list a", { hasText: "Réseau" }).click();
  await page.waitForURL("**/?days=30&group=*");
  assert.equal(await count(page, "n-created"), 6, "those of the group and of its member");
  await tabTo(page, "a.filter[href*='days=90']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/?days=90&group=*");
  await tabTo(page, ".page details.menu summary");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/?days=90");
  assert.equal(await count(page, "n-created"), 12);
  await tabTo(page, "details.alt summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#c1");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tickets?query=after:*");
  assert.equal(await page.locator("[data-rows] tr").count(), 12);
});

scenario("the dashboard looks as it should, empty and full", { timeout: 300_000 }, async ({ desk, browser, expert }) => {
  const person = await expert();
  assert.deepEqual(await look(browser, person, "home-empty", `${desk.url}/`), []);
  await furnish(desk);
  assert.deepEqual(await look(browser, person, "home", `${desk.url}/`), []);
  const open = (page) => page.evaluate(() => document.querySelectorAll("details.alt").forEach((it) => { it.open = true; }));
  assert.deepEqual(await look(browser, person, "home-90", `${desk.url}/?days=90`, { prepare: open }), []);
  const { page } = person;
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/");
  // In the colours of the system every line and bar still has one that is not that of the page.
  const drawn = await page.evaluate(() => [".chart .a.line", ".chart .b.line", ".took", ".seg-open"].map((part) => {
    const it = document.querySelector(part);
    const style = it && getComputedStyle(it);
    return style && (part.includes("line") ? style.stroke : style.fill);
  }));
  const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const colour of drawn) assert.ok(colour && colour !== back && colour !== "none", `${drawn} on ${back}`);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/home-forced.png` });
});
