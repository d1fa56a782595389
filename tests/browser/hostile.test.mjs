// Mail that wants to do harm in the reader's browser. Shown by a real Chromium: nothing of a mail
// runs, loads from elsewhere or leads away, wherever its text stands.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { address, png } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const MALLORY = "Mallory <mallory@elsewhere.example>";
const BATCH = 27;

/** The payloads of tests/corpus/hostile.html.txt. */
const PAYLOADS = readFileSync(fileURLToPath(new URL("../corpus/hostile.html.txt", import.meta.url)), "utf8")
  .split(/^=== /m)
  .slice(1)
  .map((block) => {
    const end = block.indexOf("\n");
    return { name: block.slice(0, end), html: block.slice(end + 1).replaceAll("␀", "\0") };
  });

/** Texts for the places where a mail's words stand in pages of ours. */
const WORDS = [
  `<script>pwned()</script>`,
  `"><img src=x onerror=pwned()>`,
  `'"><svg/onload=pwned()>`,
  `</title></textarea></script><script>pwned()</script>`,
  `javascript:pwned()//https://evil.example/?q="onmouseover="pwned()`,
  `{{ pwned() }}{% raw %}\${pwned()}`,
  `<iframe srcdoc="<script>parent.pwned()</script>"></iframe>`,
  `</div></td></tr></table><form action=https://evil.example/><input autofocus onfocus=pwned()>`,
];

/** Watches everything that a payload could set off. `caught` stays empty on a good day. */
async function guard(person) {
  const caught = [];
  await person.context.exposeBinding("pwned", ({ frame }) => caught.push(`pwned() ran in ${frame.url()}`));
  person.context.on("page", (page) => caught.push(`a window opened: ${page.url()}`));
  person.page.on("dialog", (dialog) => (caught.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  return caught;
}

/** Opens each mail of a ticket and waits until its frame has loaded; gives back how many there are. */
async function showAll(page) {
  await page.evaluate(() => {
    document.querySelectorAll("details.html").forEach((details) => details.setAttribute("open", ""));
    document.querySelectorAll("iframe[data-frame]").forEach((frame) => frame.setAttribute("loading", "eager"));
  });
  const frames = page.locator("iframe[data-frame]");
  await until("the mails' frames", () => frames.evaluateAll((all) => all.every((frame) => {
    const inside = /** @type {HTMLIFrameElement} */ (frame).contentDocument;
    return inside?.readyState === "complete" && inside.URL.startsWith("http");
  })), 30_000);
  return frames.count();
}

/** What in a document could still run or lead away; read in the page, so the real parser judges. */
const remains = (page) =>
  page.evaluate(() => {
    const found = [];
    const own = location.origin;
    for (const frame of document.querySelectorAll("iframe[data-frame]")) {
      const inside = /** @type {HTMLIFrameElement} */ (frame).contentDocument;
      if (!inside?.body) { found.push(`${frame.getAttribute("src")}: left its place`); continue; }
      for (const el of inside.querySelectorAll("*")) {
        const name = el.tagName.toLowerCase();
        const ours = name === "link" && el.getAttribute("href")?.startsWith("/assets/");
        if (/^(script|object|embed|iframe|form|input|base|meta|style|svg|math|link)$/.test(name) && !ours && !el.matches("meta[charset]")) found.push(`<${name}>`);
        for (const { name: key, value } of el.attributes) {
          if (key.startsWith("on")) found.push(`${name} ${key}`);
          if (/^(href|src|action|ping|background)$/.test(key) && /^\s*(javascript|vbscript|data|blob|file):/i.test(value)) found.push(`${name} ${key}=${value}`);
        }
        if (el instanceof el.ownerDocument.defaultView.HTMLAnchorElement && el.origin === own) found.push(`a link to our own pages: ${el.href}`);
      }
    }
    return found;
  });

scenario("HTML mail shows its inline picture; others only when asked for", {}, async ({ desk, expert }) => {
  const someone = await expert();
  const { page } = someone;
  const asked = [];
  await someone.context.route("https://pictures.example/**", (route) => {
    asked.push(route.request().headers());
    return route.fulfill({ contentType: "image/png", body: png(40, [0, 160, 80]) });
  });
  const html = '<p>Look:</p><img id="in" src="cid:one@client"><img id="out" src="https://pictures.example/spy.png" alt="">';
  await desk.deliver([{ from: MALLORY, subject: "Pictures", text: "Look\n", html, files: [{ name: "one.png", type: "image/png", bytes: png(30), cid: "one@client" }] }]);
  const { number } = await desk.ticket("Pictures");
  await page.goto(`/t/${number}`);
  await showAll(page);
  const mail = page.frameLocator("iframe[data-frame]");
  const width = () => mail.locator("img").first().evaluate((img) => /** @type {HTMLImageElement} */ (img).naturalWidth);
  await until("the inline picture", async () => (await width()) === 30);
  assert.deepEqual(asked, []);
  assert.equal(await page.locator(".msg .file").count(), 0, "an inline picture stands among the files too");

  await page.getByRole("link", { name: /Load pictures/ }).click();
  // The frame is another page from here on: nothing is asked of the one that goes.
  await mail.locator('img[src^="https:"]').waitFor({ state: "attached" });
  await until("the other picture", async () => (await mail.locator('img[src^="https:"]').evaluateAll((all) => all.map((img) => /** @type {HTMLImageElement} */ (img).naturalWidth)))[0] === 40);
  assert.equal(asked.length, 1);
  assert.equal(asked[0].referer, undefined);
  assert.equal(asked[0].cookie, undefined);
  await someone.forgive(/left for https:\/\/pictures\.example\/spy\.png/);
});

scenario(`${PAYLOADS.length} hostile payloads as HTML mail: nothing runs`, { timeout: 240_000 }, async ({ desk, sink, expert }) => {
  assert.ok(PAYLOADS.length >= 60, `${PAYLOADS.length} payloads`);
  const someone = await expert();
  const { page } = someone;
  const caught = await guard(someone);
  let shown = 0;
  for (let start = 0; start < PAYLOADS.length; start += BATCH) {
    // One ticket takes a batch: all go to its reply address.
    const made = await desk.api("POST", "/tickets", { name: `Batch ${start}`, customer: { email: address(MALLORY) } });
    await desk.api("POST", `/tickets/${made.body.number}/messages`, { text: "Please send it." });
    const answer = await sink.message("the answer", ({ mail }) => mail.header("subject").includes(`#${made.body.number}]`));
    const to = address(answer.mail.header("reply-to"));
    const mails = PAYLOADS.slice(start, start + BATCH).map(({ name, html }) => ({ from: MALLORY, to, subject: name, text: `${name}\n`, html }));
    for (const [index, reply] of (await desk.deliver(mails)).entries()) assert.equal(reply.code, 250, `${mails[index].subject}: ${reply.reply}`);
    const path = `/t/${made.body.number}`;
    await page.goto(path);
    shown += await showAll(page);
    assert.deepEqual(await remains(page), []);
    assert.equal(new URL(page.url()).pathname, path, "a mail led the page away");
    assert.deepEqual(caught, []);
  }
  // Where nothing is left of a payload there is no HTML to show; its text is there all the same.
  assert.ok(shown >= PAYLOADS.length * 0.9, `${shown} of ${PAYLOADS.length} shown`);
});

scenario("a frame that is opened by itself is as harmless", { timeout: 240_000 }, async ({ desk, expert }) => {
  const someone = await expert();
  const { page } = someone;
  const caught = await guard(someone);
  const whole = PAYLOADS.map(({ html }) => html).join("\n");
  const apart = PAYLOADS.filter((_, index) => index % 10 === 0);
  const mails = [{ name: "All of them", html: whole }, ...apart].map(({ name, html }) => ({ from: MALLORY, subject: name, text: "x\n", html }));
  await desk.deliver(mails);
  for (const { subject } of mails) {
    const { number } = await desk.ticket(subject);
    await page.goto(`/t/${number}`);
    const address = await page.locator("iframe[data-frame]").first().getAttribute("src");
    const answer = await page.goto(`${address}?remote=1`);
    assert.match(answer?.headers()["content-security-policy"] ?? "", /sandbox(?!.*allow-scripts)/);
    assert.equal(await page.evaluate(() => document.scripts.length), 0);
    assert.deepEqual(caught, []);
  }
  // Asked for with remote pictures, so those of evil.example are asked for; they are not there.
  // A frame has no icon of its own, so the browser asks for one.
  someone.faults = someone.faults.filter((fault) => !/^left for https:|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|favicon\.ico/.test(fault));
});

scenario("hostile words in name, subject, text, file name and sender stay words", { timeout: 150_000 }, async ({ desk, expert }) => {
  const someone = await expert();
  const { page } = someone;
  const caught = await guard(someone);
  const mails = WORDS.map((word, index) => ({
    from: `"${word.replace(/["\\]/g, "\\$&")}" <mallory${index}@elsewhere.example>`,
    subject: word,
    text: `${word}\n\n> ${word}\n`,
    files: [{ name: word.replaceAll('"', "'"), type: "text/html", bytes: Buffer.from("<script>pwned()</script>") }],
  }));
  for (const reply of await desk.deliver(mails)) assert.equal(reply.code, 250, reply.reply);
  const { body } = await desk.api("GET", "/tickets?limit=200");
  assert.equal(body.tickets.length, WORDS.length);
  await page.goto("/tickets");
  for (const word of WORDS) await page.locator("[data-rows] .subj", { hasText: word.replaceAll(/\s+/g, " ") }).first().waitFor();
  for (const ticket of body.tickets) {
    await page.goto(`/tickets?preview=${ticket.number}&query=${encodeURIComponent(ticket.name)}`);
    await page.locator(".preview h2").waitFor();
    await page.goto(`/t/${ticket.number}`);
    await page.locator("h1").waitFor();
    const href = await page.locator(".msg .file").first().getAttribute("href");
    const file = await page.request.get(href);
    assert.match(file.headers()["content-disposition"], /^attachment/);
    assert.match(file.headers()["content-security-policy"], /default-src 'none'/);
    const tags = await desk.api("PATCH", `/tickets/${ticket.number}`, { tags: [ticket.name.slice(0, 40)], description: ticket.name });
    assert.ok(tags.status === 200 || tags.status === 422, `${tags.status}`);
  }
  // A word comes live, through the script that puts rows and lines into open pages.
  await page.goto("/tickets");
  await page.mouse.move(2, 2);
  await desk.deliver(WORDS.map((word) => ({ from: MALLORY, subject: `Live ${word}`, text: `${word}\n` })));
  for (const word of WORDS) await page.locator("[data-rows] .subj", { hasText: `Live ${word}` }).first().waitFor();
  // A reply, a note and what is typed into the search are words as well.
  await page.goto(`/t/${body.tickets[0].number}`);
  for (const word of WORDS) await desk.api("POST", `/tickets/${body.tickets[0].number}/notes`, { text: word });
  await until("the notes", async () => (await page.locator(".msg.note").count()) === WORDS.length);
  for (const word of WORDS) await page.goto(`/tickets?query=${encodeURIComponent(word)}&status=${encodeURIComponent(word)}&view=${encodeURIComponent(word)}`);
  await page.goto(`/sign-in?next=${encodeURIComponent("javascript:pwned()")}`);
  assert.deepEqual(caught, []);
});
