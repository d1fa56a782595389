// The hands of a person: presses, types and clicks what is in sight, and waits for what they wait
// for. What was pressed and how long it took is the browser's word (watch.mjs), not ours.

import { until } from "../../tests/browser/scenario.mjs";
import { watch } from "./watch.mjs";

/** @typedef {import("./watch.mjs").Sight} Sight */

/** How long a state may take before the task has failed, in milliseconds. */
const PATIENCE = 15_000;

export class Hands {
  /** @param {any} person of tests/browser */
  static async of(person) {
    const hands = new Hands();
    hands.page = person.page;
    await person.context.exposeBinding("benchStands", (_, said) => { hands.said = said; });
    await person.context.addInitScript(watch);
    return hands;
  }

  /** Goes to where a task begins; nothing of that counts. @param {string} path @param {string} shown */
  async start(path, shown) {
    await this.page.goto(path);
    await this.page.locator(shown).first().waitFor();
    await this.page.mouse.move(700, 5);
    await until("the page to be complete", () => this.page.evaluate(() => document.readyState === "complete"));
    await this.page.evaluate(() => /** @type {any} */ (window).bench.begin());
    this.done = { keys: 0, clicks: 0, loads: 0, waited: 0, first: 0, at: 0 };
  }

  /**
   * Does something and waits until the page stands as it is waited for.
   *
   * @param {string | Sight | (Sight & { path?: string, gone?: string, and?: Sight[] })} wanted
   * @param {() => Promise<void>} moves
   */
  async see(wanted, moves) {
    const { path, gone, and = [], ...sight } = /** @type {any} */ (typeof wanted === "string" ? { shown: wanted } : wanted);
    const goal = { path, gone, sights: [sight, ...and] };
    const what = JSON.stringify(wanted);
    if (!(await this.page.evaluate((it) => /** @type {any} */ (window).bench.arm(it), goal))) throw new Error(`there before anything was done: ${what}`);
    this.said = undefined;
    this.inputs = 0;
    await moves();
    const said = await until(what, () => this.said?.inputs === this.inputs && this.said, PATIENCE).catch((error) => {
      throw new Error(`${error.message}, on ${this.page.url()}`);
    });
    await this.page.evaluate(() => /** @type {any} */ (window).bench.rest());
    const { keys, clicks, loads, first, last, at } = said;
    this.done = { keys, clicks, loads, first, at, waited: this.done.waited + at - last };
  }

  /** What was done since the start, in the browser's words. */
  result() {
    const { keys, clicks, loads, first, at, waited } = this.done;
    return { keys, clicks, loads, all: at - first, waited };
  }

  /** Presses keys; two at once, such as `Control+k`, are one press. @param {string[]} keys */
  async press(...keys) {
    for (const key of keys) {
      this.inputs += 1;
      await this.page.keyboard.press(key);
    }
  }

  /** @param {string} text of ASCII, so that each letter is a press */
  async type(text) {
    this.inputs += text.length;
    await this.page.keyboard.type(text);
  }

  /**
   * Presses Tab (or another key) until something has the focus.
   * @param {string} selector
   * @param {{ key?: string }} [how]
   */
  async tab(selector, { key = "Tab" } = {}) {
    for (let stops = 0; stops < 80; stops += 1) {
      await this.press(key);
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`${key} never reached ${selector}`);
  }

  /**
   * Clicks what can be seen; fails where it is out of sight or something lies over it.
   * @param {string} selector
   * @param {{ text?: string, held?: string }} [how]
   */
  async click(selector, { text, held } = {}) {
    const { x, y } = await this.#find(selector, text);
    this.inputs += 1;
    if (held) await this.page.keyboard.down(held);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.up();
    if (held) await this.page.keyboard.up(held);
  }

  /** Takes one of a choice whose list is the browser's own, which no script can press: two clicks. @param {string} selector @param {string} value */
  async choose(selector, value) {
    const { x, y } = await this.#find(selector);
    this.inputs += 2;
    await this.page.mouse.move(x, y);
    await this.page.evaluate(() => /** @type {any} */ (window).bench.choose());
    await this.page.locator(selector).selectOption(value);
  }

  /** Moves the pointer there and waits for what that brings; no press. @param {string} selector @param {string} brings */
  async over(selector, brings) {
    const { x, y } = await this.#find(selector);
    await this.page.mouse.move(x, y);
    await this.page.locator(brings).first().waitFor();
  }

  /**
   * The middle of what can be seen, once a press would reach it: while one page fades into the next it
   * would not, and whoever is that fast has waited for that too.
   * @param {string} selector
   * @param {string} [text]
   */
  async #find(selector, text) {
    const found = await this.page.evaluate(async ({ selector, text }) => {
      const began = performance.now();
      const look = () => {
        const one = [...document.querySelectorAll(selector)].find((el) => el.checkVisibility({ visibilityProperty: true }) && (!text || el.textContent?.includes(text)));
        if (!one) return "is not there";
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const x = (left + right) / 2, y = (top + bottom) / 2;
        if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return "is out of sight";
        const hit = document.elementFromPoint(x, y);
        return one.contains(hit) ? { x, y } : `lies under ${hit?.outerHTML.slice(0, 80)}`;
      };
      let at = look();
      const late = () => performance.now() - began;
      while (typeof at === "string" && late() < 2000) {
        await new Promise((next) => requestAnimationFrame(next));
        at = look();
        if (typeof at === "object") return { ...at, late: late() };
      }
      return typeof at === "string" ? at : { ...at, late: 0 };
    }, { selector, text });
    if (typeof found === "string") throw new Error(`${selector} ${text ?? ""} ${found}`);
    this.done.waited += found.late;
    return found;
  }
}
