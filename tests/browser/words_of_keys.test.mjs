// Keys and their words: what stands open over the page has them to itself, the list behind ? names each that
// works, and the palette each view and each page of the settings that one may open.

import assert from "node:assert/strict";
import { focusOn, palette } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const BEN = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };

/** Two tickets that wait for us. */
async function two(desk) {
  await desk.deliver(["One", "Two"].map((subject) => ({ from: ZOE, subject, text: `${subject} is broken\n` })));
  return [await desk.ticket("One"), await desk.ticket("Two")];
}

/** The keys that this page answers to, by the browser's names for them: from where they are declared. */
const keysOf = (page) => page.evaluate(async () => {
  const { src } = /** @type {HTMLScriptElement} */ (document.querySelector("script[type=module]"));
  return Object.keys((await import(src)).keys);
});

/** What keys change, at one look. */
const state = (page) => page.evaluate(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    url: location.href,
    dialogs: all("dialog[open]").map((el) => el.id),
    menus: all("details[open]").length,
    chosen: all("[data-rows] :checked").length,
    fields: all("#f-status, #f-priority, #f-assignee").map((el) => el.value),
    tab: all("[role=tab][aria-selected=true]").map((el) => el.id),
    focus: document.activeElement?.id || document.activeElement?.className,
  };
});

/**
 * Opens a dialog by its keys and presses each key of the page in it. `stop` is where they are pressed, `from`
 * is what has the focus: there it is again once Esc closed the dialog.
 */
async function nothingBehind(page, { opens, dialog, stop, from }) {
  const keys = (await keysOf(page)).filter((key) => /^\S$/.test(key));
  assert.ok(keys.includes("e") && keys.includes("j"), keys.join());
  const before = await state(page);
  await page.keyboard.press(opens);
  await page.locator(`${dialog}[open]`).waitFor();
  await page.locator(stop).focus();
  const open = await state(page);
  assert.equal(`#${open.dialogs}`, dialog);
  // Two that lead elsewhere do not either.
  for (const key of [...keys, "g", "t"]) await page.keyboard.press(key);
  assert.deepEqual(await state(page), open, `behind ${dialog}`);
  await page.keyboard.press("Escape");
  await page.locator(dialog).waitFor({ state: "hidden" });
  await focusOn(page, from);
  assert.deepEqual(await state(page), before, `after ${dialog}`);
}

scenario("a key that is pressed while a dialog is open does nothing behind it", {}, async ({ desk, expert }) => {
  const [, { number }] = await two(desk);
  const { page } = await expert();
  const asked = /** @type {string[]} */ ([]);
  page.on("request", (request) => {
    const { pathname } = new URL(request.url()), counts = request.isNavigationRequest() || request.method() === "POST";
    if (counts && !/\/(presence|read)$/.test(pathname)) asked.push(`${request.method()} ${pathname}`);
  });
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  // The list, with a ticket shown beside it: Esc is for the dialog, and not for that.
  await press("j", "Space");
  await page.locator(".preview", { hasText: "Two is broken" }).waitFor();
  const row = `[data-rows] tr[data-number="${number}"] .subj`;
  await focusOn(page, row);
  for (const [opens, dialog, stop] of [
    ["?", "#dlg-keys", "#single-keys"],
    ["c", "#dlg-new", "#dlg-new .dlg-foot [data-close]"],
    ["Control+k", "#dlg-cmd", "#dlg-cmd input"],
  ]) {
    await nothingBehind(page, { opens, dialog, stop, from: row });
    assert.ok(await page.locator(".preview").isVisible(), `the preview after ${dialog}`);
  }
  await press("x");
  await until("the row to be chosen", async () => (await page.locator("[data-bulk-n]").innerText()) === "1 selected");
  // The ticket, from the list: without a dialog Esc leads back there.
  await press("o");
  await page.waitForURL(`**/t/${number}*`);
  await page.locator(".log-shows a").first().focus();
  await nothingBehind(page, { opens: "?", dialog: "#dlg-keys", stop: "#single-keys", from: ".log-shows a" });
  await press("e");
  await page.locator("#toasts .toast", { hasText: "Closed." }).waitFor();
  assert.deepEqual(asked, [`GET /t/${number}`, `POST /t/${number}/edit`]);
});

/** The list of keys, opened by its own: its lines, and all that is written in it, but for signs of one letter. */
async function listOfKeys(page) {
  await page.keyboard.press("?");
  await page.locator("#dlg-keys[open]").waitFor();
  const lines = await page.locator("#dlg-keys .keys > div").evaluateAll((all) => all.map((el) => (
    { word: el.querySelector("dt").innerText, caps: [...el.querySelectorAll("kbd")].map((cap) => cap.innerText) }
  )));
  const texts = await page.locator("#dlg-keys").evaluate((dialog) => {
    const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT), found = [dialog.querySelector("[data-close]").getAttribute("aria-label")];
    while (walker.nextNode()) found.push(walker.currentNode.textContent.trim());
    return found.filter((text) => text.length > 1 && !text.startsWith("Ctrl"));
  });
  await page.keyboard.press("Escape");
  await page.locator("#dlg-keys").waitFor({ state: "hidden" });
  return { lines, texts };
}

/** What stands on a key of the list, for the browser's name of it. */
const cap = (key) => ({ Enter: "Enter", " ": "Space", Escape: "Esc" })[key] ?? key.toUpperCase();

/** From a ticket: the list of keys is that of the keys that work, and says what they do. */
async function everyKeyHasItsWords(page, number) {
  await page.goto("/tickets");
  const inList = await keysOf(page);
  await page.goto(`/t/${number}`);
  const works = new Set([...inList, ...(await keysOf(page))].map(cap));
  const { lines, texts } = await listOfKeys(page);
  const single = lines.filter(({ caps: [first] }) => first !== "G" && !first.startsWith("Ctrl"));
  assert.deepEqual(single.flatMap(({ caps }) => caps).sort(), [...works].sort());
  assert.equal(new Set(lines.map(({ word }) => word)).size, lines.length, "no two keys have the same words");
  // G and a letter lead where its words say, and to each place of the rail.
  const rail = page.locator(".rail nav a"), places = lines.filter(({ caps: [first] }) => first === "G");
  assert.equal(places.length, await rail.count());
  for (const { word, caps: [, letter] } of places) {
    const to = await rail.filter({ hasText: word.replace("Go to ", "") }).first().getAttribute("href");
    await page.keyboard.press("g");
    await page.keyboard.press(letter.toLowerCase());
    await page.waitForURL(({ pathname }) => pathname === to || (to !== "/" && pathname.startsWith(`${to}/`)));
  }
  // In French no word of it is English; one is the same in both.
  await page.locator("details.menu.out > summary").click();
  await page.getByRole("button", { name: "Français" }).click();
  await page.locator("html[lang=fr]").waitFor({ state: "attached" });
  await page.waitForLoadState();
  const french = await listOfKeys(page);
  assert.equal(french.texts.length, texts.length);
  assert.deepEqual(french.texts.filter((text, at) => text === texts[at]), ["Note"]);
}

/** Links with their names; runs in the page. */
const named = (all) => all.map((el) => [(el.querySelector("span") ?? el).textContent.trim(), el.getAttribute("href")]);

/** Opens the palette and waits until all is there that it offers without words. */
async function filled(page) {
  await page.keyboard.press("Control+k");
  await page.locator("#dlg-cmd a[href='/profile']").waitFor();
}

/** Where the palette leads, but for tickets. */
async function placesOf(page) {
  await filled(page);
  const places = await page.locator("#dlg-cmd a[role=option]").evaluateAll(named);
  await page.keyboard.press("Escape");
  await page.locator("#dlg-cmd").waitFor({ state: "hidden" });
  return places;
}
const settings = (places) => places.filter(([, href]) => href.startsWith("/settings/"));
/** The pages beside a settings page. */
const beside = (page) => page.locator(".side-nav a").evaluateAll(named);

/** The palette has the views that stand beside the list and all pages of the settings, and opens them by name. */
async function everyPlaceIsOffered(page) {
  const views = await page.locator("[data-part=views] a:has(> span.clip)").evaluateAll(named);
  assert.equal(views.length, 5, views.join());
  const offered = await placesOf(page);
  assert.deepEqual(offered.filter(([name]) => views.some(([view]) => view === name)), views);
  for (const [view, found] of [["Unassigned", "Two"], ["Mine", "One"]]) {
    const [, href] = views.find(([name]) => name === view);
    await palette(page, view.toLowerCase(), view);
    await page.waitForURL((url) => url.pathname + url.search === href);
    assert.deepEqual(await page.locator("[data-rows] .subj").allInnerTexts(), [found], view);
  }
  for (const [name, stem] of [["Retention", "retention"], ["People and rights", "people"]]) {
    await palette(page, name.toLowerCase(), name);
    await page.waitForURL(`**/settings/${stem}`);
    assert.equal((await page.locator(".side-nav a[aria-current=page]").innerText()).trim(), name);
  }
  assert.deepEqual(settings(offered), await beside(page));
}

scenario("each key has its words in the list of keys, each view and settings page its line in the palette", {}, async (world) => {
  const { desk } = world;
  const [{ number }] = await two(desk);
  assert.equal((await desk.api("PATCH", `/tickets/${number}`, { assignee: { user: desk.admin.email } })).status, 200);
  const { page } = await world.expert();
  await everyPlaceIsOffered(page);
  await everyKeyHasItsWords(page, number);
  // Whose rights reach a few pages of the settings is offered those, and no other by its name.
  const rights = ["tickets:read", "tags", "mailboxes", "audit"];
  assert.equal((await desk.api("POST", "/roles", { name: "Narrow", rights })).status, 201);
  await desk.addUser(BEN);
  const { users } = (await desk.api("GET", "/users")).body;
  const { id } = users.find((user) => user.email === BEN.email);
  assert.equal((await desk.api("PATCH", `/users/${id}`, { roles: ["Narrow"] })).status, 200);
  const ben = await world.person();
  await ben.signIn(BEN.email, BEN.password, "/settings/tags");
  const pages = await beside(ben.page);
  assert.deepEqual(pages.map(([, href]) => href), ["/settings/mail", "/settings/tags", "/settings/audit"]);
  assert.deepEqual(settings(await placesOf(ben.page)), pages);
  await filled(ben.page);
  await ben.page.keyboard.type("retention");
  await ben.page.locator("#dlg-cmd [data-none]").waitFor();
});
