// Why rules fired on a ticket: the hit and the miss, from the ticket's own page, and who shares what out.

import assert from "node:assert/strict";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const CAMILLE = "Camille Roux <camille@customer.example>";

const good = async (desk, method, path, body) => {
  const answer = await desk.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

const RULES = [
  {
    name: "VPN", when: ["mail_makes_ticket"],
    conditions: { any: [
      { field: "subject", operator: "contains", value: "vpn" },
      { all: [
        { field: "body", operator: "contains", value: "réseau" },
        { field: "sender_domain", operator: "ends_with", value: ".example" },
      ] },
    ] },
    actions: [{ action: "priority", value: "urgent" }, { action: "assign", value: { round_robin: "Network" } }, { action: "add_tag", value: "vpn" }],
  },
  {
    name: "Anything about printers, scanners and the big machine in the corridor", when: ["mail_makes_ticket"],
    conditions: { all: [{ field: "subject", operator: "contains", value: "print" }] },
    actions: [{ action: "priority", value: "low" }],
  },
  { name: "Off", enabled: false, when: ["mail_makes_ticket"], actions: [{ action: "priority", value: "high" }] },
];

scenario("a ticket says why rules fired or did not, and axe finds nothing", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  await good(desk, "POST", "/groups", { name: "Network", members: [desk.admin.email] });
  await good(desk, "POST", "/rules", { rules: RULES, create: true });
  const sent = await desk.send({ from: CAMILLE, subject: "Le VPN ne marche plus", text: "Depuis ce matin, le reseau ne marche plus du tout.\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const person = await expert();
  const { page } = person;
  await page.goto("/tickets");
  await page.locator("a", { hasText: "Le VPN ne marche plus" }).first().dblclick();
  await page.waitForURL("**/t/*");
  assert.match(await page.locator("#log, [data-log], .log").first().innerText(), /VPN/);
  await page.locator("a[href$='/why']").click();
  await page.waitForURL("**/why");
  const made = page.locator("section").first();
  assert.equal(await made.locator("mark").first().innerText(), "VPN");
  assert.deepEqual(await made.locator("mark").allInnerTexts(), ["VPN", "reseau", ".example"]);
  const rows = made.locator("details");
  assert.equal(await rows.count(), 2);
  assert.match(await rows.nth(0).locator("summary").innerText(), /VPN[\s\S]*fired/);
  assert.match(await rows.nth(1).locator("summary").innerText(), /did not match/);
  assert.match(await made.innerText(), /Switched off: Off/);
  // The miss opens with the keyboard and shows what it saw.
  await rows.nth(1).locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.match(await rows.nth(1).innerText(), /Le VPN ne marche plus/);
  const number = new URL(page.url()).pathname.split("/")[2];
  const open = (page) => page.evaluate(() => document.querySelectorAll("details.why").forEach((it) => { it.open = true; }));
  assert.deepEqual(await look(browser, person, "why", `${desk.url}/t/${number}/why`, { prepare: open }), []);
  assert.deepEqual(await look(browser, person, "why-ticket", `${desk.url}/t/${number}`), []);
});

scenario("what a rule gives to a group is on its members' screens at once", { timeout: 120_000 }, async (world) => {
  const { desk } = world;
  const ben = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };
  await desk.addUser(ben);
  const { users } = await good(desk, "GET", "/users");
  const { id } = users.find((user) => user.email === ben.email);
  await good(desk, "PATCH", `/users/${id}`, { visibility: "groups" });
  await good(desk, "POST", "/groups", { name: "Network", members: [ben.email] });
  await good(desk, "POST", "/rules", {
    name: "VPN", when: ["mail_makes_ticket"], conditions: { all: [{ field: "subject", operator: "contains", value: "vpn" }] },
    actions: [{ action: "assign", value: { group: "Network" } }, { action: "priority", value: "urgent" }],
  });
  const { page } = await (async () => {
    const person = await world.person();
    await person.signIn(ben.email, ben.password);
    return person;
  })();
  const listening = page.waitForResponse((answer) => answer.url().includes("/events?after"));
  await page.goto("/tickets");
  await listening;
  const row = (name) => page.locator("[data-rows] tr", { hasText: name });
  for (const subject of ["Nothing for him", "My VPN is down"]) {
    const sent = await desk.send({ from: CAMILLE, subject, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  await row("My VPN is down").waitFor();
  assert.match(await row("My VPN is down").innerText(), /Network/);
  assert.equal(await row("Nothing for him").count(), 0);
  // Switched off, the rule gives him no more.
  const { rules } = await good(desk, "GET", "/rules");
  await good(desk, "PUT", `/rules/${rules[0].id}`, { ...rules[0], enabled: false });
  const last = await desk.send({ from: CAMILLE, subject: "VPN once more", text: "Help\n" });
  assert.equal(last.code, 250, last.dialogue);
  await page.reload();
  await row("My VPN is down").waitFor();
  assert.equal(await row("VPN once more").count(), 0);
});
