// The query bar: filters by keyboard alone, and what is not understood, said at its word.

import assert from "node:assert/strict";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("filters are typed, and a word that is not understood is said at its word", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  for (const [name, subject] of [["Camille Roux", "Printer"], ["Tom <b>Vert</b>", "Scanner <img src=x onerror=alert(1)>"]]) {
    const sent = await desk.send({ from: `"${name}" <${name.split(" ")[0].toLowerCase()}@customer.example>`, subject, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  const person = await expert();
  const { page } = person;
  await page.goto("/tickets");
  const rows = page.locator("[data-rows] tr");
  const search = async (text) => {
    await page.keyboard.press("/");
    await page.locator("#q:focus").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
    await Promise.all([page.waitForURL(({ searchParams }) => searchParams.get("query") === text), page.keyboard.press("Enter")]);
    await page.locator(`#q[value='${text}']`).waitFor();
  };
  await search("customer:camille is:open");
  assert.equal(await rows.count(), 1);
  assert.equal(await page.locator("#q-e").count(), 0);
  await search("-customer:camille OR status:closed");
  assert.match(await rows.first().innerText(), /Scanner/);
  await search("print stauts:open tag:vpn<i>");
  assert.equal(await rows.count(), 1, "the rest still finds");
  assert.match(await page.locator("#q-e").innerText(), /Did you mean “status:”\?/);
  assert.deepEqual(await page.locator("#q-e mark").allInnerTexts(), ["stauts:open", "tag:vpn<i>"]);
  const query = encodeURIComponent("print stauts:open colour:red is:green priority: before:tomorrow OR");
  assert.deepEqual(await look(browser, person, "query", `${desk.url}/tickets?query=${query}`), []);
  // Each word goes by its x, from the keyboard; the text stays to be edited.
  await search("is:open -customer:camille");
  const chips = page.locator(".toolbar li");
  assert.deepEqual((await chips.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim()), ["State: Not closed", "not Customer: camille"]);
  await chips.nth(1).locator("a").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(({ searchParams }) => searchParams.get("query") === "is:open");
  await page.locator("#q[value='is:open']").waitFor();
  assert.equal(await rows.count(), 2);
  await search("pritner");
  assert.equal(await rows.count(), 1, "put right by a letter");
  assert.match(await page.locator(".list-foot[role=status]").innerText(), /printer/);
  await search("help");
  assert.equal(await page.locator("[data-rows] mark").count(), 2, "marked in each row");
  assert.deepEqual(await look(browser, person, "marks", `${desk.url}/tickets?query=help`), []);
  assert.deepEqual(await look(browser, person, "near", `${desk.url}/tickets?query=pritner`), []);
});
