// On a large screen, 2560 by 1440: nothing stands out of its box, and no line of text is longer than
// one reads with ease. With SHOTS=folder it keeps a picture of each page.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { spills } from "./fit.mjs";
import { address } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const [WIDTH, HEIGHT] = [2560, 1440];
/** The widest line of a mail, in the size of the page's letters (rem). */
const MOST = 44;
const CAMILLE = "Camille Roussel <camille.roussel@atelier-durand.example>";
const WORDS = "Since the change of the cable on the second floor the screen at desk B-204 stays black when the lid of the laptop is shut and it is plugged in again. ";

async function picture(page, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), animations: "disabled" });
}

/** Runs in the page: the widest line of text in some elements, in rem, with how it begins. */
function widest(selector) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  let most = { rem: 0, text: "" };
  for (const root of document.querySelectorAll(selector)) {
    const frame = root instanceof HTMLIFrameElement ? root.contentDocument : null;
    const within = frame?.body ?? root, words = (frame ?? document).createTreeWalker(within, NodeFilter.SHOW_TEXT), range = (frame ?? document).createRange();
    for (let node = words.nextNode(); node; node = words.nextNode()) {
      if (!node.textContent?.trim() || !node.parentElement?.checkVisibility()) continue;
      range.selectNodeContents(node);
      for (const { width } of range.getClientRects()) if (width / rem > most.rem) most = { rem: width / rem, text: node.textContent.trim().slice(0, 60) };
    }
  }
  return most;
}

/** Fails where no line is found, and where one is too long to be read. */
async function readable(page, selector, name) {
  const { rem, text } = await page.evaluate(widest, selector);
  assert.ok(rem > 0, `${name}: no text in ${selector}`);
  assert.ok(rem <= MOST, `${name}: a line of ${rem.toFixed(1)} rem in ${selector}: “${text}”`);
}

/** Tickets of all kinds, one with long mails, a note and an answer; gives back its number. */
async function furnish(desk, sink) {
  await desk.api("POST", "/groups", { name: "Front desk", members: [desk.admin.email] });
  for (let at = 1; at <= 24; at += 1) {
    const priority = ["low", "medium", "high", "urgent"][at % 4], tags = ["vpn", "front-desk", "hardware"].slice(0, at % 4);
    const { body } = await desk.api("POST", "/tickets", { name: `${WORDS.slice(0, 20 + at * 5)}`, description: WORDS.repeat(6), priority, tags, customer: { name: "Camille Roussel", email: "camille.roussel@atelier-durand.example" } });
    await desk.api("PATCH", `/tickets/${body.number}`, { status: ["open", "processing", "waiting", "closed"][at % 4], ...(at % 3 && { assignee: at % 2 ? { user: desk.admin.email } : { group: "Front desk" } }) });
  }
  await desk.deliver([{ from: CAMILLE, subject: "Screen stays black", text: `Hello,\n\n${WORDS.repeat(5)}\n\nCamille\n` }]);
  const { number } = await desk.ticket("Screen stays black");
  const path = `/tickets/${number}`;
  await desk.api("POST", `${path}/notes`, { text: WORDS.repeat(4) });
  await desk.api("POST", `${path}/messages`, { text: WORDS.repeat(4) });
  const { mail } = await sink.message("the answer");
  const html = `<h2>Hello</h2><p>${WORDS.repeat(6)}</p><table border="1"><tr><td>Desk</td><td>${WORDS}</td></tr></table>`;
  await desk.deliver([{ from: CAMILLE, to: address(mail.header("reply-to")), subject: "Re: Screen stays black", text: `${WORDS.repeat(3)}\n\n> ${WORDS.repeat(3)}\n`, html }]);
  await until("the second mail", async () => (await desk.api("GET", path)).body.activities.filter(({ kind }) => kind === "mail").length === 3);
  return number;
}

scenario("on a large screen nothing spills, and lines stay short enough to be read", { timeout: 180_000 }, async ({ desk, sink, expert }) => {
  const number = await furnish(desk, sink);
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await expert({ viewport: { width: WIDTH, height: HEIGHT }, colorScheme });
    const faults = [];
    const at = async (name, path, prepare = async () => {}) => {
      await page.goto(path);
      await prepare();
      faults.push(...(await spills(page, { widths: [WIDTH] })));
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
      await picture(page, `${name}-${colorScheme}`);
    };
    await at("overview", "/tickets");
    await at("overview-preview", `/tickets?preview=${number}`, () => page.locator(".preview", { hasText: "Screen stays black" }).waitFor());
    await readable(page, ".preview", "the side panel");
    await at("ticket", `/t/${number}`, async () => {
      await page.locator(".msg details.html summary").first().click();
      await until("the frame", () => page.locator("iframe[data-frame]").first().evaluate((el) => /** @type {HTMLIFrameElement} */ (el).contentDocument?.querySelector("table") !== null && el.clientHeight > 60));
    });
    await readable(page, ".msg .body .pre", "the texts of the ticket");
    await readable(page, "iframe[data-frame]", "the page of a mail");
    await readable(page, "[data-composer]", "the composer");
    await at("home", "/");
    await readable(page, "main p, main .sub", "the dashboard");
    assert.deepEqual(faults, []);
    // A drawing grows with its card, and its letters not beyond those of the page.
    const letters = await page.evaluate(() => {
      const size = (el) => parseFloat(getComputedStyle(el).fontSize);
      const drawn = [...document.querySelectorAll("svg text")].map((el) => size(el) * (/** @type {SVGTextElement} */ (el).getScreenCTM()?.a ?? 1));
      return { drawn: Math.max(...drawn), heading: size(document.querySelector("h1")) };
    });
    assert.ok(letters.drawn <= letters.heading, `letters of ${letters.drawn.toFixed(1)} px in the chart, of ${letters.heading} px in the heading`);
  }
});
