// The main job: a mail becomes a row on a screen, the answer goes out, and what comes back finds
// its ticket, or does not when its sender only guessed.

import assert from "node:assert/strict";
import { address, png } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
/** From a mail's 250 to its row on the screen, in milliseconds: product.md promises 200. */
const PROMPT = 200;

/** Notes in the page when a row that holds a text is there first. */
const watchRows = (page, text) =>
  page.evaluate((wanted) => {
    const found = () => [...document.querySelectorAll("[data-rows] tr:not([hidden])")].some((row) => row.textContent?.includes(wanted));
    // @ts-expect-error read by rowAt
    globalThis.rowAt = new Promise((resolve) => {
      const observer = new MutationObserver(() => found() && (observer.disconnect(), resolve(Date.now())));
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
  }, text);

// @ts-expect-error set by watchRows
const rowAt = (page) => page.evaluate(() => globalThis.rowAt);

scenario("a mail shows in the open list within the promised time", {}, async ({ desk, expert }) => {
  await desk.api("POST", "/tickets", { name: "Already here", customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  await page.goto("/tickets?status=open");
  await page.locator("[data-rows] tr").waitFor();
  await page.mouse.move(2, 2);
  const times = [];
  for (let round = 1; round <= 5; round += 1) {
    const subject = `Round ${round}`;
    await watchRows(page, subject);
    const [sent] = await desk.deliver([{ from: ZOE, subject, text: "Hello\n" }]);
    assert.equal(sent.code, 250, sent.reply);
    times.push((await rowAt(page)) - sent.at);
  }
  console.log(`       from 250 to the row: ${times.join(", ")} ms`);
  const middle = times.sort((a, b) => a - b)[2];
  assert.ok(middle <= PROMPT, `${middle} ms from 250 to the row`);
});

scenario("mail in, answer out, answers in", { timeout: 150_000 }, async ({ desk, sink, expert }) => {
  await desk.api("POST", "/tickets", { name: "Already here", customer: { email: "max@lumen.example" } });
  const { page } = await expert();
  await page.goto("/tickets?status=open");
  await page.locator("[data-rows] tr").waitFor();
  const before = await page.evaluate(() => performance.timeOrigin);

  // Its row appears, in the page that was open.
  const question = { "Message-ID": "<question@client.example>" };
  const first = await desk.send({ from: ZOE, subject: "Écran noir", text: "Bonjour,\nl'écran reste noir.\n", headers: question });
  assert.equal(first.code, 250, first.dialogue);
  await page.locator("[data-rows] tr", { hasText: "Écran noir" }).waitFor();
  assert.equal(await page.evaluate(() => performance.timeOrigin), before, "the page was loaded again");
  const number = await page.locator("[data-rows] tr", { hasText: "Écran noir" }).getAttribute("data-number");
  const row = page.locator(`[data-rows] tr[data-number="${number}"]`);

  // A click previews, a double click opens.
  await row.click();
  await page.locator(".preview", { hasText: "l'écran reste noir" }).waitFor();
  await row.dblclick();
  await page.waitForURL(`**/t/${number}*`);

  // The answer, with a file; what follows is "then Waiting".
  const picture = png(32, [200, 30, 30]);
  await page.locator("#c-text").fill("Bonjour Zoé,\n\nessayez l'autre câble.\n\nAda");
  await page.locator("#c-files").setInputFiles([
    { name: "câble rouge.png", mimeType: "image/png", buffer: picture },
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("one\r\ntwo\n") },
  ]);
  await page.locator("[data-files]").getByText("câble rouge.png").waitFor();
  await page.locator(".btn-group summary").click();
  await page.locator(".btn-group .menu-list").getByText("Send and wait").click();
  await page.locator(".msg.out").getByText("essayez l'autre câble.").waitFor();
  // The stream may bring the message before the answer comes that takes the text away.
  await until("the text to go that was sent", async () => (await page.locator("#c-text").inputValue()) === "");
  const status = page.locator("#f-status");
  await until("the status Waiting", async () => (await status.inputValue()) === "waiting");

  const { mail, ...envelope } = await sink.message("the answer");
  assert.deepEqual(envelope.to, ["zoe@lumen.example"]);
  assert.match(envelope.from, /^support\+b[a-z2-7]{16}@guichet\.example$/);
  assert.equal(address(mail.header("from")), desk.mailbox);
  assert.equal(mail.header("in-reply-to"), question["Message-ID"]);
  assert.ok(mail.header("references").split(" ").includes(question["Message-ID"]));
  assert.match(mail.header("subject"), new RegExp(`\\[#${number}\\]`));
  const token = address(mail.header("reply-to"));
  assert.match(token, /^support\+t[a-z2-7]{16}@guichet\.example$/);
  assert.match(mail.text, /^Bonjour Zoé,\n\nessayez l'autre câble\./);
  const files = new Map(mail.attachments.map((file) => [file.name, file.bytes]));
  assert.deepEqual(files.get("câble rouge.png"), picture);
  assert.deepEqual(files.get("notes.txt"), Buffer.from("one\r\ntwo\n"));
  // The delivery shows on the message, by itself.
  await page.locator(".msg.out .foot").getByText("kept by the sink").waitFor();

  // The customer's answers join: by their headers alone, by the token alone.
  const ours = mail.header("message-id");
  const joins = async (what, sent, shown) => {
    const reply = await desk.send(sent);
    assert.equal(reply.code, 250, reply.dialogue);
    await page.locator(".msg:not(.out)", { hasText: shown }).waitFor().catch((error) => { throw new Error(`${what} did not join: ${error}`); });
  };
  const threading = { "In-Reply-To": ours, References: `${question["Message-ID"]} ${ours}` };
  await joins("headers kept", { from: ZOE, subject: "Re: Écran noir", text: "Merci, c'est mieux.\n", headers: threading }, "c'est mieux");
  await until("the ticket to be open again", async () => (await status.inputValue()) === "open");
  await joins("headers stripped", { from: ZOE, to: token, subject: "Quite another subject", text: "Encore noir.\n" }, "Encore noir");

  // The secret in the reply address is for mail programs; a screen, or a picture of it, has no use for it.
  assert.doesNotMatch(await page.locator("[data-log]").innerText(), /\+t[a-z2-7]{16}/);

  // A stranger with the token joins, flagged, until somebody lets them take part.
  await joins("the token from a stranger", { from: "Eve <eve@elsewhere.example>", to: token, subject: "Hi", text: "I am new here.\n" }, "I am new here");
  const stranger = page.locator(".msg", { hasText: "I am new here" });
  await stranger.locator(".notice.amber").waitFor();
  await stranger.getByRole("button", { name: "Let take part" }).click();
  await page.locator(".ev", { hasText: "eve@elsewhere.example" }).filter({ hasText: "confirmed" }).waitFor();
  await until("the flag to go", async () => (await stranger.locator(".notice.amber").count()) === 0);

  // Who only guesses gets a ticket of their own, and this one does not change.
  const log = await page.locator("[data-log] > li").count();
  const changed = token.replace(/t([a-z2-7])/, (_, letter) => `t${letter === "a" ? "b" : "a"}`);
  const mallory = "Mallory <mallory@elsewhere.example>";
  const guesses = [
    { from: mallory, subject: `Re: Écran noir [#${number}]`, text: "Only the number.\n" },
    { from: mallory, subject: "A guessed id", text: "Guess.\n", headers: { "In-Reply-To": `<ticket-${number}@guichet.example>` } },
    { from: mallory, subject: "The customer's own id", text: "Guess.\n", headers: { "In-Reply-To": question["Message-ID"] } },
    { from: mallory, to: changed, subject: "A changed token", text: "Guess.\n" },
  ];
  for (const guess of guesses) {
    const reply = await desk.send(guess);
    assert.equal(reply.code, 250, `${guess.subject}: ${reply.dialogue}`);
    const made = await desk.ticket(guess.subject);
    assert.notEqual(`${made.number}`, number, guess.subject);
  }
  assert.equal((await desk.api("GET", `/tickets/${number}`)).body.activities.filter((line) => line.kind === "message" && /Guess|Only/.test(line.message.text)).length, 0);
  assert.equal(await page.locator("[data-log] > li").count(), log);

  // Back leads to the same filter and row.
  await page.goBack();
  await row.waitFor();
  assert.equal(new URL(page.url()).searchParams.get("status"), "open");
  await until("the row to be chosen", async () => (await row.getAttribute("aria-current")) === "true");
  await row.locator(".subj").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/t/${number}*`);
  await page.locator("h1").getByText("Écran noir").waitFor();
  await page.locator("body").press("Escape");
  await page.waitForURL("**/tickets?*");
  assert.equal(new URL(page.url()).searchParams.get("status"), "open");
  await until("the row to be chosen again", async () => (await row.getAttribute("aria-current")) === "true");
});
