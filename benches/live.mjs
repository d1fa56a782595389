// From `250` to the row on an open screen: mails one after the other, each timed in the browser.
//
//   node benches/live.mjs [MAILS]        default: 100
//
// Needs the packages of tests/browser (./test installs them) and a release build.

import { resolve } from "node:path";
import { Person, launch } from "../tests/browser/browser.mjs";
import { Desk } from "../tests/browser/desk.mjs";

const mails = Number(process.argv[2] ?? 100);
const binary = resolve(process.env.GUICHET_BINARY ?? "target/x86_64-unknown-linux-gnu/release/guichet");
const desk = await Desk.create(binary);
const browser = await launch();
const times = [];

/** Notes in the page when a row that holds a text is there first. */
const watch = (page, text) =>
  page.evaluate((wanted) => {
    const found = () => [...document.querySelectorAll("[data-rows] tr:not([hidden])")].some((row) => row.textContent?.includes(wanted));
    globalThis.rowAt = new Promise((resolve) => {
      const observer = new MutationObserver(() => found() && (observer.disconnect(), resolve(Date.now())));
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    });
  }, text);

try {
  await desk.setup({});
  await desk.start();
  await desk.api("POST", "/tickets", { name: "Already here", customer: { email: "max@lumen.example" } });
  const person = await Person.open(browser, { baseURL: desk.url });
  await person.signIn(desk.admin.email, desk.admin.password);
  await person.page.goto("/tickets");
  await person.page.mouse.move(2, 2);
  for (let i = 1; i <= mails; i += 1) {
    const subject = `Lamp ${i} is dark`;
    await watch(person.page, subject);
    const [sent] = await desk.deliver([{ from: "Zoe <zoe@lumen.example>", subject, text: "Hello\n" }]);
    if (sent.code !== 250) throw new Error(sent.reply);
    times.push((await person.page.evaluate(() => globalThis.rowAt)) - sent.at);
  }
} finally {
  await browser.close();
  await desk.stop();
  desk.remove();
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`from 250 to the row, ${times.length} mails: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`);
