// Space shows the row beside the list, and presses what has the focus and is pressed by it.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";

scenario("space ticks the box of a row and presses a button while the row is shown", { timeout: 120_000 }, async ({ desk, expert }) => {
  for (const subject of ["lamp", "door"]) {
    const sent = await desk.send({ from: "ines@customer.example", subject, text: "Help\n" });
    assert.equal(sent.code, 250, sent.dialogue);
  }
  const { page } = await expert();
  await page.goto("/tickets");
  await page.locator("[data-rows] tr").nth(1).waitFor();
  const shown = page.locator("[data-rows] tr[aria-current]");
  // On the link of a row it shows the ticket; there is a row that one is at from here on.
  await page.keyboard.press("j");
  await page.keyboard.press(" ");
  await shown.waitFor();
  const first = await shown.getAttribute("data-number");
  const box = page.locator("[data-rows] tr:not([aria-current]) .c-sel input");
  await box.focus();
  await page.keyboard.press(" ");
  await until("the box is ticked", () => box.isChecked());
  assert.equal(await shown.getAttribute("data-number"), first);
  const menu = page.locator("[data-bulk] summary", { hasText: "Status" });
  await menu.focus();
  await page.keyboard.press(" ");
  await until("the menu is open", () => menu.evaluate((it) => it.parentElement.open));
  assert.equal(await shown.getAttribute("data-number"), first);
});
