// Chromium as the scenarios see it. Never downloads one, never reaches beyond this machine.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { until } from "./scenario.mjs";

const PATHS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A desk under a name of its own network: over plain HTTP that is no secure context.
  "--host-resolver-rules=MAP desk.guichet.test 127.0.0.1",
];

/** Path of an installed Chromium, `undefined` where there is none. */
export const chromiumPath = () => PATHS.find((path) => path && existsSync(path));

/**
 * Waits until a script that a page fetches behind its first look is there and has run: what is pressed before
 * is answered without it, or not at all.
 */
export const script = (page, name) => until(`the script ${name}`, () => page.evaluate(async (wanted) => {
  const found = performance.getEntriesByType("resource").find((one) => one.name.includes(`/${wanted}.`));
  return found && import(found.name).then(() => true);
}, name));

/** Starts Chromium with an empty profile. */
export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

/**
 * True for Chromium's own word that it left out the animation between two pages, because the new
 * one was on the screen first or the way there was given up. Our scripts start no transition: there is
 * none that they could catch.
 */
const SKIPPED = [
  "InvalidStateError: Transition was aborted because of invalid state. Page already revealed",
  "AbortError: Transition was skipped. Navigation aborted",
];
const skippedTransition = (error) => SKIPPED.includes(`${error?.name}: ${error?.message}`);

/** What a script threw, in words; not everything that is thrown has a stack. */
const told = (error) => error?.stack || (error?.name ? `${error.name}: ${error.message}` : String(error));

/**
 * Hears of what goes wrong in the pages of a context: script errors, console errors (a refused load by the
 * content policy is one) and requests that leave for another host.
 *
 * @param {import("playwright-core").BrowserContext} context
 * @param {(fault: string) => unknown} note
 * @param {{ host?: string, scripted?: boolean }} options `host`: without one none is another. `scripted`:
 *   without script there is nothing that could fail; Chromium reports empty errors all the same
 */
export function notice(context, note, { host, scripted = true } = {}) {
  context.on("weberror", (event) => {
    const error = event.error();
    if (scripted && !skippedTransition(error)) note(`script: ${told(error)}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    const away = url.protocol.startsWith("http") && host && url.host !== host;
    if (away) note(`left for ${url.href}`);
  });
}

/**
 * A person at a screen: a browser context with a page, which notes what goes wrong in it.
 *
 * `faults` lists what `notice` heard, in their own pages and in those that are looked at as they are signed
 * in; the runner fails a scenario that ends with any. A scenario that provokes one takes it off the list.
 */
export class Person {
  static async open(browser, options = {}) {
    const context = await browser.newContext({
      locale: "en-GB",
      timezoneId: "Europe/Paris",
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const person = new Person();
    person.context = context;
    person.faults = [];
    const host = options.baseURL ? new URL(options.baseURL).host : undefined;
    notice(context, (fault) => person.faults.push(fault), { host, scripted: options.javaScriptEnabled !== false });
    person.page = await context.newPage();
    return person;
  }

  /** Takes faults off the list that a scenario provoked, and fails when there was none. */
  async forgive(pattern) {
    await until(`the fault ${pattern}`, () => this.faults.some((fault) => pattern.test(fault)));
    this.faults = this.faults.filter((fault) => !pattern.test(fault));
  }

  /** Signs in through the form; ends on the tickets. */
  async signIn(email, password, to = "/tickets") {
    await this.page.goto(`/sign-in?next=${encodeURIComponent(to)}`);
    await this.page.locator('input[name="email"]').fill(email);
    await this.page.locator('input[name="password"]').fill(password);
    await Promise.all([
      this.page.waitForURL((url) => !url.pathname.startsWith("/sign-in")),
      this.page.locator('form[action="/sign-in"] .btn.primary').click(),
    ]);
  }
}
