// Business hours: a calendar is made by mouse, another by keyboard alone, and what is wrong is said
// at its field.

import assert from "node:assert/strict";
import { axe } from "./axe.mjs";
import { tabTo } from "./focus.mjs";
import { scenario } from "./scenario.mjs";

const LIST = "/settings/calendars";

const calendar = async (desk, id) => (await desk.api("GET", `/calendars/${id}`)).body;

scenario("business hours are made by mouse, and what is wrong is said at its field", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/groups", { name: "Front desk" });
  const someone = await expert();
  const { page } = someone;
  await page.goto(LIST);
  assert.match(await page.locator(".empty").innerText(), /every hour counts/);
  assert.deepEqual(await axe(page), []);
  await page.locator(".empty .btn.primary").click();
  await page.waitForURL(`**${LIST}/new`);
  const at = (name) => page.locator(`[name="${name}"]`);
  await at("hours.mon.1.to").fill("12:00");
  await at("hours.mon.2.from").fill("14:00");
  await at("hours.mon.2.to").fill("13:00");
  await at("holidays").fill("2026-12-25 Christmas\n02-30 never");
  await at("answer.urgent").fill("soon");
  await page.getByLabel("Front desk").check();
  await page.locator("[data-main]").click();
  await page.locator(".summary-box").waitFor();
  await someone.forgive(/status of 422/);
  assert.match(await page.title(), /^Error:/);
  assert.equal(await page.locator(".summary-box li").count(), 4);
  await page.locator(".summary-box:focus").waitFor();
  for (const id of ["name", "hours-mon", "holidays", "answer-urgent"]) {
    assert.ok(await page.locator(`#${id}-e`).isVisible(), id);
    await page.locator(`.summary-box a[href="#${id}"]`).click();
    // The link leads to it.
    await page.locator(`#${id}:focus`).waitFor();
  }
  assert.match(await page.locator("#holidays-e").innerText(), /02-30 never/);
  assert.deepEqual(await axe(page), []);
  // Everything that was typed is still there: what is wrong is mended and nothing else.
  assert.equal(await at("hours.mon.2.to").inputValue(), "13:00");
  assert.equal(await at("answer.urgent").inputValue(), "soon");
  await at("name").fill("Paris office");
  await at("hours.mon.2.to").fill("18:00");
  await at("holidays").fill("2026-12-25 Christmas\n05-01");
  await at("answer.urgent").fill("30m");
  await page.locator("[data-main]").click();
  await page.waitForURL(`**${LIST}?saved=1`);
  assert.match(await page.locator("tbody tr").innerText(), /Mon\s+09:00–12:00, 14:00–18:00[^]*Tue–Fri\s+09:00–17:00/);
  assert.deepEqual(await axe(page), []);
  const made = await calendar(desk, 1);
  assert.deepEqual(made.hours.mon, ["09:00-12:00", "14:00-18:00"]);
  assert.deepEqual(made.holidays, [{ date: "2026-12-25", name: "Christmas" }, { date: "05-01", name: "" }]);
  assert.deepEqual([made.answer.urgent, made.groups, made.default], ["30m", ["Front desk"], true]);
  // Deleted, and back by the button of the notice.
  await page.getByRole("link", { name: "Paris office" }).click();
  await page.locator(".btn.danger").click();
  await page.waitForURL(`**${LIST}?undo=*`);
  await page.locator("[data-undo]").click();
  await page.waitForURL(`**${LIST}?undone=*`);
  assert.deepEqual(await calendar(desk, 1), made);
});

scenario("business hours are made and changed by keyboard alone", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/calendars", { name: "Day", hours: { mon: ["09:00-17:00"] }, mailboxes: [desk.mailbox] });
  const { page } = await expert();
  const { keyboard } = page;
  await page.goto(LIST);
  await tabTo(page, `a[href="${LIST}/new"]`);
  await keyboard.press("Enter");
  await page.waitForURL(`**${LIST}/new`);
  await page.locator("#name:focus").waitFor();
  await keyboard.type("Night");
  await tabTo(page, '[name="hours.mon.1.from"]');
  await keyboard.type("1000PM");
  await tabTo(page, '[name="hours.mon.1.to"]');
  await keyboard.type("1200AM");
  await tabTo(page, "#holidays");
  await keyboard.type("12-31 New Year’s Eve");
  await tabTo(page, '[name="solution.high"]');
  await keyboard.type("8h");
  await tabTo(page, '[name="mailboxes"]');
  await keyboard.press("Space");
  await tabTo(page, "[data-main]");
  await keyboard.press("Enter");
  await page.waitForURL(`**${LIST}?saved=1`);
  const made = await calendar(desk, 2);
  assert.deepEqual(made.hours.mon, ["22:00-24:00"]);
  assert.deepEqual([made.solution.high, made.mailboxes], ["8h", [desk.mailbox]]);
  assert.deepEqual((await calendar(desk, 1)).mailboxes, [], "the mailbox left the other");
  await tabTo(page, `a[href="${LIST}/2"]`);
  await keyboard.press("Enter");
  await page.waitForURL(`**${LIST}/2`);
  await tabTo(page, ".btn.danger");
  await keyboard.press("Enter");
  await page.waitForURL(`**${LIST}?undo=*`);
  await keyboard.press("z");
  await page.waitForURL(`**${LIST}?undone=*`);
  assert.deepEqual(await calendar(desk, 2), made);
});
