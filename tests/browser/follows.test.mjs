// What follows by itself beside lists and tickets: earlier and linked tickets, counts, customers,
// organizations, and that nothing is left.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const MAX = { email: "max@lumen.example" };
const made = (desk, name, customer = MAX) => desk.api("POST", "/tickets", { name, customer });
const close = (desk, number) => desk.api("PATCH", `/tickets/${number}`, { status: "closed" });

scenario("beside a ticket the status of the others follows, and the views count", { timeout: 120_000 }, async ({ desk, expert }) => {
  await made(desk, "Lamp");
  await made(desk, "Earlier");
  await made(desk, "Linked", { email: "tom@roy.example" });
  await made(desk, "Far", { email: "zoe@far.example" });
  await desk.api("POST", "/tickets/1/link", { other: 3 });
  const { page } = await expert();
  const asked = [];
  page.on("request", (request) => { if (/\/t\/1\/log/.test(request.url())) asked.push(request.url()); });
  await page.goto("/t/1?view=not-closed");
  const other = (number) => page.locator(`[data-other="${number}"]`);
  await other(2).getByText("Open").waitFor({ state: "attached" });
  const count = () => page.locator("[data-part=inbox-views] a", { hasText: "Not closed" }).locator(".num").textContent();
  assert.equal(await count(), "4");
  await close(desk, 4);
  await until("the count", async () => (await count()) === "3");
  assert.deepEqual(asked, [], "what is far away asks nothing of the ticket");
  await close(desk, 2);
  await other(2).getByText("Closed").waitFor({ state: "attached" });
  await close(desk, 3);
  await other(3).getByText("Closed").waitFor({ state: "attached" });
  await made(desk, "Newest");
  await other(5).getByText("Newest").waitFor();
  assert.ok(asked.length <= 6, asked.join("\n"));
});

scenario("a list that empties says so, and a row that comes is there", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await made(desk, "Lamp");
  const person = await expert();
  const { page } = person;
  await page.goto("/tickets?status=open&query=lamp");
  await page.mouse.move(2, 2);
  const empty = page.locator("[data-part=empty] [data-empty]"), table = page.locator("[data-tickets]");
  assert.equal(await empty.count(), 0);
  await close(desk, 1);
  await empty.getByText("Nothing matches").waitFor();
  await empty.getByText("1 ticket matches in another status").waitFor();
  assert.equal(await table.isVisible(), false);
  await made(desk, "Second lamp");
  await page.locator("[data-rows] tr", { hasText: "Second lamp" }).waitFor();
  assert.equal(await empty.isVisible(), false);
  // Under the pointer the row stays, paled, until it leaves: nothing is said before.
  await page.locator("[data-rows] tr .subj").hover();
  await close(desk, 2);
  await page.locator("[data-rows] tr.gone").waitFor();
  assert.equal(await empty.isVisible(), false);
  await page.mouse.move(2, 2);
  await empty.getByText("Nothing matches").waitFor();
  await page.goto("/inbox");
  await page.mouse.move(700, 2);
  await page.getByRole("heading", { name: "All done" }).waitFor();
  await made(desk, "Third");
  await page.locator(".tk", { hasText: "Third" }).waitFor();
  await page.getByRole("heading", { name: "Choose a ticket" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "All done" }).isVisible(), false);
  await close(desk, 3);
  await page.getByRole("heading", { name: "All done" }).waitFor();
  await page.locator("[data-items]").getByText("Nothing here.").waitFor();
  assert.deepEqual(await look(browser, person, "inbox-done", `${desk.url}/inbox`), []);
});

scenario("the pages of a customer and of organizations follow", { timeout: 120_000 }, async ({ desk, expert }) => {
  await made(desk, "Lamp");
  await made(desk, "Door", { email: "tom@roy.example" });
  const { page } = await expert();
  const news = [];
  page.on("response", async (response) => {
    if (!/\/news\?/.test(response.url())) return;
    // An answer to a page that has been left has no body any more.
    const text = await response.text().catch(() => undefined);
    if (text !== undefined) news.push(text);
  });
  // What is under the pointer is drawn when it leaves.
  await page.mouse.move(2, 2);
  await page.goto("/customers/1");
  const line = (number) => page.locator("[data-part=tickets] li", { hasText: `#${number}` });
  await close(desk, 1);
  await line(1).getByText("Closed").waitFor({ state: "attached" });
  await made(desk, "Roof");
  await line(3).getByText("Roof").waitFor();
  await page.getByRole("heading", { name: "2 tickets" }).waitFor();
  await desk.api("PATCH", "/customers/1", { name: "Max Roux" });
  await page.getByRole("heading", { name: "Max Roux" }).waitFor();
  // One ask follows the other: that which tells of the first change knows all before it.
  const answer = async (change) => {
    assert.equal((await desk.api("PATCH", "/tickets/2", change)).status, 200);
    const newest = (await desk.api("GET", "/tickets/2")).body.activities.at(-1).id;
    return until("the answer", () => news.find((text) => Number(/data-rev="(\d+)"/.exec(text)?.[1]) >= newest));
  };
  await answer({ priority: "high" });
  assert.equal(/data-part/.test(await answer({ status: "closed" })), false, "somebody else's ticket draws nothing");
  await page.goto("/organizations");
  const row = (name) => page.locator("tbody tr", { hasText: name });
  await row("lumen.example").locator("a").first().focus();
  await made(desk, "Wall");
  await row("lumen.example").getByText("3", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "o1", "the focus stays where it is");
  await made(desk, "New", { email: "zoe@acme.example" });
  await row("acme.example").waitFor();
  await page.goto("/organizations/1");
  await made(desk, "More", { email: "ida@lumen.example" });
  await page.getByRole("link", { name: "ida@lumen.example" }).waitFor();
  await page.getByRole("heading", { name: "2 customers" }).waitFor();
});

scenario("the inbox goes on by itself, and the next ticket is behind its last row", { timeout: 240_000 }, async ({ desk, expert }) => {
  for (let n = 1; n <= 95; n += 1) await made(desk, `Ticket ${n}`);
  const { page } = await expert();
  const items = page.locator("[data-items] .tk");
  await page.goto("/inbox?view=not-closed");
  assert.equal(await items.count(), 40);
  await items.last().scrollIntoViewIfNeeded();
  await until("the second part", async () => (await items.count()) === 80);
  await items.last().scrollIntoViewIfNeeded();
  await until("all of them", async () => (await items.count()) === 95);
  assert.equal(await page.locator("[data-items] [data-older]").count(), 0);
  const numbers = await items.evaluateAll((all) => all.map((item) => item.dataset.number));
  assert.equal(new Set(numbers).size, 95);
  // What is opened far below stands in the same list, in sight.
  await items.nth(60).click();
  await page.locator("h1", { hasText: "Ticket 35" }).waitFor();
  const current = page.locator(`[data-items] .tk[aria-current=page][data-number="35"]`);
  await current.waitFor();
  await until("it to be in sight", () => current.evaluate((item) => { const at = item.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; }));
  assert.ok((await items.count()) >= 61);
  // From the overview: behind its 50th row.
  // So high that nothing is scrolled, and nowhere to go back to: the list goes on by itself otherwise.
  await page.evaluate(() => sessionStorage.clear());
  await page.setViewportSize({ width: 1280, height: 4000 });
  await page.goto("/tickets?sort=number");
  assert.equal(await page.locator("[data-rows] tr").count(), 50);
  await page.locator("[data-rows] tr .subj").nth(48).focus();
  await page.keyboard.press("Enter");
  await page.locator("h1", { hasText: "Ticket 49" }).waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  const on = page.locator("[data-step='1']");
  await page.locator("[data-step-at]", { hasText: "49 of 50+" }).waitFor();
  await on.click();
  await page.locator("h1", { hasText: "Ticket 50" }).waitFor();
  await on.click();
  await page.locator("h1", { hasText: "Ticket 51" }).waitFor();
  await page.locator("[data-step-at]", { hasText: "51 of 95" }).waitFor();
  await page.locator("[data-step='-1']").click();
  await page.locator("h1", { hasText: "Ticket 50" }).waitFor();
  await page.goto("/t/51");
  await page.locator("[data-steps]:not([hidden])").waitFor();
  // On a telephone they are there, too.
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const box = await on.boundingBox();
    assert.ok(box && box.width >= 24 && box.height >= 24 && box.x + box.width <= width, JSON.stringify(box));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press("Escape");
});
