// A rule that lets tickets sleep, and one that waking starts: made by the keyboard, refused, tried, fired.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

scenario("a rule that lets a ticket sleep is made and fires", { timeout: 180_000 }, async ({ desk, browser, expert }) => {
  const person = await expert();
  const { page } = person;
  await page.goto("/settings/rules/new");
  await script(page, "settings_rule");
  await page.locator("#name").fill("Newsletters sleep");
  await page.locator("[name=when][value=ticket_wakes]").check();
  await page.locator("#add-action").focus();
  await page.keyboard.press("Enter");
  await page.locator("#a1-action").selectOption("snooze");
  const value = page.locator("input#a1-value[placeholder*='monday 09:00']");
  await value.waitFor();
  await value.fill("someday");
  await value.press("Enter");
  await page.locator(".summary-box", { hasText: "until when: business, 09:00, monday 09:00" }).waitFor();
  await person.forgive(/422/);
  const filled = async (shown) => {
    await script(shown, "settings_rule");
    await shown.locator("#name").fill("Newsletters sleep");
    await shown.locator("#add-action").click();
    await shown.locator("#a1-action").selectOption("snooze");
    await shown.locator("input#a1-value[placeholder*='monday 09:00']").waitFor();
  };
  const url = `${desk.url}/settings/rules/new`;
  assert.deepEqual(await look(browser, person, "rule-sleep", url, { prepare: filled }), []);
  await page.locator("#a1-value").fill("monday 9:00");
  await page.locator("#a1-value").press("Enter");
  await page.waitForURL("**/settings/rules?*");
  const sent = await desk.send({ from: "news@other.example", subject: "News", text: "Much\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const { number } = await desk.ticket("News");
  await page.goto(`/t/${number}`);
  await page.locator(".log .ev", { hasText: "asleep until" }).waitFor();
  await page.locator(".tk-state", { hasText: "Asleep until" }).waitFor();
  assert.deepEqual(await look(browser, person, "slept", page.url()), []);
});

scenario("a ticket that is put to sleep once more says until when it sleeps", {}, async ({ desk, expert }) => {
  const sent = await desk.send({ from: "ines@customer.example", subject: "Lamp", text: "Dark\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const { page } = await expert();
  await page.goto("/t/1");
  const press = async () => {
    await page.locator("[data-part=head] details.menu > summary").click();
    await page.locator("[name=time][value=tomorrow]").click();
  };
  const said = (text) => page.locator("#toasts .toast", { hasText: text }).waitFor();
  await press();
  await said("Changed: #1");
  const lines = async () => (await desk.api("GET", "/tickets/1")).body.activities.length;
  const before = await lines();
  await press();
  await said(/It already sleeps until .*9:00/);
  assert.equal(await lines(), before);
  assert.equal(await page.locator("#toasts form").count(), 0, "nothing to take back");
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/asleep-already.png` });
});
