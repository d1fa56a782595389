// What was typed or chosen is never lost: by a reload, a log that begins again, a desk that is away.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

async function open({ desk, expert }) {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const someone = await expert();
  await someone.page.goto(`/t/${number}`);
  return { number, someone, page: someone.page };
}

/** What stands in some fields. */
const values = (page, wanted) => Promise.all(Object.keys(wanted).map((id) => page.locator(id).inputValue()));

scenario("what was typed anywhere survives a reload, and is still compared with what it began from", {}, async (world) => {
  const { desk } = world;
  const { number, someone, page } = await open(world);
  const typed = { "#c-text": "Bonjour Zoé", "#f-description": "Black since Monday", "#f-cnotes": "Desk B-204", "#f-due": "2031-02-03T09:30", "#f-tag": "scr" };
  await page.locator("summary", { hasText: "Edit name and description" }).click();
  await page.locator("summary", { hasText: "Due" }).last().click();
  for (const [id, text] of Object.entries(typed)) await page.locator(id).fill(text);
  await page.reload();
  await until("what was typed", async () => JSON.stringify(await values(page, typed)) === JSON.stringify(Object.values(typed)));
  assert.ok(await page.locator("#f-description").isVisible());
  // Somebody else saves the description before the reader does.
  await desk.api("PATCH", `/tickets/${number}`, { description: "Of somebody else" });
  await page.reload();
  await until("what was typed", async () => await page.locator("#f-description").inputValue() === typed["#f-description"]);
  await page.locator("form", { has: page.locator("#f-description") }).locator("button", { hasText: "Save" }).click();
  await page.locator("#f-description-e").waitFor();
  await someone.forgive(/status of 422/);
  assert.equal((await desk.api("GET", `/tickets/${number}`)).body.description, "Of somebody else");
  assert.equal(await page.locator("#f-description").inputValue(), typed["#f-description"]);
  // Who leaves by another way begins anew.
  await page.goto("/tickets");
  await page.goto(`/t/${number}`);
  assert.equal(await page.locator("#f-cnotes").inputValue(), "");
});

scenario("what was typed survives a log that begins again", {}, async (world) => {
  const { desk } = world;
  const { number, page } = await open(world);
  await desk.api("POST", `/tickets/${number}/messages`, { text: "It is on its way." });
  await page.locator("#f-cnotes").pressSequentially("Desk B-204");
  await page.evaluate(() => Object.assign(window, { before: true }));
  const { activities } = (await desk.api("GET", `/tickets/${number}`)).body;
  const second = activities.filter((one) => one.event?.kind === "mail" || one.kind === "mail").at(-1);
  const { status } = await desk.api("POST", `/tickets/${number}/split`, { activity: second.id });
  assert.equal(status, 201);
  await until("the page drawn anew", () => page.evaluate(() => !("before" in window)).catch(() => false));
  await until("what was typed", async () => await page.locator("#f-cnotes").inputValue() === "Desk B-204");
});

scenario("what did not reach the desk is named, and saved as soon as it can be", {}, async (world) => {
  const { desk } = world;
  const { number, someone, page } = await open(world);
  const ticket = async () => (await desk.api("GET", `/tickets/${number}`)).body;
  const before = await ticket();
  await page.route(`**/t/${number}/*`, (route) => route.abort());
  await page.locator("#f-status").selectOption("closed");
  const unsaved = page.locator("[data-unsaved]");
  await unsaved.filter({ hasText: "Not saved yet: Status" }).waitFor();
  // The sign beside it is that of the choice.
  await page.locator(".val.h-closed use[href$='#i-s-closed']").waitFor({ state: "attached" });
  await page.locator("#f-priority").selectOption("urgent");
  await unsaved.filter({ hasText: "Status, Priority" }).waitFor();
  await page.locator("[data-mode=note]").click();
  await page.locator("#c-note").fill("Seen.");
  await page.locator("#c-note").press("Control+Enter");
  await unsaved.filter({ hasText: "Status, Priority, Note" }).waitFor();
  assert.equal((await ticket()).status, before.status);
  // The desk is back: fields are saved by themselves with the next word of it, a text by a press.
  await page.unroute(`**/t/${number}/*`);
  await desk.api("PATCH", `/tickets/${number}`, { name: "Écran tout noir" });
  await until("both fields", async () => { const now = await ticket(); return now.status === "closed" && now.priority === "urgent"; });
  await unsaved.filter({ hasText: /^\s*Not saved yet: Note/ }).waitFor();
  assert.equal(await page.locator("#c-note").inputValue(), "Seen.");
  await unsaved.locator("button").click();
  await page.locator(".msg", { hasText: "Seen." }).waitFor();
  await unsaved.waitFor({ state: "hidden" });
  someone.faults.splice(0, someone.faults.length, ...someone.faults.filter((fault) => !/ERR_FAILED/.test(fault)));
});

scenario("the list goes on where it ends, and one comes back to the row", { timeout: 150_000 }, async ({ desk, expert }) => {
  for (let n = 1; n <= 130; n += 1) await desk.api("POST", "/tickets", { name: `Ticket ${n}`, customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  for (const order of ["", "&sort=created"]) {
    await page.goto(`/tickets?query=is:open${order}`);
    const rows = page.locator("[data-rows] tr:not([hidden])");
    assert.equal(await rows.count(), 50);
    await page.mouse.move(700, 400);
    await until("all rows", async () => { await page.mouse.wheel(0, 4000); return await rows.count() === 130; });
    assert.equal(await page.locator("[data-older]").count(), 0);
    const names = await rows.locator(".subj").allInnerTexts();
    assert.equal(new Set(names).size, 130);
    // What changes far below is drawn again there.
    const far = order ? 120 : 10;
    await desk.api("PATCH", `/tickets/${far}`, { priority: "urgent" });
    await page.locator(`[data-rows] tr[data-number="${far}"] .h-urgent`).waitFor({ state: "attached" });
    // By keys from there, and back to it.
    const row = page.locator(`[data-rows] tr[data-number="${order ? 110 : 20}"]`);
    await row.locator(".subj").focus();
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: `Ticket ${order ? 110 : 20}` }).waitFor();
    await page.locator("[data-steps]:not([hidden])").waitFor();
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.pathname === "/tickets");
    await page.locator(`[data-rows] tr[data-number="${order ? 110 : 20}"][data-at]`).waitFor();
    assert.ok(await row.isVisible());
    // Keys go on from it.
    const below = Number(order ? 111 : 19);
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("data-number")), String(below));
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.locator("[data-steps]:not([hidden]) [data-step='1']").click();
    await page.waitForURL((url) => url.pathname === `/t/${below}`);
    await page.locator("[data-steps]:not([hidden])").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(`[data-rows] tr[data-number="${below}"][data-at]`).waitFor();
    assert.ok(page.url().includes("is:open"));
  }
});

scenario("ticks and choices survive a reload; files are named that have to be chosen again", {}, async (world) => {
  const { desk } = world;
  const picture = { name: "Übersicht <b>.png", type: "image/png", bytes: Buffer.from("not much") };
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n", files: [picture, { ...picture, name: "second.png" }] }]);
  const { number, activities } = await desk.ticket("Écran noir");
  const { page } = await world.expert();
  // A forward: one file less, another one more.
  const line = activities.find((one) => one.kind === "mail").id;
  await page.goto(`/t/${number}?forward=${line}#composer`);
  const ticks = page.locator("#panel-forward [name=files]");
  await ticks.nth(1).uncheck();
  await page.locator("#w-to").fill("max@elsewhere.example");
  const chosen = ["plan.txt", "<i>x</i>.txt"].map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from("a") }));
  await page.locator("#w-files").setInputFiles(chosen);
  await page.locator("#panel-forward [data-files] .file").nth(1).waitFor();
  for (let round = 0; round < 2; round += 1) {
    await page.reload();
    await page.locator("#panel-forward .error-msg", { hasText: "choose once more: plan.txt, <i>x</i>.txt" }).waitFor();
    assert.deepEqual(await ticks.evaluateAll((all) => all.map((one) => /** @type {HTMLInputElement} */ (one).checked)), [true, false]);
    assert.equal(await page.locator("#w-to").inputValue(), "max@elsewhere.example");
  }
  await page.locator("#w-files").setInputFiles(chosen);
  assert.equal(await page.locator("#panel-forward .error-msg").count(), 0);
  // Nothing was chosen, nothing is said; and an answer says it as a forward does.
  await page.goto(`/t/${number}`);
  await page.locator("#c-text").fill("Bonjour Zoé");
  await page.reload();
  await until("the text", async () => (await page.locator("#c-text").inputValue()) === "Bonjour Zoé");
  assert.equal(await page.locator("#panel-mail .error-msg").count(), 0);
  await page.locator("#c-files").setInputFiles(chosen[0]);
  await page.reload();
  await page.locator("#panel-mail .error-msg", { hasText: "plan.txt" }).waitFor();
  // It goes without them only by a word of its writer; until then nothing goes and nothing is lost.
  const without = page.locator("#panel-mail .error-msg").getByRole("button", { name: "Send without the files" });
  for (let press = 0; press < 2; press += 1) {
    await page.locator("#c-text").press("Control+Enter");
    await until("the question", () => without.evaluate((el) => el === document.activeElement));
  }
  assert.equal(await without.count(), 1);
  assert.equal(await page.locator(".msg.out").count(), 0);
  assert.equal(await page.locator("#c-text").inputValue(), "Bonjour Zoé");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/without-files.png` });
  await page.keyboard.press("Enter");
  await page.locator(".msg.out", { hasText: "Bonjour Zoé" }).waitFor();
  assert.equal(await page.locator(".msg.out").count(), 1);
  assert.equal(await page.locator("#panel-mail .error-msg").count(), 0);

  // The dialog of a new ticket, the view that is being saved, a role.
  await page.goto("/tickets");
  await page.keyboard.press("c");
  await page.locator("#new-name").fill("By telephone");
  await page.locator("#new-priority").selectOption("urgent");
  await page.reload();
  await page.locator("#dlg-new[open]").waitFor();
  await until("the choice", async () => (await page.locator("#new-priority").inputValue()) === "urgent");
  assert.equal(await page.locator("#new-name").inputValue(), "By telephone");
  await page.keyboard.press("Escape");
  await page.goto("/tickets?status=open");
  await page.locator("summary[aria-label='Save view']").click();
  await page.locator("form[action='/tickets/views'] [name=shared]").check();
  await page.reload();
  const shared = page.locator("form[action='/tickets/views'] [name=shared]");
  await until("the tick", () => shared.isChecked());
  await page.goto("/settings/roles/new");
  const rights = page.locator("[name=rights]");
  const marks = () => rights.evaluateAll((all) => all.map((one) => /** @type {HTMLInputElement} */ (one).checked));
  const before = await marks();
  await rights.first().click();
  await rights.last().click();
  const after = await marks();
  assert.notDeepEqual(after, before);
  await page.reload();
  await until("the ticks", async () => JSON.stringify(await marks()) === JSON.stringify(after));
  // Left by another way it begins anew.
  await page.goto("/tickets");
  await page.goto("/settings/roles/new");
  assert.deepEqual(await marks(), before);
  // What a list has chosen is the list's.
  await page.goto("/tickets");
  await page.locator("[data-rows] .c-sel input").first().check();
  await page.reload();
  await page.locator("[data-rows] .c-sel input").first().waitFor();
  assert.equal(await page.locator("[data-bulk][data-some]").count(), 0);
});

scenario("what was chosen, ticked and added in the form of a rule survives a reload", {}, async ({ desk, expert }) => {
  const someone = await expert(), { page } = someone;
  await page.goto("/settings/rules/new");
  for (const name of ["settings_rule", "settings_rule_kept"]) await script(page, name);
  await page.locator("#name").fill("VPN");
  await page.locator("[name=when][value=ticket_wakes]").check();
  await page.locator("[name=when][value=mail_makes_ticket]").uncheck();
  await page.locator("[name=enabled]").uncheck();
  await page.locator("[value='add-condition:1']").click();
  await page.locator("#n2-field:focus").waitFor();
  await page.locator("#n2-field").selectOption("status");
  await page.locator("select#n2-value").selectOption("waiting");
  await page.locator("#add-action").click();
  await page.locator("#a1-action").selectOption("add_tag");
  await page.locator("input#a1-value").fill("vpn <b>");
  await page.locator("[name=stop]").check();
  await page.locator("#messages").fill("77");
  const marks = () => page.evaluate(() => {
    const form = /** @type {HTMLFormElement} */ (document.getElementById("rule"));
    return JSON.stringify([...new FormData(form)].filter(([name]) => name !== "form_token"));
  });
  const before = await marks();
  for (let round = 0; round < 2; round += 1) {
    await page.reload();
    await until("all of it", async () => (await marks()) === before).catch(async (error) => { throw new Error(`${error.message}: ${await marks()} instead of ${before}`); });
    assert.equal(await page.locator("#a1-value").inputValue(), "vpn <b>");
  }
  // Left by another way it begins anew.
  await page.goto("/settings/rules");
  await page.goto("/settings/rules/new");
  await page.locator("#add-action").waitFor();
  assert.equal(await page.locator("#a1-action, #n2-field").count(), 0);
  // A row that was only added, in a rule that somebody saves meanwhile: the second is still told.
  const rule = { name: "Sorts", when: ["mail_makes_ticket"], conditions: { all: [] }, actions: [{ action: "priority", value: "urgent" }] };
  const { status, body } = await desk.api("POST", "/rules", rule);
  assert.equal(status, 201);
  await page.goto(`/settings/rules/${body.id}`);
  for (const name of ["settings_rule", "settings_rule_kept", "typed"]) await script(page, name);
  await page.locator("#add-action").click();
  await page.locator("#a2-action").waitFor();
  assert.equal((await desk.api("PUT", `/rules/${body.id}`, { ...rule, name: "Of somebody else" })).status, 200);
  await page.reload();
  await page.locator("#a2-action").waitFor();
  await page.locator("#a2-action").selectOption("status");
  await page.locator("#a2-value option[value=waiting]").waitFor({ state: "attached" });
  await page.locator(".foot-bar .primary").click();
  await page.locator(".summary-box", { hasText: "changed" }).waitFor();
  await someone.forgive(/status of 422/);
  assert.equal((await desk.api("GET", `/rules/${body.id}`)).body.actions.length, 1);
  // What is saved is kept no more.
  await page.goto("/settings/rules/new");
  await script(page, "settings_rule");
  await page.locator("#name").fill("Saved");
  await page.locator("#add-action").click();
  await page.locator("#a1-action").selectOption("status");
  await page.locator("#a1-value option[value=waiting]").waitFor({ state: "attached" });
  await page.locator(".foot-bar .primary").click();
  await page.waitForURL("**/settings/rules?saved=1");
  await page.goto("/settings/rules/new");
  await page.locator("#add-action").waitFor();
  assert.equal(await page.locator("#a1-action").count(), 0);
});
