// Names as long as they may be, with and without blanks, and more of them than anybody reads: pages keep inside their
// window. What is longer is refused at its field, and stays there to be shortened.

import assert from "node:assert/strict";
import { spills } from "./fit.mjs";
import { scenario, until } from "./scenario.mjs";

const words = (length) => "Wartungsvertrag und Lampe ".repeat(30).slice(0, length).trim().padEnd(length, "x");
const solid = (length) => "Donaudampfschifffahrtsgesellschaft".repeat(20).slice(0, length);

const good = async (desk, method, path, body) => {
  const answer = await desk.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

scenario("names as long as they may be keep inside every page", { timeout: 300_000 }, async ({ desk, expert }) => {
  const { page } = await expert();
  const found = [];
  const fits = async (path, prepare = async () => {}) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await prepare();
    found.push(...await spills(page));
  };
  for (const [at, long] of [words, solid].entries()) {
    const group = await good(desk, "POST", "/groups", { name: long(100) });
    const user = await good(desk, "POST", "/users", { email: `${"u".repeat(60)}${at}@guichet.example`, name: long(100), roles: ["expert"] });
    const role = await good(desk, "POST", "/roles", { name: long(60), rights: ["tickets:read"] });
    const tag = await good(desk, "POST", "/tags", { name: long(40).replaceAll(" ", "-") });
    const box = await good(desk, "POST", "/mailboxes", { address: `${"b".repeat(45)}${at}@guichet.example`, display_name: long(100) });
    const rule = await good(desk, "POST", "/rules", {
      name: long(100), description: "", enabled: true, when: ["mail_makes_ticket"], stop: false,
      conditions: { all: [{ field: "subject", operator: "contains", value: long(200) }] }, actions: [{ action: "assign", value: { group: group.name } }, { action: "add_tag", value: tag.name }],
    });
    const ticket = await good(desk, "POST", "/tickets", { name: long(255), description: long(600), customer: { name: long(200), email: `${"c".repeat(60)}@${solid(60).toLowerCase()}${at}.example`, phone: "" }, assignee: { group: group.name }, tags: [tag.name] });
    await good(desk, "PATCH", `/customers/${at + 1}`, { organization: long(200) });
    await good(desk, "POST", `/tickets/${ticket.number}/notes`, { text: long(600) });
    await good(desk, "POST", `/tickets/${ticket.number}/messages`, { text: long(600) });
    const view = await good(desk, "POST", "/views", { name: long(60), shared: at === 1, list: `query=${encodeURIComponent(long(255))}` });
    const company = (await good(desk, "GET", "/organizations")).organizations.at(-1);
    for (const path of ["/", "/tickets", `/tickets?preview=${ticket.number}`, `/tickets?query=${encodeURIComponent(long(255))}&view=${view.id}`, "/inbox", `/t/${ticket.number}`, `/t/${ticket.number}?compose=note`, `/t/${ticket.number}/print`, `/t/${ticket.number}/why`, `/customers/${at + 1}`, `/customers/${at + 1}/erase`, "/organizations", `/organizations/${company.id}`]) await fits(path);
    for (const path of ["people", `people/${user.id}`, `groups/${group.id}`, `roles/${role.id}`, "tags", `tags/${tag.id}`, "mail", `mail/${box.id}`, "rules", `rules/${rule.id}`, "rules/new", "audit", "calendars/new"]) await fits(`/settings/${path}`);
    // Unfolded, and what stands over the page.
    await fits(`/t/${ticket.number}`, () => page.evaluate(() => document.querySelectorAll(".info details").forEach((one) => { /** @type {HTMLDetailsElement} */ (one).open = true; })));
    for (const start of ["/tickets", `/t/${ticket.number}`]) {
      await fits(start, async () => {
        await page.keyboard.press("Control+k");
        await page.locator("#dlg-cmd[open]").waitFor();
        await page.keyboard.type(`#${ticket.number}`);
        await until("what is found", async () => (await page.locator("#dlg-cmd a[href^='/t/'][role=option]").count()) > 0);
      });
    }
    await fits("/tickets", async () => { await page.keyboard.press("c"); await page.locator("#new-customer-name").fill(long(200)); await page.locator("#new-name").fill(long(255)); });
    await fits(`/t/${ticket.number}`, async () => { await page.keyboard.press("e"); await page.locator(".toast").waitFor(); });
    await fits(`/tickets?status=closed`, async () => {
      await page.locator("[data-rows] .c-sel input").first().check();
      await page.locator("[data-bulk]").getByRole("button", { name: "Delete" }).click();
      await page.locator("form[data-undo]").waitFor();
    });
  }
  assert.deepEqual(found, []);
});

scenario("a name that is too long is refused at its field, which keeps it", { timeout: 150_000 }, async ({ desk, expert }) => {
  await good(desk, "POST", "/tickets", { name: "Lamp", customer: { name: "Zoé", email: "zoe@lumen.example", phone: "" } });
  await good(desk, "PATCH", "/customers/1", { organization: "Lumen" });
  const tag = await good(desk, "POST", "/tags", { name: "hardware" });
  const person = await expert();
  const { page } = person;
  const found = [];
  /** Fills a field with more than it takes, as a program or a paste without script does, and sends its form. */
  const refused = async (path, field, open = "") => {
    await page.goto(path);
    if (open) await page.locator(open).first().click();
    const typed = solid(500);
    await page.locator(field).evaluate((el, text) => { el.removeAttribute("maxlength"); /** @type {HTMLInputElement} */ (el).value = text; }, typed);
    await page.locator(field).press("Enter");
    const wrong = page.locator(`${field}[aria-invalid=true]`);
    await wrong.waitFor();
    await person.forgive(/status of 422/);
    assert.equal(await wrong.inputValue(), typed, field);
    const said = await page.locator(`#${(await wrong.getAttribute("aria-describedby"))?.split(" ").at(-1)}`).innerText();
    assert.match(said, /\d+|Write less|longer/, `${field}: ${said}`);
    found.push(...await spills(page));
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  await refused("/t/1", "#f-name", "details.alt:has(#f-name) > summary");
  await refused("/t/1", "#f-cname", "details.alt:has(#f-cname) > summary");
  await refused("/t/1", "#f-corg", "details.alt:has(#f-corg) > summary");
  await refused("/t/1", "#f-tag");
  await refused("/organizations/1", "#name");
  await refused("/tickets?status=open", "#view-name", "summary[aria-label='Save view']");
  await refused("/settings/groups/new", "#name");
  await refused(`/settings/tags/${tag.id}`, "#name");
  await refused("/settings/roles/new", "#name");
  // The form of a new ticket says both at once.
  await page.goto("/tickets/new");
  for (const field of ["#new-customer-name", "#new-name"]) await page.locator(`main ${field}`).evaluate((el, text) => { el.removeAttribute("maxlength"); /** @type {HTMLInputElement} */ (el).value = text; }, solid(500));
  await page.locator("main #new-name").press("Enter");
  await page.locator("main #new-name[aria-invalid=true]").waitFor();
  await person.forgive(/status of 422/);
  for (const field of ["#new-customer-name", "#new-name"]) assert.equal(await page.locator(`main ${field}`).inputValue(), solid(500));
  found.push(...await spills(page));
  assert.deepEqual(found, []);
});

scenario("a ticket with 200 tags keeps inside the list, its page, the preview, the print and the palette", { timeout: 180_000 }, async ({ desk, expert }) => {
  const tags = Array.from({ length: 200 }, (_, at) => `tag-${at}${at % 10 ? "" : `-${solid(30)}`}`);
  const { number } = await good(desk, "POST", "/tickets", { name: "Lamp", customer: { name: "Zoé", email: "zoe@lumen.example", phone: "" } });
  await good(desk, "PATCH", `/tickets/${number}`, { tags });
  const { page } = await expert();
  const found = [];
  for (const path of ["/tickets", `/tickets?preview=${number}`, "/inbox", `/t/${number}`, `/t/${number}/print`, "/settings/tags"]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    if (path === "/tickets") {
      const row = await page.locator("[data-rows] tr").first().boundingBox();
      assert.ok(row && row.height < 80, `the row is ${row?.height} px high`);
    }
    found.push(...await spills(page));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/t/${number}`);
  assert.equal(await page.locator("[data-part=tags] .tag").count(), 200);
  // One more, and one less, as with a few.
  await page.keyboard.press("t");
  await page.keyboard.type("one-more");
  await page.keyboard.press("Enter");
  await page.locator("[data-part=tags] .tag", { hasText: "one-more" }).waitFor();
  await page.locator("[data-part=tags] button[value='tag-7']").click();
  await until("one less", async () => (await page.locator("[data-part=tags] .tag").count()) === 200);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("tag:tag-19");
  await until("the tags", async () => (await page.locator("#dlg-cmd [role=option]").count()) > 0);
  found.push(...await spills(page));
  assert.deepEqual(found, []);
});
