// A list is saved under a name, found again, shared and deleted; by mouse and by the keyboard alone.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("a view is saved with the keyboard alone, counts by itself, and is taken back", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  await desk.send({ from: "zoe@customer.example", subject: "Printer", text: "Help\n" });
  await desk.send({ from: "tom@customer.example", subject: "Scanner", text: "Help\n" });
  const person = await expert();
  const { page } = person;
  await page.goto("/tickets?status=open&query=printer");
  // From the palette to the name; Esc leads back to where one was.
  const name = page.locator("#view-name");
  const at = (field) => until("the focus", () => field.evaluate((el) => el === document.activeElement));
  const palette = async (words) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await page.getByRole("option", { name: words }).first().waitFor();
    await page.keyboard.press("Enter");
  };
  await page.locator("#q").focus();
  await palette("Save view");
  await at(name);
  await page.keyboard.press("Escape");
  await at(page.locator("#q"));
  assert.equal(await name.isVisible(), false);
  await palette("Order by: Priority");
  await page.waitForURL("**sort=-priority");
  await page.goto("/tickets?status=open&query=printer");
  await palette("Save view");
  await at(name);
  await page.keyboard.type("Printers <b>all</b>");
  await page.keyboard.press("Enter");
  await page.waitForURL("**view=1");
  const link = page.locator(".side-nav a", { hasText: "Printers" });
  assert.match(await link.innerText(), /Printers <b>all<\/b>\s*1/);
  assert.equal(await link.getAttribute("aria-current"), "page");
  // Another one comes: the number follows, wherever one is.
  await page.goto("/tickets?status=closed");
  await desk.send({ from: "ann@customer.example", subject: "Printer again", text: "Help\n" });
  await page.locator(".side-nav a", { hasText: "Printers" }).locator(".num", { hasText: "2" }).waitFor();
  await link.click();
  await page.waitForURL("**view=1");
  assert.equal(await page.locator("[data-rows] tr").count(), 2);
  assert.deepEqual(await look(browser, person, "views", `${desk.url}/tickets?status=open&query=printer&view=1`, {
    prepare: async (shown) => { const save = shown.locator("summary[aria-label]:has(+ .menu-list form[action='/tickets/views'])"); if (await save.isVisible()) await save.click(); },
  }), []);
  await page.locator("summary[aria-label='Save view']").click();
  await page.locator("form[action='/tickets/views'] button[name=delete]").click();
  await page.waitForURL("**undo=*");
  assert.equal(await link.count(), 0);
  await page.keyboard.press("z");
  await page.waitForURL("**undone=*");
  assert.equal(await link.count(), 1);
});
