// Rules as an admin makes them: with the mouse, by keyboard alone and without script; tried on past
// messages, moved, switched; and what real mails become of it.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const LONG = { timeout: 420_000 };
const CAMILLE = "Camille Roux <camille@customer.example>";

const good = async (desk, method, path, body) => {
  const answer = await desk.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Sends a mail and reads the ticket that it made. */
async function mailed(desk, subject, text) {
  const sent = await desk.send({ from: CAMILLE, subject, text });
  assert.equal(sent.code, 250, sent.dialogue);
  const { body } = await desk.api("GET", "/tickets?status=open");
  const found = body.tickets.find((ticket) => ticket.name === subject);
  assert.ok(found, `no ticket for ${subject}`);
  return found;
}

/** Imports rules through the page, as a file would. */
async function bring(page, rules) {
  await page.goto("/settings/rules");
  await page.locator("#file summary").click();
  await page.locator("#text").fill(JSON.stringify({ rules }));
  await page.locator("#file [name=create]").check();
  await page.locator("#file form[enctype] .btn").click();
  await page.waitForURL("**/settings/rules?saved=1");
}

const rule = (name, word, actions, more = {}) => ({
  name, when: ["mail_makes_ticket"], conditions: { all: [{ field: "subject", operator: "contains", value: word }] }, actions, ...more,
});
const names = (page) => page.locator("[data-rule] a.strong").allTextContents();

scenario("the VPN rule is made with the mouse, tried, and sorts real mail", { timeout: 150_000 }, async ({ desk, expert }) => {
  await good(desk, "POST", "/groups", { name: "Network" });
  await mailed(desk, "My VPN is down", "I cannot connect\n");
  await mailed(desk, "Lamp", "It is dark\n");
  const { page } = await expert();
  await page.goto("/settings/rules");
  await page.locator("a.btn.primary").click();
  await page.waitForURL("**/settings/rules/new");
  await script(page, "settings_rule");
  await page.locator("#name").fill("VPN");
  await page.locator("[value='add-condition:1']").click();
  await page.locator("#n2-field:focus").waitFor();
  await page.locator("#n2-value").fill("vpn");
  await page.locator("#add-action").click();
  await page.locator("#a1-action").selectOption("priority");
  await page.locator("select#a1-value option[value=urgent]").waitFor({ state: "attached" });
  await page.locator("#a1-value").selectOption("urgent");
  await page.locator("#add-action").click();
  await page.locator("#a2-value").selectOption({ label: "Network" });
  await page.locator("#add-action").click();
  await page.locator("#a3-action").selectOption("add_tag");
  await page.locator("input#a3-value").fill("vpn");
  await page.locator("[data-try]").click();
  const found = page.locator("[data-tried] tbody tr");
  await found.first().waitFor();
  await page.locator("[data-said]", { hasText: /^\s*Would match 1 of the last 2 messages/ }).waitFor();
  assert.equal(await found.count(), 1);
  assert.equal(await found.locator("mark").innerText(), "VPN");
  assert.match(await found.locator("td").last().innerText(), /priority from Medium to Urgent[\s\S]*assignee from Nobody to Network[\s\S]*tag vpn added/);
  // On a telephone the rows stand below each other, each as wide as the page.
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await found.locator("td").first().boundingBox()).width > 300);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator(".foot-bar .primary").click();
  await page.waitForURL("**/settings/rules?saved=1");
  assert.deepEqual(await names(page), ["VPN"]);
  const hit = await mailed(desk, "vpn again", "Still nothing\n");
  const miss = await mailed(desk, "Printer", "No paper\n");
  assert.deepEqual([hit.priority, hit.assignee?.group, hit.tags], ["urgent", "Network", ["vpn"]]);
  assert.deepEqual([miss.priority, miss.assignee, miss.tags], ["medium", null, []]);
  await page.goto(`/t/${hit.number}`);
  const line = page.locator(".log .ev", { hasText: "VPN" });
  assert.match(await line.first().innerText(), /Rule VPN: .*Urgent/s);
  await line.first().locator("a").first().click();
  await page.locator("#rule").waitFor();
  // Switched off, it does nothing; the switch is taken back by one key.
  await page.goto("/settings/rules");
  assert.match(await page.locator("[data-rule] .meta").innerText(), /1 this week/);
  await page.locator("[data-rule] [role=switch]").click();
  await page.waitForURL("**/settings/rules?undo=*");
  const off = await mailed(desk, "vpn third", "x\n");
  assert.equal(off.priority, "medium");
  await page.keyboard.press("z");
  await page.waitForURL("**/settings/rules?undone=*");
  assert.equal(await page.locator("[data-rule] [role=switch]").getAttribute("aria-checked"), "true");
});

scenario("the VPN rule is made by keyboard alone", { timeout: 150_000 }, async ({ desk, expert }) => {
  await good(desk, "POST", "/groups", { name: "Network" });
  const { page } = await expert();
  await page.goto("/settings/rules/new");
  await script(page, "settings_rule");
  const keys = page.keyboard;
  const on = (selector) => page.locator(`${selector}:focus`).waitFor();
  await tabTo(page, "#name");
  await keys.type("VPN");
  await tabTo(page, "[value='add-condition:1']");
  await keys.press("Enter");
  await on("#n2-field");
  // Chosen by typing, over to another shape and back: the focus stays.
  await keys.type("Status");
  await page.locator("select#n2-value").waitFor();
  await on("#n2-field");
  await keys.type("Subject");
  await page.locator("input#n2-value").waitFor();
  await on("#n2-field");
  await tabTo(page, "#n2-value");
  await keys.type("vpn");
  await tabTo(page, "#add-action");
  await keys.press("Space");
  await on("#a1-action");
  await keys.type("Set pri");
  await page.locator("#a1-value option[value=urgent]").waitFor({ state: "attached" });
  await keys.press("Tab");
  await keys.type("Urgent");
  await tabTo(page, "#add-action");
  await keys.press("Enter");
  await on("#a2-action");
  await keys.press("Tab");
  await keys.type("Network");
  await tabTo(page, "#add-action");
  await keys.press("Enter");
  await on("#a3-action");
  await keys.type("Add tag");
  await page.locator("input#a3-value").waitFor();
  await keys.press("Tab");
  await keys.type("vpn");
  await tabTo(page, "[data-try]");
  await keys.press("Enter");
  await page.locator("[data-said]").waitFor();
  // Enter in a field saves.
  await tabTo(page, "#name");
  await keys.press("Enter");
  await page.waitForURL("**/settings/rules?saved=1");
  const hit = await mailed(desk, "VPN", "x\n");
  assert.deepEqual([hit.priority, hit.assignee?.group, hit.tags], ["urgent", "Network", ["vpn"]]);
});

scenario("a long try comes piece by piece and can be stopped", { timeout: 150_000 }, async ({ desk, expert }) => {
  await desk.deliver(Array.from({ length: 600 }, (_, at) => ({ from: `c${at % 7}@customer.example`, subject: `print ${at}`, text: "x\n" })));
  const someone = await expert();
  const { page } = someone;
  await page.goto("/settings/rules/new");
  await script(page, "settings_rule");
  await page.locator("[value='add-condition:1']").click();
  await page.locator("#n2-value").fill("print");
  await page.locator("[data-try]").click();
  // Nothing is to be done yet: said at its place, and what was typed stays.
  await page.locator(".summary-box:focus").waitFor();
  await someone.forgive(/422/);
  assert.equal(await page.locator("#n2-value").inputValue(), "print");
  await page.locator("[name=stop]").check();
  await page.locator("#messages").fill("50000");
  await page.locator("[data-try]").click();
  await until("all", async () => /600 of the last 600 messages.*first 200/.test(await page.locator("[data-tried]").innerText()));
  assert.equal(await page.locator("[data-tried] tbody tr").count(), 200);
  const wire = await someone.context.newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: 3_000, uploadThroughput: -1 });
  await page.locator("[data-try]").click();
  await page.locator("[data-cancel]").click();
  await until("stopped", async () => (await page.locator("[data-progress]").innerText()) === "Stopped.");
  assert.ok(await page.locator("[data-cancel]").isHidden());
});

scenario("rules are moved by drag and by keys", {}, async ({ desk, expert }) => {
  const { page } = await expert();
  const tag = (name) => [{ action: "add_tag", value: name }];
  await bring(page, [rule("One", "x", tag("a")), rule("Two", "x", tag("b")), rule("Three", "x", tag("c"))]);
  // The rows that the desk draws again have no mark: what is pressed next meets them and their notice.
  const mark = () => page.locator("[data-rule]").evaluateAll((all) => all.forEach((it) => { it.dataset.old = ""; }));
  const settled = async (expected) => {
    await page.waitForLoadState();
    await until(expected.join(), async () => (await names(page)).join() === expected.join());
    await until("kept", async () => {
      const { rules } = await good(desk, "GET", "/rules");
      return rules.slice(0, -1).map((it) => it.name).join() === expected.join();
    });
    await page.locator("[data-rule]:not([data-old])").nth(expected.length - 1).waitFor();
    await script(page, "settings_rules");
    await mark();
  };
  await script(page, "settings_rules");
  await mark();
  await page.locator("[data-grip]").nth(0).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#toasts").innerText(), "Place 3 now: One");
  await settled(["Two", "Three", "One"]);
  assert.equal(await page.locator("[data-grip]:focus").getAttribute("aria-label"), "Move One");
  await page.keyboard.press("ArrowUp");
  await settled(["Two", "One", "Three"]);
  // The hand goes on while the desk has not answered yet: nothing is drawn over it, nothing lost.
  let go = () => {};
  const released = new Promise((resolve) => { go = () => resolve(undefined); });
  let asked = 0;
  await page.route("**/move", async (route) => {
    if (++asked > 1) return route.continue();
    const response = await route.fetch();
    await released;
    await route.fulfill({ response });
  });
  const drawn = await page.evaluate(() => performance.timeOrigin);
  await page.locator("[data-grip]").nth(1).focus();
  await page.keyboard.press("ArrowUp");
  await until("the first move is on its way", () => asked === 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  go();
  await settled(["Two", "Three", "One"]);
  assert.equal(await page.evaluate(() => performance.timeOrigin), drawn, "not loaded anew");
  await page.unroute("**/move");
  await page.locator("[data-grip]:focus").press("ArrowUp");
  await settled(["Two", "One", "Three"]);
  await page.locator("[data-grip]").nth(2).dragTo(page.locator("[data-rule]").nth(0), { targetPosition: { x: 200, y: 4 } });
  await settled(["Three", "Two", "One"]);
  // Below the pinned rule there is no place: the last one is above it.
  await page.locator("[data-grip]").nth(0).dragTo(page.locator(".rule.pinned"));
  await settled(["Two", "One", "Three"]);
  await page.locator("main .notice form[data-undo] .btn").click();
  await page.waitForURL("**undone=*");
  await settled(["Three", "Two", "One"]);
});

scenario("the default rule refuses what is made by hand", {}, async ({ desk, expert }) => {
  const person = await expert();
  const { page } = person;
  await page.goto("/settings/rules");
  for (const [act, field, value] of [["switch", "to", "off"], ["move", "place", "0"], ["delete", "x", "1"]]) {
    const said = await page.evaluate(async ([act, field, value]) => {
      const token = /** @type {HTMLInputElement} */ (document.querySelector("[name=form_token]")).value;
      const body = new URLSearchParams({ form_token: token, [field]: value });
      const answer = await fetch(`/settings/rules/1/${act}`, { method: "POST", body });
      return `${answer.status} ${await answer.text()}`;
    }, [act, field, value]);
    assert.match(said, /^422 [\s\S]*always on, always last/, act);
    await person.forgive(/422/);
  }
  const { number, status } = await mailed(desk, "Still a ticket", "x\n");
  assert.ok(number && status === "open");
});

scenario("a rule is made without script", {}, async ({ desk, expert }) => {
  const someone = await expert({ javaScriptEnabled: false, reducedMotion: "reduce" });
  const { page } = someone;
  await mailed(desk, "The blueprint again", "please\n");
  await page.goto("/settings/rules/new");
  await page.locator("#name").fill("Paper");
  await page.locator("[value='add-condition:1']").click();
  await page.locator("#n2-value").fill("print");
  await page.locator("#add-action").click();
  await page.locator("#a1-action").selectOption("add_tag");
  await page.locator("button[value=fields]").last().click();
  await page.locator("input#a1-value").fill("paper");
  await page.locator("[data-try]").click();
  await page.locator("[data-words]").click();
  await until("whole words", () => page.locator("#n2-words").isChecked());
  await page.locator(".foot-bar .primary").click();
  await page.waitForURL("**/settings/rules?saved=1");
  await page.locator("a[href='/settings/rules/new']").click();
  await page.locator("#name").fill("Second");
  await page.locator("[name=stop]").check();
  await page.locator("#name").press("Enter");
  await page.waitForURL("**/settings/rules?saved=1");
  assert.deepEqual(await names(page), ["Paper", "Second"]);
  await page.locator("[value=up]").press("Enter");
  await page.waitForURL("**/settings/rules?undo=*");
  assert.deepEqual(await names(page), ["Second", "Paper"]);
});

scenario("the pages of rules look right", LONG, async ({ browser, desk, expert }) => {
  const found = [];
  await good(desk, "POST", "/groups", { name: "Network" });
  await good(desk, "POST", "/groups", { name: "Second line and on-site visits" });
  await good(desk, "POST", "/tags", { name: "till", colour: "red" });
  await good(desk, "PATCH", "/mailboxes/1", { default_group: "Network" });
  for (const subject of ["Le scanner ne scanne plus rien", "My printer prints only blank pages since this morning", "Please send the blueprint again", "VPN"]) {
    await mailed(desk, subject, `About ${subject}: print it.\n`);
  }
  const someone = await expert();
  const { page } = someone;
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  await at("rules-none", "/settings/rules");
  await bring(page, [
    rule("Till down is urgent", "caisse", [{ action: "priority", value: "urgent" }, { action: "assign", value: { group: "Network" } }, { action: "add_tag", value: "till" }], { description: "Shops cannot sell: put it first." }),
    {
      name: "Printers to Devices", description: "Anything about printing or scanning.", when: ["mail_makes_ticket", "ticket_made"], enabled: true,
      conditions: { any: [
        { field: "subject", operator: "contains", value: "print" },
        { field: "subject_or_body", operator: "contains", value: "scanner", whole_word: true },
        { all: [
          { field: "sender_domain", operator: "is", value: "customer.example" },
          { field: "attachment_size", operator: "greater", value: "2 MB" },
          { any: [{ field: "header", operator: "matches", name: "X-Priority", value: "^[12]" }, { field: "assignee", operator: "is", value: null }] },
        ] },
        { field: "age", operator: "greater", value: "3d" },
      ] },
      actions: [
        { action: "assign", value: { group: "Second line and on-site visits" } }, { action: "add_tag", value: "printer" },
        { action: "priority", value: "low" }, { action: "note", value: "Ask for the model first.\nThen for the serial number." },
        { action: "status", value: "processing" },
      ], stop: true,
    },
    rule("A rule with a very long name that somebody wrote without thinking of narrow screens at all", "AVeryLongWordThatSomebodyMadeUpAndThatDoesNotBreakAnywhere", [{ action: "name", value: "x" }], { enabled: false }),
  ]);
  const tags = (await desk.api("GET", "/tags")).body.tags;
  await good(desk, "DELETE", `/tags/${tags.find((tag) => tag.name === "till").id}`);
  await at("rules", "/settings/rules");
  await at("rules-menu", "/settings/rules", (page) => page.locator("[data-rule] details summary").first().click());
  await at("rules-import-error", "/settings/rules", async (page) => {
    await page.locator("#file summary").click();
    await page.locator("#text").fill('{"rules":[{"name":"","when":["never"],"actions":[{"action":"add_tag","value":"nothing"}]}]}');
    await page.locator("#file form[enctype] .btn").click();
    await page.locator(".summary-box").waitFor();
  });
  await at("rule-new", "/settings/rules/new");
  await at("rule-groups", "/settings/rules/3");
  await at("rule-broken", "/settings/rules/2");
  await at("rule-default", "/settings/rules/1");
  await at("rule-error", "/settings/rules/3", async (page) => {
    await page.locator("#name").fill("");
    await page.locator("#n2-value").fill("");
    await page.locator("[value='add-group:4']").click();
    await page.locator("[autofocus]").waitFor();
    await page.locator(".foot-bar .primary").click();
    await page.locator(".summary-box").waitFor();
  });
  await at("rule-lab", "/settings/rules/3", async (page) => {
    await page.locator("[data-try]").click();
    await page.locator("[data-tried] tbody tr").first().waitFor();
    await page.locator("[data-lab]").evaluate((lab) => lab.scrollIntoView());
  });
  await someone.forgive(/^rules?-(import-)?error-.*status of 422/);
  assert.deepEqual(found, []);
});
