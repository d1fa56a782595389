// Rules that were moved: whoever moves one is told where it stands now, and there it stands for everybody.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario } from "./scenario.mjs";

scenario("a rule that was moved is told with its place, and stands there after a reload", {}, async ({ desk, expert }) => {
  for (const name of ["One", "Two", "Three"]) {
    const conditions = { all: [{ field: "subject", operator: "contains", value: name }] };
    const made = await desk.api("POST", "/rules", { name, when: ["mail_makes_ticket"], conditions, actions: [{ action: "priority", value: "high" }] });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
  const { page } = await expert();
  const rules = page.locator("[data-rule]"), grips = page.locator("[data-grip]");
  /** The numbers before the rules and their names. */
  const standing = () => rules.evaluateAll((all) => all.map((el) => [el.querySelector(".place").textContent, el.querySelector("a.strong").textContent]));
  /** Waits until a reader of the screen was told, and until the desk has the move and said so. */
  const told = async (words, name) => {
    await page.getByRole("status").filter({ hasText: words }).waitFor();
    await page.getByRole("status").filter({ hasText: `Rule ${name} is moved.` }).waitFor();
  };
  const reloaded = async (...expected) => {
    await page.reload();
    await script(page, "settings_rules");
    assert.deepEqual(await standing(), expected.map((name, at) => [`${at + 1}`, name]));
  };
  await page.goto("/settings/rules");
  await reloaded("One", "Two", "Three");
  // By drag, above the first.
  await grips.nth(2).dragTo(rules.nth(0), { targetPosition: { x: 200, y: 4 } });
  await told("Place 1 now: Three", "Three");
  await reloaded("Three", "One", "Two");
  // By keys: where there is no place beyond, nothing is moved and nothing told.
  await grips.nth(0).focus();
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("#toasts").innerText(), "");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#toasts").innerText(), "Place 2 now: Three");
  await told("Place 2 now: Three", "Three");
  await reloaded("One", "Three", "Two");
});
