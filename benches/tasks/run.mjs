// Ten tasks of an expert's day, each by mouse and by the keyboard alone, in a real browser against a
// desk of its own with a few hundred tickets.
//
//   node benches/tasks/run.mjs [ROUNDS] [WORD…]      default: 5; only tasks whose names hold a word
//
// Needs the packages of tests/browser (./test installs them) and a build (GUICHET_BINARY, else the
// release). Ends with an error where a task did not do what it says. Prints; people judge.

import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Person, launch } from "../../tests/browser/browser.mjs";
import { Day } from "./day.mjs";
import { Hands } from "./hands.mjs";

const MAILS = 300;
const WAYS = ["mouse", "keyboard"];

const [count = "5", ...words] = process.argv.slice(2);
const rounds = Number(count);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`${count} is no number of rounds`);
const binary = resolve(process.env.GUICHET_BINARY ?? "target/x86_64-unknown-linux-gnu/release/guichet");
const files = readdirSync(fileURLToPath(new URL(".", import.meta.url))).filter((file) => /^\d\d_.*\.mjs$/.test(file)).sort();
const all = await Promise.all(files.map(async (file) => ({ ...(await import(`./${file}`)), number: Number(file.slice(0, 2)) })));
const tasks = all.filter(({ name }) => !words.length || words.some((word) => name.includes(word)));

/** Prepares a task, does it in one way, and looks whether it is done. */
async function once(day, person, hands, task, way, nth) {
  try {
    const it = await task.prepare(day, nth);
    await hands.start(...it.start);
    await task[way](hands, it);
    await task.check(day, it);
    if (person.faults.length) throw new Error(`in the browser: ${person.faults.join("\n")}`);
    return hands.result();
  } catch (error) {
    throw new Error(`${task.name}, by ${way}, round ${nth}: ${/** @type {Error} */ (error).message}`, { cause: error });
  }
}

/** The median and the worst, in whole milliseconds. @param {number[]} times */
function figures(times) {
  const sorted = [...times].sort((a, b) => a - b), half = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
  return `${Math.round(median)} / ${Math.round(sorted.at(-1) ?? 0)}`;
}

/** One number where all rounds agree, else the least and the most. @param {number[]} counts */
function same(counts) {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `${least}` : `${least}–${most}`;
}

const day = await Day.begin(binary, MAILS);
const browser = await launch();
/** @type {Map<string, any[]>} */
const results = new Map();
try {
  const person = await Person.open(browser, { baseURL: day.desk.url });
  await person.signIn(day.desk.admin.email, day.desk.admin.password);
  const hands = await Hands.of(person);
  // The round before the first is not counted: the browser has the files, the desk knows its habits.
  for (let round = 0; round <= rounds; round += 1) {
    for (const task of tasks) {
      for (const way of WAYS) {
        const done = await once(day, person, hands, task, way, `${round}${way[0]}`);
        if (round) results.set(`${task.number} ${way}`, [...(results.get(`${task.number} ${way}`) ?? []), done]);
      }
    }
  }
} finally {
  await browser.close();
  await day.end();
}

console.log(`${rounds} rounds, ${MAILS} tickets and what the tasks made; times are median / worst in ms\n`);
console.log("| task | way | keys | clicks | pages | first input to done | of it waiting |");
console.log("| --- | --- | --- | --- | --- | --- | --- |");
for (const task of tasks) {
  for (const way of WAYS) {
    const done = results.get(`${task.number} ${way}`) ?? [];
    const counts = ["keys", "clicks", "loads"].map((what) => same(done.map((one) => one[what])));
    console.log(`| ${way === WAYS[0] ? `${task.number} ${task.name}` : ""} | ${way} | ${counts.join(" | ")} | ${figures(done.map(({ all }) => all))} | ${figures(done.map(({ waited }) => waited))} |`);
  }
}
