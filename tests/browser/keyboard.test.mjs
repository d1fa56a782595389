// Without a mouse, and without script: the same work gets done.

import assert from "node:assert/strict";
import { png } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

/** What has the focus, as a selector's match; fails when it is not visible there. */
const focused = (page, selector) =>
  until(`the focus on ${selector}`, () => page.evaluate((wanted) => document.activeElement?.matches(wanted), selector));

/** Fails when the focused element shows no ring, or stands outside the window. */
async function assertRing(page) {
  const seen = await page.evaluate(() => {
    const el = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(el);
    // The text of the composer has its line on the composer.
    const line = el.closest(".composer .in");
    const lined = el.matches("textarea") && line && getComputedStyle(line).boxShadow !== "none";
    const { top, bottom, left, right } = el.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return {
      what: el.outerHTML.slice(0, 120),
      ring: lined || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
      inside: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      covered: !(el.contains(over) || over?.contains(el)) && !el.closest("label")?.contains(over),
    };
  });
  assert.ok(seen.ring, `no ring: ${JSON.stringify(seen)}`);
  assert.ok(seen.inside && !seen.covered, `hidden: ${JSON.stringify(seen)}`);
}

scenario("the main job by keyboard alone", { timeout: 150_000 }, async ({ desk, sink, person }) => {
  await desk.deliver(["One", "Two", "Three"].map((subject) => ({ from: ZOE, subject, text: `${subject} is broken\n` })));
  const three = await desk.ticket("Three");
  const { page } = await person();
  const { keyboard } = page;
  const press = async (...keys) => {
    for (const key of keys) await keyboard.press(key);
  };

  // Signing in: address, Tab, password, Enter.
  await page.goto("/sign-in");
  await page.locator("#email").focus();
  await assertRing(page);
  await keyboard.type(desk.admin.email);
  await press("Tab");
  await focused(page, "#password");
  await keyboard.type(desk.admin.password);
  await press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
  await press("g");
  await press("t");
  await page.waitForURL("**/tickets");

  // The first stop is the link past the rail.
  await press("Tab");
  await focused(page, "a.skip");
  await assertRing(page);
  await press("Enter");
  await focused(page, "#main");

  // J and K move, Space previews, Esc closes and returns.
  const at = () => page.evaluate(() => document.activeElement?.closest("tr")?.dataset.number);
  await press("j");
  assert.equal(await at(), "3");
  await assertRing(page);
  await press("j", "j", "k");
  assert.equal(await at(), "2");
  await press("Space");
  await page.locator(".preview", { hasText: "Two is broken" }).waitFor();
  await press("k");
  await page.locator(".preview", { hasText: "Three is broken" }).waitFor();
  await press("Escape");
  await until("the preview to close", () => page.locator("[data-preview]").isHidden());
  assert.equal(await at(), "3");

  // ? lists the keys, Esc closes and returns the focus.
  await press("?");
  await page.locator("#dlg-keys[open]").waitFor();
  const offered = await page.locator("#dlg-keys dt").allInnerTexts();
  assert.equal(offered.length, 23, offered.join(", "));
  await press("Escape");
  await until("the list to close", async () => (await page.locator("dialog[open]").count()) === 0);
  assert.equal(await at(), "3");

  // / searches; Enter opens what is found.
  await press("/");
  await focused(page, "#q");
  await assertRing(page);
  await keyboard.type("two");
  await press("Enter");
  await page.waitForURL("**/tickets?query=two*");
  await press("j");
  assert.equal(await at(), "2");
  await press("o");
  await page.waitForURL("**/t/2*");
  await press("Escape");
  await page.waitForURL("**/tickets?query=two*");
  await press("g", "t");
  await page.waitForURL((url) => url.pathname === "/tickets" && !url.search);
  await press("j", "Enter");
  await page.waitForURL(`**/t/${three.number}*`);

  // S, P, A, T lead to the fields; a list answers to the first letter of its word. The focus stays,
  // for whoever goes on by arrows; Esc leaves.
  const changed = (text) => page.locator(".ev", { hasText: text }).first().waitFor();
  const choose = async (key, field, choice, text) => {
    await press(key);
    await focused(page, field);
    await assertRing(page);
    await choice();
    await changed(text);
    await until("the form's answer", async () => (await page.locator("form[aria-busy=true]").count()) === 0);
    await focused(page, field);
    await press("Escape");
    await focused(page, "body");
  };
  await choose("s", "#f-status", () => keyboard.type("Pro"), "changed status from Open to Processing");
  await choose("p", "#f-priority", () => keyboard.type("Hi"), "changed priority from Medium to High");
  const someone = () => keyboard.type("ad").then(() => press("Enter"));
  await choose("a", "[data-for=f-assignee]", someone, "changed assignee from Nobody");
  const tag = () => keyboard.type("keys").then(() => press("Enter"));
  await choose("t", "#f-tag", tag, "added tag keys");
  await page.locator("[data-part=tags] .tag", { hasText: "keys" }).waitFor();

  // N writes a note, R an answer; Ctrl+Enter sends. A key typed into a text stays a letter.
  await press("n");
  await focused(page, "#c-note");
  await keyboard.type("no cart: j k s p a t ?");
  await press("Control+Enter");
  await page.locator(".msg.note", { hasText: "no cart: j k s p a t ?" }).waitFor();
  await press("Escape", "r");
  await focused(page, "#c-text");
  await assertRing(page);
  await keyboard.type("Try the other cable.");
  await press("Control+Enter");
  await page.locator(".msg.out", { hasText: "Try the other cable." }).waitFor();
  await sink.message("the answer", ({ mail }) => mail.text.startsWith("Try the other cable."));

  // The other ways to send, by Tab.
  await press("Escape", "r");
  await keyboard.type("And close it.");
  await page.locator(".btn-group summary").focus();
  await press("Enter");
  await page.locator(".btn-group details[open]").waitFor();
  await press("Escape");
  await until("the menu to close", async () => (await page.locator("details.menu[open]").count()) === 0);
  await focused(page, ".btn-group summary");
  await press("Enter", "Tab", "Tab", "Tab", "Enter");
  await page.locator(".msg.out", { hasText: "And close it." }).waitFor();
  await until("the status Closed", async () => (await page.locator("#f-status").inputValue()) === "closed");

  // C makes a ticket; Esc leaves the dialog and nothing is made.
  await press("c");
  await page.locator("#dlg-new[open]").waitFor();
  await focused(page, "#new-customer-name");
  await press("Escape");
  await until("the dialog to close", async () => (await page.locator("dialog[open]").count()) === 0);
  // A key in the moment in which the dialog's field still holds the focus is no letter typed there.
  assert.ok(await page.evaluate(() => {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("dlg-new"));
    dialog.showModal();
    const field = /** @type {HTMLElement} */ (document.getElementById("new-name"));
    field.focus();
    dialog.removeAttribute("open");
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true }));
    return dialog.open;
  }), "C opens the dialog again");
  await press("Escape");
  await until("the dialog to close", async () => (await page.locator("dialog[open]").count()) === 0);
  await press("c");
  await page.locator("#dlg-new[open]").waitFor();
  await press("Tab");
  await keyboard.type("new@lumen.example");
  await press("Tab", "Tab");
  await focused(page, "#new-name");
  await keyboard.type("By telephone");
  await press("Control+Enter");
  // Its keys are there once it is loaded.
  await page.waitForURL("**/t/4*");
  await page.locator(".tk-head h1", { hasText: "By telephone" }).waitFor();

  // In the inbox J and K move too, O opens.
  await press("g", "i");
  await page.waitForURL("**/inbox");
  await press("j", "j", "k");
  await focused(page, ".tk");
  await assertRing(page);
  await press("o");
  await page.waitForURL("**/t/*");

  // One switch turns the single keys off, and stays.
  await press("?");
  const kept = page.waitForResponse((response) => response.url().endsWith("/preferences"));
  await page.locator("#single-keys").press("Space");
  await press("Escape", "c");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await kept;
  await page.reload();
  await page.locator("body").press("c");
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

scenario("Tab reaches everything, always visibly", {}, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "One", text: "See https://lumen.example/\n", files: [{ name: "a.txt", type: "text/plain", bytes: Buffer.from("a") }] }]);
  const { number } = await desk.ticket("One");
  await desk.api("PATCH", `/tickets/${number}`, { tags: ["hardware"] });
  const { page } = await expert();
  for (const path of ["/tickets", `/t/${number}`, "/inbox", "/tickets/new"]) {
    await page.goto(path);
    const reach = await page.evaluate(() =>
      [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
        .filter((el) => el.tabIndex >= 0 && el.checkVisibility({ visibilityProperty: true }) && !el.matches(":disabled")).length);
    let stops = 0;
    for (; stops <= reach + 2; stops += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement === document.body)) break;
      await assertRing(page);
    }
    assert.ok(stops >= reach - 1, `${path}: Tab stopped ${stops} times of ${reach}`);
  }
});

scenario("everything works without script", { timeout: 120_000 }, async ({ desk, sink, expert }) => {
  await desk.deliver([
    { from: ZOE, subject: "Écran noir", text: "Bonjour\n" },
    { from: "max@lumen.example", subject: "Printer", text: "Jam\n" },
  ]);
  const { number } = await desk.ticket("Écran noir");
  const someone = await expert({ javaScriptEnabled: false, reducedMotion: "reduce" });
  const { page } = someone;
  const names = () => page.locator("[data-rows] .subj").allInnerTexts();

  // Filter and search.
  await page.goto("/tickets");
  assert.deepEqual((await names()).sort(), ["Printer", "Écran noir"]);
  await page.locator(".quick a.filter.h-closed").click();
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await page.getByRole("link", { name: "Clear filters" }).first().click();
  await page.locator("#q").fill("zoe@lumen");
  await page.locator("#q").press("Enter");
  await page.waitForURL("**query=zoe*");
  assert.deepEqual(await names(), ["Écran noir"]);
  await page.locator("[data-rows] .no").click();
  await page.locator(".preview", { hasText: "Bonjour" }).waitFor();
  await page.getByRole("link", { name: /Go to ticket/ }).click();
  await page.waitForURL(`**/t/${number}*`);

  // Status, priority, assignee, tag, name.
  const save = (field) => page.locator(`form.prop:has(${field})`).getByRole("button", { name: "Save" }).click();
  await page.locator("#f-status").selectOption("processing");
  await save("#f-status");
  await page.locator(".ev", { hasText: "to Processing" }).waitFor();
  await page.locator("#f-priority").selectOption("high");
  await save("#f-priority");
  await page.locator(".ev", { hasText: "to High" }).waitFor();
  await page.locator("#f-tag").fill("hardware");
  await page.locator("#f-tag").press("Enter");
  await page.locator(".ev", { hasText: "added tag hardware" }).waitFor();
  await page.locator("[data-part=text] summary").click();
  await page.locator("#f-name").fill("Black screen");
  await page.locator("#f-name").press("Enter");
  await page.locator("h1", { hasText: "Black screen" }).waitFor();

  // Note, then a refused answer that keeps its text, then the answer with its file.
  await page.locator("[data-mode=note]").click();
  await page.locator("#c-note").fill("For the team");
  await page.locator("#panel-note .btn.primary").click();
  await page.locator(".msg.note", { hasText: "For the team" }).waitFor();
  await page.locator("[data-mode=mail]").click();
  const picture = png(20);
  await page.locator("#c-text").fill("Bonjour Zoé");
  await page.locator("#c-cc").fill("not an address");
  await page.locator("#c-files").setInputFiles([{ name: "câble.png", mimeType: "image/png", buffer: picture }]);
  await page.locator("#panel-mail [data-main]").click();
  await page.locator("#c-cc-e").waitFor();
  await someone.forgive(/status of 422/);
  assert.equal(await page.locator("#c-text").inputValue(), "Bonjour Zoé");
  await page.locator(".file", { hasText: "câble.png" }).waitFor();
  await page.locator("#c-cc").fill("");
  await page.locator("#panel-mail [data-main]").click();
  await page.locator(".msg.out", { hasText: "Bonjour Zoé" }).waitFor();
  const sent = await sink.message("the answer");
  assert.deepEqual(sent.mail.attachments.map((file) => [file.name, file.bytes]), [["câble.png", picture]]);

  // A ticket by hand: errors keep what was typed.
  await page.goto("/tickets");
  await page.locator(".topbar .btn.primary").click();
  await page.waitForURL("**/tickets/new");
  await page.locator("#new-customer-email").fill("not an address");
  await page.locator("#new-name").fill("By telephone");
  await page.locator("#new-tags").fill("phone, hardware");
  await page.locator("main form .btn.primary").click();
  await page.locator(".summary-box").waitFor();
  await someone.forgive(/status of 422/);
  assert.equal(await page.locator("main #new-name").inputValue(), "By telephone");
  await page.locator("#new-customer-email").fill("new@lumen.example");
  await page.locator("main form .btn.primary").click();
  await page.locator("h1", { hasText: "By telephone" }).waitFor();

  // Language, theme, sign out.
  await page.locator("details.menu.out > summary").click();
  await page.getByRole("button", { name: "Français" }).click();
  await page.locator("html[lang=fr]").waitFor({ state: "attached" });
  await page.locator("details.menu.out > summary").click();
  await page.locator("button[name=theme][value=dark]").click();
  await page.locator("html[data-theme=dark]").waitFor({ state: "attached" });
  await page.locator("details.menu.out > summary").click();
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL("**/sign-in*");
  await page.goto("/tickets");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
});

scenario("an answer that comes late takes nothing out of the hands of who goes on", {}, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "One", text: "One is broken\n" }]);
  const { number } = await desk.ticket("One");
  const { page } = await expert();
  const { keyboard } = page;
  await page.goto(`/t/${number}`);
  // The desk has answered, and says so by its stream; the browser gets the answer when we let it.
  let arrive = () => {};
  const held = new Promise((done) => { arrive = () => done(undefined); });
  await page.route(/\/t\/\d+\/messages$/, async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  }, { times: 1 });
  // The way of sending that is remembered changes with it.
  await keyboard.press("r");
  await keyboard.type("Try the other cable.");
  await page.locator(".btn-group summary").focus();
  await keyboard.press("Enter");
  for (const key of ["Tab", "Tab", "Enter"]) await keyboard.press(key);
  await focused(page, ".btn-group summary");
  await page.locator(".msg.out", { hasText: "Try the other cable." }).waitFor();
  await keyboard.press("r");
  await keyboard.type("And tell me.");
  await page.locator(".btn-group summary").focus();
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await focused(page, ".btn-group [value=waiting]");
  arrive();
  await page.locator(".btn-group [data-main] .then").waitFor();
  await focused(page, ".btn-group [value=waiting]");
  await page.locator(".btn-group details[open]").waitFor();
  // The answer takes what was sent out of the field, a moment after it came.
  await until("what was typed since", async () => (await page.locator("#c-text").inputValue()) === "And tell me.");
  await keyboard.press("Escape");
  await focused(page, ".btn-group summary");
});
