// What has a key of its own and is done by the mouse alone: a view is saved, a list leaves as a table, a
// colleague is mentioned, a ticket is made beside another one. The keyboard only writes into fields.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { scenario, until } from "./scenario.mjs";

const TOM = { email: "tom@guichet.example", name: "Tom Ott", password: "a long enough sentence" };
const ZOE = { name: "Zoé Fabre", email: "zoe@lumen.example" };

/** Three tickets of Zoé, two of them urgent; the names by the alphabet are not the order of the numbers. */
async function furnished({ desk }) {
  for (const [name, priority] of [["Scanner", "urgent"], ["Lamp", "low"], ["\"Door\", the left one", "urgent"]]) {
    assert.equal((await desk.api("POST", "/tickets", { name, priority, customer: ZOE })).status, 201);
  }
}

const rows = (page) => page.locator("[data-rows] tr:not([hidden])").evaluateAll((all) => all.map((row) => row.dataset.number));

/** Shows what is urgent, by name: the tickets 3 and 1. */
async function urgent(page) {
  await page.locator(".filter[href*='priority=urgent']").click();
  await page.waitForURL("**priority=urgent*");
  await page.locator("thead th[data-column=name] .sort").click();
  await page.waitForURL("**sort=name*");
  assert.deepEqual(await rows(page), ["3", "1"]);
}

/** Writes into a field that the mouse chose. */
async function write(page, field, text) {
  await field.click();
  await page.keyboard.type(text);
}

scenario("by mouse alone: a view is saved from the list, stands among one's own, and leads back to it", { timeout: 120_000 }, async (world) => {
  await furnished(world);
  await world.desk.addUser(TOM);
  const { page } = await world.expert();
  await page.goto("/tickets");
  await urgent(page);
  const mine = page.locator(".side-nav a", { hasText: "On fire" }), name = page.locator("#view-name");
  await page.locator("summary[aria-label='Save view']").click();
  await write(page, name, "On fire");
  assert.equal(await page.getByLabel("For everybody").isChecked(), false);
  await page.locator("form[action='/tickets/views']").getByRole("button", { name: "Save view" }).click();
  await page.waitForURL("**view=1*");
  assert.equal(await mine.locator(".num").innerText(), "2");
  assert.equal(await mine.getAttribute("aria-current"), "page");
  const heads = await page.locator(".side-nav h2, .side-nav a").allInnerTexts();
  assert.ok(heads.indexOf("My views") === heads.findIndex((one) => one.startsWith("On fire")) - 1, heads.join("|"));
  // From another list a press leads to the same rows in the same order; so does its address.
  await page.goto("/tickets?status=closed");
  assert.deepEqual(await rows(page), []);
  await mine.click();
  await page.waitForURL("**view=1*");
  assert.deepEqual(await rows(page), ["3", "1"]);
  const { searchParams } = new URL(page.url());
  assert.deepEqual([searchParams.get("priority"), searchParams.get("sort")], ["urgent", "name"]);
  await page.goto("/");
  await page.goto(`/tickets?${searchParams}`);
  assert.deepEqual(await rows(page), ["3", "1"]);
  // It is personal.
  const tom = await world.person();
  await tom.signIn(TOM.email, TOM.password);
  await tom.page.locator("[data-rows] tr").first().waitFor();
  assert.equal(await tom.page.locator(".side-nav a", { hasText: "On fire" }).count(), 0);
});

/** The cells of a CSV file, each between quotes (RFC 4180); what Excel wants to see first is left out. */
function cells(text) {
  const lines = text.replace(/^\ufeff/, "").split("\r\n").filter(Boolean);
  return lines.map((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell]) => cell.replaceAll('""', '"')));
}

scenario("by mouse alone: a list leaves as a table with its own rows, in its own order", {}, async (world) => {
  await furnished(world);
  const { page } = await world.expert();
  await page.goto("/tickets");
  const link = page.getByRole("link", { name: "Export as CSV" });
  const taken = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.equal(download.suggestedFilename(), "tickets.csv");
    return cells(await readFile(await download.path(), "utf8"));
  };
  const column = ([head, ...lines], name) => lines.map((line) => line[head.indexOf(name)]);
  assert.deepEqual(column(await taken(), "number"), ["3", "2", "1"]);
  await urgent(page);
  const table = await taken();
  assert.deepEqual(column(table, "number"), await rows(page));
  assert.deepEqual(column(table, "name"), ["\"Door\", the left one", "Scanner"]);
  assert.deepEqual(column(table, "priority"), ["urgent", "urgent"]);
  assert.deepEqual(column(table, "email"), [ZOE.email, ZOE.email]);
  assert.equal(new URL(page.url()).searchParams.get("sort"), "name", "the page stays");
});

scenario("by mouse alone: a colleague is mentioned in a note, and reads of it", { timeout: 120_000 }, async (world) => {
  const { desk } = world;
  await furnished(world);
  await desk.addUser({ ...TOM, name: "Tim Oak", email: "tim@guichet.example" });
  await desk.addUser(TOM);
  const { page } = await world.expert();
  await page.goto("/t/2");
  const note = page.locator("#c-note");
  await page.locator("#tab-note").click();
  await write(page, note, "Could @t");
  // Two fit: the one that Enter would not take is pressed.
  const options = page.getByRole("listbox").getByRole("option");
  await until("both names", async () => (await options.count()) === 2);
  assert.equal(await options.filter({ hasText: "Tom Ott" }).getAttribute("aria-selected"), "false");
  await options.filter({ hasText: "Tom Ott" }).click();
  assert.equal(await note.inputValue(), "Could @Tom Ott ");
  await page.getByRole("listbox").waitFor({ state: "hidden" });
  // The text has the focus still: one writes on.
  await page.keyboard.type("look at this?");
  await page.locator("#panel-note").getByRole("button", { name: "Add note" }).click();
  await page.locator(".msg.note .mention", { hasText: "@Tom Ott" }).waitFor();
  assert.equal(await note.inputValue(), "");
  // What is kept is more than words: the desk knows who is called.
  for (const [email, found] of [[TOM.email, ["2"]], ["tim@guichet.example", []]]) {
    const called = await world.person();
    await called.signIn(email, TOM.password);
    await called.page.goto("/tickets?query=is:mentioned");
    assert.deepEqual(await rows(called.page), found);
  }
});

scenario("by mouse alone: a ticket is made from an open one, and its page opens", { timeout: 120_000 }, async (world) => {
  const { desk } = world;
  await furnished(world);
  const { page } = await world.expert();
  await page.goto("/t/2");
  const dialog = page.locator("#dlg-new");
  // Closed without a word, it has made nothing.
  await page.locator("[data-inbox]").getByRole("link", { name: "Create ticket" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.locator("[data-inbox]").getByRole("link", { name: "Create ticket" }).click();
  await write(page, page.locator("#new-customer-name"), "fab");
  await page.locator(".offers [role=option]", { hasText: "Zoé Fabre" }).click();
  await until("her address", async () => (await page.locator("#new-customer-email").inputValue()) === ZOE.email);
  await write(page, page.locator("#new-name"), "Bell at the gate");
  await write(page, page.locator("#new-description"), "She called: it does not ring.");
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await page.waitForURL("**/t/4");
  await page.locator("h1", { hasText: "Bell at the gate" }).waitFor();
  await page.getByText("She called: it does not ring.").first().waitFor();
  const { body } = await desk.api("GET", "/tickets/4");
  assert.deepEqual([body.name, body.description], ["Bell at the gate", "She called: it does not ring."]);
  assert.equal(body.customer.id, (await desk.api("GET", "/tickets/2")).body.customer.id);
  assert.equal((await desk.api("GET", "/tickets")).body.tickets.length, 4);
});
