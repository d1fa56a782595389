// Tags and the person who has a ticket, found by typing; by the keyboard alone and by a press.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("tags and assignees are found by typing", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  await desk.api("POST", "/groups", { name: "Réseau & téléphonie" });
  await desk.addUser({ email: "ben@guichet.example", name: "Ben Nold", password: "correct horse battery staple" });
  for (const [name, colour] of [["écran", "red"], ["écran-noir", "violet"], ["vpn", "green"]]) await desk.api("POST", "/tags", { name, colour });
  for (const name of ["Lamp", "Door"]) await desk.api("POST", "/tickets", { name, tags: name === "Lamp" ? ["vpn"] : [], customer: { email: "zoe@lumen.example" } });
  const person = await expert();
  const { page } = person;
  const { keyboard } = page;
  const options = page.locator(".offers [role=option]");
  const texts = async () => (await options.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  const offered = (...wanted) => until(`the offers ${wanted}`, async () => (await texts()).join("|") === wanted.join("|"));
  const logged = (text) => page.locator(".ev", { hasText: text }).first().waitFor();
  const at = (selector) => until(`the focus on ${selector}`, () => page.evaluate((wanted) => document.activeElement?.matches(wanted), selector));

  await page.goto("/t/1");
  await keyboard.press("t");
  await at("#f-tag");
  await keyboard.type("ecr");
  await offered("écran", "écran-noir", "New tag: ecr");
  assert.equal(await options.first().locator(".tag").getAttribute("class"), "tag t-red");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await logged("added tag écran-noir");
  await until("the field to be empty", async () => (await page.locator("#f-tag").inputValue()) === "");
  await at("#f-tag");
  // What is there is not offered again; without a word, all others are.
  await keyboard.press("ArrowDown");
  await offered("écran");
  // A new one; what it is called by is what stands there.
  await keyboard.type("new word");
  await offered("New tag: new-word");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await logged("added tag new-word");
  await at("#f-tag");
  // By its x, with the keyboard; the focus stays in the tags.
  await page.locator("[data-part=tags] .tag", { hasText: "new-word" }).locator("button").focus();
  await keyboard.press("Enter");
  await logged("removed tag new-word");
  await at("[data-part=tags] *");

  // Who has it: a word of a name, without its accents.
  await keyboard.press("Escape");
  await page.locator("body").press("a");
  await at("[data-for=f-assignee]");
  await keyboard.type("tele");
  await offered("Réseau & téléphonie Groups");
  await keyboard.press("Enter");
  await logged("changed assignee from Nobody to Réseau & téléphonie");
  await until("the form's answer", async () => (await page.locator("form[aria-busy=true]").count()) === 0);
  await at("[data-for=f-assignee]");
  await keyboard.press("ArrowDown");
  await offered("Nobody", "ada Users", "Ben Nold Users", "Réseau & téléphonie Groups");
  await keyboard.press("Escape");
  // What is given up changes nothing.
  await keyboard.type("ben");
  await offered("Ben Nold Users");
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  assert.equal(await page.locator("#f-assignee").evaluate((select) => select.selectedOptions[0].textContent), "Réseau & téléphonie");
  assert.equal(await page.locator("[data-for]").count(), 0, "the browser's own is back");
  // By a press.
  await page.locator("#f-assignee").hover();
  await page.locator("[data-for=f-assignee]").click();
  await options.filter({ hasText: "Ben Nold" }).click();
  await logged("to Ben Nold");

  // The selection of the overview has both.
  await page.goto("/tickets");
  await keyboard.press("j");
  await keyboard.press("x");
  await keyboard.press("a");
  await at("[data-for=bulk-who]");
  await keyboard.type("ada");
  await offered("ada Users");
  await keyboard.press("Enter");
  await page.locator('button[name=assign][value="1"]').click();
  await page.locator("[data-rows] tr", { hasText: "Lamp" }).locator(".c-who", { hasText: "ada" }).waitFor();
  const faults = [];
  for (const [name, key, text] of [["pick-tag", "t", "e"], ["pick-who", "a", ""]]) {
    faults.push(...await look(browser, person, name, `${desk.url}/t/1`, { prepare: async (shown) => {
      await shown.keyboard.press(key);
      await until("the field", () => shown.evaluate(() => document.activeElement?.getAttribute("role") === "combobox"));
      if (text) await shown.keyboard.type(text);
      else await shown.keyboard.press("ArrowDown");
      await shown.locator(".offers").waitFor();
    } }));
  }
  assert.deepEqual(faults, []);
});
