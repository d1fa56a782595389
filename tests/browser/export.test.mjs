// The file with all that there is of a customer, taken by the mouse and by the keyboard alone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const CAMILLE = "Camille Roux-de-la-Montgolfière <camille@roux.example>";

/** What `press` downloads: its name, and its bytes as text of one byte each. */
async function taken(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const bytes = await readFile(await download.path());
  return [download.suggestedFilename(), bytes.toString("latin1")];
}

scenario("a customer's data is taken by mouse and by keyboard", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const sent = await desk.send({ from: CAMILLE, subject: "Printer", text: "Printer: help\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const ada = await expert();
  const { page } = ada;
  await page.goto("/t/1");
  await page.locator("[data-part=customer] b > a").click();
  await page.waitForURL("**/customers/1");
  const link = page.getByRole("link", { name: "Export all data" });
  assert.deepEqual(await look(browser, ada, "customer-export", page.url(), {
    prepare: (shown) => shown.locator("a[href$='/export']").scrollIntoViewIfNeeded(),
  }), []);
  const pressed = [
    () => link.click(),
    async () => {
      await link.focus();
      await page.keyboard.press("Enter");
    },
  ];
  for (const press of pressed) {
    const [name, zip] = await taken(page, press);
    assert.equal(name, "customer-1.zip");
    assert.ok(zip.startsWith("PK\x03\x04"), "a ZIP file");
    assert.ok(zip.slice(-22).startsWith("PK\x05\x06"), "to its end");
    for (const path of ["customer.json", "tickets/1/ticket.json", "receipts.json"]) assert.ok(zip.includes(path), path);
    assert.match(zip, /tickets\/1\/\d+\.eml/);
    assert.equal(new URL(page.url()).pathname, "/customers/1", "the page stays");
  }
  await page.goto("/settings/audit");
  await page.getByText("Exported the data of customer 1").first().waitFor();
});
