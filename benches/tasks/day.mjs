// A desk in the middle of a day: a few hundred tickets that came by mail, colleagues, groups, tags,
// and a mail server that takes what is answered. What a task needs beside it, it asks for here.

import assert from "node:assert/strict";
import { Desk } from "../../tests/browser/desk.mjs";
import { until } from "../../tests/browser/scenario.mjs";
import { SmtpSink } from "../../tests/browser/smtp_sink.mjs";

const FIRST = ["Anne", "Bruno", "Chloe", "Denis", "Elise", "Farid", "Gaelle", "Hugo", "Ines", "Jules", "Karim", "Lea"];
const LAST = ["Arnaud", "Blanc", "Carpentier", "Durand", "Etienne", "Fontaine", "Garnier", "Humbert", "Imbert", "Joly"];
const THINGS = ["printer", "telephone", "laptop", "screen", "badge", "mailbox", "calendar", "scanner", "network", "password"];
const WRONG = ["stays dark", "asks for a code", "is very slow", "lost its settings", "prints twice", "does not start"];

export const BEN = { email: "ben@guichet.example", name: "Ben Nold", password: "a long enough sentence" };
export const GROUP = "Hardware";
export const TAG = "hardware";

export class Day {
  /** Starts a desk and fills it. @param {string} binary @param {number} mails */
  static async begin(binary, mails) {
    const day = new Day();
    day.sink = await SmtpSink.start();
    day.desk = await Desk.create(binary);
    try {
      await day.desk.setup({ smarthost: day.sink.url });
      await day.desk.start();
      await day.#fill(mails);
    } catch (error) {
      await day.end();
      throw error;
    }
    return day;
  }

  async #fill(mails) {
    await this.desk.addUser(BEN);
    this.benToken = (await this.desk.verb("token create", BEN.email)).trim().split("\n").at(-1);
    for (const name of [GROUP, "Network"]) await this.api("POST", "/groups", { name, members: [BEN.email] });
    for (const [name, colour] of [[TAG, "red"], ["harbour", "blue"], ["vpn", "green"]]) await this.api("POST", "/tags", { name, colour });
    const numbers = await this.mail(...Array.from({ length: mails }, (_, i) => ({
      from: `${FIRST[i % 12]} ${LAST[i % 10]} <${FIRST[i % 12]}.${LAST[i % 10]}@customer.example>`,
      subject: `The ${THINGS[i % 10]} ${WRONG[Math.floor(i / 10) % 6]} (${i + 1})`,
      text: `Hello,\n\nsince this morning the ${THINGS[i % 10]} ${WRONG[i % 6]}. I have tried it three times.\nCan you help?\n\nRegards\n`,
    })));
    // A third stays nobody's; of the group's every second is closed.
    const part = (nth) => numbers.filter((_, i) => i % 6 === nth);
    await this.change(part(0), { assignee: { user: this.desk.admin.email } });
    await this.change(part(1), { assignee: { group: "Network" } });
    await this.change(part(2), { assignee: { group: GROUP }, status: "closed" });
    await this.change(part(3), { assignee: { group: GROUP } });
    this.closedOfGroup = part(2).length;
  }

  async end() {
    await this.desk.stop();
    await this.sink.stop();
    this.desk.remove();
  }

  /** Asks the API and fails on a refusal. @param {string} method @param {string} path @param {unknown} [body] */
  async api(method, path, body) {
    const answer = await this.desk.api(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** @param {number} number @returns {Promise<any>} */
  ticket(number) {
    return this.api("GET", `/tickets/${number}`);
  }

  /** Numbers of the tickets that a query finds. @param {string} query @param {string} [sort] @returns {Promise<number[]>} */
  async find(query, sort = "-updated") {
    const { tickets } = await this.api("GET", `/tickets?limit=200&sort=${sort}&query=${encodeURIComponent(query)}`);
    return tickets.map((ticket) => ticket.number);
  }

  /** The same, as Ben finds them. @param {string} query @returns {Promise<number[]>} */
  async findOfBen(query) {
    const answer = await fetch(`${this.desk.url}/api/v1/tickets?query=${encodeURIComponent(query)}`, { headers: { authorization: `Bearer ${this.benToken}` } });
    assert.equal(answer.status, 200);
    return /** @type {any} */ (await answer.json()).tickets.map((ticket) => ticket.number);
  }

  change(tickets, change) {
    return this.api("POST", "/tickets/bulk", { tickets, change });
  }

  /** Sends mails as customers do and gives the numbers of their tickets. @returns {Promise<number[]>} */
  async mail(...mails) {
    for (const reply of await this.desk.deliver(mails)) assert.equal(reply.code, 250, reply.reply);
    const subjects = new Map(mails.map(({ subject }) => [subject, 0]));
    await until("the tickets of the mails", async () => {
      for (let next = "", left = mails.length; left > 0; left -= 200) {
        const page = await this.api("GET", `/tickets?limit=200&sort=-number&after=${encodeURIComponent(next)}`);
        for (const { name, number } of page.tickets) if (subjects.has(name)) subjects.set(name, number);
        next = page.next ?? "";
      }
      return [...subjects.values()].every(Boolean);
    });
    return [...subjects.values()];
  }
}
