// Organization, mailboxes, tags and tokens: how they look, and by keyboard alone.

import assert from "node:assert/strict";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const LONG = { timeout: 300_000 };

/** Mailboxes, tags of every colour and tokens. */
async function busy(desk) {
  const good = async (method, path, body) => {
    const answer = await desk.api(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await good("POST", "/groups", { name: "Second line and on-site visits" });
  await good("PATCH", "/mailboxes/1", { signature: "Inès Caron\nLumen Informatique\n01 99 00 10 10", display_name: "Lumen" });
  await good("POST", "/mailboxes", {
    address: "factures@guichet.example", aliases: ["comptabilite@guichet.example", "invoices@guichet.example"],
    default_group: "Second line and on-site visits", route: { security: "tls", host: "smtp.example", user: "factures", password: "secret" },
  });
  const { id } = await good("POST", "/mailboxes", { address: "a-very-long-name-of-a-mailbox-of-somebody@guichet.example" });
  await good("DELETE", `/mailboxes/${id}`);
  const colours = ["grey", "blue", "green", "amber", "orange", "red", "violet"];
  for (const [at, name] of ["accounts", "hardware", "mail", "network", "printer", "security", "till"].entries()) {
    await good("POST", "/tags", { name, colour: colours[at] });
  }
  for (const tags of [["till", "mail"], ["till", "security", "printer"], ["hardware", "network", "accounts"], ["very-long-tag-that-someone-made-up"]]) {
    await good("POST", "/tickets", { name: `About ${tags[0]}`, customer: { name: tags[0], email: `${tags[0]}@customer.example` }, tags });
  }
  await good("POST", "/tokens", { name: "Till monitor", scopes: ["tickets:read", "tickets:write"], expires_at: "2099-12-31" });
  await good("POST", "/tokens", { name: "Weekly report", scopes: ["admin"] });
}

scenario("the settings of the desk look right", LONG, async ({ browser, desk, expert }) => {
  const found = [];
  await busy(desk);
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  const save = (page) => page.locator("main .btn.primary").last().click();
  await at("organization", "/settings/organization");
  await at("organization-error", "/settings/organization", async (page) => {
    await page.locator("[data-own]").check();
    await page.locator("#smarthost-host").fill("smtp.example");
    await page.locator("#smarthost-user").fill("desk");
    await save(page);
    await page.locator(".summary-box").waitFor();
  });
  await at("retention", "/settings/retention");
  await at("retention-error", "/settings/retention", async (page) => {
    await page.locator("#closed-days").fill("29");
    await save(page);
    await page.locator(".summary-box").waitFor();
  });
  await at("mail", "/settings/mail");
  await at("mailbox", "/settings/mail/2");
  await at("mailbox-error", "/settings/mail/new", async (page) => {
    await page.locator("#address").fill("no address");
    await save(page);
    await page.locator(".summary-box").waitFor();
  });
  await at("tags", "/settings/tags");
  await at("tag", "/settings/tags/7");
  await at("tag-new", "/settings/tags/new");
  await at("tokens", "/settings/tokens");
  await at("token", "/settings/tokens/2");
  await at("token-made", "/settings/tokens/new", async (page) => {
    await page.locator("#name").fill("Telephone");
    await page.locator('[name="scopes"]').first().check();
    await save(page);
    await page.locator(".copy code").waitFor();
  });
  await at("tags-on-tickets", "/tickets");
  await at("tags-on-a-ticket", "/t/2");
  await someone.forgive(/^(organization|retention|mailbox)-error-.*status of 422/);
  assert.deepEqual(found, []);
});

scenario("a tag is made, merged and taken back by keyboard alone", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/tickets", { name: "one", customer: { name: "Bob" }, tags: ["till"] });
  await desk.api("POST", "/tickets", { name: "two", customer: { name: "Bob" }, tags: ["tills"] });
  const { page } = await expert();
  await page.goto(`${desk.url}/settings/tags`);
  /** Presses Tab until the focus is on what is meant. */
  const reach = async (selector) => {
    for (let tries = 0; tries < 60; tries += 1) {
      if (await page.locator(`${selector}:focus`).count()) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no focus on ${selector}`);
  };
  await reach('a[href="/settings/tags/new"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/tags/new");
  await reach("#name");
  await page.keyboard.type("vpn");
  await reach('[name="colour"]:checked');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/tags?undo=*");
  assert.equal(await page.locator("td .tag.t-blue").textContent(), "vpn");
  await page.goto(`${desk.url}/settings/tags/2`);
  await reach("#into");
  await page.keyboard.type("till");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/settings/tags?undo=*");
  assert.deepEqual((await desk.api("GET", "/tickets/2")).body.tags, ["till"]);
  await page.keyboard.press("z");
  await page.waitForURL("**/settings/tags?undone=*");
  assert.deepEqual((await desk.api("GET", "/tickets/2")).body.tags, ["tills"]);
});
