// Runs the scenarios against the real binary in a real Chromium, a few side by side: each has a desk,
// a sink and people of its own, and each row of them a browser of its own.
//
//   node run.mjs [--binary PATH] [--jobs N] [WORD…]      only files or titles that hold one of the words
//
// N is 2 without the word.
// Ends with `N passed, N failed`. Pictures and logs of failures: target/browser-failures.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Person, chromiumPath, launch } from "./browser.mjs";
import { Desk } from "./desk.mjs";
import { scenarios } from "./scenario.mjs";
import { SmtpSink } from "./smtp_sink.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const failures = join(root, "target/browser-failures");

const args = process.argv.slice(2);
/** Takes an option and its value out of the words. */
function option(name) {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}
const jobs = Number(option("--jobs") ?? 2);
const built = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "x86_64-unknown-linux-gnu/debug/guichet");
const binary = resolve(option("--binary") ?? built);

/** What a scenario is given: its desk and sink, people at screens. */
async function prepare(kind, browser) {
  const world = { browser, people: /** @type {any[]} */ ([]) };
  world.person = async (options = {}) => {
    const person = await Person.open(browser, { baseURL: world.desk?.url, ...options });
    world.people.push(person);
    return person;
  };
  /** Somebody who is signed in as the admin of the set-up. */
  world.expert = async (options) => {
    const person = await world.person(options);
    await person.signIn(world.desk.admin.email, world.desk.admin.password);
    return person;
  };
  if (kind === "none") return world;
  if (!existsSync(binary)) throw new Error(`no binary at ${binary}: run cargo build`);
  world.sink = await SmtpSink.start();
  world.desk = await Desk.create(binary);
  return world;
}

const faultsOf = (world) => world.people.map((person) => [...person.faults]);

/** Fails when something went wrong that the scenario did not look at. */
function inspect(world, before, code) {
  // What a page was asking for when the desk was stopped under it at the very end found nobody.
  const late = faultsOf(world).map((faults, at) => faults.slice(before[at]?.length)).flat();
  const faults = [...before.flat(), ...late.filter((fault) => !/ERR_(CONNECTION|EMPTY|INCOMPLETE|SOCKET)|Failed to fetch dynamically imported module/.test(fault))];
  if (faults.length) throw new Error(`in the browser:\n  ${faults.join("\n  ")}`);
  const panics = world.desk?.log.filter((line) => line.includes("panicked")) ?? [];
  if (panics.length) throw new Error(`in the log: ${panics[0]}`);
  if (world.desk && code !== 0) throw new Error(`the desk stopped with ${code}, not 0`);
}

/** What failed, for the end of the run: where a long output is cut, its middle is what is left out. */
const told = /** @type {string[]} */ ([]);

/** Keeps what helps to understand a failure. */
async function keep(title, world, error) {
  mkdirSync(failures, { recursive: true });
  const name = join(failures, title.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60));
  const pages = world?.people.flatMap((person) => person.context.pages()) ?? [];
  for (const [i, page] of pages.entries()) {
    await page.screenshot({ path: `${name}-${i + 1}.png`, fullPage: true, timeout: 5_000 }).catch(() => {});
  }
  const log = world?.desk?.log ?? [];
  const dialogue = world?.sink?.dialogue ?? [];
  writeFileSync(`${name}.log`, [error.stack, "", ...log, "", ...dialogue].join("\n"));
  const said = `  ${(error.stack ?? error).toString().replaceAll("\n", "\n  ")}`;
  told.push(`FAILED ${title}`, said);
  console.log(said);
  log.slice(-15).forEach((line) => console.log(`  log: ${line}`));
  console.log(`  more: ${name}.log`);
}

async function runOne({ title, desk: kind, timeout, run }, browser) {
  let world;
  let timer;
  const started = Date.now();
  try {
    world = await prepare(kind, browser);
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${timeout} ms`)), timeout);
    });
    const work = (async () => {
      if (kind === "ready") await world.desk.setup({ smarthost: world.sink.url });
      if (kind !== "none") await world.desk.start();
      await run(world);
      // The scenario may have stopped the desk itself, and then has judged how.
      const before = faultsOf(world);
      const code = world.desk?.running ? await world.desk.stop() : 0;
      inspect(world, before, code);
    })();
    work.catch(() => {});
    await Promise.race([work, limit]);
    console.log(`ok     ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    console.log(`FAILED ${title}`);
    await keep(title, world, /** @type {Error} */ (error));
    return false;
  } finally {
    clearTimeout(timer);
    for (const person of world?.people ?? []) await person.context.close().catch(() => {});
    await world?.desk?.kill();
    await world?.sink?.stop();
    world?.desk?.remove();
  }
}

if (!chromiumPath()) {
  console.error("no Chromium: install the package chromium, or name one in CHROMIUM");
  process.exit(2);
}
rmSync(failures, { recursive: true, force: true });
for (const file of readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort()) {
  const before = scenarios.length;
  await import(`./${file}`);
  scenarios.slice(before).forEach((it) => Object.assign(it, { file }));
}
const chosen = scenarios.filter(({ file, title }) => !args.length || args.some((word) => `${file} ${title}`.includes(word)));
const left = [...chosen];
let passed = 0;
// What nobody awaits belongs to no scenario: it fails the run, and the others still show what they find.
let stray = 0;
process.on("unhandledRejection", (error) => {
  stray += 1;
  const line = `FAILED something that no scenario awaits\n  ${error instanceof Error ? error.stack : error}`;
  told.push(line);
  console.log(line);
});
async function work() {
  let browser = await launch();
  for (let one = left.shift(); one; one = left.shift()) {
    if (!browser.isConnected()) browser = await launch();
    if (await runOne(one, browser)) passed += 1;
  }
  await browser.close();
}
await Promise.all(Array.from({ length: jobs }, work));
const failed = chosen.length - passed + stray;
told.forEach((line) => console.log(line));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !chosen.length ? 1 : 0;
