// The log of a ticket: what comes below moves nothing that somebody reads, and is led to; days have
// their heading.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { focusOn } from "./focus.mjs";
import { address } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";

/** A ticket whose log is several windows long; gives back its number. */
async function long(desk) {
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n" }]);
  const { number } = await desk.ticket("Écran noir");
  for (let at = 1; at <= 12; at += 1) await note(desk, number, `Note ${at}\n${"and more\n".repeat(6)}`);
  return number;
}

async function note(desk, number, text) {
  const { status, body } = await desk.api("POST", `/tickets/${number}/notes`, { text });
  assert.equal(status, 201, JSON.stringify(body));
}

/** Opens a ticket, once its log stands at its end. */
async function open(page, number) {
  await page.goto(`/t/${number}`);
  await atEnd(page);
}

const atEnd = (page) => until("the end of the log", () => page.locator("[data-scroll]").evaluate((el) => el.scrollTop > 0 && el.scrollHeight - el.scrollTop - el.clientHeight < 2));
const atTop = (page) => until("the top of the log", () => page.locator("[data-scroll]").evaluate((el) => el.scrollTop === 0));

/** Turns the wheel over the log. */
async function wheel(page, by) {
  const { x, y, width, height } = await page.locator("[data-scroll]").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, by);
}

const entry = (page, text) => page.locator("[data-log] > li", { hasText: text }).first();
const inSight = (page, text) => until(`"${text}" in sight`, () => entry(page, text).evaluate((el) => {
  const log = el.closest("[data-scroll]").getBoundingClientRect(), box = el.getBoundingClientRect();
  return box.bottom > log.top && box.top < log.bottom;
}));
const newer = (page) => page.locator("[data-newer]");
/** What the button over the log says, once it is there. */
const says = (page, text) => page.locator("[data-newer]:visible", { hasText: new RegExp(`^${text}$`) }).waitFor();

scenario("what comes while somebody reads further up is counted, and one press leads there", { timeout: 150_000 }, async ({ desk, sink, expert }) => {
  const number = await long(desk);
  const { page } = await expert();
  await open(page, number);
  // At the end the log goes on by itself, and nothing is said.
  await note(desk, number, "Seen as it comes");
  await inSight(page, "Seen as it comes");
  await atEnd(page);
  assert.equal(await newer(page).isVisible(), false);

  await wheel(page, -20_000);
  await atTop(page);
  const place = () => entry(page, "Note 2").boundingBox();
  const before = await place();
  await note(desk, number, "Held back");
  await says(page, "1 new line, show");
  // Whatever kind it is: a change, an answer, which gives it to who answers, and the customer's mail.
  await desk.api("PATCH", `/tickets/${number}`, { priority: "urgent" });
  await says(page, "2 new lines, show");
  await desk.api("POST", `/tickets/${number}/messages`, { text: "Try the other cable." });
  await says(page, "4 new lines, show");
  const { mail } = await sink.message("the answer");
  await desk.deliver([{ from: ZOE, to: address(mail.header("reply-to")), subject: "Re: Écran noir", text: "Merci, c'est réparé.\n", html: "<p>Merci, c'est <b>réparé</b>.</p>" }]);
  await says(page, "5 new lines, show");
  // That it was delivered is drawn in its place and counts as nothing new.
  await entry(page, "Try the other cable.").locator(".foot", { hasText: "Delivered" }).waitFor();
  assert.equal(await newer(page).innerText(), "5 new lines, show");
  assert.deepEqual(await place(), before, "what one reads stays where it is");
  await atTop(page);

  await newer(page).click();
  await atEnd(page);
  await inSight(page, "Merci");
  await newer(page).waitFor({ state: "hidden" });
  assert.equal(await page.locator("[data-log] > li", { hasText: "Held back" }).count(), 1);
  // What follows is seen as it comes, and what was counted is not counted twice.
  await note(desk, number, "Right after");
  await inSight(page, "Right after");
  await wheel(page, -20_000);
  await atTop(page);
  await note(desk, number, "Held again");
  await says(page, "1 new line, show");
  // Whoever goes to the end by themselves has seen it.
  await wheel(page, 40_000);
  await atEnd(page);
  await newer(page).waitFor({ state: "hidden" });
});

scenario("what came below is reached by the keyboard, which goes on in the log", { timeout: 150_000 }, async ({ desk, expert }) => {
  const number = await long(desk);
  const { page } = await expert();
  await open(page, number);
  await page.locator("[data-scroll]").focus();
  await page.keyboard.press("Home");
  await atTop(page);
  await note(desk, number, "Held back");
  await note(desk, number, "Held back too");
  await says(page, "2 new lines, show");
  await focusOn(page, "[data-scroll]");
  await atTop(page);
  // From the answer that one writes it is a few stops back; what one reads stays where it is.
  await page.keyboard.press("r");
  await focusOn(page, "#c-text");
  for (let stops = 0; stops < 12 && !(await newer(page).evaluate((el) => el === document.activeElement)); stops += 1) await page.keyboard.press("Shift+Tab");
  await focusOn(page, "[data-newer]");
  await atTop(page);
  await page.keyboard.press("Enter");
  await atEnd(page);
  await inSight(page, "Held back too");
  await newer(page).waitFor({ state: "hidden" });
  // The button is gone: the keys go on where it led to.
  await focusOn(page, "[data-scroll], [data-scroll] *");
  await page.keyboard.press("Home");
  await atTop(page);
  // An answer of one's own leads to itself, and past what was held.
  await note(desk, number, "Held once more");
  await says(page, "1 new line, show");
  await page.keyboard.press("n");
  await focusOn(page, "#c-note");
  await page.keyboard.type("My own");
  await page.keyboard.press("Control+Enter");
  await inSight(page, "My own");
  await newer(page).waitFor({ state: "hidden" });
});

/** Serves the sample organization, whose tickets have a past, in place of the desk; gives back how to end it. */
async function sample(desk) {
  await desk.stop();
  desk.data = join(desk.folder, "sample");
  const ports = ["--web", new URL(desk.url).host, "--smtp", `127.0.0.1:${desk.smtpPort}`];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GUICHET_")));
  const child = spawn(desk.binary, ["demo", "--data", desk.data, ...ports], { cwd: desk.folder, env });
  const lines = /** @type {string[]} */ ([]);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => lines.push(...text.split("\n")));
  const ended = once(child, "exit");
  const end = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(late);
    desk.log.push(...lines);
  };
  try {
    const [, email, password] = await until("the sample organization", () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${lines.join("\n")}`);
      return /sign in as (\S+) .*password "([^"]+)"/.exec(lines.join("\n"));
    }, 200_000);
    Object.assign(desk.admin, { email, password });
    desk.token = (await desk.verb("token create", email)).trim().split("\n").at(-1) ?? "";
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

/** The days of some moments, `2026-11-30`, as the clocks of a zone have them. */
function daysIn(zone) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (at) => day.format(at);
}

/** What stands over a day in English. */
function heading(day, today) {
  const date = new Date(`${day}T12:00:00Z`), back = Math.round((Date.parse(`${today}T12:00:00Z`) - date.getTime()) / 86_400_000);
  if (back < 2) return ["Today", "Yesterday"][back];
  const said = (options) => date.toLocaleDateString("en-GB", { timeZone: "UTC", ...options });
  const year = day.slice(0, 4) === today.slice(0, 4) ? "" : ` ${day.slice(0, 4)}`;
  return `${said({ weekday: "long" })} ${date.getUTCDate()} ${said({ month: "long" })}${year}`;
}

/** The log as it stands: each heading with the days of the lines below it, in a zone. */
const grouped = (page, day) => page.locator("[data-log]").evaluate((log) => [...log.children].map((li) => (li.classList.contains("day") ? { day: li.getAttribute("data-day"), text: li.textContent?.trim() } : { at: li.querySelector("header time, :scope > time")?.getAttribute("datetime") })))
  .then((lines) => lines.filter((line) => line.day !== null).reduce((days, { day: date, text, at }) => {
    if (date) days.push({ date, text, days: [] });
    else days.at(-1).days.push(day(new Date(at)));
    return days;
  }, /** @type {{ date: string, text: string, days: string[] }[]} */ ([])));

scenario("a log of several days has a heading over each, and today's when today comes", { desk: "empty", timeout: 300_000 }, async ({ desk, expert }) => {
  const end = await sample(desk);
  try {
    const { page } = await expert();
    const zone = await page.locator("[data-stale]").getAttribute("data-zone");
    const day = daysIn(zone ?? ""), today = () => day(new Date());
    // One that ended before today, on the second of two days or later.
    const { tickets } = (await desk.api("GET", "/tickets?limit=200&query=status:closed")).body;
    let number = 0;
    for (const one of tickets) {
      const { activities } = (await desk.api("GET", `/tickets/${one.number}`)).body;
      const days = [...new Set(activities.map(({ at }) => day(new Date(at))))];
      if (days.length >= 2 && days.at(-1) < today() && activities.length < 40) { number = one.number; break; }
    }
    assert.ok(number, "a ticket of two days");
    // Midnight may come between the page and the look at the clock.
    let now = "", seen = /** @type {Awaited<ReturnType<typeof grouped>>} */ ([]);
    do {
      now = today();
      await page.goto(`/t/${number}`);
      seen = await grouped(page, day);
    } while (now !== today());
    assert.ok(seen.length >= 2, JSON.stringify(seen));
    for (const { date, text, days } of seen) {
      assert.ok(days.length, `nothing below ${date}`);
      assert.deepEqual([...new Set(days)], [date], `below ${text}`);
      assert.equal(text, heading(date, now));
    }
    const dates = seen.map(({ date }) => date);
    assert.deepEqual(dates, [...new Set(dates)].sort(), "each day once, in order");
    // What comes begins its day, once.
    await note(desk, number, "First of today");
    await entry(page, "First of today").waitFor();
    await note(desk, number, "Second of today");
    await entry(page, "Second of today").waitFor();
    const grown = await grouped(page, day);
    if (now === today()) assert.deepEqual(grown.slice(dates.length).map(({ text, days }) => [text, days.length]), [["Today", 2]]);
    await page.reload();
    assert.deepEqual((await grouped(page, day)).map(({ date, days }) => [date, days.length]), grown.map(({ date, days }) => [date, days.length]), "as the page has it when it is loaded anew");
  } finally {
    await end();
  }
});
