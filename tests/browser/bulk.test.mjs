// Changing many tickets at once in the overview, and taking it back: by mouse, and by the keyboard alone.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
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
  // The stream may bring the rows before the answer comes, with which the selection is over.
  await bar.waitFor({ state: "hidden" });
  const notice = page.locator(".list .notice");
  await notice.filter({ hasText: /Changed: #\d #\d #\d/ }).waitFor();
  await notice.getByRole("button").click();
  await page.waitForURL("**undone=*");
  await notice.filter({ hasText: /Taken back.*3 tickets/ }).waitFor();
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
    // A machine that has other things to do presses too slowly for two that belong together: once more.
    for (let took = Infinity; took > 450;) {
      await page.goto("/tickets");
      const place = await page.locator("[data-rows] tr", { hasText: name }).locator(".c-customer, td").nth(2).boundingBox();
      const at = [place.x + 20, place.y + place.height / 2];
      const began = performance.now();
      await page.mouse.click(...at);
      // Nothing is waited for: this is how fast somebody presses twice.
      if (pause) await page.waitForTimeout(pause);
      await page.mouse.click(...at);
      took = performance.now() - began;
    }
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

/** The number of the row that has the focus. */
const at = (page) => page.evaluate(() => document.activeElement?.closest("tr")?.dataset.number);
const row = (page, number) => page.locator(`[data-rows] tr[data-number="${number}"]`);

scenario("keys act on the row that one stands on, and on the selection where there is one", { timeout: 180_000 }, async ({ desk, expert, person }) => {
  await some(desk, 5);
  const { page } = await expert();
  await page.goto("/tickets");
  await row(page, 5).waitFor();
  const press = async (...all) => { for (const key of all) await page.keyboard.press(key); };
  const bar = page.locator("[data-bulk]"), notice = page.locator(".list .notice");
  // E closes it and goes on to the next; Z takes it back.
  await press("j", "e");
  await row(page, 5).locator(".h-closed").waitFor();
  await notice.filter({ hasText: /Changed: #5\b/ }).waitFor();
  assert.equal(await at(page), "4");
  assert.equal(await bar.isVisible(), false, "nothing is selected then");
  // M takes it for oneself, and one stays there.
  await press("m");
  await row(page, 4).locator(".c-who", { hasText: "Ada" }).waitFor();
  assert.equal(await page.locator("[data-rows] .c-who", { hasText: "Ada" }).count(), 1);
  assert.equal(await at(page), "4");
  // A choice that is left lets go of the row.
  await press("s");
  await bar.locator("details[open]").waitFor();
  assert.equal(await bar.locator("[data-bulk-n]").innerText(), "1 selected");
  await press("Escape");
  await until("the row to be let go of", async () => !(await bar.isVisible()));
  assert.equal(await at(page), "4");
  assert.equal(await page.locator("[data-rows] :checked").count(), 0);
  await press("p", "Enter");
  await row(page, 4).locator(".h-urgent").waitFor();
  await press("t");
  await page.keyboard.type("vpn");
  await press("Enter");
  await row(page, 4).locator(".c-tags", { hasText: "vpn" }).waitFor();
  await press("a", "Tab", "Enter");
  await row(page, 4).locator(".c-who", { hasText: "Nobody" }).waitFor();
  assert.equal(await page.locator("[data-rows] .h-urgent").count(), 1);
  // On a selection they act on all of it, and one Undo takes it back.
  await press("j", "x", "j", "x", "m");
  await until("two are Ada's", async () => (await page.locator("[data-rows] .c-who", { hasText: "Ada" }).count()) === 2);
  await notice.filter({ hasText: /Changed: .*#2\b/ }).locator("form[data-undo]").waitFor();
  await press("z");
  await page.waitForURL("**undone=*");
  assert.equal(await page.locator("[data-rows] .c-who", { hasText: "Ada" }).count(), 0);
  // Whoever may not edit has no such keys.
  const olga = await desk.addUser({ email: "olga@guichet.example", name: "Olga", password: "another horse battery", role: "observer" });
  const reader = await person();
  await reader.signIn(olga.email, olga.password);
  await reader.page.locator("[data-rows] tr").first().waitFor();
  await reader.page.keyboard.press("j");
  for (const key of "emaspt") await reader.page.keyboard.press(key);
  assert.equal(await reader.page.locator("details[open]").count(), 0);
  assert.equal((await desk.api("GET", "/tickets/3")).body.status, "open");
});

scenario("E works a list off, and leads to no row that has left it", {}, async ({ desk, expert }) => {
  await some(desk, 3);
  const { page } = await expert();
  await page.goto("/tickets?query=is:ours");
  await row(page, 3).waitFor();
  await page.keyboard.press("j");
  for (const [pressed, next] of [["3", "2"], ["2", "1"], ["1", "1"]]) {
    assert.equal(await at(page), pressed);
    await page.keyboard.press("e");
    await page.locator(`[data-rows] tr.gone[data-number="${pressed}"]`).waitFor();
    assert.equal(await at(page), next);
  }
  await page.reload();
  await page.locator("[data-empty] h2", { hasText: "All done" }).waitFor();
});

scenario("a key acts on the row that it is pressed on, whenever the desk answers those before", { timeout: 120_000 }, async ({ desk, expert }) => {
  await some(desk, 4);
  const someone = await expert();
  const { page } = someone;
  await page.goto("/tickets");
  await row(page, 4).waitFor();
  const press = async (...all) => { for (const key of all) await page.keyboard.press(key); };
  const bar = page.locator("[data-bulk]");
  const held = /** @type {(() => void)[]} */ ([]);
  await page.route("**/tickets/bulk", async (route) => { await new Promise((go) => held.push(() => go(null))); await route.continue(); });
  await press("j", "e", "e", "m");
  await until("all three are on their way", () => held.length === 3);
  assert.equal(await at(page), "2");
  await press("j", "p");
  await bar.locator("details[open]").waitFor();
  assert.equal(await bar.locator("[data-bulk-n]").innerText(), "1 selected");
  held.forEach((go) => go());
  for (const number of [4, 3]) await row(page, number).locator(".h-closed").waitFor();
  await row(page, 2).locator(".c-who", { hasText: "Ada" }).waitFor();
  // The rows may come by the stream: the answer to the newest says so.
  await page.locator(".list .notice").filter({ hasText: /#2\b/ }).waitFor();
  assert.equal(await bar.locator("[data-bulk-n]").innerText(), "1 selected", "the row of the menu stays chosen");
  assert.equal(await page.evaluate(() => document.activeElement?.closest("details")?.hasAttribute("open")), true);
  await page.unroute("**/tickets/bulk");
  await press("Enter");
  await row(page, 1).locator(".h-urgent").waitFor();
  assert.equal(await page.locator("[data-rows] .h-urgent, [data-rows] .c-who:has-text('Ada')").count(), 2);
  // Each row has its own tag, and Z takes back the newest of what was done, or waits for it.
  held.length = 0;
  const sent = /** @type {string[]} */ ([]);
  await page.route("**/tickets/bulk", async (route) => { sent.push(route.request().postData() ?? ""); await new Promise((go) => held.push(() => go(null))); await route.continue(); });
  await press("k", "t");
  await page.keyboard.type("vpn");
  await press("Enter", "j", "t");
  await page.keyboard.type("printer");
  await press("Enter");
  await until("both are on their way", () => held.length === 2);
  assert.match(sent[0], /number=2&.*tag=vpn(&|$)/);
  assert.match(sent[1], /number=1&.*tag=printer(&|$)/);
  held[0]();
  await row(page, 2).locator(".c-tags", { hasText: "vpn" }).waitFor();
  const notice = page.locator(".list .notice");
  await notice.filter({ hasText: /#2\b/ }).waitFor();
  assert.equal(await notice.locator("form[data-undo]").count(), 0, "Z is not for what was done before");
  held[1]();
  await notice.filter({ hasText: /#1\b/ }).locator("form[data-undo]").waitFor();
  await page.unroute("**/tickets/bulk");
  // What the desk did not get waits row by row, and goes with one press.
  await page.route("**/tickets/bulk", (route) => route.abort());
  await press("k", "e", "e");
  const unsaved = page.locator("[data-unsaved]");
  await unsaved.filter({ hasText: /#2: Closed, #1: Closed/ }).waitFor();
  await page.unroute("**/tickets/bulk");
  await unsaved.locator("button").click();
  await unsaved.waitFor({ state: "hidden" });
  for (const number of [2, 1]) await row(page, number).locator(".h-closed").waitFor();
  await someone.forgive(/ERR_FAILED/);
  await row(page, 1).locator("a").first().focus();
  // What is refused has its row and its menu again, and what was typed there.
  await press("t");
  await page.keyboard.type("x".repeat(61));
  await bar.locator("#bulk-tag").evaluate((field) => { field.removeAttribute("maxlength"); });
  await page.keyboard.type("x");
  await press("Enter");
  await bar.locator("#bulk-e").waitFor();
  assert.equal(await bar.locator("[data-bulk-n]").innerText(), "1 selected");
  assert.match(await bar.locator("#bulk-tag:focus").inputValue(), /^x{61}$/);
  await someone.forgive(/status of 422/);
});

scenario("what the desk does not take is said and stays chosen", { timeout: 150_000 }, async ({ desk, expert }) => {
  await some(desk, 3);
  const someone = await expert();
  const { page } = someone;
  await page.goto("/tickets");
  await page.mouse.move(700, 300);
  for (const name of ["unsaved", "ticket_list_bulk", "ticket_list_columns"]) await script(page, name);
  const unsaved = page.locator("[data-unsaved]"), bar = page.locator("[data-bulk]");
  const away = ["**/tickets/bulk", "**/tickets/columns", "**/preferences"];
  for (const path of away) await page.route(path, (route) => route.abort());
  await page.locator("[data-rows] .c-sel input").nth(0).click();
  await page.locator("[data-rows] .c-sel input").nth(1).click();
  await page.keyboard.press("p");
  await page.keyboard.press("Enter");
  await unsaved.filter({ hasText: "Not saved yet: 2 selected: Urgent" }).waitFor();
  assert.equal(await bar.locator("[data-bulk-n]").innerText(), "2 selected", "they stay selected");
  const sizer = page.locator("th[data-column=status] .sizer");
  await sizer.focus();
  await page.keyboard.press("ArrowRight");
  await unsaved.filter({ hasText: "Width of Status" }).waitFor();
  await page.locator(".rail details summary").click();
  await page.locator("button[name=theme][value=dark]").click();
  await unsaved.filter({ hasText: "Dark" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark", "it is dark all the same");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.locator("#single-keys").uncheck();
  await page.keyboard.press("Escape");
  await unsaved.filter({ hasText: "Single-key shortcuts" }).waitFor();
  // The desk is back: choices go by themselves, what changes tickets goes by a press.
  for (const path of away) await page.unroute(path);
  await desk.send({ from: "late@customer.example", subject: "Late", text: "Help\n" });
  await unsaved.filter({ hasText: /Not saved yet: 2 selected: Urgent\s*Try/ }).waitFor();
  const urgent = async () => (await desk.api("GET", "/tickets?query=priority:urgent")).body.tickets.length;
  assert.equal(await urgent(), 0);
  await unsaved.locator("button").click();
  await unsaved.waitFor({ state: "hidden" });
  assert.equal(await urgent(), 2);
  const wide = Number(await sizer.getAttribute("aria-valuenow"));
  await page.goto("/tickets");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(Number(await page.locator("th[data-column=status]").getAttribute("width")), wide);
  assert.ok(await page.evaluate(() => "nokeys" in document.body.dataset));
  someone.faults.splice(0, someone.faults.length, ...someone.faults.filter((fault) => !/ERR_FAILED/.test(fault)));
});
