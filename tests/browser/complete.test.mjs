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
  await until("every filter", async () => (await options.count()) === 24);
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
