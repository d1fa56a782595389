// The organizations of customers: found, renamed, deleted and brought back, by the keyboard alone.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("an organization is renamed, deleted and brought back by the keyboard", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const mails = [
    ["Camille Roux-de-la-Montgolfière <camille@roux.example>", "Printer"], ["Zoé Weiss <zoe@roux.example>", "Scanner"],
    ["tom@verylongnameofadomainwithoutanyhyphen.example", "Door"], ["bob@acme.example", "Lamp"],
  ];
  for (const [from, subject] of mails) {
    const sent = await desk.send({ from, subject, text: `${subject}: help\n` });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  const ada = await expert();
  const { page } = ada;
  const { keyboard } = page;
  const { page: second } = await expert();
  await second.goto("/t/2");
  // From anywhere, by the palette.
  await page.goto("/tickets");
  await keyboard.press("Control+k");
  await until("the places", async () => (await page.locator("#dlg-cmd [role=option]").count()) > 8);
  await keyboard.type("organizations");
  await until("the place", async () => (await page.locator("#dlg-cmd [aria-selected=true]").innerText()).includes("Organizations"));
  await keyboard.press("Enter");
  await page.waitForURL("**/organizations");
  assert.equal(await page.locator("tbody tr").count(), 3);
  assert.deepEqual(await look(browser, ada, "companies", page.url()), []);
  await page.locator("main input[type=search]").focus();
  await keyboard.type("roux");
  await keyboard.press("Enter");
  await page.waitForURL("**/organizations?query=roux");
  await page.locator("td a").first().focus();
  await keyboard.press("Enter");
  await page.waitForURL("**/organizations/1");
  assert.deepEqual(await look(browser, ada, "company", page.url()), []);
  // A name that another one has: told at the field, and nothing typed is lost.
  await page.locator("#name").focus();
  await keyboard.press("Control+a");
  await keyboard.type("ACME.example");
  await keyboard.press("Enter");
  await page.locator("#name-e").waitFor();
  await ada.forgive(/status of 422/);
  assert.equal(await page.locator("#name").inputValue(), "ACME.example");
  const wrong = async (shown) => {
    await shown.locator("#name").fill("ACME.example");
    await shown.locator("#domains").fill("roux.example\nno domain");
    await shown.locator("#name").evaluate((el) => el.form.submit());
    await shown.locator("#name-e").waitFor();
  };
  assert.deepEqual(await look(browser, ada, "company-refused", page.url(), { prepare: wrong }), []);
  await ada.forgive(/^company-refused-.*status of 422/);
  await page.locator("#name").focus();
  await keyboard.press("Control+a");
  await keyboard.type("Roux & Fils <b>");
  await keyboard.press("Enter");
  await page.locator(".notice", { hasText: "Roux & Fils <b> is changed" }).waitFor();
  await until("on a ticket that stands open elsewhere", async () => (await second.locator("[data-part=customer]").innerText()).includes("Roux & Fils <b>"));
  // Its tickets, and only those.
  await page.locator("a", { hasText: "2 tickets" }).focus();
  await keyboard.press("Enter");
  await page.waitForURL("**/tickets?query=organization*");
  assert.equal(await page.locator("[data-rows] tr").count(), 2);
  await page.goBack();
  await page.waitForURL("**/organizations/1?undo=*");
  await page.locator("button", { hasText: "Delete organization" }).focus();
  await keyboard.press("Enter");
  await page.waitForURL("**/organizations?undo=*");
  await until("gone from the ticket", async () => !(await second.locator("[data-part=customer]").innerText()).includes("Roux & Fils"));
  assert.deepEqual(await look(browser, ada, "companies-deleted", page.url()), []);
  await keyboard.press("z");
  await page.locator(".notice", { hasText: "is there again, with its customers" }).waitFor();
  await until("back on the ticket", async () => (await second.locator("[data-part=customer]").innerText()).includes("Roux & Fils <b>"));
  // From a customer to those who work where they do.
  await second.locator("[data-part=customer] b > a").click();
  await second.waitForURL("**/customers/2");
  await second.locator("dd a", { hasText: "Roux & Fils" }).click();
  await second.waitForURL("**/organizations/1");
  assert.match(await second.locator("main").innerText(), /Camille Roux-de-la-Montgolfière/);
  assert.deepEqual(await look(browser, ada, "companies-none", `${desk.url}/organizations?query=nothing`), []);
});
