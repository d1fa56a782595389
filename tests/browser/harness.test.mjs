// The harness tried on itself: a page served by node, mails through swaks into the sink. What it
// cannot see here it would not see in the desk either.

import assert from "node:assert/strict";
import http from "node:http";
import { axe, assertAccessible } from "./axe.mjs";
import { compose, deliver, png, swaks } from "./mail.mjs";
import { readMail } from "./mime.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";
import { SmtpSink } from "./smtp_sink.mjs";

const NONE = /** @type {const} */ ({ desk: "none" });

/** Serves one page on a free port while `use` runs. */
async function serve(body, use, scripts = "'none'") {
  const html = `<!doctype html><html lang="en"><head><title>Try</title><style>:root{color-scheme:light dark}</style></head><body>${body}</body></html>`;
  const server = http.createServer((_, response) => {
    // As strict as the desk: axe must get in all the same.
    response.setHeader("content-security-policy", `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; script-src ${scripts}`);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(html);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    await use(`http://127.0.0.1:${port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

scenario("axe passes a good page and finds a bad one in both schemes", NONE, async ({ person }) => {
  const { page } = await person();
  await serve("<main><h1>Try</h1><p>Fine.</p></main>", async (url) => {
    await page.goto(url);
    await assertAccessible(page);
  });
  await serve("<main><h1>Try</h1><button></button></main>", async (url) => {
    await page.goto(url);
    const found = await axe(page);
    assert.equal(found.filter((line) => line.includes("button-name")).length, 2, found.join("\n"));
    await assert.rejects(assertAccessible(page), /button-name/);
    assert.deepEqual(await axe(page, { without: ["button"] }), []);
  });
});

scenario("what goes wrong in a page is noted", NONE, async ({ person }) => {
  const someone = await person();
  const bad = '<main><h1>Try</h1><img src="http://127.0.0.2:9/x.png" alt=""><script>alert(1)</script></main>';
  await serve(bad, async (url) => {
    await someone.page.goto(url);
    await until("both faults", () => someone.faults.length >= 2);
  });
  assert.match(someone.faults.join("\n"), /Content Security Policy/);
  someone.faults.length = 0;
});

scenario("what a script throws is noted in words", NONE, async ({ person }) => {
  const someone = await person();
  const thrown = ['new DOMException("Transition was aborted because of invalid state. By a script", "InvalidStateError")', '"no error at all"'];
  const bad = `<main><h1>Try</h1><script>${thrown.map((one) => `Promise.reject(${one});`).join("")}</script></main>`;
  await serve(bad, async (url) => {
    await someone.page.goto(url);
    await until("both faults", () => someone.faults.length >= 2);
  }, "'unsafe-inline'");
  assert.match(someone.faults.join("\n"), /script: .*By a script/);
  assert.match(someone.faults.join("\n"), /script: .*no error at all/);
  someone.faults.length = 0;
});

scenario("a page is looked at in every width, and what is too wide is told", NONE, async ({ browser, person }) => {
  const someone = await person();
  await serve("<main><h1>Try</h1><p style='width:800px'>Wide.</p></main>", async (url) => {
    const faults = await look(browser, someone, "harness", url);
    const [light390, light320, dark390] = faults;
    assert.match(light390, /^harness-en-light-390: \d+ px too wide: <p /);
    assert.match(light320, /^harness-en-light-320: \d+ px too wide: <p /);
    assert.match(dark390, /^harness-(en|fr)-dark-390: \d+ px too wide: <p /);
  });
  await serve("<main><h1>Try</h1><button></button></main>", async (url) => {
    const faults = await look(browser, someone, "harness", url);
    for (const seen of ["light-1440", "light-320", "dark-1024", "dark-390"]) {
      assert.ok(faults.some((line) => line.includes(seen) && line.includes("button-name")), `${seen}: ${faults.join("\n")}`);
    }
  });
});

scenario("what goes wrong in a page that is looked at is a fault of who looks", NONE, async ({ browser, person }) => {
  const someone = await person();
  const told = (pattern) => someone.faults.filter((fault) => pattern.test(fault)).map((fault) => fault.split(":")[0]);
  await serve("<main><h1>Try</h1><p>Fine.</p></main>", async (url) => {
    assert.deepEqual(await look(browser, someone, "fine", url), []);
    assert.deepEqual(someone.faults, []);
    // In every language and scheme, and as late as in the state that is prepared.
    assert.deepEqual(await look(browser, someone, "thrown", url, {
      prepare: (page) => page.evaluate(() => void setTimeout(() => { throw new Error("after the first look"); })),
    }), []);
  });
  assert.match(told(/script: .*after the first look/).join(), /^thrown-en-light,(thrown-en-dark,thrown-fr-light,)?thrown-fr-dark$/);
  await serve('<main><h1>Try</h1><img src="http://127.0.0.2:9/x.png" alt=""></main>', async (url) => {
    assert.deepEqual(await look(browser, someone, "refused", url), []);
  });
  assert.match(told(/console: .*Content Security Policy/).join(), /^refused-en-light,(refused-en-dark,refused-fr-light,)?refused-fr-dark$/);
  await serve("<main><h1>Try</h1><p>Fine.</p></main>", async (url) => {
    const away = url.replace("127.0.0.1", "localhost");
    assert.deepEqual(await look(browser, someone, "away", url, { prepare: (page) => page.goto(away) }), []);
  });
  assert.match(told(/: left for http:\/\/localhost/).join(), /^away-en-light,(away-en-dark,away-fr-light,)?away-fr-dark$/);
  await someone.forgive(/^(thrown|refused|away)-/);
  assert.deepEqual(someone.faults, []);
});

const mail = {
  from: "Zoé Fabre <zoe@lumen.example>",
  to: "Élan <support@guichet.example>",
  subject: "Écran noir à l'étage",
  text: "Bonjour,\n.\nl'écran reste noir.\n\\n is no line end.\n",
  html: '<p>Bonjour</p><img src="cid:one@client">',
  files: [
    { name: "écran.png", type: "image/png", bytes: png(24) },
    { name: "one.png", type: "image/png", bytes: png(8), cid: "one@client" },
  ],
};

scenario("a mail is written and read again", NONE, async () => {
  const read = readMail(compose(mail));
  assert.equal(read.header("from"), mail.from);
  assert.equal(read.header("subject"), mail.subject);
  assert.equal(read.text, mail.text);
  assert.equal(read.html, mail.html);
  assert.deepEqual(read.attachments.map((file) => file.name).sort(), ["one.png", "écran.png"]);
  assert.deepEqual(read.attachments.find((file) => file.name === "écran.png")?.bytes, png(24));
  const long = "Content-Disposition: attachment; filename*0*=utf-8''%C3%A9t; filename*1*=%C3%A9.txt\r\n\r\nx";
  assert.equal(readMail(Buffer.from(long)).attachments[0].name, "été.txt");
  const quoted = "Content-Transfer-Encoding: quoted-printable\r\n\r\nd=C3=A9j=\r\n=C3=A0 =3D\r\n";
  assert.equal(readMail(Buffer.from(quoted)).text, "déjà =\n");
});

scenario("several mails go over one connection", NONE, async () => {
  const sink = await SmtpSink.start();
  sink.answer("rcpt", "550 5.1.1 nobody here", { to: "nobody@guichet.example" });
  const raw = compose({ ...mail, text: ".\n..\n" });
  const to = ["support@guichet.example", "nobody@guichet.example", "support@guichet.example"];
  const replies = await deliver(sink.port, to.map((one) => ({ from: mail.from, to: one, raw })));
  assert.deepEqual(replies.map(({ code }) => code), [250, 550, 250]);
  assert.deepEqual(sink.messages.map((kept) => kept.raw.equals(raw)), [true, true]);
  await sink.stop();
});

scenario("swaks brings a mail to the sink, and the sink refuses when told", NONE, async () => {
  const sink = await SmtpSink.start();
  const raw = compose(mail);
  const envelope = { from: mail.from, to: [mail.to, "second@guichet.example"], raw };
  const good = await swaks(sink.port, envelope);
  assert.equal(good.code, 250, good.dialogue);
  const kept = await sink.message("the mail");
  assert.deepEqual(kept.to, ["support@guichet.example", "second@guichet.example"]);
  assert.equal(kept.from, "zoe@lumen.example");
  assert.equal(kept.mail.text, mail.text);
  assert.equal(kept.mail.header("subject"), mail.subject);

  sink.answer("rcpt", "550 5.1.1 nobody here", { to: "second@guichet.example" });
  sink.answer("message", "451 4.3.0 later");
  assert.equal((await swaks(sink.port, envelope)).code, 451);
  const later = await swaks(sink.port, envelope);
  assert.equal(later.code, 250, later.dialogue);
  assert.equal(sink.messages.length, 2);
  sink.answer("mail", "550 5.7.1 not you");
  assert.match((await swaks(sink.port, envelope)).reply, /^550 5\.7\.1/);
  await sink.stop();
});
