// What is new to whom, the kinds of lines, the list that one came from, the menu of a ticket.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

scenario("what is new is marked until it was looked at, in every window", { timeout: 240_000 }, async ({ desk, browser, expert, person }) => {
  await desk.addUser({ email: "tom@guichet.example", name: "Tom Ott", password: "a long enough sentence" });
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }, { from: ZOE, subject: "Souris", text: "Elle ne bouge plus.\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const ada = await expert();
  const { page } = ada;
  const list = await ada.context.newPage();
  await list.goto("/tickets");
  const bold = list.locator(`tr.unread[data-number="${number}"]`);
  await bold.waitFor();
  await page.goto("/inbox?view=not-closed");
  const mark = page.locator(`.tk.unread[data-number="${number}"]`);
  await mark.waitFor();
  await mark.click();
  await page.waitForURL(`**/t/${number}*`);
  await mark.waitFor({ state: "detached" });
  // The other window heard of it.
  await bold.waitFor({ state: "detached" });
  // Somebody writes while it is looked at: it is read as it comes.
  const tom = await person();
  await tom.signIn("tom@guichet.example", "a long enough sentence");
  await tom.page.goto(`/t/${number}?compose=note`);
  const note = async (text) => {
    await tom.page.locator("#c-note").fill(text);
    await tom.page.keyboard.press("Control+Enter");
    await tom.page.locator(".msg.note", { hasText: text }).waitFor();
    await until("the note to be gone from its field", async () => (await tom.page.locator("#c-note").inputValue()) === "");
  };
  await note("Which desk?");
  await page.locator(".msg.note", { hasText: "Which desk?" }).waitFor();
  await until("the mark of the note to go", async () => {
    const shown = await (await list.request.get(`${desk.url}/inbox?view=not-closed`)).text();
    return !new RegExp(`class="tk unread"[^>]*data-number="${number}"`).test(shown);
  });
  // Away from it, it becomes new again; a line says from where on, and a word leads there.
  await page.goto("/inbox?view=not-closed");
  for (let at = 1; at <= 14; at += 1) await note(`Note ${at}\n${"and more\n".repeat(6)}`);
  await mark.waitFor();
  await page.goto(`/t/${number}`);
  const jump = page.locator("[data-fresh]");
  assert.match(await jump.innerText(), /14 new/);
  const line = page.locator("#new");
  assert.equal(await line.isVisible() && await line.evaluate((el) => el.getBoundingClientRect().top > 0), false, "it is above what is in sight");
  await jump.focus();
  await page.keyboard.press("Enter");
  await until("the first new line in sight", () => line.evaluate((el) => { const box = el.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }));
  assert.equal(await jump.isVisible(), false);
  assert.match(await page.locator("#new + .msg").innerText(), /Note 1\b/);
  // Marked as unread it is left; the mark stands again.
  await page.locator(".tk-head details.menu > summary").click();
  await page.locator("button[name=unread]").click();
  await page.waitForURL("**/inbox*");
  await mark.waitFor();
  assert.deepEqual(await look(browser, ada, "unread", `${desk.url}/inbox?view=not-closed`), []);
  assert.deepEqual(await look(browser, ada, "unread-list", `${desk.url}/tickets`), []);
  await page.goto("about:blank");
  await note("One more");
  assert.deepEqual(await look(browser, ada, "ticket-menu", `${desk.url}/t/${number}?show=notes`, {
    prepare: (shown) => shown.locator(".tk-head details.menu > summary").click(),
  }), []);
  assert.deepEqual(await look(browser, ada, "print", `${desk.url}/t/${number}/print`), []);
});

scenario("what is unread is a list that follows its reader from device to device", { timeout: 120_000 }, async ({ desk, browser, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }, { from: ZOE, subject: "Souris", text: "Elle ne bouge plus.\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const list = await expert(), phone = await expert();
  const { page } = list;
  await page.goto("/tickets?query=is:unread");
  const row = (name) => page.locator("[data-rows] tr:not([hidden])", { hasText: name });
  await row("Écran noir").waitFor();
  await page.mouse.move(2, 2);
  await phone.page.goto(`/t/${number}`);
  await row("Écran noir").waitFor({ state: "detached" });
  assert.match(await page.locator("[data-part=total]").innerText(), /^1 /);
  await phone.page.locator(".tk-head details.menu > summary").click();
  await phone.page.locator("button[name=unread]").click();
  await phone.page.waitForURL("**/inbox*");
  await row("Écran noir").waitFor();
  await phone.page.goto(`/t/${number}`);
  await row("Écran noir").waitFor({ state: "detached" });
  // What arrives is new, and stands there at once.
  await desk.deliver([{ from: ZOE, subject: "Clavier", text: "Bonjour\n" }]);
  await row("Clavier").waitFor();
  // Typed by its first letters, in the reader's own words.
  await page.locator("#q").fill("");
  await page.locator("#q").pressSequentially("is:unr");
  await page.getByRole("option", { name: "Unread" }).waitFor();
  assert.deepEqual(await look(browser, list, "is-unread", `${desk.url}/tickets?query=is:unread`), []);
});

scenario("a log is narrowed, and what comes keeps to it", {}, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const { page } = await expert();
  await page.goto(`/t/${number}`);
  await page.locator(".log-shows a", { hasText: "Notes" }).click();
  await page.waitForURL("**show=notes*");
  assert.equal(await page.locator(".log > li:not(.day)").count(), 0);
  await desk.api("POST", `/tickets/${number}/notes`, { text: "Which desk?" });
  await page.locator(".msg.note", { hasText: "Which desk?" }).waitFor();
  // A change and a note of one's own: only the note stands here, the fields follow all the same.
  await page.locator("#f-priority").selectOption("urgent");
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.keyboard.type("B-204");
  await page.keyboard.press("Control+Enter");
  await page.locator(".msg.note", { hasText: "B-204" }).waitFor();
  await until("the priority", async () => await page.locator("#f-priority").inputValue() === "urgent");
  assert.equal(await page.locator(".log > li:not(.day)").count(), 2);
  await page.locator(".log-shows a", { hasText: "Everything" }).click();
  await page.locator(".msg:not(.note)", { hasText: "Bonjour" }).waitFor();
});

scenario("from a list one goes on to the next ticket and back to the list", {}, async ({ desk, expert }) => {
  for (const name of ["Alpha", "Bravo", "Carol"]) await desk.api("POST", "/tickets", { name, customer: { email: "zoe@lumen.example" } });
  const { page } = await expert();
  await page.goto("/tickets?sort=name");
  await page.locator("tr .subj", { hasText: "Bravo" }).click({ modifiers: [] });
  await page.keyboard.press("Enter");
  await page.waitForURL("**/t/*");
  const [head, at] = [page.locator("h1").first(), page.locator("[data-step-at]")];
  // Written behind the first look.
  await until("the place in the list", async () => (await at.innerText()) === "2 of 3");
  // What is done here does not put the list in another order under one's feet.
  await page.locator("#f-status").selectOption("waiting");
  await page.locator(".ev", { hasText: "Waiting" }).waitFor();
  await page.locator("[data-step='1']").click();
  await head.filter({ hasText: "Carol" }).waitFor();
  await until("the next place", async () => (await at.innerText()) === "3 of 3");
  assert.equal(await page.locator("[data-step='1']").isVisible(), false);
  await page.locator("[data-step='-1']").focus();
  await page.keyboard.press("Enter");
  await head.filter({ hasText: "Bravo" }).waitFor();
  await until("the place before", async () => (await at.innerText()) === "2 of 3");
  // The address of a ticket is copied whole.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".tk-head details.menu > summary").click();
  await page.locator("[data-copy^='/t/']").click();
  await page.locator(".toast").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url().split("?")[0]);
});

scenario("a ticket is printed once, and not again by coming back to it", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const { page } = await expert();
  await page.addInitScript(() => { window.print = () => sessionStorage.setItem("prints", `${sessionStorage.getItem("prints") ?? ""}x`); });
  const prints = () => page.evaluate(() => sessionStorage.getItem("prints"));
  await page.goto(`/t/${number}/print`);
  await until("the question for a printer", async () => (await prints()) === "x");
  await page.goto(`/t/${number}`);
  await page.goBack({ waitUntil: "load" });
  await page.locator("[data-print]").waitFor();
  await script(page, "print");
  assert.equal(await prints(), "x");
  await page.reload({ waitUntil: "load" });
  await until("another one on request", async () => (await prints()) === "xx");
});
