// An e-mail that goes on to somebody outside: by mouse, by keys, without script; what is typed stays.

import assert from "node:assert/strict";
import { address, png } from "./mail.mjs";
import { script } from "./browser.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const TONER = "help@toner.example";

const FILES = [
  { name: "photo.png", type: "image/png", bytes: png(40, [200, 40, 40]) },
  { name: "page de test.txt", type: "text/plain", bytes: Buffer.from("blanc\n") },
];

/** A ticket with a mail with two files; its number and the line of the mail. */
async function asked(desk) {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour,\nl’écran reste noir.\n", files: FILES }]);
  const { number, activities } = await desk.ticket("Écran noir");
  const mail = activities.find(({ kind }) => kind === "mail");
  assert.ok(mail, "a mail in the log");
  return { number, line: mail.id };
}

/** The script behind the link is there: until then the link is followed as it would be without script. */
const ready = (page) => script(page, "ticket_forward");

scenario("an e-mail is forwarded with some of its files, and the answer joins", { timeout: 300_000 }, async ({ desk, sink, browser, expert }) => {
  const { number, line } = await asked(desk);
  const ada = await expert();
  const { page } = ada;
  await page.goto(`/t/${number}`);
  await page.locator("#c-text").fill("Chère Zoé, ");
  const link = page.locator(`#a${line} a[data-forward]`);
  await link.hover();
  await ready(page);
  await link.click();
  const to = page.locator("#w-to");
  await to.waitFor();
  await until("the focus in To", () => to.evaluate((el) => el === document.activeElement));
  assert.equal(await page.locator("#w-subject").inputValue(), `Fwd: Écran noir [#${number}]`);
  assert.equal(await page.locator("#panel-forward input[name=files]:checked").count(), 2);
  // No address: the field says so, and nothing is lost.
  await to.fill("help@");
  await page.locator("#panel-forward textarea").fill("Can you help?");
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await page.locator("#w-to-e").waitFor();
  await ada.forgive(/status of 422/);
  assert.equal(await page.locator("#panel-forward textarea").inputValue(), "Can you help?");
  assert.deepEqual(await look(browser, ada, "forward", `${desk.url}/t/${number}?forward=${line}`, {
    prepare: async (shown) => {
      await shown.locator("#w-to").fill("help@");
      await shown.locator("#panel-forward button.primary").click();
      await shown.locator("#w-to-e").waitFor();
    },
  }), []);
  await ada.forgive(/^forward-.*status of 422/);
  assert.deepEqual(await look(browser, ada, "forward-below", `${desk.url}/t/${number}?forward=${line}`, {
    prepare: async (shown) => { await shown.locator("#panel-forward summary").click(); },
  }), []);
  // What is typed is there after a reload, and after a look at the other texts.
  await to.fill(TONER);
  await page.reload();
  await until("the address again", async () => (await to.inputValue()) === TONER);
  assert.equal(await page.locator("#panel-forward textarea").inputValue(), "Can you help?");
  await page.locator("#tab-note").click();
  await page.locator("#c-note").waitFor();
  await page.locator("#tab-forward").click();
  await page.locator("#panel-forward label", { hasText: "photo.png" }).click();
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  const entry = page.locator(".msg.out", { hasText: `forwarded an e-mail to ${TONER}` });
  await entry.waitFor();
  await page.locator("#panel-forward").waitFor({ state: "detached" });
  assert.ok(!page.url().includes("forward="), page.url());
  assert.equal(await page.locator("#c-text").inputValue(), "Chère Zoé, ", "the other text stays");
  const sent = await sink.message("what goes on");
  assert.deepEqual(sent.mail.attachments.map(({ name, bytes }) => [name, bytes.toString()]), [["page de test.txt", "blanc\n"]]);
  assert.match(sent.mail.text, /Can you help\?[^]*Forwarded message[^]*l’écran reste noir/);
  await entry.locator(".delivery", { hasText: "Delivered" }).waitFor();
  // What comes back shows at once, and is not the customer's.
  const back = address(sent.mail.header("Reply-To"));
  await desk.send({ from: `Toner <${TONER}>`, to: back, subject: "Re: Fwd", text: "Pull the seal.\n" });
  const theirs = page.locator(".msg", { hasText: "Pull the seal." });
  await theirs.getByText("Not the customer").waitFor();
  assert.equal(await theirs.getByRole("button", { name: "Let take part" }).count(), 0);
  assert.equal(await page.locator("#c-cc").inputValue(), "");
  assert.deepEqual(await look(browser, ada, "forwarded", `${desk.url}/t/${number}`), []);
  await theirs.getByRole("link", { name: "Write back" }).click();
  await until("their address", async () => (await to.inputValue()) === TONER);
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.locator("#panel-forward").waitFor({ state: "detached" });
});

scenario("an e-mail is forwarded by the keyboard alone, and from the palette", { timeout: 120_000 }, async ({ desk, sink, expert }) => {
  const { number, line } = await asked(desk);
  const { page } = await expert();
  const { keyboard } = page;
  await page.goto(`/t/${number}`);
  await page.locator(`#a${line} a[data-forward]`).focus();
  await ready(page);
  await keyboard.press("Enter");
  const to = page.locator("#w-to");
  await until("the focus in To", async () => (await to.count()) && to.evaluate((el) => el === document.activeElement));
  await keyboard.type(TONER);
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type("Can you help?");
  await keyboard.press("Control+Enter");
  await page.locator(".msg.out", { hasText: "forwarded an e-mail" }).waitFor();
  await page.locator("#panel-forward").waitFor({ state: "detached" });
  await sink.message("what goes on");
  // The tabs: arrows go round all that are there.
  await page.locator("h1").click();
  await keyboard.press("Control+k");
  await page.locator("#dlg-cmd input").fill("forward the newest");
  await page.locator("#dlg-cmd [role=option]").first().waitFor();
  await keyboard.press("Enter");
  await to.waitFor();
  await page.locator("#tab-forward").focus();
  await keyboard.press("ArrowRight");
  await until("the first tab", () => page.evaluate(() => document.activeElement?.id === "tab-mail"));
  await keyboard.press("ArrowLeft");
  await until("the last tab", () => page.evaluate(() => document.activeElement?.id === "tab-forward"));
  assert.ok(await to.isVisible());
});

scenario("an e-mail is forwarded without script", { timeout: 60_000 }, async ({ desk, sink, expert }) => {
  const { number, line } = await asked(desk);
  const { page } = await expert({ javaScriptEnabled: false });
  await page.goto(`/t/${number}`);
  await page.locator(`#a${line} a[data-forward]`).click();
  await page.locator("#w-to").fill(TONER);
  await page.locator("#panel-forward textarea").fill("Can you help?");
  await page.getByRole("button", { name: "Forward", exact: true }).click();
  await page.locator(".msg.out", { hasText: `forwarded an e-mail to ${TONER}` }).waitFor();
  const sent = await sink.message("what goes on");
  assert.equal(sent.mail.attachments.length, 2);
  assert.equal(await page.locator("#panel-forward").count(), 0);
});
