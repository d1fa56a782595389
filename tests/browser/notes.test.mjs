// Notes: changed, deleted and put back in place; by mouse and by the keyboard alone.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

scenario("a note is changed, deleted and put back where it stands", { timeout: 240_000 }, async ({ desk, browser, expert, person }) => {
  await desk.addUser({ email: "tom@guichet.example", name: "Tom Ott", password: "a long enough sentence" });
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const ada = await expert();
  const { page } = ada;
  const tom = await person();
  await tom.signIn("tom@guichet.example", "a long enough sentence");
  await tom.page.goto(`/t/${number}`);
  await page.goto(`/t/${number}?compose=note`);
  await page.locator("#c-note").fill("The cabel is loose, @Tom");
  await page.keyboard.press("Control+Enter");
  const note = page.locator(".msg.note");
  await note.waitFor();
  const theirs = tom.page.locator(".msg.note");
  await theirs.waitFor();
  assert.equal(await theirs.locator("summary").count(), 0, "only its author changes it");
  assert.equal(await theirs.locator(".mention.me").innerText(), "@Tom");
  // With the keyboard alone: open, refused, mended, saved.
  await note.locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("   ");
  await page.keyboard.press("Control+Enter");
  await note.locator("[aria-invalid=true]").waitFor();
  assert.equal(await note.locator("textarea").inputValue(), "   ");
  await note.locator("textarea").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("The cable is loose, @Tom");
  await page.keyboard.press("Control+Enter");
  await note.locator(".pre", { hasText: "The cable" }).first().waitFor();
  assert.equal(await note.locator("details").getAttribute("open"), null);
  await theirs.locator(".pre", { hasText: "The cable" }).waitFor();
  await ada.forgive(/status of 422/);
  assert.deepEqual(await look(browser, ada, "note-edit", `${desk.url}/t/${number}`, {
    prepare: (shown) => shown.locator(".msg.note summary").click(),
  }), []);
  await note.locator("summary").click();
  await note.locator("button[name=delete]").click();
  await note.waitFor({ state: "detached" });
  await theirs.waitFor({ state: "detached" });
  const gone = page.locator(".ev", { hasText: "deleted a note" });
  assert.equal(await tom.page.locator(".ev button").count(), 0);
  assert.deepEqual(await look(browser, ada, "note-deleted", `${desk.url}/t/${number}`), []);
  await gone.locator("button").click();
  await note.locator(".pre", { hasText: "The cable" }).first().waitFor();
  await until("the note at the other screen", async () => (await theirs.count()) === 1);
});

scenario("what happens while an answer is on its way is not drawn over by it", { timeout: 120_000 }, async ({ desk, expert }) => {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  const ada = await expert();
  const { page } = ada;
  await page.goto(`/t/${number}?compose=note`);
  await page.locator("#c-note").fill("The cabel is loose");
  await page.keyboard.press("Control+Enter");
  const first = page.locator(".msg.note", { hasText: "is loose" });
  await first.waitFor();
  const other = await ada.context.newPage();
  await other.goto(`/t/${number}`);
  // The desk has answered; the browser has not got it yet.
  let arrive = () => {}, made = () => {};
  const held = new Promise((done) => { arrive = done; }), answered = new Promise((done) => { made = done; });
  await page.route(/\/t\/\d+\/notes$/, async (route) => {
    const response = await route.fetch();
    made();
    await held;
    await route.fulfill({ response });
  });
  await page.locator("#c-note").fill("And the lamp is dark");
  await page.keyboard.press("Control+Enter");
  await answered;
  const theirs = other.locator(".msg.note", { hasText: "is loose" });
  await theirs.locator("summary").click();
  await theirs.locator("textarea").fill("The cable is loose");
  await theirs.locator("textarea").press("Control+Enter");
  await first.locator(".pre", { hasText: "The cable" }).waitFor();
  // An answer that is taken in empties the text that it was about.
  const taken = async () => (await page.locator("#c-note").inputValue()) === "";
  assert.equal(await taken(), false);
  arrive();
  await until("the answer is taken in", taken);
  await first.locator(".pre", { hasText: "The cable" }).waitFor();
});
