// Signing in with a second step, as a person does it: the app's codes, recovery codes, a browser
// that is trusted, a browser that is signed out from elsewhere.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { assertAccessible } from "./axe.mjs";
import { scenario } from "./scenario.mjs";
import { look } from "./shots.mjs";

const SECURITY = "/profile/security";
const REFUSED = /status of 4(01|22|29)/;

/** The code that an authenticator app shows (RFC 6238), some 30-second steps from now. */
function code(secret, steps = 0) {
  const bits = [...secret.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const seed = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", seed).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/**
 * Takes off the list what Chromium says of its own page transition when a form is answered under the
 * address that it stood at: the new page is there, only the fade is left out.
 */
const overlook = (someone) => {
  someone.faults = someone.faults.filter((fault) => !/Transition was aborted[^]*Page already revealed/.test(fault));
};

const act = (page, word) => page.locator(`button[name="act"][value="${word}"]`);

/** A page that comes in with a transition is left only once it stands: an abort is a script error. */
const still = (page) => page.waitForFunction(() => !("activeViewTransition" in document && document.activeViewTransition));

async function password(page, { email, password }) {
  await still(page);
  await page.goto("/sign-in?next=%2Finbox");
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form[action="/sign-in"] .btn.primary').click();
}

const signOut = async (page) => {
  await still(page);
  await page.goto("/inbox");
  await page.locator(".rail details.menu > summary").click();
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL("**/sign-in");
};

/** Asks for the picture, with the password, by keyboard. */
async function begin(page, { password }) {
  await page.locator("#confirm").fill(password);
  await page.locator("#confirm").press("Enter");
  await page.locator("svg.qr").waitFor();
}

/** Switches the second step on; returns the secret and the recovery codes. */
async function turnOn(page, admin) {
  await still(page);
  await page.goto(SECURITY);
  await begin(page, admin);
  const secret = await page.locator(".enrol code").innerText();
  await page.locator("#code").fill(code(secret, -1));
  await page.locator("#code").press("Enter");
  await page.locator(".codes li").first().waitFor();
  await page.waitForLoadState();
  return { secret, recovery: await page.locator(".codes code").allInnerTexts() };
}

scenario("a second step is switched on and asked for, and a trusted browser is not", { timeout: 90_000 }, async ({ desk, expert, person }) => {
  const someone = await expert();
  const { page } = someone;

  // Whoever sits at an open screen does not begin it without the password.
  await still(page);
  await page.goto(SECURITY);
  await act(page, "begin").click();
  await page.locator(".summary-box a").click();
  await page.locator("#confirm:focus").waitFor();
  await someone.forgive(REFUSED);
  assert.equal(await page.locator("svg.qr").count(), 0);
  await assertAccessible(page);
  // A wrong code names its field and changes nothing; the picture stays.
  await still(page);
  await page.goto(SECURITY);
  await begin(page, desk.admin);
  const picture = await page.locator("svg.qr path").nth(1).getAttribute("d");
  await page.locator("#code").fill("000000");
  await act(page, "confirm").click();
  await page.locator(".summary-box a").click();
  await page.locator("#code:focus").waitFor();
  await someone.forgive(REFUSED);
  assert.equal(await page.locator("svg.qr path").nth(1).getAttribute("d"), picture);
  await act(page, "cancel").click();
  await act(page, "begin").waitFor();
  await still(page);

  const { secret, recovery } = await turnOn(page, desk.admin);
  assert.equal(new Set(recovery).size, 10);
  await assertAccessible(page);
  await still(page);
  await page.goto(SECURITY);
  assert.equal(await page.locator(".codes").count(), 0, "codes are shown once");

  // The code, by keyboard alone; the way on survives it.
  await signOut(page);
  await password(page, desk.admin);
  await page.waitForURL("**/sign-in/code?next=*");
  await page.locator("#code:focus").waitFor();
  await page.keyboard.type("123");
  await page.keyboard.press("Enter");
  await page.locator(".summary-box").waitFor();
  await someone.forgive(REFUSED);
  await assertAccessible(page);
  await page.locator("#code").fill(code(secret));
  await page.locator('[name="trust"]').check();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/inbox*");

  // Trusted: the password is enough here, nowhere else.
  await signOut(page);
  await password(page, desk.admin);
  await page.waitForURL("**/inbox*");
  const other = await person();
  await password(other.page, desk.admin);
  await other.page.waitForURL("**/sign-in/code*");

  // A recovery code, typed as it was printed; once.
  await other.page.locator("details.alt summary").click();
  await other.page.locator("#recovery").fill(recovery[4].toUpperCase());
  await other.page.locator("#recovery").press("Enter");
  await other.page.waitForURL("**/inbox*");
  await signOut(other.page);
  await password(other.page, desk.admin);
  await other.page.locator("details.alt summary").click();
  await other.page.locator("#recovery").fill(recovery[4]);
  await other.page.locator("#recovery").press("Enter");
  await other.page.locator(".summary-box").waitFor();
  await other.forgive(REFUSED);
  assert.equal(await other.page.locator("details.alt").getAttribute("open"), "");
  await other.page.locator("#recovery").fill(recovery[5]);
  await other.page.locator("#recovery").press("Enter");
  await other.page.waitForURL("**/inbox*");
  // Pages that listen would miss the desk when it stops.
  for (const one of [someone, other]) {
    await still(one.page);
    await one.page.goto(SECURITY);
    overlook(one);
  }
});

scenario("a sign-in that is ended elsewhere leaves its page at once", {}, async ({ desk, expert }) => {
  const [here, there] = [await expert(), await expert()];
  await there.page.goto("/tickets");
  await desk.send({ from: "zoe@lumen.example", subject: "Lamp", text: "dark\n" });
  await there.page.locator("[data-rows] tr").getByText("Lamp").waitFor();
  await here.page.goto(SECURITY);
  assert.equal(await here.page.locator("tbody tr").count(), 2);
  const began = Date.now();
  await act(here.page, "revoke-others").click();
  await there.page.waitForURL("**/sign-in?next=%2Ftickets");
  assert.ok(Date.now() - began < 5_000, "at once");
  await here.page.locator(".notice.green").waitFor();
  await here.page.waitForLoadState();
  assert.equal(await here.page.locator("tbody tr").count(), 1);
});

scenario("a password that everybody guesses is refused with words", {}, async ({ desk, expert }) => {
  const someone = await expert();
  const { page } = someone;
  await still(page);
  await page.goto(SECURITY);
  const field = (id) => page.locator(`#${id}`);
  for (const [old, next, wrong] of [["no", "seven grey cats on a roof", "old"], [desk.admin.password, "Password1234!", "password"], [desk.admin.password, "short", "password"]]) {
    await field("old").fill(old);
    await field("password").fill(next);
    await page.keyboard.press("Enter");
    await page.locator(".summary-box").waitFor();
    await someone.forgive(REFUSED);
    assert.equal(await field(wrong).getAttribute("aria-invalid"), "true", next);
    await still(page);
  await page.goto(SECURITY);
  }
  await field("old").fill(desk.admin.password);
  await field("password").fill("seven grey cats on a roof");
  await page.keyboard.press("Enter");
  await page.locator(".notice.green").waitFor();
  overlook(someone);
});

scenario("the pages of signing in look right everywhere", { timeout: 180_000 }, async ({ browser, desk, expert, person }) => {
  const someone = await expert();
  const { page } = someone;
  const at = (path) => `${desk.url}${path}`;
  const faults = await look(browser, someone, "security-off", at(SECURITY));
  await still(page);
  await page.goto(SECURITY);
  await begin(page, desk.admin);
  faults.push(...(await look(browser, someone, "security-shown", at(SECURITY))));
  await act(page, "cancel").click();
  await act(page, "begin").waitFor();
  await still(page);
  await turnOn(page, desk.admin);
  faults.push(...(await look(browser, someone, "security-on", at(SECURITY))));
  // The codes stand only in the answer that made them.
  faults.push(...(await look(browser, someone, "security-codes", at(SECURITY), {
    prepare: async (shown) => {
      await shown.locator("#confirm").fill(desk.admin.password);
      await act(shown, "recovery").click();
      await shown.locator(".codes li").first().waitFor();
    },
  })));
  const half = await person();
  await password(half.page, desk.admin);
  await half.page.waitForURL("**/sign-in/code*");
  faults.push(...(await look(browser, half, "sign-in-code", at("/sign-in/code"), {
    prepare: async (shown) => {
      if (shown.viewportSize()?.width === 1440) await shown.locator("details.alt summary").click();
    },
  })));
  [someone, half].forEach(overlook);
  assert.deepEqual(faults, []);
});
