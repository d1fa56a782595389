// What is typed beside a ticket outlives what is done to the whole of it, and the way back of that.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const TYPED = { "#c-text": "Bonjour Zoé,", "#c-note": "for us", "#f-cnotes": "Desk B-204", "#f-due": "2031-02-03T09:30", "#f-tag": "scr", "#f-description": "Black since Monday" };

const toast = (page) => page.locator("#toasts .toast");
const menu = (page) => page.locator(".tk-head details.menu > summary");
/** The answer is there: the stream may show a change before, and Z is for what was answered. */
const canUndo = (page) => toast(page).getByRole("button", { name: "Undo" }).waitFor();
const told = (page, text) => toast(page).filter({ hasText: text }).waitFor();
const answer = (page) => page.locator("#c-text").inputValue();

async function open({ desk, expert }, ...subjects) {
  for (const subject of subjects) await desk.deliver([{ from: ZOE, subject, text: "Bonjour\n" }]);
  const numbers = await Promise.all(subjects.map(async (subject) => (await desk.ticket(subject)).number));
  const someone = await expert();
  await someone.page.goto(`/t/${numbers[0]}`);
  return { numbers, someone, page: someone.page };
}

/** Types everywhere: in the composer, in both its forms, and in fields. */
async function type(page) {
  await page.locator("summary", { hasText: "Edit name and description" }).click();
  await page.locator("summary", { hasText: "Due" }).last().click();
  await page.locator("[data-mode=note]").click();
  await page.locator("#c-note").fill(TYPED["#c-note"]);
  await page.locator("[data-mode=mail]").click();
  for (const [id, text] of Object.entries(TYPED)) if (id !== "#c-note") await page.locator(id).fill(text);
  await page.locator("#f-description").blur();
}

async function all(page, what) {
  let found;
  await until(`what was typed: ${what}`, async () => {
    found = await Promise.all(Object.keys(TYPED).map((id) => page.locator(id).inputValue({ timeout: 2000 }).catch(() => "no such field")));
    return JSON.stringify(found) === JSON.stringify(Object.values(TYPED));
  }).catch((error) => { throw new Error(`${error.message}: ${JSON.stringify(found)}`); });
}

/** Marks the page: one that is loaded has no mark. */
const mark = (page) => page.evaluate(() => Object.assign(window, { marked: true }));
const marked = (page) => page.evaluate(() => "marked" in window);

scenario("sleep, the bin and the way out of it leave the page, its fields and its texts where they are", { timeout: 180_000 }, async (world) => {
  const { browser, desk } = world;
  const { page, someone, numbers: [number] } = await open(world, "Écran noir");
  await type(page);
  await page.locator("#c-files").setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
  await mark(page);
  await menu(page).click();
  await page.getByRole("button", { name: "Tomorrow at 9:00" }).click();
  await page.locator("[data-part=state]", { hasText: "Asleep until" }).waitFor();
  await all(page, "asleep");
  assert.equal(await page.locator(".tk-head details.menu[open]").count(), 0);
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await until("it to be awake", async () => !(await page.locator("[data-part=state]").innerText()).includes("Asleep"));
  await told(page, "Taken back");
  await all(page, "awake again");
  // A time that is over is refused in its place, where it can be changed.
  await menu(page).click();
  await page.locator("#f-until").fill("2020-01-02T09:30");
  await page.locator("#f-until").press("Enter");
  await page.locator("#f-until-e").waitFor();
  await someone.forgive(/status of 422/);
  assert.equal(await page.locator("#f-until").inputValue(), "2020-01-02T09:30");
  await page.locator("#f-until").fill("2031-02-03T09:30");
  await page.locator("#f-until").press("Enter");
  await page.locator("[data-part=state]", { hasText: "Asleep until" }).waitFor();
  await canUndo(page);
  // The keyboard goes on from the menu that it came from.
  await until("the focus on the menu", () => menu(page).evaluate((el) => el === document.activeElement));
  await page.keyboard.press("z");
  await until("it to be awake", async () => !(await page.locator("[data-part=state]").innerText()).includes("Asleep"));
  await told(page, "Taken back");
  await all(page, "after Z");
  // Into the bin by the keyboard alone; there its fields are gone, and come back as they were left.
  await menu(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Delete" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".tk-state", { hasText: "In the bin until" }).waitFor();
  assert.equal(await page.locator("#composer").isVisible(), false);
  await until("no field to change", async () => (await page.locator("#f-cnotes").count()) === 0);
  await canUndo(page);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/kept-bin.png` });
  await page.keyboard.press("z");
  await page.locator("#composer").waitFor();
  await told(page, "Taken out of the bin");
  await all(page, "out of the bin");
  assert.ok(await page.locator("#f-description").isVisible());
  assert.equal(await page.locator("#c-files").evaluate((input) => /** @type {HTMLInputElement} */ (input).files?.length), 1);
  // By its own button, which has a way back, too.
  await menu(page).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await canUndo(page);
  await page.locator(".tk-state").getByRole("button", { name: "Restore" }).click();
  await page.locator("#composer").waitFor();
  await all(page, "restored");
  await toast(page).filter({ hasText: "Taken out of the bin" }).getByRole("button", { name: "Undo" }).click();
  await page.locator(".tk-state", { hasText: "In the bin until" }).waitFor();
  await page.keyboard.press("Escape");
  assert.ok(await marked(page), "it is the same page all the time");
  // Loaded there it has no composer; with the way out it has one.
  await page.goto(`/t/${number}`);
  await page.locator(".tk-state").getByRole("button", { name: "Restore" }).click();
  await page.locator("#composer").waitFor();
  await until("the answer", async () => (await answer(page)) === TYPED["#c-text"]);
  const prepare = async (shown) => {
    // Asleep until then already, it would have nothing to take back.
    await desk.api("POST", `/tickets/${number}/wake`, {});
    await menu(shown).click();
    await shown.locator("button[name=time][value=hours]").click();
    await toast(shown).getByRole("button").waitFor();
  };
  assert.deepEqual(await look(browser, someone, "kept-asleep", `${desk.url}/t/${number}`, { prepare }), []);
});

scenario("an e-mail that goes elsewhere, a mark and a merge keep what was typed, with the way back on the page one lands on", { timeout: 180_000 }, async (world) => {
  const { desk } = world;
  const { page, someone, numbers: [number, other] } = await open(world, "Écran noir", "Souris");
  await desk.api("POST", `/tickets/${number}/messages`, { text: "By the way: your invoice." });
  const split = page.locator("form[action$='/split'] button");
  await split.waitFor();
  await type(page);
  await split.click();
  await page.locator("[data-part=notice] form[data-undo]").waitFor();
  await all(page, "split");
  await page.locator("h1").click();
  await page.keyboard.press("z");
  await split.waitFor();
  await page.locator("[data-part=notice]", { hasText: "Taken back" }).waitFor();
  await all(page, "back in its place");
  // Marked as unread it is left; whoever comes back goes on.
  await menu(page).click();
  await page.locator("button[name=unread]").click();
  await page.waitForURL("**/inbox*");
  await page.goBack();
  await all(page, "after the mark");
  // A number that is none is said at its field.
  await menu(page).click();
  await page.locator("#f-merge").fill("#99");
  await page.locator("#f-merge").press("Enter");
  await page.locator("#f-merge-e").waitFor();
  await someone.forgive(/status of 422/);
  assert.equal(await page.locator("#f-merge").inputValue(), "#99");
  assert.equal(await page.locator("#f-other").inputValue(), "");
  await all(page, "refused");
  await page.locator("#f-merge").fill(String(other));
  await page.locator("#f-merge").press("Enter");
  await page.waitForURL(`**/t/${other}?merged=${number}&undo=*`);
  // The answer goes on where the ticket went.
  await until("the answer", async () => (await answer(page)) === TYPED["#c-text"]);
  await page.locator("h1").click();
  await page.keyboard.press("z");
  await page.waitForURL(`**/t/${other}?merged=${number}&undone=*`);
  await page.locator("[data-part=notice]", { hasText: "Separate again" }).waitFor();
  await until("the field to be empty: it was never meant for the other one", async () => (await answer(page)) === "");
  await page.goto(`/t/${number}`);
  await all(page, "separate again");
  // Merged for good it is sent from there, once.
  await menu(page).click();
  await page.locator("#f-merge").fill(String(other));
  await page.locator("#f-merge").press("Enter");
  await page.waitForURL(`**/t/${other}?merged=${number}&undo=*`);
  await until("the answer there", async () => (await answer(page)) === TYPED["#c-text"]);
  await page.locator("#c-text").press("Control+Enter");
  await page.locator(".msg.out", { hasText: "Bonjour Zoé," }).waitFor();
  await until("what was sent to go", async () => (await answer(page)) === "");
  await page.goto(`/t/${number}`);
  await script(page, "ticket_came");
  assert.equal(await answer(page), "");
});
