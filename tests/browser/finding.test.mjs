// What is found, and where keys lead: saved views by the palette, words inside of files, the settings.

import assert from "node:assert/strict";
import { focusOn } from "./focus.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const BEN = { email: "ben@guichet.example", name: "Ben Okri", password: "another horse battery staple" };

/** Does something as a program, which has to be done. */
async function good(desk, method, path, body) {
  const answer = await desk.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Somebody signs in whose only role has some rights. */
async function withRights(world, rights) {
  const { desk } = world;
  const role = await good(desk, "POST", "/roles", { name: "Narrow", rights });
  await desk.addUser(BEN);
  const { users } = await good(desk, "GET", "/users");
  const { id } = users.find((user) => user.email === BEN.email);
  await good(desk, "PATCH", `/users/${id}`, { roles: [role.name] });
  const ben = await world.person();
  await ben.signIn(BEN.email, BEN.password);
  return ben;
}

/** Opens the palette and types. */
async function palette(page, words) {
  await page.keyboard.press("Control+k");
  await focusOn(page, "#dlg-cmd input");
  await page.keyboard.type(words);
}

const options = (page) => page.locator("#dlg-cmd [role=option]");
const chosen = (page) => page.locator("#dlg-cmd [aria-selected=true]");
/** Waits until the palette offers, of what one can open, exactly some things in this order. */
const offers = (page, ...wanted) => {
  let seen = "";
  const all = async () => (seen = (await options(page).allInnerTexts()).map((text) => text.trim().split("\n")[0]).join("|")) === wanted.join("|");
  return until(`the offers ${wanted.join("|")}`, all).catch((error) => { throw new Error(`${error.message}; there are ${seen}`); });
};

scenario("the palette opens saved views by name, one's own and those of everybody", { timeout: 150_000 }, async (world) => {
  const { desk } = world;
  await desk.addUser(BEN);
  for (const [name, priority] of [["Lamp", "urgent"], ["Door", "low"], ["Phone", "high"]]) await good(desk, "POST", "/tickets", { name, priority, customer: { email: "zoe@lumen.example" } });
  await good(desk, "POST", "/views", { name: "Révision: urgent <b>now</b>", list: "priority=urgent" });
  await good(desk, "POST", "/views", { name: "Révision: for everybody", list: "query=door", shared: true });
  const { page } = await world.expert();
  await page.goto("/settings/tags");
  // Without accents; arrows walk from one to the other, and Enter opens what is chosen.
  await palette(page, "revision");
  await offers(page, "Révision: urgent <b>now</b>", "Révision: for everybody");
  const told = () => page.evaluate(() => document.getElementById(document.querySelector("#dlg-cmd input")?.getAttribute("aria-activedescendant") ?? "")?.textContent?.trim());
  assert.equal(await told(), "Révision: urgent <b>now</b>");
  await page.keyboard.press("ArrowDown");
  assert.equal(await told(), "Révision: for everybody");
  await page.keyboard.press("ArrowDown");
  assert.equal(await told(), "Révision: urgent <b>now</b>", "behind the last stands the first");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tickets?query=door&view=2");
  const names = page.locator("[data-rows] tr .subj");
  assert.deepEqual(await names.allInnerTexts(), ["Door"]);
  assert.match(await page.locator(".side-nav a[aria-current=page]").innerText(), /Révision: for everybody/);
  // The other one, by more of its words and by a press.
  await palette(page, "urgent rév");
  await offers(page, "Révision: urgent <b>now</b>");
  await chosen(page).click();
  await page.waitForURL("**/tickets?priority=urgent&view=1");
  assert.deepEqual(await names.allInnerTexts(), ["Lamp"]);

  // Somebody else has the shared one alone, beside their own.
  const ben = await world.person();
  await ben.signIn(BEN.email, BEN.password);
  await ben.page.goto("/tickets?priority=high");
  await ben.page.locator("summary[aria-label='Save view']").click();
  await ben.page.locator("#view-name").fill("Révision: Ben’s");
  await ben.page.keyboard.press("Enter");
  await ben.page.waitForURL("**view=3");
  await ben.page.goto("/inbox");
  await palette(ben.page, "révision");
  await offers(ben.page, "Révision: Ben’s", "Révision: for everybody");
  await ben.page.keyboard.press("Enter");
  await ben.page.waitForURL("**/tickets?priority=high&view=3");
  assert.deepEqual(await ben.page.locator("[data-rows] tr .subj").allInnerTexts(), ["Phone"]);
});

/** A page with words that are shown, and others that nobody sees. */
const HTML = `<!DOCTYPE html><html><head><title>Wordtitle</title><style>.wordstyle { color: red }</style>
<script>var wordscript = 1;</script></head><body class="wordclass"><!-- wordcomment -->
<p title="wordhint">Chaudi&egrave;re n&deg; <b>QX</b>-<i>7788</i></p><template>wordtemplate</template>
<a href="https://wordaddress.example/">Notice</a></body></html>`;

scenario("words inside of files are found, and of a web page those that it shows", { timeout: 150_000 }, async ({ desk, expert }) => {
  const file = (name, type, text) => ({ name, type, bytes: Buffer.from(text) });
  await desk.deliver([
    { from: ZOE, subject: "Report", text: "See the file\n", files: [file("journal.txt", "text/plain", "10:42 the périphérique answered nothing\r\n10:43 sérial ABJ-40417 gave up\r\n")] },
    { from: ZOE, subject: "Boiler", text: "See the page\n", files: [file("fiche.html", "text/html", HTML)] },
    { from: ZOE, subject: "Neither", text: "Nothing in it\n", files: [file("other.txt", "text/plain", "nothing of note\n")] },
  ]);
  await desk.ticket("Neither");
  const { page } = await expert();
  await page.goto("/tickets");
  const search = async (text) => {
    await page.keyboard.press("/");
    await focusOn(page, "#q");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
    const answer = page.waitForURL((url) => url.searchParams.get("query") === text);
    await page.keyboard.press("Enter");
    await answer;
    await page.locator("#main").waitFor();
    return page.locator("[data-rows] tr .subj").allInnerTexts();
  };
  for (const [query, ...wanted] of [
    ["peripherique", "Report"],
    ["abj-40417", "Report"],
    ["\"answered nothing\"", "Report"],
    ["body:serial", "Report"],
    ["peripherique has:attachment", "Report"],
    ["subject:peripherique"],
    ["chaudiere", "Boiler"],
    ["body:notice", "Boiler"],
    ["qx-7788", "Boiler"],
    ["fiche.html", "Boiler"],
    ["nothing", "Neither", "Report"],
    ...["wordtitle", "wordstyle", "wordscript", "wordclass", "wordcomment", "wordhint", "wordtemplate", "wordaddress"].map((word) => [word]),
  ]) assert.deepEqual((await search(query)).sort(), wanted, query);
  // By the palette too; the ticket that it opens has the file.
  await palette(page, "périphérique");
  await until("the ticket", async () => (await chosen(page).innerText()).includes("Report"));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/t/1");
  await page.locator(".msg .file", { hasText: "journal.txt" }).waitFor();
});

scenario("G S leads to the settings that one may see, and nobody to a refusal", { timeout: 150_000 }, async (world) => {
  const { page } = await world.expert();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL("**/settings/organization");
  assert.equal(await page.locator(".rail [aria-current=page]").getAttribute("href"), "/settings");
  // An expert has one page of them, which it leads to.
  await world.desk.addUser({ email: "olga@guichet.example", name: "Olga", password: "a long enough sentence" });
  const olga = await world.person();
  await olga.signIn("olga@guichet.example", "a long enough sentence");
  await olga.page.keyboard.press("g");
  await olga.page.keyboard.press("s");
  await olga.page.waitForURL("**/settings/tokens");
  assert.equal(await olga.page.locator("h1").first().isVisible(), true);
});

scenario("who has no settings stays where they are at G S", { timeout: 150_000 }, async (world) => {
  await world.desk.deliver([{ from: ZOE, subject: "Lamp", text: "Dark\n" }]);
  const ben = await withRights(world, ["tickets:read", "tickets:edit", "tickets:note"]);
  const { page } = ben;
  const asked = /** @type {string[]} */ ([]);
  page.on("request", (request) => { if (request.isNavigationRequest()) asked.push(new URL(request.url()).pathname); });
  await page.goto("/tickets");
  await page.locator("[data-rows] tr", { hasText: "Lamp" }).waitFor();
  assert.equal(await page.locator(".rail a[href='/settings']").count(), 0);
  await page.keyboard.press("j");
  await focusOn(page, "[data-rows] .subj");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  // Two keys that lead nowhere are no single one: the menu of the status stays shut.
  assert.equal(await page.locator("[data-bulk] details[open]").count(), 0);
  await focusOn(page, "[data-rows] .subj");
  // What the palette offers and the address alone lead to no refusal either.
  await page.keyboard.press("Control+k");
  await until("the places", async () => (await options(page).allInnerTexts()).join().includes("Profile"));
  assert.deepEqual((await options(page).evaluateAll((all) => all.map((el) => el.getAttribute("href")))).filter((href) => href?.startsWith("/settings")), []);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL("**/inbox*");
  assert.deepEqual(asked, ["/tickets", "/inbox"], "no other page was asked for");
  await page.goto("/settings");
  await page.waitForURL((url) => url.pathname === "/");
  await page.locator(".tiles").waitFor();
});
