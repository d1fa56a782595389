// The columns of the overview: ordered by a press on a head, chosen, moved and sized, kept per person.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const names = (page) => page.locator("[data-rows] tr:not([hidden]) .subj").allInnerTexts();
const heads = (page) => page.locator("thead th .w").allInnerTexts();
/** A choice of columns counts at once when its script is there. */
const ready = (page) => script(page, "ticket_list_columns");

scenario("a list is ordered by each column, and says what it does not show yet", { timeout: 180_000 }, async ({ desk, expert }) => {
  for (const [from, subject] of [["zoe", "Élan"], ["tom", "zebra"], ["ann", "[EXT] apple"]]) {
    const sent = await desk.send({ from: `${from}@customer.example`, subject, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  const { page } = await expert();
  await page.goto("/tickets");
  const press = async (head, wanted) => {
    await page.locator(`thead th[data-column=${head}] .sort`).click();
    await page.waitForURL(`**sort=${wanted}`);
  };
  await press("name", "name");
  assert.deepEqual(await names(page), ["Élan", "[EXT] apple", "zebra"]);
  assert.equal(await page.locator("th[data-column=name]").getAttribute("aria-sort"), "ascending");
  await press("name", "-name");
  assert.deepEqual(await names(page), ["zebra", "[EXT] apple", "Élan"]);
  await press("customer", "customer");
  assert.deepEqual(await names(page), ["[EXT] apple", "zebra", "Élan"]);
  // What comes while it stands open has its turn in the middle: the page says so and moves nothing.
  await desk.send({ from: "bob@customer.example", subject: "middle", text: "Help\n" });
  const arrivals = page.locator("[data-arrivals]");
  await arrivals.waitFor();
  assert.deepEqual(await names(page), ["[EXT] apple", "zebra", "Élan"]);
  await arrivals.click();
  await page.locator(".subj", { hasText: "middle" }).waitFor();
  await page.waitForLoadState();
  assert.deepEqual(await names(page), ["[EXT] apple", "middle", "zebra", "Élan"]);
  // Filters and search keep the order.
  await page.locator(".filter.h-open").click();
  await page.waitForURL(({ searchParams }) => searchParams.get("status") === "open" && searchParams.get("sort") === "customer");
  // By the keyboard alone.
  await page.locator("th[data-column=number] .sort, th[data-column=priority] .sort").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**sort=-priority");
});

scenario("columns are chosen, moved and sized, by mouse and by keyboard, and stay so", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await desk.send({ from: "zoe@customer.example", subject: "Printer", text: "Help\n" });
  const person = await expert();
  const { page } = person;
  await page.goto("/tickets?status=open");
  await ready(page);
  const menu = page.locator("details:has(form[data-columns])");
  await menu.locator("summary").click();
  await menu.getByLabel("No.").click();
  await page.waitForURL("**columns=open");
  assert.deepEqual(await heads(page), ["Name", "Customer", "Status", "Assignee", "Priority", "Tags", "Updated", "No."]);
  await menu.getByLabel("Move No. one place forward").click();
  await page.waitForURL("**columns=earlier.number");
  assert.deepEqual((await heads(page)).slice(-2), ["No.", "Updated"]);
  // Where it stands now is written there, and read out.
  const said = page.locator("[data-columns-said]");
  await said.filter({ hasText: "No., column 7 of 8" }).waitFor({ state: "attached" });
  assert.equal(await menu.locator("[data-place]").innerText(), "No., column 7 of 8");
  // The menu is open again and the button has the focus: once more with the keyboard.
  await page.locator("button[value=number]:focus").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("thead th:nth-last-child(3) .w:text-is('No.')").waitFor();
  assert.match(page.url(), /status=open/);
  // At the end of the line its button is gone: the one beside it has the focus.
  while (!(await heads(page)).slice(0, 1).includes("No.")) {
    const before = (await heads(page)).indexOf("No.");
    await page.locator("button[name=earlier][value=number]:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(`thead th:nth-child(${before + 1}) .w:text-is('No.')`).waitFor();
  }
  await page.locator("button[name=later][value=number]:focus").waitFor();
  await said.filter({ hasText: "No., column 1 of 8" }).waitFor({ state: "attached" });
  const status = page.locator("th[data-column=status]");
  const width = async () => (await status.boundingBox())?.width ?? 0;
  const sizer = status.locator(".sizer");
  const box = await sizer.boundingBox();
  const before = await width();
  assert(box);
  const saved = () => page.waitForResponse((answer) => answer.url().endsWith("/tickets/columns"));
  let kept = saved();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await kept;
  assert(Math.abs((await width()) - before - 60) < 4, `${before} to ${await width()}`);
  kept = saved();
  await sizer.focus();
  await page.keyboard.press("ArrowLeft");
  await kept;
  assert.match(await said.innerText(), /^Status, column \d of 8, \d+ pixels wide$/);
  const last = await width();
  assert(Math.abs(last - before - 44) < 4, `${before} to ${last}`);
  await page.goto("/tickets");
  assert(Math.abs((await width()) - last) < 2);
  await ready(page);
  await menu.locator("summary").click();
  for (const label of ["Description", "Created", "Due", "Mailbox"]) {
    await menu.getByLabel(label, { exact: true }).click();
    await page.locator(`th .w:text-is("${label}")`).waitFor();
    await ready(page);
  }
  await menu.getByLabel("Compact rows").click();
  await page.locator("[data-compact] .tickets").waitFor();
  assert.deepEqual(await look(browser, person, "columns", `${desk.url}/tickets?columns=open`), []);
  // On a telephone too: chosen there, and seen on its cards; how many tags more is never cut off.
  await desk.api("PATCH", "/tickets/1", { tags: ["a-long-name-of-a-tag", "another-long-name", "three", "four"] });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/tickets");
  await ready(page);
  await menu.locator("summary").click();
  await menu.getByLabel("Compact rows").click();
  await page.locator("html:not([data-compact]) .tickets").waitFor();
  await menu.locator("summary").click();
  for (const width of [1440, 1200, 390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    const cell = await page.locator(".c-tags").last().boundingBox(), more = await page.locator(".c-tags .tiny").boundingBox();
    assert(cell && more && more.x + more.width <= cell.x + cell.width + 1, `+2 at ${width}: ${JSON.stringify([cell, more])}`);
  }
  await page.locator("td.c-made", { hasText: "Created" }).waitFor();
  assert.deepEqual(await look(browser, person, "cards", `${desk.url}/tickets`), []);
});

scenario("rows that stand close do so on every page, and can still be pressed", { timeout: 200_000 }, async ({ desk, browser, expert }) => {
  for (const name of ["Lamp", "Desk", "Chair"]) await desk.api("POST", "/tickets", { name, assignee: { user: desk.admin.email }, customer: { email: "zoe@lumen.example" } });
  await desk.api("POST", "/tickets/1/notes", { text: "Who has the ladder?" });
  const someone = await expert();
  const { page } = someone;
  const PLACES = /** @type {[string, string][]} */ ([["/tickets", "[data-rows] tr"], ["/inbox?view=not-closed", ".tk"], ["/t/1", ".msg .box"], ["/", ".work .line"], ["/settings/people", ".table tbody tr"]]);
  const heights = async () => {
    const all = [];
    for (const [path, rows] of PLACES) {
      await page.goto(path);
      all.push((await page.locator(rows).first().boundingBox())?.height ?? 0);
    }
    return all;
  };
  const before = await heights();
  await page.goto("/tickets");
  await ready(page);
  await page.locator("details:has(form[data-columns]) summary").click();
  await page.getByLabel("Compact rows").click();
  await page.locator("[data-compact] .tickets").waitFor();
  const after = await heights();
  // The server says so: no page is drawn wide first.
  assert.match(await (await page.request.get("/settings/people")).text(), /<html [^>]*data-compact/);
  after.forEach((height, at) => assert.ok(height < before[at] - 6 && height >= 24, `${PLACES[at]}: ${before[at]} to ${height}`));
  const found = [];
  for (const [at, [path]] of PLACES.entries()) found.push(...(await look(browser, someone, `compact-${at}`, `${desk.url}${path}`)));
  assert.deepEqual(found, []);
});

scenario("the order goes back to the usual one by the cross at its word, and the caption says so", {}, async ({ desk, expert }) => {
  for (const name of ["Lamp", "Door"]) await desk.api("POST", "/tickets", { name, customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  const caption = page.locator("[data-tickets] caption"), names = page.locator("[data-rows] .subj");
  await page.goto("/tickets");
  const usual = await caption.textContent(), rows = await names.allInnerTexts();
  await page.goto("/tickets?sort=-name");
  assert.match(await caption.textContent() ?? "", /by Name, descending/);
  assert.deepEqual(await names.allInnerTexts(), ["Lamp", "Door"]);
  const cross = page.locator(".toolbar > ul a");
  assert.equal(await cross.count(), 1);
  await cross.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.searchParams.has("sort"));
  assert.equal(await caption.textContent(), usual);
  assert.deepEqual(await names.allInnerTexts(), rows);
  assert.equal(await cross.count(), 0);
});

scenario("bars stand in place of the rows while another list is on its way, and any key has them gone", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/tickets", { name: "Lamp", customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  await page.goto("/tickets");
  await script(page, "ticket_list_wait");
  assert.equal(await page.locator("[data-loading]").isVisible(), false);
  // The page on its way waits until the one that stands there has said what it shows.
  const seen = [];
  const told = new Promise((resolve) => page.exposeFunction("told", (state) => { seen.push(state); if (seen.length === 2) resolve(undefined); }));
  await page.evaluate(() => {
    const bars = /** @type {HTMLElement} */ (document.querySelector("[data-loading]")), rows = document.querySelector("[data-tickets]");
    new MutationObserver(() => {
      Object(window).told({ bars: bars.checkVisibility() ? bars.querySelectorAll(".sk").length : 0, rows: rows?.checkVisibility() });
      // Whoever goes on instead of waiting has the list.
      if (!bars.hidden) dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
    }).observe(bars, { attributes: true });
  });
  await page.route((url) => url.pathname === "/tickets" && url.searchParams.has("sort"), async (route) => { await told; await route.continue(); });
  await page.locator("thead th[data-column=name] .sort").click();
  await page.waitForURL("**sort=name");
  assert.deepEqual(seen, [{ bars: 10, rows: false }, { bars: 0, rows: true }]);
  assert.equal(await page.locator("[data-loading]").isVisible(), false);
});
