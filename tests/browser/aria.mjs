// What a page says to somebody who hears it: roles, names and states as the browser gives them to a
// screen reader, held against a file in `aria/`. `GUICHET_MAKE_ARIA=1` writes the files anew.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "aria");
/** Lines around each difference. */
const AROUND = 2;

/** What is different at each run, and nothing else: times of day, dates, how long ago, the file's ids. */
const MOVING = /** @type {[RegExp, string][]} */ ([
  [/\b(?:now|\d+ min|\d+ h)(?=["\s),]|$)/gm, "AGO"],
  [/\b\d{1,2}:\d{2}\b/g, "TIME"],
  [/\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?\b/g, "DATE"],
  [/\b\d{4}-\d{2}-\d{2}\b/g, "DATE"],
  [/(\/t\/\d+\/[ma]\/)\d+/g, "$1ID"],
  [/#a\d+\b/g, "#aID"],
  [/\b127\.0\.0\.1:\d+\b/g, "HOST"],
]);

const steady = (text) => MOVING.reduce((said, [pattern, word]) => said.replace(pattern, word), text);

/**
 * Says how a part of a page differs from its file; empty where it does not.
 *
 * @param {string} name of the file
 * @param {import("playwright-core").Locator} part
 * @returns {Promise<string>}
 */
export async function differs(name, part) {
  const path = join(FOLDER, `${name}.yml`);
  const is = `${steady(await part.ariaSnapshot())}\n`;
  if (process.env.GUICHET_MAKE_ARIA) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, is);
  }
  if (!existsSync(path)) return `${name}: no file ${path}; GUICHET_MAKE_ARIA=1 writes it`;
  const was = readFileSync(path, "utf8");
  return was === is ? "" : `${name}: - as in the file, + as the page says it\n${difference(was.split("\n"), is.split("\n")).join("\n")}`;
}

/**
 * The lines that only one of two texts has, with some that both have around them.
 *
 * @param {string[]} was
 * @param {string[]} is
 */
function difference(was, is) {
  // How many lines the rests from (i, j) on share.
  const shared = Array.from({ length: was.length + 1 }, () => new Uint32Array(is.length + 1));
  for (let i = was.length - 1; i >= 0; i -= 1) {
    for (let j = is.length - 1; j >= 0; j -= 1) {
      shared[i][j] = was[i] === is[j] ? shared[i + 1][j + 1] + 1 : Math.max(shared[i + 1][j], shared[i][j + 1]);
    }
  }
  const lines = /** @type {string[]} */ ([]);
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    if (i < was.length && j < is.length && was[i] === is[j]) { lines.push(`  ${was[i]}`); i += 1; j += 1; }
    else if (j >= is.length || (i < was.length && shared[i + 1][j] >= shared[i][j + 1])) { lines.push(`- ${was[i]}`); i += 1; }
    else { lines.push(`+ ${is[j]}`); j += 1; }
  }
  const near = (at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((line) => !line.startsWith(" "));
  return lines.flatMap((line, at) => (near(at) ? [line] : near(at - 1) ? ["  …"] : []));
}
