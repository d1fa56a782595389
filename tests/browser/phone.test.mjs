// A day at the desk on a telephone: everything by a finger and by typing, upright on a usual screen and on the smallest.
// Whatever is pressed is large enough for a finger, in sight without scrolling sideways, and covered by nothing.
// With SHOTS=folder it keeps a picture of each step.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { spills } from "./fit.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const BEN = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };
const SCREENS = [{ width: 390, height: 844 }, { width: 320, height: 640 }];
/** The least side of what a finger presses (WCAG 2.5.8), and the height of our buttons and fields for one. */
const LEAST = 24, FINGER = 44;
/** Those of a line that is read more than pressed keep its height, and a folded answer leaves room to the log. */
const LOW = ".log-shows .btn, .composer .to .input, .composer textarea, .toast .btn";

/** The page of somebody with a telephone in the hand. */
async function phone(world, viewport) {
  return (await world.person({ viewport, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })).page;
}

/** Runs in the page: why a finger could not press what stands there; nothing if it could. */
function unfit(el, { least, finger, low }) {
  // What a tick box stands in is pressed with it.
  const whole = el.matches("input[type=checkbox], input[type=file]") ? el.closest("label") ?? el : el;
  const { left, right, top, bottom, width, height } = whole.getBoundingClientRect();
  const found = [];
  const wanted = el.matches(".btn, .input") && !el.matches(low) ? finger : least;
  if (height < wanted - 0.5 || width < least - 0.5) found.push(`${Math.round(width)} by ${Math.round(height)} px`);
  if (left < 0 || right > document.documentElement.clientWidth + 0.5) found.push(`from ${Math.round(left)} to ${Math.round(right)} of ${innerWidth} px`);
  if (top < 0 || bottom > innerHeight + 0.5) found.push(`from ${Math.round(top)} down to ${Math.round(bottom)} of ${innerHeight} px`);
  const at = document.elementFromPoint(left + width / 2, top + height / 2);
  if (!at || !(whole.contains(at) || el.contains(at))) found.push(`under ${at?.outerHTML.slice(0, 100)}`);
  if (document.documentElement.scrollLeft) found.push("the page stands sideways");
  return found.length ? `${el.outerHTML.slice(0, 120)}: ${found.join(", ")}` : "";
}

/** Scrolls up or down to something, as a finger does, and fails unless it can be pressed there. */
async function fits(what) {
  await what.waitFor();
  await what.evaluate((el) => {
    const { top, bottom } = el.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - 70) el.scrollIntoView({ block: "center", inline: "start" });
  });
  let why = "";
  // What opens or moves does so for a moment.
  await until("", async () => !(why = await what.evaluate(unfit, { least: LEAST, finger: FINGER, low: LOW }))).catch(() => assert.fail(why));
}

/** Presses with a finger. */
async function tap(what) {
  await fits(what);
  await what.tap();
}

/** Types into a field, as one does who pressed it. */
async function type(page, field, text) {
  await tap(field);
  await field.and(page.locator(":focus")).waitFor();
  await page.keyboard.type(text);
}

/** Chooses from a list as the telephone offers it. */
async function pick(list, value) {
  await fits(list);
  await list.selectOption(value);
}

/** Draws with a finger from low on the screen to its top, which shows what is below. */
async function swipe(page) {
  const touch = await page.context().newCDPSession(page), { width, height } = page.viewportSize();
  const finger = (type, ...down) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: down.map((part) => ({ x: width / 2, y: height * part })) });
  await finger("touchStart", 0.75);
  for (let part = 0.7; part > 0.1; part -= 0.05) await finger("touchMove", part);
  await finger("touchEnd");
  await touch.detach();
}

/** Fails where a page is wider than its screen, or a text stands out of its box; keeps a picture. */
async function looks(page, name) {
  const { width, height } = page.viewportSize();
  if (process.env.SHOTS) {
    mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SHOTS, `phone-${name}-${width}.png`), animations: "disabled" });
  }
  const found = await spills(page, { widths: [width] });
  await page.setViewportSize({ width, height });
  assert.deepEqual(found, [], name);
}

/** Signs in by the finger. */
async function signIn(page, { email, password }) {
  await page.goto("/sign-in");
  await type(page, page.locator("input[name=email]"), email);
  await type(page, page.locator("input[name=password]"), password);
  await looks(page, "sign-in");
  await tap(page.locator("form[action='/sign-in'] .btn.primary"));
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

const rail = (page, path) => page.locator(`.rail nav .item[href="${path}"]`);
const row = (page, name) => page.locator("[data-rows] tr:not([hidden], .gone)", { hasText: name });
const sheet = (page) => page.locator("[data-preview]:visible");
const toast = (page) => page.locator("#toasts .toast");
const pane = (page, name) => page.locator(`.tk-head [data-pane=${name}]`);
const made = async (desk, ...names) => { for (const name of names) await desk.api("POST", "/tickets", { name, customer: { name: "Max Lamm", email: "max@lumen.example" } }); };

/** From the list into a ticket: by its row, and what the row opens. */
async function goTo(page, name) {
  await tap(row(page, name).locator(".c-subj"));
  await tap(sheet(page).getByRole("link", { name: "Go to ticket" }));
  await page.waitForURL("**/t/*");
  await page.locator(".tk-head h1", { hasText: name }).waitFor();
}

for (const screen of SCREENS) {
  const at = `on a telephone ${screen.width} px wide`;

  scenario(`${at}: from the sign-in to a ticket, its panes, and back to the row`, { timeout: 240_000 }, async (world) => {
    const { desk } = world, page = await phone(world, screen);
    await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour,\nl'écran reste noir.\n" }]);
    await desk.ticket("Écran noir");
    await made(desk, "Lamp is dark", "Door is shut");
    await signIn(page, desk.admin);
    await page.waitForURL((url) => url.pathname === "/");
    await looks(page, "home");
    await tap(rail(page, "/tickets"));
    await page.waitForURL("**/tickets");
    await looks(page, "tickets");
    // A row shows its ticket on a sheet from below, over the list, which is still there when it is closed.
    await tap(row(page, "Écran noir").locator(".c-subj"));
    await sheet(page).getByText("l'écran reste noir").waitFor();
    assert.equal(new URL(page.url()).pathname, "/tickets");
    const { x, y, width, height } = await sheet(page).boundingBox();
    assert.ok(x === 0 && width === screen.width && y > 0 && y + height <= screen.height, `${x} ${y} ${width} ${height}`);
    await looks(page, "sheet");
    await tap(sheet(page).locator("[data-preview-close]"));
    await sheet(page).waitFor({ state: "hidden" });
    // Wherever it is touched.
    await tap(row(page, "Lamp is dark"));
    await sheet(page).getByRole("heading", { name: "Lamp is dark" }).waitFor();
    await tap(sheet(page).locator("[data-preview-close]"));
    await goTo(page, "Écran noir");
    await looks(page, "ticket");
    await panes(page);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === "/tickets");
    // At its row, on the sheet that one left.
    await sheet(page).getByText("l'écran reste noir").waitFor();
    await tap(sheet(page).locator("[data-preview-close]"));
    await fits(row(page, "Écran noir").locator(".c-subj"));
  });

  scenario(`${at}: an e-mail is answered, and the telephone turned meanwhile`, { timeout: 240_000 }, async (world) => {
    const { desk, sink } = world, page = await phone(world, screen);
    await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour,\nl'écran reste noir.\n" }]);
    const { number } = await desk.ticket("Écran noir");
    await signIn(page, desk.admin);
    await tap(rail(page, "/inbox"));
    await page.waitForURL("**/inbox*");
    await looks(page, "inbox");
    await tap(page.locator("[data-items] .tk", { hasText: "Écran noir" }));
    await page.waitForURL(`**/t/${number}*`);
    await answer(page, screen);
    const { mail, to } = await sink.message("the answer");
    assert.deepEqual(to, ["zoe@lumen.example"]);
    assert.match(mail.text, /^Bonjour Zoé, essayez l'autre câble\./);
    await page.locator(".msg.out .foot", { hasText: "kept by the sink" }).waitFor();
    await looks(page, "answered");
  });

  scenario(`${at}: the fields of a ticket are changed, and one change taken back`, { timeout: 240_000 }, async (world) => {
    const { desk } = world, page = await phone(world, screen);
    await desk.addUser(BEN);
    await made(desk, "Lamp is dark");
    await signIn(page, desk.admin);
    await tap(rail(page, "/tickets"));
    await goTo(page, "Lamp is dark");
    await tap(pane(page, "info"));
    await looks(page, "details");
    await fields(page, desk);
    await tap(page.locator("aside .only-phone [data-pane='']"));
    await page.locator(".ev", { hasText: "from Open to Waiting" }).waitFor();
    await looks(page, "changed");
  });

  scenario(`${at}: tickets are found, narrowed, selected, changed at once and changed back`, { timeout: 240_000 }, async (world) => {
    const { desk } = world, page = await phone(world, screen);
    await made(desk, "Lamp is dark", "Lamp is bright", "Door is shut");
    await desk.api("PATCH", "/tickets/3", { status: "waiting" });
    await signIn(page, desk.admin);
    await tap(rail(page, "/tickets"));
    await row(page, "Door is shut").waitFor();
    await type(page, page.locator("#q"), "lamp");
    await page.keyboard.press("Enter");
    await page.waitForURL("**query=lamp*");
    await until("the lamps", async () => (await page.locator("[data-rows] tr").count()) === 2);
    await looks(page, "found");
    await tap(page.locator(".toolbar .tag a").first());
    await row(page, "Door is shut").waitFor();
    await tap(page.locator(".quick .filter.h-open"));
    await page.waitForURL("**status=open*");
    assert.equal(await row(page, "Door is shut").count(), 0);
    await looks(page, "narrowed");
    await bulk(page, desk);
  });

  scenario(`${at}: a ticket is made by hand`, { timeout: 240_000 }, async (world) => {
    const { desk } = world, page = await phone(world, screen);
    await desk.addUser(BEN);
    await made(desk, "Lamp is dark");
    await signIn(page, desk.admin);
    await tap(rail(page, "/tickets"));
    await tap(page.locator(".topbar .btn.primary"));
    const form = page.locator("#dlg-new");
    // Whoever is known is offered, and taken by a press.
    await type(page, form.locator("#new-customer-name"), "lam");
    await tap(page.locator(".offers [role=option]", { hasText: "Max Lamm" }));
    assert.equal(await form.locator("#new-customer-email").inputValue(), "max@lumen.example");
    await looks(page, "new");
    await type(page, form.locator("#new-name"), "Door is shut");
    await type(page, form.locator("#new-description"), "He called.");
    await pick(form.locator("#new-priority"), "high");
    await pick(form.locator("#new-assignee"), { label: BEN.name });
    await looks(page, "new-filled");
    await tap(form.locator(".dlg-foot .primary"));
    await page.locator(".tk-head h1", { hasText: "Door is shut" }).waitFor();
    const { priority, description, customer, assignee } = await desk.ticket("Door is shut");
    assert.deepEqual([priority, description, customer.name], ["high", "He called.", "Max Lamm"]);
    assert.ok(JSON.stringify(assignee).includes("Ben"), JSON.stringify(assignee));
  });
}

/** The panes beside a ticket, by their buttons. */
async function panes(page) {
  const centre = page.locator(".pane.centre"), inbox = page.locator(".pane.inbox"), info = page.locator(".pane.info");
  await centre.waitFor();
  assert.deepEqual([await inbox.isVisible(), await info.isVisible()], [false, false]);
  await tap(pane(page, "info"));
  await info.waitFor();
  assert.equal(await centre.isVisible(), false);
  await tap(info.locator("[data-pane='']"));
  await centre.waitFor();
  assert.equal(await info.isVisible(), false);
  await tap(pane(page, "inbox"));
  await inbox.waitFor();
  await looks(page, "ticket-inbox");
  // Its name and number stand beside the choice of a view, not under it.
  const [end, begin] = await inbox.locator(".pane-head").evaluate((el) => {
    const name = document.createRange();
    name.selectNodeContents(el.querySelector("h2"));
    return [name.getBoundingClientRect().right, el.querySelector("summary").getBoundingClientRect().left];
  });
  assert.ok(end <= begin, `the name of the inbox ends at ${end}, its view begins at ${begin}`);
  // What is searched here is found here: one does not have to open it once more.
  await type(page, inbox.locator("input[type=search]"), "lamp");
  await page.keyboard.press("Enter");
  await page.waitForURL("**query=lamp*");
  await fits(inbox.locator(".tk", { hasText: "Lamp is dark" }));
  assert.equal(await inbox.locator(".tk").count(), 1);
  await looks(page, "ticket-inbox-found");
  // So is what another view holds.
  await tap(inbox.locator("details.menu > summary"));
  await looks(page, "ticket-inbox-views");
  await tap(inbox.locator(".menu-list a[href*='view=not-closed']"));
  await page.waitForURL("**view=not-closed*");
  await fits(inbox.locator(".tk", { hasText: "Door is shut" }));
  await tap(inbox.locator("[data-pane='']"));
  await centre.waitFor();
  for (const left of ["view", "query"]) {
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get(left) !== (left === "view" ? "not-closed" : "lamp"));
  }
}

/** Writes in the composer that is folded until it is touched, turns the telephone there and back, and sends. */
async function answer(page, upright) {
  const text = page.locator("#c-text"), send = page.locator("#panel-mail .btn-group > .btn"), said = "Bonjour Zoé, essayez l'autre câble.";
  await text.waitFor();
  assert.equal(await send.isVisible(), false, "folded it leaves the room to the log");
  await type(page, text, said);
  await fits(send);
  await looks(page, "answer");
  await page.setViewportSize({ width: 844, height: 390 });
  await until("the page on its side", () => page.evaluate(() => innerWidth > innerHeight));
  assert.equal(await text.inputValue(), said);
  await fits(text);
  await fits(send);
  await looks(page, `answer-turned-from-${upright.width}`);
  await page.setViewportSize(upright);
  await until("the page upright", () => page.evaluate(() => innerWidth < innerHeight));
  assert.equal(await text.inputValue(), said);
  await tap(page.locator("#panel-mail .btn-group summary"));
  await looks(page, "answer-then");
  await tap(page.locator("#panel-mail .btn-group .menu-list button", { hasText: "Send and wait" }));
  await page.locator(".msg.out", { hasText: "l'autre câble" }).waitFor();
  await until("the text to go that was sent", async () => (await text.inputValue()) === "");
  await page.locator(".tk-head .only-phone", { hasText: "Waiting" }).waitFor();
}

/** Changes each field of the details; the desk has them. */
async function fields(page, desk) {
  const now = async () => (await desk.api("GET", "/tickets/1")).body;
  await pick(page.locator("#f-status"), "waiting");
  await until("the status", async () => (await now()).status === "waiting");
  await pick(page.locator("#f-priority"), "urgent");
  // It stands there for a few seconds.
  await tap(toast(page).filter({ hasText: "Changed: Priority" }).getByRole("button", { name: "Undo" }));
  await until("the priority as it was", async () => (await now()).priority === "medium");
  await pick(page.locator("#f-assignee"), { label: BEN.name });
  await until("the assignee", async () => JSON.stringify((await now()).assignee).includes("Ben"));
  await type(page, page.locator("#f-tag"), "vpn");
  await tap(page.locator("form:has(#f-tag) .btn"));
  const tag = page.locator("[data-part=tags] .tag", { hasText: "vpn" });
  await tag.waitFor();
  await looks(page, "details-changed");
  await tap(tag.locator("button"));
  await until("no tag", async () => (await now()).tags.length === 0);
}

/** Selects two rows, gives them another priority, and takes it back. */
async function bulk(page, desk) {
  const priorities = async () => (await desk.api("GET", "/tickets")).body.tickets.filter(({ name }) => name.startsWith("Lamp")).map(({ priority }) => priority);
  const bar = page.locator("[data-bulk]");
  await tap(row(page, "Lamp is dark").locator(".c-sel input"));
  await tap(row(page, "Lamp is bright").locator(".c-sel input"));
  await bar.getByText("2 selected").waitFor();
  await looks(page, "selected");
  const menus = bar.locator("details.menu");
  for (let at = 0; at < await menus.count(); at += 1) {
    const menu = menus.nth(at);
    await tap(menu.locator("summary"));
    for (const one of await menu.locator(".menu-list > :is(button, .input)").all()) await fits(one);
    await looks(page, `selected-menu-${at}`);
    await tap(menu.locator("summary"));
  }
  await tap(menus.filter({ has: page.locator("[name=priority]") }).locator("summary"));
  await tap(bar.locator("button[name=priority][value=urgent]"));
  await until("both urgent", async () => (await priorities()).join() === "urgent,urgent");
  const undo = page.locator("[data-part=notice]").getByRole("button", { name: "Undo" });
  await undo.waitFor();
  await looks(page, "changed-at-once");
  await tap(undo);
  await page.waitForURL("**undone=*");
  await page.locator("[data-part=notice] .notice", { hasText: "2 tickets" }).waitFor();
  assert.equal((await priorities()).join(), "medium,medium");
}

scenario("on a telephone: a list goes on under the finger, and back leads to its row", { timeout: 300_000 }, async (world) => {
  const { desk } = world, page = await phone(world, SCREENS[0]);
  for (let n = 1; n <= 130; n += 1) await made(desk, `Ticket ${n}.`);
  await signIn(page, desk.admin);
  await tap(rail(page, "/tickets"));
  await row(page, "Ticket 130.").waitFor();
  const rows = page.locator("[data-rows] tr");
  assert.equal(await rows.count(), 50);
  await until("all rows", async () => { await swipe(page); return (await rows.count()) === 130; }, 90_000);
  assert.equal(await sheet(page).count(), 0, "what only moves presses nothing");
  // The last row of a page: what stands below it came later, and has to be there again.
  const far = row(page, "Ticket 31.");
  const top = () => far.evaluate((el) => el.getBoundingClientRect().top);
  // A list that a finger let go of runs on for a while.
  await until("the list at rest", () => far.evaluate(async (el) => {
    scrollBy({ top: el.getBoundingClientRect().top - 130 });
    for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
    return Math.abs(el.getBoundingClientRect().top - 130) < 1;
  }));
  await tap(far.locator(".c-subj"));
  await sheet(page).getByText("Ticket 31.").waitFor();
  const place = await top();
  assert.ok(Math.abs(place - 130) < 8, `the list ran away under the sheet: its row is at ${place}`);
  await tap(sheet(page).getByRole("link", { name: "Go to ticket" }));
  await page.locator(".tk-head h1", { hasText: "Ticket 31." }).waitFor();
  await page.locator("[data-steps]:not([hidden])").waitFor();
  // On and back by the buttons of the list that one came from.
  await tap(page.locator("[data-step='1']"));
  await page.locator(".tk-head h1", { hasText: "Ticket 30." }).waitFor();
  await page.locator("[data-steps]:not([hidden])").waitFor();
  await page.goBack();
  await page.locator(".tk-head h1", { hasText: "Ticket 31." }).waitFor();
  await page.goBack();
  await page.waitForURL((url) => url.pathname === "/tickets");
  await far.waitFor();
  await until("the row where it stood", async () => Math.abs((await top()) - place) < 8).catch(async (error) => { throw new Error(`${error.message}: at ${place}, now at ${await top()}`); });
});
