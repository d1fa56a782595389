// People and rights: by keyboard alone, without script, and how the pages look.

import assert from "node:assert/strict";
import { tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const PATH = "/settings/people";

scenario("people and rights by keyboard alone", { timeout: 120_000 }, async ({ desk, expert }) => {
  const { page } = await expert();
  const { keyboard } = page;
  const shows = (text) => page.locator('[role="status"].notice', { hasText: text }).waitFor();

  // Invite: name, address, one role more, a narrower view.
  await page.goto(PATH);
  await tabTo(page, 'a[href="/settings/people/new"]');
  await keyboard.press("Enter");
  await page.waitForURL(`**${PATH}/new`);
  await until("the focus on the name", () => page.evaluate(() => document.activeElement?.id === "name"));
  await keyboard.type("Nora Quist");
  await keyboard.press("Tab");
  await keyboard.type("nora@guichet.example");
  await tabTo(page, '[name="roles"][value="3"]');
  await keyboard.press("Space");
  await tabTo(page, '[name="visibility"]:checked');
  await keyboard.press("ArrowUp");
  await tabTo(page, ".form-grid .btn.primary");
  await keyboard.press("Enter");
  await page.waitForURL(`**${PATH}?saved=1`);
  await shows("Saved.");
  const nora = (await desk.api("GET", "/users")).body.users[1];
  assert.deepEqual([nora.name, nora.roles, nora.visibility], ["Nora Quist", ["expert", "observer"], "groups"]);

  // The matrix: a right more for observers, by Space; Save.
  await tabTo(page, '[name="rights-3"][value="tags"]');
  await keyboard.press("Space");
  await tabTo(page, 'form[action="/settings/roles"] .btn.primary');
  // The page before says so as well: this one is another.
  await Promise.all([page.waitForEvent("load"), keyboard.press("Enter")]);
  await shows("Saved.");
  const observer = (await desk.api("GET", "/roles/3")).body;
  assert.deepEqual(observer.rights, ["tickets:read", "tickets:note", "api", "tags"]);

  // A group with a member and a mailbox.
  await tabTo(page, 'a[href="/settings/groups/new"]');
  await keyboard.press("Enter");
  await page.waitForURL("**/settings/groups/new");
  await until("the focus on the name", () => page.evaluate(() => document.activeElement?.id === "name"));
  await keyboard.type("Network");
  await tabTo(page, `[name="members"][value="${nora.id}"]`);
  await keyboard.press("Space");
  await tabTo(page, '[name="mailboxes"]');
  await keyboard.press("Space");
  await keyboard.press("Enter");
  await page.waitForURL(`**${PATH}?saved=1`);
  const group = (await desk.api("GET", "/groups")).body.groups[0];
  assert.deepEqual([group.name, group.members, group.mailboxes], ["Network", [nora.email], [desk.mailbox]]);

  // Delete it; Z takes it back.
  await tabTo(page, `a[href="/settings/groups/${group.id}"]`);
  await keyboard.press("Enter");
  await page.waitForURL(`**/settings/groups/${group.id}`);
  await tabTo(page, ".btn.danger");
  await keyboard.press("Enter");
  await shows("Network is deleted.");
  await page.waitForLoadState();
  assert.equal((await desk.api("GET", `/groups/${group.id}`)).status, 404);
  await keyboard.press("z");
  await shows("Network is there again.");
  assert.equal((await desk.api("GET", `/groups/${group.id}`)).status, 200);
});

scenario("people and rights without script", {}, async ({ desk, expert }) => {
  await desk.addUser({ email: "emil@guichet.example", name: "Emil Post", password: "a quiet desk near the door" });
  const someone = await expert({ javaScriptEnabled: false, reducedMotion: "reduce" });
  const { page } = someone;
  await page.goto(PATH);
  await page.getByRole("link", { name: "Emil Post" }).click();
  await page.locator("#email").fill("not an address");
  await page.locator("#name").fill("Emil P.");
  await page.locator("#user .btn.primary").click();
  await page.locator(".summary-box").waitFor();
  await someone.forgive(/status of 422/);
  assert.equal(await page.locator("#name").inputValue(), "Emil P.");
  assert.equal(await page.locator("#email").inputValue(), "not an address");
  await page.locator(".btn.danger").click();
  await page.locator('[role="status"].notice', { hasText: "Emil Post is deactivated" }).waitFor();
  assert.equal((await desk.api("GET", "/users/2")).body.active, false);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator('[role="status"].notice', { hasText: "Emil Post is active again" }).waitFor();
  assert.equal((await desk.api("GET", "/users/2")).body.active, true);
});

const CHEF = { name: "Chef d'équipe régionale des interventions", rights: ["tickets:read", "tags", "people"] };

/** Makes something by the API and gives it back. */
async function make(desk, path, body) {
  const made = await desk.api("POST", path, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body;
}

/** An organization with names of all lengths. */
async function lively(desk) {
  await make(desk, "/roles", CHEF);
  const people = [
    ["Camille Roussel", ["expert"], "all"],
    ["Donaudampfschifffahrtsgesellschaftskapitän", ["observer"], "own"],
    ["Anaïs Lefèvre-Montgolfier", ["expert", "observer", CHEF.name], "groups"],
    ["Jonas Weber", [], "all"],
  ];
  const emails = [desk.admin.email];
  for (const [name, roles, visibility] of people) {
    const email = `${String(name).normalize("NFD").replace(/[^a-z]/gi, "").toLowerCase()}@guichet.example`;
    emails.push(email);
    await make(desk, "/users", { email, name, roles, visibility });
  }
  await make(desk, "/groups", { name: "Front desk", members: emails, mailboxes: [desk.mailbox] });
  await make(desk, "/groups", { name: "Second line and on-site visits", members: emails.slice(0, 2), roles: ["observer"] });
  await desk.api("PATCH", "/users/5", { active: false });
  await desk.api("POST", "/tickets", { name: "Lamp", customer: { name: "Bob" }, assignee: { group: "Front desk" } });
}

scenario("the list of people looks right", { timeout: 300_000 }, async ({ browser, desk, expert }) => {
  const found = [];
  await lively(desk);
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  await at("people", PATH);
  await at("people-end", PATH, (page) => page.evaluate(() => scrollTo(0, document.body.scrollHeight)));
  await at("people-undo", PATH, async (page) => {
    const { roles } = (await desk.api("GET", "/roles")).body;
    await page.goto(`${desk.url}/settings/roles/${roles.at(-1).id}`);
    await page.locator(".btn.danger").click();
    await page.locator("[data-undo]").waitFor();
    await page.locator("[data-undo] button").evaluate((button) => button.focus());
    await make(desk, "/roles", CHEF);
  });
  assert.deepEqual(found, []);
});

scenario("forms of people and rights look right", { timeout: 300_000 }, async ({ browser, desk, expert }) => {
  const found = [];
  await lively(desk);
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  await at("person-new-errors", `${PATH}/new`, async (page) => {
    await page.locator("#email").fill("not an address");
    await page.locator("#user .btn.primary").click();
    await page.locator(".summary-box").waitFor();
  });
  await at("person", `${PATH}/4`);
  await at("person-end", `${PATH}/4`, (page) => page.locator("#user").evaluate((form) => { form.hidden = true; }));
  await at("person-off", `${PATH}/5`);
  await at("group", "/settings/groups/1");
  await at("role", "/settings/roles/2");
  await at("role-admin", "/settings/roles/1");
  await at("role-new", "/settings/roles/new");
  await someone.forgive(/^person-new-errors-.*status of 422/);
  assert.deepEqual(found, []);
});
