// Pages in states that are rare: empty, closed, very long, refused, opened menus and panes. And the
// pages of the audit log and of the second step by keyboard alone.

import assert from "node:assert/strict";
import { tabTo } from "./focus.mjs";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const LONG = { timeout: 300_000 };
const PHRASE = "seven grey cats on a roof";
const NAME = "Les imprimantes du deuxième étage n’impriment plus depuis le changement de Donaudampfschifffahrtsgesellschaftskapitänsmützen ".repeat(2).slice(0, 250);

/** Somebody with one role of these rights. */
async function somebody(desk, name, rights) {
  const role = await desk.api("POST", "/roles", { name: `May ${rights.join(" and ")}`, rights });
  assert.equal(role.status, 201, JSON.stringify(role.body));
  const email = `${name.toLowerCase()}@guichet.example`;
  await desk.addUser({ email, name, password: PHRASE });
  const { users } = (await desk.api("GET", "/users")).body;
  const { id } = users.find((user) => user.email === email);
  assert.equal((await desk.api("PATCH", `/users/${id}`, { roles: [role.body.name] })).status, 200);
  return { email };
}

scenario("rare states of the tickets look right", LONG, async ({ browser, desk, expert }) => {
  const found = [];
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  await desk.api("POST", "/tickets", { name: NAME, description: NAME, customer: { name: NAME.slice(0, 120), email: `${"a".repeat(60)}@customer.example` }, tags: ["very-long-tag-that-someone-made-up"] });
  await desk.api("POST", "/tickets", { name: "Caller", customer: { name: "Caller", phone: "+33 1 99 00 12 34" } });
  await desk.api("POST", "/tickets", { name: "Done", customer: { name: "Zoé Fabre", email: "zoe@lumen.example" } });
  await desk.api("PATCH", "/tickets/3", { status: "closed" });
  const pane = (word) => (page) => page.locator("[data-expert]").evaluate((el, to) => el.setAttribute("data-pane", to), word);
  await at("ticket-long", "/t/1");
  await at("ticket-long-info", "/t/1", pane("info"));
  await at("ticket-long-inbox", "/t/1", pane("inbox"));
  await at("ticket-telephone", "/t/2");
  await at("ticket-closed", "/t/3");
  await at("tickets-long", "/tickets?preview=1");
  await at("inbox-nothing", "/inbox?query=nothing");
  assert.deepEqual(found, []);
});

scenario("rare states of the settings look right", LONG, async ({ browser, desk, expert, person }) => {
  const found = [];
  const ada = await expert();
  const at = async (who, name, path, prepare) => found.push(...(await look(browser, who, name, new URL(path, desk.url).href, prepare && { prepare })));
  await at(ada, "tags-none", "/settings/tags");
  await at(ada, "people-alone", "/settings/people");
  await at(ada, "mailbox-new", "/settings/mail/new");
  await at(ada, "token-new", "/settings/tokens/new");
  await at(ada, "settings-menu", "/settings/tags", (page) => page.locator(".topbar details").evaluate((el) => el.setAttribute("open", "")));
  const tidy = await somebody(desk, "Tilda", ["tags"]);
  const tilda = await person();
  await tilda.signIn(tidy.email, PHRASE, "/");
  await at(tilda, "home", "/");
  await at(tilda, "error-forbidden", "/settings/audit");
  await tilda.page.goto(`${desk.url}/profile/security`);
  const elsewhere = await person();
  await elsewhere.signIn(tidy.email, PHRASE, "/");
  await at(tilda, "security-sign-ins", "/profile/security");
  await at(ada, "error-misdirected", `http://desk.guichet.test:${desk.webPort}/tickets`);
  await at(ada, "audit-found", "/settings/audit?query=tilda&kind=people");
  // The token of the tests is the only one: nothing is asked of the API from here on.
  await ada.page.goto(`${desk.url}/settings/tokens`);
  await ada.page.locator("td .btn.danger").click();
  await ada.page.locator("[data-undo]").waitFor();
  await at(ada, "tokens-none", "/settings/tokens");
  await tilda.forgive(/^error-forbidden-.*status of 404/);
  await ada.forgive(/^error-misdirected-.*status of 421/);
  await ada.forgive(/^error-misdirected-.*Cross-Origin-Opener-Policy header has been ignored/);
  assert.deepEqual(found, []);
});

scenario("the audit log by keyboard alone", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/groups", { name: "Front desk" });
  const { page } = await expert();
  const { keyboard } = page;
  await page.goto(`${desk.url}/settings/audit`);
  await tabTo(page, 'a[href^="/settings/audit.csv"]');
  await tabTo(page, '[name="query"]');
  await keyboard.type("front");
  await keyboard.press("Enter");
  await page.waitForURL("**/settings/audit?query=front*");
  assert.equal(await page.locator("tbody tr").count(), 1);
  // What changed is said as the pages say it.
  assert.match(await page.locator("tbody tr").innerText(), /Name: Front desk/);
  await tabTo(page, '[name="kind"]');
  await keyboard.type("Access");
  await tabTo(page, ".sieve button");
  await keyboard.press("Enter");
  await page.waitForURL("**/settings/audit?query=front&kind=access");
  await page.locator(".notice").waitFor();
  await tabTo(page, "#chain a");
  await keyboard.press("Enter");
  await page.waitForURL("**/settings/audit?verify=1#chain");
});

scenario("the page of the second step by keyboard alone", {}, async ({ desk, expert }) => {
  const { page } = await expert();
  const { keyboard } = page;
  await page.goto(`${desk.url}/profile/security`);
  await tabTo(page, "#old");
  await keyboard.type(desk.admin.password);
  await keyboard.press("Tab");
  await keyboard.type(PHRASE);
  await keyboard.press("Enter");
  await page.locator(".notice.green").waitFor();
  await tabTo(page, "#confirm");
  await keyboard.type(PHRASE);
  await tabTo(page, 'button[value="begin"]');
  await keyboard.press("Enter");
  await page.locator("svg.qr").waitFor();
  await tabTo(page, ".enrol [data-copy]");
  await tabTo(page, "#code");
  await tabTo(page, 'button[value="cancel"]');
  await keyboard.press("Enter");
  await page.locator('button[value="begin"]').waitFor();
});
