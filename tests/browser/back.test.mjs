// Back leads to where one was: to the row, and to its place on the screen.

import assert from "node:assert/strict";
import { script } from "./browser.mjs";
import { scenario, until } from "./scenario.mjs";

/** So many pixels nobody sees. */
const NEAR = 4;

const many = async (desk, count) => {
  for (let n = 1; n <= count; n += 1) await desk.api("POST", "/tickets", { name: `Ticket ${n}`, customer: { email: "max@lumen.example" } });
};

const top = (row) => row.evaluate((el) => Math.round(el.getBoundingClientRect().top));

/** Waits until a row stands where it stood. */
const stands = async (row, place) => {
  await row.waitFor();
  await until(`the row at ${place}`, async () => Math.abs((await top(row)) - place) <= NEAR).catch(async (error) => { throw new Error(`${error.message}: it is at ${await top(row)}`); });
};

scenario("Back leads to the row of the list where it stood, on its first page and far below", { timeout: 150_000 }, async ({ desk, expert }) => {
  await many(desk, 130);
  const { page } = await expert();
  for (const number of [91, 21]) {
    await page.goto("/tickets");
    await page.mouse.move(700, 400);
    const row = page.locator(`[data-rows] tr[data-number="${number}"]`);
    await until("the row", async () => { if (!(await row.count())) await page.mouse.wheel(0, 3000); return (await row.count()) > 0; });
    // Somewhere in the middle of the screen, as one finds it by scrolling.
    await row.evaluate((el) => scrollBy({ top: el.getBoundingClientRect().top - 333 }));
    for (const seen of ["alone", "beside its preview"]) {
      if (seen !== "alone") {
        await row.click({ position: { x: 300, y: 15 } });
        await page.locator(`.preview[data-number="${number}"]`).waitFor();
      }
      await row.locator(".subj").evaluate((el) => /** @type {HTMLElement} */ (el).focus({ preventScroll: true }));
      const place = await top(row);
      assert.ok(place > 100 && place < 800, `${place}`);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/t/${number}*`);
      await page.locator("[data-steps]:not([hidden])").waitFor();
      await page.goBack();
      await page.waitForURL("**/tickets*");
      await page.locator(`[data-rows] tr[data-number="${number}"][data-at]`).waitFor();
      await stands(row, place);
    }
    // By the key, too.
    await row.locator(".subj").evaluate((el) => /** @type {HTMLElement} */ (el).focus({ preventScroll: true }));
    const place = await top(row);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/t/${number}*`);
    await page.locator("[data-steps]:not([hidden])").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(`[data-rows] tr[data-number="${number}"][data-at]`).waitFor();
    await stands(row, place);
  }
});

scenario("the inbox stands where one left it, beside a ticket and on the way back", { timeout: 150_000 }, async ({ desk, expert }) => {
  await many(desk, 60);
  const { page } = await expert();
  await page.goto("/inbox?view=not-closed");
  const item = (number) => page.locator(`[data-items] .tk[data-number="${number}"]`);
  await item(31).evaluate((el) => el.parentElement.scrollBy({ top: el.getBoundingClientRect().top - 444 }));
  const place = await top(item(31));
  assert.ok(place > 300 && place < 700, `${place}`);
  await item(31).click();
  await page.waitForURL("**/t/31*");
  await stands(item(31), place);
  // On to another one, and both ways back.
  const second = await top(item(29));
  await item(29).click();
  await page.waitForURL("**/t/29*");
  await stands(item(29), second);
  await page.goBack();
  await page.waitForURL("**/t/31*");
  await stands(item(31), place);
  await page.goBack();
  await page.waitForURL("**/inbox*");
  await stands(item(31), place);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), 900, "the page as a whole does not scroll");
  // Who comes anew begins at the newest.
  await page.goto("/tickets");
  await page.goto("/inbox?view=not-closed");
  await script(page, "inbox_place");
  assert.equal(await page.locator("[data-items]").evaluate((el) => el.scrollTop), 0);
  await item(60).waitFor();
});

scenario("the ticket before the first row of a later page is the last row of the page before", { timeout: 150_000 }, async ({ desk, expert }) => {
  await many(desk, 60);
  const { page } = await expert();
  const step = page.locator("[data-steps] [data-step='-1']");
  const first = async () => {
    await page.locator("[data-rows] .subj").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/t/10*");
    await page.locator("[data-steps]:not([hidden])").waitFor();
  };
  await page.goto("/tickets");
  const older = await page.locator("[data-older]").getAttribute("href");
  await page.goto(older);
  await first();
  assert.match(await page.locator("[data-step-at]").innerText(), /^51\b/);
  await step.click();
  await page.waitForURL("**/t/11*");
  // Loaded anew, and come back to, the later page still knows.
  await page.goto(older);
  await page.reload();
  await first();
  assert.equal(await step.getAttribute("href"), "/t/11");
  // Who came to it another way begins there.
  await page.goto("/tickets?status=open");
  await page.goto(older);
  await first();
  assert.ok(await step.isHidden());
});
