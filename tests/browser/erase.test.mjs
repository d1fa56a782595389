// A customer's page, and erasing them: what goes, a wrong word, the right one, by the keyboard alone.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const CAMILLE = "Camille Roux-de-la-Montgolfière <camille@roux.example>";

scenario("a customer is erased from their page by the keyboard", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  for (const [from, subject] of [[CAMILLE, "Printer"], [CAMILLE, "Scanner"], ["zoe@other.example", "Door"]]) {
    const sent = await desk.send({ from, subject, text: `${subject}: help\n` });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  const known = { phone: "01 99 00 14 27", notes: "Calls early.\nPaul signs." };
  assert.equal((await desk.api("PATCH", "/customers/1", known)).status, 200);
  const ada = await expert();
  const { page } = ada;
  await page.goto("/t/1");
  await page.locator("[data-part=customer] b > a").click();
  await page.waitForURL("**/customers/1");
  assert.deepEqual(await look(browser, ada, "customer-page", page.url()), []);
  await page.getByRole("link", { name: "Erase this customer…" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/customers/1/erase");
  assert.deepEqual(await look(browser, ada, "erase", page.url()), []);
  const field = page.locator("#address");
  await field.focus();
  await page.keyboard.type("zoe@other.example");
  await page.keyboard.press("Enter");
  await page.locator("#address-e").waitFor();
  await ada.forgive(/status of 422/);
  assert.match(await page.locator(".summary-box").innerText(), /write it as it is shown/);
  const wrong = async (shown) => {
    await shown.locator("#address").fill("zoe@other.example");
    await shown.locator("#address").evaluate((el) => el.form.submit());
    await shown.locator("#address-e").waitFor();
  };
  assert.deepEqual(await look(browser, ada, "erase-wrong", page.url(), { prepare: wrong }), []);
  await ada.forgive(/^erase-wrong-.*status of 422/);
  await field.fill("");
  await field.focus();
  await page.keyboard.type("camille@roux.example");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tickets?erased=1");
  await page.getByText("is being erased").waitFor();
  await until("their tickets are gone", async () => (await page.locator("[data-rows] tr").count()) === 1 || !(await page.reload()));
  assert.match(await page.locator("[data-rows]").innerText(), /Door/);
  await until("the customer to be gone", async () => (await desk.api("GET", "/customers/1")).status === 404);
});
