// The bin: what is selected there comes out again, by the keyboard, and goes back with Z.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("a selection comes out of the bin and goes back", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  for (const subject of ["Lamp is dark", "Door is shut", "Roof leaks"]) {
    const sent = await desk.send({ from: "ines@customer.example", subject, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  assert.equal((await desk.api("POST", "/tickets/bulk", { tickets: [1, 2, 3], delete: true })).status, 200);
  const person = await expert();
  const { page } = person;
  const bin = `${desk.url}/tickets?query=is%3Adeleted`;
  const chosen = async (shown) => {
    await shown.locator("[data-rows] .c-sel input").first().check();
    await shown.locator("[data-bulk] [name=restore]").waitFor();
  };
  assert.deepEqual(await look(browser, person, "bin-chosen", bin, { prepare: chosen }), []);
  await page.goto(bin);
  await page.locator("[data-rows] .c-sel input").nth(0).check();
  await page.locator("[data-rows] .c-sel input").nth(1).check();
  await page.locator("[data-bulk] [name=restore]").focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-part=notice]", { hasText: "Taken out of the bin" }).waitFor();
  const left = async () => (await desk.api("GET", "/tickets?query=is:deleted")).body.tickets.length;
  assert.equal(await left(), 1);
  await page.locator("h1").first().click();
  await page.keyboard.press("z");
  await until("they are in it again", async () => (await left()) === 3);
});

scenario("an editor that is open when its ticket goes to the bin keeps what was typed", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const sent = await desk.send({ from: "ines@customer.example", subject: "Lamp is dark", text: "Help\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const act = async (word) => assert.equal((await desk.api("POST", `/tickets/1/${word}`, {})).status, 200, word);
  const person = await expert();
  const { page } = person;
  const typed = "Black since Monday";
  /** Types into the editor, and the ticket goes to the bin meanwhile. */
  const caught = async (shown) => {
    await shown.locator("summary", { hasText: /Edit name and description|Modifier le nom et la description/ }).click();
    await shown.locator("#f-description").fill(typed);
    await script(shown, "ticket_forms");
    await act("delete");
    await shown.locator(".info-sec [data-edit] .in-bin[role=alert]").waitFor();
  };
  await page.goto("/t/1");
  await caught(page);
  const text = page.locator("#f-description"), save = page.locator("form", { has: text }).locator("button", { hasText: "Save" });
  // The keyboard stays in it: a letter is no key of the page, and changes nothing.
  await page.keyboard.press("c");
  await page.keyboard.press("Control+Enter");
  assert.equal(await text.inputValue(), typed);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.ok(await save.isHidden());
  await page.locator(".info-sec .in-bin", { hasText: "What you typed stays here" }).waitFor();
  assert.equal(await page.locator(".info-sec [data-edit] .in-bin").count(), 1, "only where somebody writes");
  // Out again it goes on as it was.
  await act("restore");
  await page.locator(".info-sec .in-bin").waitFor({ state: "detached" });
  assert.equal(await text.inputValue(), typed);
  await text.press("End");
  await page.keyboard.type("!");
  await save.click();
  await until("saved", async () => (await desk.api("GET", "/tickets/1")).body.description === `${typed}!`);
  // Left, or loaded anew, in the bin: what was typed is there when the ticket is out of it.
  for (const way of ["left", "reloaded"]) {
    await page.goto("/t/1");
    await caught(page);
    if (way === "left") {
      await page.locator("details[open] > summary", { hasText: "Edit name and description" }).click();
      await page.mouse.move(700, 400);
    }
    if (way === "reloaded") await page.reload();
    await text.waitFor({ state: "detached" });
    await act("restore");
    await until(`what was typed, ${way}`, async () => (await text.count()) === 1 && (await text.inputValue()) === typed);
    // Who folded it finds it folded.
    assert.equal(await text.isVisible(), way === "reloaded");
  }
  const found = await look(browser, person, "bin-editor", `${desk.url}/t/1`, {
    prepare: async (shown) => {
      await act("restore");
      await shown.reload();
      await caught(shown);
      // On a telephone it is a pane of its own.
      await shown.evaluate(() => document.querySelector("[data-expert]").setAttribute("data-pane", "info"));
    },
  });
  assert.deepEqual(found, []);
});
