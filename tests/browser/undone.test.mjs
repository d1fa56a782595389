// One change of a ticket and its way back: the button in the message that tells of it, and Z.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

const toast = (page) => page.locator("#toasts .toast");
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
  await toast(page).getByRole("button", { name: "Undo" }).waitFor();
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
  await page.locator("body").press("z");
  await page.locator("h1", { hasText: "Écran noir" }).waitFor();
  await page.locator("#f-cnotes").fill("calls early");
  await page.locator("#f-cnotes").press("Control+Enter");
  await toast(page).filter({ hasText: "What is known of Zoé Fabre is changed" }).getByRole("button", { name: "Undo" }).click();
  await until("the notes to be as before", async () => (await page.locator("#f-cnotes").inputValue()) === "");
});
