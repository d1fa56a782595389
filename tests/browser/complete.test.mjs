// What the query bar offers while somebody types, by the keyboard alone and by a press.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("the query bar offers filters, then what stands behind them", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const made = [["Lamp", "Zoé Fabre", ["front-desk", "élan"]], ["Door", "Tom <b>Vert</b>", ["vpn"]]];
  for (const [name, customer, tags] of made) {
    await desk.api("POST", "/tickets", { name, tags, customer: { name: customer, email: `${String(name).toLowerCase()}@lumen.example` } });
  }
  const person = await expert();
  const { page } = person;
  const { keyboard } = page;
  const bar = page.locator("#q");
  const options = page.locator(".offers [role=option]");
  const texts = async () => (await options.evaluateAll((all) => all.map((el) => el.dataset.text)));
  const offered = (...wanted) => until(`the offers ${wanted}`, async () => (await texts()).join("|") === wanted.join("|"));
  const closed = () => until("no offers", async () => (await page.locator(".offers").count()) === 0);
  const told = () => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.dataset.text);

  await page.goto("/tickets");
  await keyboard.press("/");
  await keyboard.type("sta");
  await offered("status:");
  assert.equal(await bar.getAttribute("aria-expanded"), "true");
  assert.equal(await told(), undefined, "nothing is chosen before somebody chooses");
  await keyboard.press("ArrowDown");
  assert.equal(await told(), "status:");
  await keyboard.press("Enter");
  await offered("status:open ", "status:processing ", "status:waiting ", "status:closed ");
  assert.equal(await bar.inputValue(), "status:");
  // Up from the text is the last; one more is back to the text.
  await keyboard.press("ArrowUp");
  assert.equal(await told(), "status:closed ");
  await keyboard.press("ArrowDown");
  assert.equal(await told(), undefined);
  await keyboard.press("ArrowDown");
  await keyboard.press("Tab");
  assert.equal(await bar.inputValue(), "status:open ");
  await page.locator("#q:focus").waitFor();
  await closed();
  // By an accent less, in the middle of the text; Esc closes and leaves what is typed.
  await keyboard.type("-tag:ela");
  await offered("-tag:élan ");
  await keyboard.press("Escape");
  await closed();
  assert.equal(await bar.inputValue(), "status:open -tag:ela");
  await page.locator("#q:focus").waitFor();
  await keyboard.press("ArrowDown");
  await offered("-tag:élan ");
  assert.equal(await told(), "-tag:élan ");
  await keyboard.press("Enter");
  assert.equal(await bar.inputValue(), "status:open -tag:élan ");
  // A name with a space is quoted; a press chooses as Enter does.
  await keyboard.type("customer:fab");
  await offered("customer:\"Zoé Fabre\" ");
  await options.first().click();
  assert.equal(await bar.inputValue(), "status:open -tag:élan customer:\"Zoé Fabre\" ");
  await page.locator("#q:focus").waitFor();
  await closed();
  // Enter without a choice searches, as ever.
  await keyboard.press("Control+a");
  await keyboard.type("tag:v");
  await offered("tag:vpn ");
  await keyboard.press("Enter");
  await page.waitForURL("**/tickets?query=tag*");
  // Whoever does not know what there is sees it by a press into the empty field.
  await page.goto("/tickets");
  await bar.click();
  await until("every filter", async () => (await options.count()) === 25);
  // The inbox has the same.
  await page.goto("/inbox");
  const inbox = page.locator("[data-inbox] input[type=search]");
  await inbox.click();
  await keyboard.type("is:ov");
  await offered("is:overdue ");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  assert.equal(await inbox.inputValue(), "is:overdue ");
  const prepare = (text) => async (shown) => { await shown.locator("#q").click(); await shown.keyboard.type(text); await shown.locator(".offers [role=option]").first().waitFor(); await shown.keyboard.press("ArrowDown"); };
  for (const [name, text] of [["offers-values", "is:"], ["offers-tags", "tag:"], ["offers-names", "customer:"], ["offers-filters", " "]]) {
    assert.deepEqual(await look(browser, person, name, `${desk.url}/tickets`, { prepare: name === "offers-filters" ? async (shown) => { await shown.locator("#q").click(); await shown.locator(".offers").waitFor(); } : prepare(text) }), []);
  }
});

scenario("somebody who calls is found by three letters of the name", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  await desk.api("POST", "/tickets", { name: "Lamp", customer: { name: "Zoé Fabre", email: "zoe@lumen.example", phone: "+33 1 23 45 67 89" } });
  await desk.api("POST", "/tickets", { name: "Door", customer: { name: "Ida Lamm", phone: "+33 9 87 65 43 21" } });
  const person = await expert();
  const { page } = person;
  const { keyboard } = page;
  const options = page.locator(".offers [role=option]");
  const offered = (...wanted) => until(`the offers ${wanted}`, async () => (await options.evaluateAll((all) => all.map((el) => el.dataset.text))).join("|") === wanted.join("|"));
  const holds = async (...wanted) => assert.deepEqual(await Promise.all(["name", "email", "phone"].map((field) => page.locator(`#new-customer-${field}`).inputValue())), wanted);
  await page.goto("/tickets");
  await keyboard.press("c");
  await page.locator("#new-customer-name:focus").waitFor();
  await keyboard.type("lam");
  await offered("Ida Lamm");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.locator("#new-name:focus").waitFor();
  await holds("Ida Lamm", "", "+33 9 87 65 43 21");
  await keyboard.type("The door again");
  await keyboard.press("Control+Enter");
  await page.locator(".tk-head h1", { hasText: "The door again" }).waitFor();
  const { body: { tickets } } = await desk.api("GET", "/tickets?query=ida");
  assert.equal(tickets.length, 2);
  const { body: { customers } } = await desk.api("GET", "/customers?query=ida");
  assert.equal(customers.length, 1, "no second Ida");
  // By the number; Esc closes the list and not the form. Nobody is chosen unasked.
  await page.goto("/tickets");
  await keyboard.press("c");
  await page.locator("#new-customer-name:focus").waitFor();
  await keyboard.type("33123");
  await offered("Zoé Fabre");
  await keyboard.press("Escape");
  await options.first().waitFor({ state: "detached" });
  assert.equal(await page.locator("#dlg-new[open]").count(), 1);
  await keyboard.press("Control+a");
  await keyboard.type("Zoé");
  await offered("Zoé Fabre");
  await keyboard.press("Tab");
  await holds("Zoé", "", "");
  // By mouse; what is typed over it is somebody else.
  await page.locator("#new-customer-name").fill("fabre");
  await offered("Zoé Fabre");
  await options.first().click();
  await holds("Zoé Fabre", "zoe@lumen.example", "+33 1 23 45 67 89");
  assert.notEqual(await page.locator("[name='customer.id']").inputValue(), "");
  await page.locator("#new-customer-email").fill("zoe@else.example");
  assert.equal(await page.locator("[name='customer.id']").inputValue(), "");
  assert.deepEqual(await look(browser, person, "caller", `${desk.url}/tickets/new`, { prepare: async (shown) => {
    await shown.locator("#new-customer-name").click();
    await shown.keyboard.type("fab");
    await shown.locator(".offers [role=option]").first().waitFor();
  } }), []);
});
