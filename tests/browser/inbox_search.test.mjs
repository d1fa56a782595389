// The search of the inbox: words narrow it, what is found is opened and read one after the other, what comes is
// measured by it, and without words it is the view again. By mouse, and by the keyboard alone.

import assert from "node:assert/strict";
import { focusOn, loaded, tabTo } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const FIELD = "[data-inbox] input[type=search]";
const LONG = { timeout: 180_000 };

/** A desk with two lamps and a door in the inbox, a lamp that waits for the customer, and the page of somebody there. */
async function start({ desk, expert }) {
  await desk.deliver([
    { from: ZOE, subject: "Lamp is dark", text: "The lamp over my desk.\n" },
    { from: ZOE, subject: "Door is shut", text: "It does not open.\n" },
    { from: ZOE, subject: "Noise at night", text: "I think that it is a lamp.\n" },
    { from: ZOE, subject: "Lamp was repaired", text: "Thank you.\n" },
  ]);
  const { number } = await desk.ticket("Lamp was repaired");
  assert.equal((await desk.api("PATCH", `/tickets/${number}`, { status: "waiting" })).status, 200);
  const { page } = await expert();
  await page.goto("/inbox");
  return page;
}

const item = (page, name) => page.locator("[data-items] .tk:not([hidden], .gone)", { hasText: name });
const words = (page) => new URL(page.url()).searchParams.get("query") ?? "";
/** Waits until the inbox has exactly these, in any order; a failure says which it has. */
async function holds(page, ...names) {
  const shown = () => page.locator("[data-items] .tk:not([hidden], .gone) .subj").allInnerTexts().then((all) => all.map((one) => one.replace(/,\s*$/, "").trim()).sort());
  const wanted = [...names].sort().join("|");
  await until(`the inbox with ${wanted}`, async () => (await shown()).join("|") === wanted).catch(async (error) => {
    throw new Error(`${error.message}; it has ${(await shown()).join("|")}`);
  });
  await until(`the number ${names.length}`, async () => (await page.locator("[data-inbox-total]").innerText()) === String(names.length));
}
/** Nobody points at the list, nor has the focus in it: what comes stands there at once. */
const away = (page) => page.mouse.move(900, 300);
const head = (page, name) => page.locator(".tk-head h1", { hasText: name }).waitFor();

scenario("words narrow the inbox, and what they find is read one after the other", LONG, async (world) => {
  const page = await start(world);
  await holds(page, "Lamp is dark", "Door is shut", "Noise at night");
  await page.locator(FIELD).click();
  await page.keyboard.type("lamp");
  await page.keyboard.press("Enter");
  await page.waitForURL("**query=lamp*");
  // The words of an e-mail count as well as a name, and the view still holds: what waits is none of it.
  await holds(page, "Lamp is dark", "Noise at night");
  assert.equal(await page.locator(FIELD).inputValue(), "lamp");
  assert.equal(await page.locator("[data-empty]").isVisible(), false);

  await page.locator("[data-items] .tk").first().click();
  await page.waitForURL("**/t/*query=lamp*");
  const names = (await page.locator("[data-items] .tk .subj").allInnerTexts()).map((one) => one.replace(/,\s*$/, "").trim());
  await head(page, names[0]);
  await page.locator("[data-log] .msg", { hasText: "lamp" }).first().waitFor();
  await holds(page, "Lamp is dark", "Noise at night");
  assert.equal(await page.locator(FIELD).inputValue(), "lamp");
  // On to the next of what was found, and no further.
  await until("the place among them", async () => (await page.locator("[data-step-at]").innerText()) === "1 of 2");
  await page.locator("[data-step='1']").click();
  await head(page, names[1]);
  assert.equal(words(page), "lamp");
  await until("the place of the last", async () => (await page.locator("[data-step-at]").innerText()) === "2 of 2");
  assert.equal(await page.locator("[data-step='1']").isVisible(), false);
  await page.locator("[data-step='-1']").click();
  await head(page, names[0]);
  await holds(page, "Lamp is dark", "Noise at night");
  assert.equal(await page.locator(`[data-items] .tk[aria-current]`).count(), 1);

  // Beside a ticket the search goes on from there, and the ticket stays open.
  const before = new URL(page.url()).pathname;
  await page.locator(FIELD).fill("door");
  await page.locator(FIELD).press("Enter");
  await page.waitForURL("**query=door*");
  await holds(page, "Door is shut");
  assert.equal(new URL(page.url()).pathname, before);
  await head(page, names[0]);
  // Without words it is the view again.
  await page.locator(FIELD).fill("");
  await page.locator(FIELD).press("Enter");
  await page.waitForURL((url) => !url.searchParams.get("query"));
  await holds(page, "Lamp is dark", "Door is shut", "Noise at night");
});

/** Sends a ticket that does not match and then one that does; once the second is there, the first has had its time. */
async function comes(page, desk, { known, other, match }) {
  await holds(page, ...known);
  await away(page);
  await desk.deliver([{ from: ZOE, subject: other, text: "Help\n" }, { from: ZOE, subject: match, text: "Help\n" }]);
  await item(page, match).waitFor();
  await holds(page, ...known, match);
  assert.equal(await page.locator("[data-items] .tk", { hasText: other }).count(), 0);
}

scenario("what comes stands in a searched inbox if it matches, and not otherwise", LONG, async (world) => {
  const { desk } = world, page = await start(world);
  const known = ["Lamp is dark", "Noise at night"];
  await page.goto("/inbox?query=lamp");
  await comes(page, desk, { known, other: "Second door", match: "Another lamp" });
  known.push("Another lamp");
  // One that was none of them becomes one by a word; one of them leaves when it waits, and is back when it does not.
  const door = await desk.ticket("Second door");
  await desk.api("PATCH", `/tickets/${door.number}`, { name: "Late door", description: "It is the lamp." });
  await holds(page, ...known, "Late door");
  const noise = await desk.ticket("Noise at night");
  await desk.api("PATCH", `/tickets/${noise.number}`, { status: "waiting" });
  await holds(page, ...known.filter((name) => name !== "Noise at night"), "Late door");
  await desk.api("PATCH", `/tickets/${noise.number}`, { status: "open" });
  known.push("Late door");
  await holds(page, ...known);
  // Beside a ticket that is read, too.
  await page.goto(`/t/${(await desk.ticket("Lamp is dark")).number}?query=lamp`);
  await comes(page, desk, { known, other: "Third door", match: "One more lamp" });
});

scenario("an inbox where nothing is found says so, and fills as soon as something comes", LONG, async (world) => {
  const { desk } = world, page = await start(world);
  await page.locator(FIELD).fill("xylophone");
  await page.locator(FIELD).press("Enter");
  await page.waitForURL("**query=xylophone*");
  await holds(page);
  await page.locator("[data-empty]", { hasText: "Nothing matches" }).waitFor();
  await page.locator(".centre [data-none]", { hasText: "Nothing matches xylophone" }).waitFor();
  await away(page);
  await desk.deliver([{ from: ZOE, subject: "My xylophone", text: "It is out of tune.\n" }]);
  await holds(page, "My xylophone");
  assert.deepEqual([await page.locator("[data-empty]").isVisible(), await page.locator(".centre [data-none]").isVisible()], [false, false]);
  await page.locator("[data-some]").waitFor();
  // What was asked for in other words than ours is said, and the rest is searched.
  await page.locator(FIELD).fill("status:lost lamp");
  await page.locator(FIELD).press("Enter");
  await page.locator("#inbox-e", { hasText: "status:lost" }).waitFor();
  assert.equal(await page.locator(FIELD).getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator(FIELD).inputValue(), "status:lost lamp");
  // One letter away: what is meant is shown, and said.
  await page.locator(FIELD).fill("xylophoen");
  await page.locator(FIELD).press("Enter");
  await page.locator("[data-inbox] [role=status]", { hasText: "xylophone" }).first().waitFor();
  await holds(page, "My xylophone");
  assert.equal(await page.locator(FIELD).inputValue(), "xylophoen");
});

scenario("by keyboard alone: words narrow the inbox, and what they find is read", LONG, async (world) => {
  const page = await start(world), { keyboard } = page;
  await keyboard.press("/");
  await focusOn(page, FIELD);
  await keyboard.type("lamp");
  await keyboard.press("Enter");
  await loaded(page, "**query=lamp*");
  await keyboard.press("Enter");
  await focusOn(page, "#main");
  await holds(page, "Lamp is dark", "Noise at night");
  await keyboard.press("j");
  await focusOn(page, "[data-items] .tk:first-child");
  const first = (await page.locator("[data-items] .tk:first-child .subj").innerText()).replace(/,\s*$/, "").trim();
  await keyboard.press("o");
  await loaded(page, "**/t/*query=lamp*");
  await head(page, first);
  await page.locator("[data-steps]:not([hidden])").waitFor();
  // The next of what was found stands below the one that is open.
  await keyboard.press("Enter");
  await focusOn(page, "#main");
  await keyboard.press("j");
  await focusOn(page, "[data-items] .tk:nth-child(2)");
  const { pathname } = new URL(page.url());
  await keyboard.press("Enter");
  await loaded(page, (url) => url.pathname.startsWith("/t/") && url.searchParams.get("query") === "lamp" && url.pathname !== pathname);
  await until("the second ticket", async () => (await page.locator(".tk-head h1").innerText()) !== first);
  assert.equal(await page.locator(FIELD).inputValue(), "lamp");
  // Esc leaves the field; words of before are replaced as in any field, and emptied it is the view again.
  await keyboard.press("/");
  await focusOn(page, FIELD);
  await keyboard.press("Control+a");
  await keyboard.type("xylophone");
  await keyboard.press("Enter");
  await loaded(page, "**query=xylophone*");
  await page.locator("[data-empty]", { hasText: "Nothing matches" }).waitFor();
  await tabTo(page, FIELD);
  await keyboard.press("Control+a");
  await keyboard.press("Delete");
  await keyboard.press("Enter");
  await loaded(page, (url) => !url.searchParams.get("query"));
  await holds(page, "Lamp is dark", "Door is shut", "Noise at night");
});
