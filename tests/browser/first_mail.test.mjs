// The first run as a person sees it: the link in the log, four steps, the first e-mail live.

import assert from "node:assert/strict";
import { png } from "./mail.mjs";
import { scenario } from "./scenario.mjs";

const BAD_INPUT = /status of 422/;

scenario("the link in the log leads through set-up to the first ticket", { desk: "empty" }, async ({ desk, person }) => {
  const someone = await person();
  const { page } = someone;
  const field = (name) => page.locator(`.field [name="${name}"]`);
  const go = () => page.locator("form.sheet .btn.primary").click();
  const link = await desk.setupLink();
  await page.goto(link);
  // A look does not use the link up (a mail scanner looks, too).
  await page.goto(link);

  // Errors name the field and keep what was typed.
  await field("organization").fill("Élan & Co");
  await field("time_zone").fill("Mars/Olympus");
  await go();
  await page.locator(".summary-box").waitFor();
  await someone.forgive(BAD_INPUT);
  assert.match(await page.title(), /^Error: /);
  assert.equal(await field("organization").inputValue(), "Élan & Co");
  assert.equal(await field("time_zone").inputValue(), "Mars/Olympus");
  assert.equal(await field("time_zone").getAttribute("aria-invalid"), "true");
  await page.locator(".summary-box a").click();
  await page.locator('.field [name="time_zone"]:focus').waitFor();
  await field("time_zone").fill("Europe/Paris");
  await go();

  await field("mailbox").fill("not an address");
  await go();
  await page.locator(".summary-box").waitFor();
  await someone.forgive(BAD_INPUT);
  await field("mailbox").fill(desk.mailbox);
  await go();

  // Back works and loses nothing, forward neither.
  await field("password").waitFor();
  await field("name").fill(desk.admin.name);
  await field("email").fill(desk.admin.email);
  await page.locator('button[name="back"]').click();
  assert.equal(await field("mailbox").inputValue(), desk.mailbox);
  await page.locator('button[name="back"]').click();
  assert.equal(await field("organization").inputValue(), "Élan & Co");
  await go();
  await field("mailbox").waitFor();
  await go();
  assert.equal(await field("name").inputValue(), desk.admin.name);
  assert.equal(await field("email").inputValue(), desk.admin.email);
  await field("password").fill("short");
  await go();
  await page.locator(".summary-box").waitFor();
  await someone.forgive(BAD_INPUT);
  assert.equal(await field("name").inputValue(), desk.admin.name);
  await field("password").fill(desk.admin.password);
  await page.waitForLoadState();
  await page.locator('[data-reveal="password"]').check();
  assert.equal(await field("password").getAttribute("type"), "text");
  await go();

  // The page that waits shows the receiver's words as they are said, then the ticket.
  await page.waitForURL("**/setup/first-mail");
  const lines = page.locator(".console");
  await lines.getByText(`127.0.0.1:${desk.smtpPort}`).waitFor();
  await page.getByText(`swaks --server 127.0.0.1:${desk.smtpPort} --to ${desk.mailbox}`).waitFor();
  const refused = await desk.send({ from: "eve@elsewhere.example", to: "nobody@elsewhere.example", subject: "no" });
  assert.equal(refused.code, 550, refused.dialogue);
  await lines.getByText("550 5.7.1").waitFor();
  assert.equal(await page.locator(".arrive").count(), 0);

  const picture = png(24);
  const sent = await desk.send({
    from: "Zoé Fabre <zoe@lumen.example>",
    subject: "Écran noir à l'étage",
    text: "Bonjour,\nl'écran reste noir depuis ce matin.\n",
    files: [{ name: "écran.png", type: "image/png", bytes: picture }],
  });
  assert.equal(sent.code, 250, sent.dialogue);
  await page.locator(".arrive").waitFor();
  await lines.getByText(sent.reply.replace(/^250 /, "250 ")).waitFor();
  await page.locator(".arrive").getByText("Écran noir à l'étage").waitFor();
  assert.equal(await page.locator("[data-later]").count(), 0);
  assert.equal(await page.getByText("swaks --server").count(), 0);

  // A second mail is said by the receiver and leaves the first ticket where it is.
  const second = await desk.send({ from: "ugo@lumen.example", subject: "Porte coincée", text: "Bonjour\n" });
  await lines.getByText(second.reply).waitFor();
  assert.equal(await page.locator(".arrive .tk").count(), 1);
  await page.locator(".arrive").getByText("Écran noir à l'étage").waitFor();

  // A double click counts once the script of the list listens, which its stream tells.
  const listens = page.waitForResponse((answer) => answer.url().includes("/events?after"));
  await page.locator(".arrive .btn.primary").click();
  await listens;
  const row = page.locator("[data-rows] tr").filter({ hasText: "Zoé Fabre" });
  await row.waitFor();
  assert.match(await row.innerText(), /Écran noir à l'étage[^]*l'écran reste noir[^]*Zoé Fabre/);
  await row.dblclick();
  await page.waitForURL("**/t/1*");
  const file = page.locator(".msg .file");
  assert.match(await file.innerText(), /écran\.png/);
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  assert.equal(download.suggestedFilename(), "écran.png");
  const chunks = await (await download.createReadStream()).toArray();
  assert.deepEqual(Buffer.concat(chunks), picture);

  // The link has ended.
  await page.goto(link);
  assert.equal(await page.locator("form.sheet").count(), 0);
  await someone.forgive(/status of 404/);
});

scenario("over plain HTTP under a name the forms work too", { desk: "empty" }, async (world) => {
  const { desk } = world;
  // No secure context: the browser says neither Sec-Fetch-Site nor knows Web Locks.
  desk.url = desk.url.replace("127.0.0.1", "desk.guichet.test");
  await desk.setup();
  const local = desk.url.replace("desk.guichet.test", "127.0.0.1");
  await desk.stop();
  [desk.url, desk.named] = [local, desk.url];
  await desk.start("--config", `${desk.data}/guichet.toml`);
  const someone = await world.person({ baseURL: desk.named });
  await someone.signIn(desk.admin.email, desk.admin.password);
  const { page } = someone;
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await desk.send({ from: "zoe@lumen.example", subject: "Hello", text: "Hi\n" });
  await page.locator("[data-rows] tr").getByText("Hello").waitFor();
  // Chromium tells that it takes one header only from a secure origin.
  await someone.forgive(/Cross-Origin-Opener-Policy header has been ignored/);
});
