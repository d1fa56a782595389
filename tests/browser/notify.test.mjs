// A ticket by hand whose customer is told by e-mail: by the mouse, by the keyboard alone, and what a
// form says that cannot tell anybody.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

/** What the log of a ticket says of its e-mails. */
const mails = async (desk, number) => (await desk.api("GET", `/tickets/${number}`)).body.activities.filter((line) => line.kind === "mail");

scenario("a customer is told of their new ticket", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const ada = await expert();
  const { page } = ada;
  await page.goto("/tickets");
  // By the mouse, in the dialog.
  await page.locator("[data-open='dlg-new'], a[href='/tickets/new']").first().click();
  await page.locator("#new-name").waitFor();
  await page.locator("#new-customer-email").fill("ines@cust.example");
  await page.locator("#new-name").fill("Lamp in the hall");
  await page.locator("#new-description").fill("We come on Tuesday");
  await page.getByRole("checkbox", { name: /Tell the customer by e-mail/ }).check();
  await page.locator("#new-description").press("Control+Enter");
  await page.waitForURL("**/t/1");
  await page.getByText("We come on Tuesday").first().waitFor();
  await until("it arrived", async () => (await mails(desk, 1))[0]?.message.delivery[0]?.state === "delivered");
  assert.equal((await mails(desk, 1))[0].message.text, "We come on Tuesday");
  // By the keyboard alone, on the page of the form; nobody can be told at first.
  await page.goto("/tickets/new");
  const type = async (id, text) => {
    await page.locator(id).focus();
    await page.keyboard.type(text);
  };
  await type("#new-customer-name", "Tom Vert");
  await page.keyboard.press("Escape");
  await type("#new-name", "Door");
  await type("#new-description", "It is oiled");
  await page.locator("#new-notify_customer").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#new-notify_customer-e").waitFor();
  await ada.forgive(/status of 422/);
  assert.ok(await page.locator("#new-notify_customer").isChecked());
  assert.equal(await page.locator("#new-description").inputValue(), "It is oiled");
  await type("#new-customer-email", "tom@other.example");
  await page.locator("#new-notify_customer").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/t/2");
  assert.equal((await mails(desk, 2)).length, 1);
  const wrong = async (shown) => {
    await shown.locator("#new-customer-name").fill("Zoé");
    await shown.locator("#new-name").fill("Roof");
    await shown.locator("#new-description").fill("Dry");
    await shown.locator("#new-notify_customer").check();
    await shown.locator("#new-name").evaluate((el) => el.form.submit());
    await shown.locator("#new-notify_customer-e").waitFor();
    await shown.locator("#new-notify_customer").scrollIntoViewIfNeeded();
  };
  assert.deepEqual(await look(browser, ada, "notify", `${desk.url}/tickets/new`, { prepare: wrong }), []);
  await ada.forgive(/^notify-.*status of 422/);
});

scenario("a form whose answer was lost makes one ticket when it is sent again, without script", { timeout: 60_000 }, async ({ desk, expert }) => {
  const { page } = await expert({ javaScriptEnabled: false });
  await page.goto("/tickets/new");
  await page.locator("#new-customer-email").fill("ines@cust.example");
  await page.locator("#new-name").fill("Lamp in the hall");
  await page.locator("#new-description").fill("We come on Tuesday");
  await page.locator("#new-notify_customer").check();
  // The first press reaches the desk, and its answer does not come back.
  const press = page.locator("form[action='/tickets/new'] .btn.primary");
  let lost = 0;
  await page.route("**/tickets/new", async (route) => {
    lost = (await route.fetch({ maxRedirects: 0 })).status();
    await route.abort("aborted");
  });
  await press.click({ noWaitAfter: true });
  await until("the first ticket", () => lost === 303);
  await page.unroute("**/tickets/new");
  await press.click();
  await page.waitForURL("**/t/1");
  assert.equal((await mails(desk, 1)).length, 1);
  assert.equal((await desk.api("GET", "/tickets")).body.tickets.length, 1);
});
