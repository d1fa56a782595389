// Who else is at a ticket, and who is called in a note: two experts at two screens.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const TOM = { email: "tom@guichet.example", name: "Tom Ott", password: "a long enough sentence" };

/** A desk with two tickets and two experts: Ada at the first ticket, Tom at the overview. */
async function two({ desk, expert, person }) {
  await desk.addUser(TOM);
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }, { from: ZOE, subject: "Clavier", text: "Bonjour\n" }]);
  const first = await desk.ticket("Écran noir"), second = await desk.ticket("Clavier");
  const ada = await expert();
  const tom = await person();
  await tom.signIn(TOM.email, TOM.password);
  await ada.page.goto(`/t/${first.number}`);
  await tom.page.goto("/tickets");
  return { ada, tom, first: first.number, second: second.number };
}

const there = (page) => page.locator("[data-part=presence]");
const writing = (page) => page.locator("[data-part=writing]");
const empty = (part) => until("nobody to be named", async () => (await part.innerText()) === "");

scenario("each sees who looks and who writes, and whoever leaves is gone", { timeout: 240_000 }, async (world) => {
  const { ada, tom, first, second } = await two(world);
  assert.equal(await there(ada.page).innerText(), "");
  await tom.page.goto(`/t/${first}`);
  await there(ada.page).getByText("Tom is looking too").waitFor();
  await there(tom.page).getByText("Ada is looking too").waitFor();
  // With the keyboard alone: R and an answer, then a note.
  await tom.page.locator("body").press("r");
  await tom.page.keyboard.type("Bonjour Zoé,");
  await writing(ada.page).getByText("Tom is writing an answer").waitFor();
  assert.deepEqual(await look(world.browser, ada, "presence", `${world.desk.url}/t/${first}`, {
    prepare: (page) => writing(page).getByText("Tom").waitFor(),
  }), []);
  // Who answers first is read first: the stop at sending still holds.
  await ada.page.locator("#c-text").fill("Hello Zoé");
  await writing(tom.page).getByText("Ada is writing an answer").waitFor();
  await ada.page.locator("#c-text").press("Control+Enter");
  await ada.page.locator(".msg.out").waitFor();
  await empty(writing(tom.page));
  await tom.page.keyboard.press("Control+Enter");
  await tom.page.locator("[role=alert]", { hasText: "Ada" }).waitFor();
  assert.equal(await tom.page.locator("#c-text").inputValue(), "Bonjour Zoé,");
  await tom.forgive(/status of 409/);
  await writing(ada.page).getByText("Tom is writing an answer").waitFor();
  await tom.page.locator("#c-text").fill("");
  await empty(writing(ada.page));
  await tom.page.locator("#c-text").blur();
  await tom.page.locator("body").press("n");
  await tom.page.keyboard.type("Later.");
  await writing(ada.page).getByText("Tom is writing a note").waitFor();
  // A note of the log that is changed is one that is written; a field is said by its own words.
  await tom.page.locator("#c-note").fill("Seen.");
  await tom.page.keyboard.press("Control+Enter");
  await tom.page.locator(".msg.note details summary").click();
  await empty(writing(ada.page));
  await tom.page.locator(".msg.note textarea").fill("Seen, and called.");
  await writing(ada.page).getByText("Tom is writing a note").waitFor();
  await tom.page.locator(".msg.note textarea").press("Control+Enter");
  await tom.page.locator(".msg.note", { hasText: "Seen, and called." }).waitFor();
  await empty(writing(ada.page));
  await tom.page.locator("summary", { hasText: "Edit name and description" }).click();
  await tom.page.locator("#f-description").fill("It is dark.");
  await writing(ada.page).getByText("Tom is changing the details").waitFor();
  await tom.page.locator("#f-description").fill("Bonjour");
  await empty(writing(ada.page));
  await tom.page.locator("summary", { hasText: "Edit name and description" }).click();
  await tom.page.locator("body").press("n");
  // A forward counts as an answer, from the first letter of whom it goes to, and until it is given up.
  await tom.page.locator("#c-note").fill("");
  await tom.page.locator("#c-note").blur();
  await empty(writing(ada.page));
  await tom.page.locator(".msg a[data-forward]").first().click();
  await tom.page.locator("#w-to").waitFor();
  await tom.page.locator("#w-to").pressSequentially("help@");
  await writing(ada.page).getByText("Tom is writing an answer").waitFor();
  await tom.page.locator("#w-to").fill("");
  await empty(writing(ada.page));
  await tom.page.locator("#panel-forward textarea").fill("Can you help?");
  await writing(ada.page).getByText("Tom is writing an answer").waitFor();
  await tom.page.locator("a[data-forward-end]").click();
  await empty(writing(ada.page));
  // By the list to another ticket: gone here, there instead.
  await tom.page.locator(`[data-items] .tk[data-number="${second}"]`).click();
  await empty(there(ada.page));
  const away = Date.now();
  await tom.page.goto(`/t/${first}`);
  await there(ada.page).getByText("Tom is looking too").waitFor();
  // A browser that dies says nothing.
  await tom.context.setOffline(true);
  await until("the silent one to be forgotten", async () => (await there(ada.page).innerText()) === "", 15_000);
  assert.ok(Date.now() - away > 0);
  await tom.context.setOffline(false);
  await there(ada.page).getByText("Tom is looking too").waitFor();
  // Not before: it goes on trying until then.
  await tom.forgive(/ERR_INTERNET_DISCONNECTED/);
});

scenario("an @ in a note offers who sees the ticket, and calls them wherever they are", { timeout: 240_000 }, async (world) => {
  const { ada, tom, first } = await two(world);
  const { page } = ada;
  await page.locator("body").press("n");
  await page.keyboard.type("Could @");
  const list = page.getByRole("listbox");
  await list.getByRole("option", { name: "Tom Ott" }).waitFor();
  await page.keyboard.type("xy");
  await list.waitFor({ state: "hidden" });
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("ot");
  const tomOption = list.getByRole("option", { name: "Tom Ott" });
  await tomOption.waitFor();
  assert.equal(await page.locator("#c-note").getAttribute("aria-activedescendant"), await tomOption.getAttribute("id"));
  assert.deepEqual(await look(world.browser, ada, "mention-list", `${world.desk.url}/t/${first}?compose=note`, {
    prepare: async (shown) => { await shown.locator("#c-note").fill(""); await shown.locator("#c-note").pressSequentially("Could @t"); await shown.getByRole("option").first().waitFor(); },
  }), []);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#c-note").inputValue(), "Could @Tom Ott ");
  await page.keyboard.type("look at this?");
  await page.keyboard.press("Control+Enter");
  await page.locator(".msg.note .mention", { hasText: "@Tom Ott" }).waitFor();
  // Tom is at the overview: told there, with the way to it.
  const toast = tom.page.locator("#toasts .toast", { hasText: "You are mentioned in" });
  await toast.waitFor();
  const badge = tom.page.locator(".rail [data-unread-count]");
  await badge.filter({ hasText: /^1 / }).waitFor();
  await tom.page.goto("/inbox?view=not-closed");
  await tom.page.locator(`.tk[data-number="${first}"]`, { hasText: "You are mentioned" }).waitFor();
  assert.deepEqual(await look(world.browser, tom, "mentioned", `${world.desk.url}/inbox?view=not-closed`), []);
  await tom.page.getByRole("link", { name: "One ticket mentions you" }).click();
  await tom.page.waitForURL(/is:mentioned/);
  assert.deepEqual(await tom.page.locator("[data-rows] tr").evaluateAll((rows) => rows.map((row) => row.dataset.number)), [String(first)]);
  // Another window of his is open: the number goes there, too, once he looked.
  const other = await tom.context.newPage();
  await other.goto("/tickets");
  await other.locator(".rail [data-unread-count]", { hasText: /^1 / }).waitFor();
  await tom.page.goto(`/t/${first}`);
  await badge.waitFor({ state: "hidden" });
  await other.locator(".rail [data-unread-count]").waitFor({ state: "hidden" });
});

scenario("a line of the inbox shows who is at its ticket, as it happens", { timeout: 120_000 }, async (world) => {
  const { ada, tom, first, second } = await two(world);
  const { page } = ada;
  await page.goto("/inbox?view=not-closed");
  const near = (number) => page.locator(`[data-items] .tk[data-number="${number}"] [data-near]`);
  await tom.page.goto(`/t/${first}`);
  await near(first).getByText("Tom is looking too").waitFor();
  assert.equal(await near(second).count(), 0);
  // Nothing of the ticket changed: its line neither moves nor lights up.
  assert.equal(await page.locator("[data-items] .fresh").count(), 0);
  await tom.page.locator("body").press("r");
  await tom.page.keyboard.type("Bonjour");
  await near(first).getByText("Tom is writing an answer").waitFor();
  assert.deepEqual(await look(world.browser, ada, "near", `${world.desk.url}/inbox?view=not-closed`, { prepare: (shown) => shown.locator("[data-near]").waitFor() }), []);
  // The one that stands open says it in its head, the others in their lines.
  await page.goto(`/t/${second}?view=not-closed`);
  await near(first).getByText("Tom is writing an answer").waitFor();
  await tom.page.locator("#c-text").fill("");
  await tom.page.goto(`/t/${second}`);
  await near(first).waitFor({ state: "detached" });
  await there(page).getByText("Tom is looking too").waitFor();
  assert.equal(await near(second).count(), 0);
});
