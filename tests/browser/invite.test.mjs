// Somebody new: the invite in the mail, the first password, the profile; a forgotten password.
// With SHOTS=folder it keeps a picture of each page.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const NOOR = { email: "noor@guichet.example", name: "Noor Haddad", password: "rain on the tin roof" };
const LONG = { timeout: 300_000 };
const LINK = /https?:\/\/\S+\/(?:invite|reset)\/[\w-]{22}/;
const GONE = /status of 4(10|04|22)/;

/** The link of the newest mail to somebody, as a person sees it: in the text of the mail. */
async function linkFor(sink, email, count = 1) {
  const mails = () => sink.messages.filter((one) => one.to.includes(email));
  await until(`mail ${count} to ${email}`, () => mails().length >= count);
  const { mail } = mails()[count - 1];
  const link = LINK.exec(mail.text)?.[0];
  assert.ok(link, mail.text);
  assert.ok(mail.html.includes(`href="${link}"`), "the button leads there, too");
  return link;
}

/** Makes somebody who has no password yet, and gives back their link. */
async function invited(desk, sink) {
  const made = await desk.api("POST", "/users", { email: NOOR.email, name: NOOR.name, roles: ["expert"], visibility: "all" });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return linkFor(sink, NOOR.email);
}

/** Sets the password behind a link; ends on the dashboard. */
async function choose(page, link, password) {
  await page.goto(link);
  await page.locator("#password").fill(password);
  await Promise.all([page.waitForURL((url) => url.pathname === "/"), page.locator("form .btn.primary").click()]);
}

/** Asks for a new password. */
async function forgot(page, email) {
  await page.goto("/sign-in");
  await page.locator('a[href="/sign-in/forgot"]').click();
  await page.locator("#email").fill(email);
  await Promise.all([page.waitForURL("**/sign-in/forgot?sent"), page.locator("form .btn.primary").click()]);
}

scenario("an invite leads to a signed-in browser, once", {}, async ({ desk, sink, person }) => {
  const link = await invited(desk, sink);
  const someone = await person();
  const { page } = someone;
  // A scanner of mails looks first, and again.
  for (let look = 0; look < 3; look += 1) assert.equal((await fetch(link)).status, 200);
  await page.goto(link);
  await page.getByText(NOOR.name).waitFor();
  assert.equal(await page.locator("#email").inputValue(), NOOR.email);
  await page.locator("#password:focus").waitFor();
  await page.keyboard.type("short");
  await page.keyboard.press("Enter");
  await page.locator(".summary-box").waitFor();
  await someone.forgive(GONE);
  assert.match(await page.title(), /^Error: /);
  await page.locator("#password").fill(NOOR.password);
  await page.waitForLoadState();
  await page.locator('[data-reveal="password"]').check();
  assert.equal(await page.locator("#password").getAttribute("type"), "text");
  await Promise.all([page.waitForURL((url) => url.pathname === "/"), page.locator("form .btn.primary").click()]);
  await page.locator("details.menu.out summary").getByText("Noor").waitFor();

  await page.goto(link);
  await page.locator("h1").getByText("used").waitFor();
  assert.equal(await page.locator("#password").count(), 0);
  await someone.forgive(GONE);
  const again = await person();
  await Promise.all([again.page.waitForResponse("**/events**"), again.signIn(NOOR.email, NOOR.password)]);
});

scenario("a forgotten password is mended by the mail, and other browsers are out", {}, async ({ desk, sink, expert, person }) => {
  const other = await expert();
  const someone = await person();
  const { page } = someone;
  await forgot(page, "nobody@elsewhere.example");
  const unknown = await page.locator("main").innerText();
  await forgot(page, desk.admin.email);
  assert.equal(await page.locator("main").innerText(), unknown);
  const link = await linkFor(sink, desk.admin.email);
  await choose(page, link, NOOR.password);
  // In a tab of its own: the page that stands open may be on its way there by itself.
  const tab = await other.context.newPage();
  await tab.goto("/tickets");
  await tab.waitForURL("**/sign-in**");
  assert.equal(sink.messages.length, 1, "one mail, to whoever is known");
  // The mail on its way back to the desk makes no ticket.
  const back = await desk.sendRaw({ from: desk.admin.email, raw: sink.messages[0].raw });
  assert.match(back.reply, /^550 5\.4\.6/);
  assert.deepEqual((await desk.api("GET", "/tickets")).body.tickets, []);
});

scenario("the profile by keyboard alone", {}, async ({ desk, expert, person }) => {
  await desk.api("POST", "/tickets", { name: "Lamp", customer: { email: "zoe@lumen.example" } });
  const someone = await expert();
  const { page } = someone;
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focus = (id) => until(`the focus on ${id}`, () => page.evaluate((wanted) => document.activeElement?.id === wanted, id));
  const tabTo = async (id) => {
    for (let step = 0; step < 60; step += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), id)) return;
      await press("Tab");
    }
    assert.fail(`Tab never came to ${id}`);
  };
  await tabTo("details.menu.out > summary");
  await press("Enter");
  await tabTo('a[href="/profile"]');
  await Promise.all([page.waitForURL("**/profile"), press("Enter")]);
  await tabTo("#name");
  await press("Control+a");
  await page.keyboard.type("Ada King");
  await tabTo("#signature");
  await page.keyboard.type("Ada King\nLumen");
  await tabTo("#theme");
  await page.keyboard.type("Dark");
  await tabTo('[name="single_keys"]');
  await press("Space");
  await tabTo("#time-zone");
  await page.keyboard.type("Mars/Olympus");
  await press("Control+Enter");
  await page.locator(".summary-box").waitFor();
  await someone.forgive(GONE);
  await tabTo('.summary-box a[href="#time-zone"]');
  await press("Enter");
  await focus("time-zone");
  await press("Control+a");
  await page.keyboard.type("Asia/Tokyo");
  await tabTo("#hours-1");
  await page.keyboard.type("0830AM");
  await tabTo("#hours-1-to");
  await page.keyboard.type("0500PM");
  await Promise.all([page.waitForURL("**/profile?saved"), press("Control+Enter")]);
  await page.locator('.notice[role="status"]').waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.locator("#name").inputValue(), "Ada King");
  assert.equal(await page.locator("#signature").inputValue(), "Ada King\nLumen");
  assert.equal(await page.locator("#hours-1").inputValue(), "08:30");
  assert.equal(await page.locator("#hours-1-to").inputValue(), "17:00");
  // Single keys are off now, here and in another browser, until the switch turns them on again.
  const elsewhere = await person();
  await elsewhere.signIn(desk.admin.email, desk.admin.password);
  for (const one of [page, elsewhere.page]) {
    await one.goto("/tickets");
    assert.equal(await one.locator("html").getAttribute("data-theme"), "dark");
    await one.keyboard.press("?");
    assert.equal(await one.locator("#dlg-keys[open]").count(), 0);
  }
  await page.locator('[data-dialog="dlg-keys"]').click();
  const [kept] = await Promise.all([page.waitForResponse("**/preferences"), page.locator("#single-keys").check()]);
  assert.equal(kept.status(), 303);
  await press("Escape");
  await press("?");
  await page.locator("#dlg-keys[open]").waitFor();
  await elsewhere.page.goto("/tickets");
  await elsewhere.page.keyboard.press("?");
  await elsewhere.page.locator("#dlg-keys[open]").waitFor();
});

scenario("the pages of an account look right", LONG, async ({ browser, desk, sink, expert, person }) => {
  const link = await invited(desk, sink);
  const someone = await person();
  const found = [];
  const at = async (who, name, url, prepare) => found.push(...(await look(browser, who, name, url, prepare && { prepare })));
  const submit = (text) => async (page) => {
    await page.locator("form.stack.loose input:not([readonly]):not([type=hidden]):not([type=checkbox])").fill(text);
    await page.locator("form.stack.loose .btn.primary").click();
    await page.locator(".summary-box").waitFor();
  };
  await at(someone, "invite", link);
  await at(someone, "invite-error", link, submit("short"));
  await someone.forgive(/^invite-error-.*status of 422/);
  await choose(someone.page, link, NOOR.password);
  const stranger = await person();
  await at(stranger, "invite-used", link);
  await stranger.forgive(/^invite-used-.*status of 410/);
  await at(stranger, "reset-unknown", `${desk.url}/reset/AAAAAAAAAAAAAAAAAAAAAA`);
  await stranger.forgive(/^reset-unknown-.*status of 404/);
  await at(stranger, "sign-in", `${desk.url}/sign-in`);
  await at(stranger, "forgot", `${desk.url}/sign-in/forgot`);
  await at(stranger, "forgot-error", `${desk.url}/sign-in/forgot`, submit("nobody"));
  await stranger.forgive(/^forgot-error-.*status of 422/);
  await at(stranger, "forgot-sent", `${desk.url}/sign-in/forgot?sent`);
  await forgot(stranger.page, desk.admin.email);
  const reset = await linkFor(sink, desk.admin.email);
  await at(stranger, "reset", reset);
  if (process.env.SHOTS) {
    const { mail } = sink.messages.at(-1);
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 640, height: 620 } });
      const page = await context.newPage();
      await page.setContent(mail.html);
      await page.screenshot({ path: `${process.env.SHOTS}/mail-${colorScheme}.png` });
      await context.close();
    }
  }
  const admin = await expert();
  await at(admin, "profile", `${desk.url}/profile?saved`);
  await at(admin, "profile-menu", `${desk.url}/tickets`, (page) => page.locator("details.menu.out > summary").click());
  await at(admin, "profile-errors", `${desk.url}/profile`, async (page) => {
    await page.locator("#name").fill("");
    await page.locator("#time-zone").fill("Mars/Olympus");
    await page.locator("#hours-2").fill("09:00");
    await page.locator(".foot-bar .btn.primary").click();
    await page.locator(".summary-box").waitFor();
  });
  await admin.forgive(/^profile-errors-.*status of 422/);
  assert.deepEqual(found, []);
});
