// One change of a ticket and its way back: the button in the message that tells of it, and Z.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

const toast = (page) => page.locator("#toasts .toast");
/** The answer is there: the stream may show a change before, and Z is for what was answered. */
const canUndo = (page) => toast(page).getByRole("button", { name: "Undo" }).waitFor();
const takenBack = (page) => toast(page).filter({ hasText: "Taken back" }).waitFor();
const status = (page) => page.locator("#f-status").inputValue();

scenario("E closes, Z opens again, and nothing that was typed is lost", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const person = await expert();
  const { page } = person;
  await page.goto(`/t/${number}?view=not-closed`);
  const { href } = await page.evaluate(() => ({ href: location.href }));
  await page.locator("body").press("r");
  await page.keyboard.type("Bonjour Zoé,");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await toast(page).filter({ hasText: "Closed." }).getByRole("button", { name: "Undo" }).waitFor();
  await until("it to be closed", async () => (await status(page)) === "closed");
  await page.keyboard.press("z");
  await toast(page).filter({ hasText: `Taken back: #${number}.` }).waitFor();
  await until("it to be open", async () => (await status(page)) === "open");
  assert.equal(await page.locator("#c-text").inputValue(), "Bonjour Zoé,");
  assert.equal(page.url(), href, "nobody left the page");
  await page.locator(".ev", { hasText: "from Closed to Open" }).waitFor();
  // There is nothing more to take back.
  await page.keyboard.press("z");
  assert.equal(await page.locator("form[data-undo]").count(), 0);
  // By the button; the key has it when the words are gone.
  await page.locator("#f-priority").selectOption("urgent");
  await toast(page).filter({ hasText: "Changed: Priority" }).getByRole("button", { name: "Undo" }).click();
  await until("the priority", async () => (await page.locator("#f-priority").inputValue()) === "medium");
  await takenBack(page);
  await page.locator("#f-tag").fill("vpn");
  await page.locator("#f-tag").press("Enter");
  await toast(page).filter({ hasText: "Changed: Tags" }).waitFor();
  await page.locator("body").click({ position: { x: 2, y: 2 } });
  await page.locator("#toasts").evaluate((box) => box.replaceChildren());
  await page.locator("body").press("z");
  await until("the tag to go", async () => (await page.getByRole("button", { name: "Remove tag vpn" }).count()) === 0);
  const prepare = async (shown) => { await shown.locator("#f-priority").selectOption((await shown.locator("#f-priority").inputValue()) === "low" ? "high" : "low"); await toast(shown).getByRole("button").waitFor(); };
  assert.deepEqual(await look(browser, person, "undo", `${desk.url}/t/${number}`, { prepare }), []);
});

scenario("what somebody else changed since stays, and that is said where it can be read", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const { page } = await expert();
  await page.goto(`/t/${number}`);
  await page.locator("#f-priority").selectOption("urgent");
  await canUndo(page);
  await desk.api("PATCH", `/tickets/${number}`, { priority: "low" });
  await until("the other one", async () => (await page.locator("#f-priority").inputValue()) === "low");
  await page.locator("body").press("z");
  const notice = page.locator("[data-part=notice] .notice:not([hidden])");
  await notice.filter({ hasText: "Nothing is taken back. What somebody changed since stays as it is." }).waitFor();
  assert.equal(await page.locator("#f-priority").inputValue(), "low");
  // Name, description, due time and the customer.
  await page.locator("summary", { hasText: "Edit name and description" }).click();
  await page.locator("#f-name").fill("Black screen");
  await page.locator("#f-name").press("Enter");
  await page.locator("h1", { hasText: "Black screen" }).waitFor();
  await canUndo(page);
  await page.locator("body").press("z");
  await page.locator("h1", { hasText: "Écran noir" }).waitFor();
  await takenBack(page);
  await page.locator("#f-cnotes").fill("calls early");
  await page.locator("#f-cnotes").press("Control+Enter");
  await toast(page).filter({ hasText: "What is known of Zoé Fabre is changed" }).getByRole("button", { name: "Undo" }).click();
  await until("the notes to be as before", async () => (await page.locator("#f-cnotes").inputValue()) === "");
});

scenario("a link and who takes part are taken back as fields are", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }, { from: ZOE, subject: "Porte", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir"), other = (await desk.ticket("Porte")).number;
  const { page } = await expert();
  await page.goto(`/t/${number}`);
  const { href } = await page.evaluate(() => ({ href: location.href }));
  await page.locator("body").press("r");
  await page.keyboard.type("Bonjour Zoé,");
  const links = page.locator("[data-part=links] li"), people = page.locator("[data-part=people] li");
  await page.locator("#f-other").fill(String(other));
  await page.locator("#f-other").press("Enter");
  await toast(page).filter({ hasText: `Linked with #${other}.` }).getByRole("button", { name: "Undo" }).click();
  await until("the link to go", async () => (await links.count()) === 0);
  await toast(page).filter({ hasText: `No longer linked with #${other}` }).waitFor();
  await page.locator(".ev", { hasText: `took away the link to #${other}` }).waitFor();
  // By the key.
  await page.locator("#f-add").fill("bob@lumen.example");
  await page.locator("#f-add").press("Enter");
  await toast(page).filter({ hasText: "bob@lumen.example takes part now." }).waitFor();
  await people.filter({ hasText: "bob@lumen.example" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("z");
  await toast(page).filter({ hasText: "bob@lumen.example takes no part any more." }).waitFor();
  await until("them to be out", async () => (await people.count()) === 0);
  await page.locator(".ev", { hasText: "out of the conversation" }).waitFor();
  assert.equal(await page.locator("#c-text").inputValue(), "Bonjour Zoé,");
  assert.equal(page.url(), href, "nobody left the page");
});

scenario("the message with Undo covers nothing that one writes in or goes on with", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const { page } = await expert();
  // In one look: the message does not stay for long.
  const boxes = (...selectors) => page.evaluate((all) => all.map((one) => document.querySelector(one)?.getBoundingClientRect().toJSON()), selectors);
  const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  for (const [width, height] of [[1440, 900], [1024, 768], [390, 844], [320, 640]]) {
    await page.setViewportSize({ width, height });
    await page.goto(`/t/${number}`);
    const phone = width < 860, said = () => toast(page).getByRole("button", { name: "Undo" }).waitFor();
    // From the details; there is no composer beside them on a telephone.
    if (phone) await page.locator(".tk-head [data-pane=info]").click();
    await page.locator("#f-priority").selectOption((await page.locator("#f-priority").inputValue()) === "low" ? "high" : "low");
    await said();
    const [message, rail] = await boxes("#toasts .toast", ".rail");
    assert.ok(apart(message, rail), `the rail at ${width}`);
    // And back at the ticket.
    if (phone) await page.locator("aside .only-phone [data-pane='']").click();
    await said();
    const needed = [".composer", ".rail", ".tk-head", ".log-shows"], [over, ...under] = await boxes("#toasts .toast", ...needed);
    under.forEach((one, at) => assert.ok(one.width > 0 && apart(over, one), `${needed[at]} at ${width}`));
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/undo-covers-${width}.png` });
  }
});
