// A mail server that keeps what it is given, for the tests of the outbox. Speaks the commands that
// a client needs, on loopback only; never passes a mail on.

import net from "node:net";
import { until } from "./scenario.mjs";
import { readMail } from "./mime.mjs";

/** @typedef {"connect" | "helo" | "mail" | "rcpt" | "data" | "message"} Stage where a reply is given */

const GOOD = {
  connect: "220 sink.example ESMTP",
  helo: "250-sink.example\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES",
  mail: "250 2.1.0 fine",
  rcpt: "250 2.1.5 fine",
  data: "354 go on",
  message: "250 2.0.0 kept by the sink",
};

export class SmtpSink {
  /** Messages in the order of their arrival: `{ from, to, helo, raw, mail, at }`. */
  messages = [];
  /** Every line of every dialogue, `C: ` or `S: ` before it. */
  dialogue = [];
  /** Replies wait for it: a server that takes its time. */
  hold = Promise.resolve();
  #answers = [];
  #sockets = new Set();
  #server = net.createServer((socket) => this.#serve(socket));

  static async start(port = 0) {
    const sink = new SmtpSink();
    await new Promise((resolve, reject) => {
      sink.#server.once("error", reject);
      sink.#server.listen(port, "127.0.0.1", () => resolve(undefined));
    });
    sink.port = /** @type {net.AddressInfo} */ (sink.#server.address()).port;
    return sink;
  }

  /** The smarthost to give to the desk. */
  get url() {
    return `plain://127.0.0.1:${this.port}`;
  }

  /**
   * Answers the next `times` commands of a stage with `reply`, such as `"451 4.3.0 later"`.
   * With `to` only for that recipient (stage `rcpt`).
   *
   * @param {Stage} stage
   * @param {string} reply
   * @param {{ times?: number, to?: string }} options
   */
  answer(stage, reply, { times = 1, to } = {}) {
    this.#answers.push({ stage, reply, times, to });
  }

  /** Waits for a message that `wanted` accepts, among those that came and those that come. */
  message(what, wanted = (_) => true, limit = 15_000) {
    return until(`${what} at the sink`, () => this.messages.find(wanted), limit);
  }

  async stop() {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #reply(stage, to) {
    const index = this.#answers.findIndex((it) => it.stage === stage && (!it.to || it.to === to));
    if (index < 0) return GOOD[stage];
    const answer = this.#answers[index];
    answer.times -= 1;
    if (answer.times === 0) this.#answers.splice(index, 1);
    return answer.reply;
  }

  #serve(socket) {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const session = { helo: "", from: "", to: [], data: false, held: Buffer.alloc(0) };
    const say = (reply) => this.hold.then(() => {
      this.dialogue.push(`S: ${reply}`);
      socket.write(`${reply}\r\n`);
    });
    say(this.#reply("connect"));
    socket.on("data", (chunk) => {
      session.held = Buffer.concat([session.held, chunk]);
      while (this.#step(session, say, socket));
    });
  }

  /** Takes one command, or the whole data, off what is held; false when more must come first. */
  #step(session, say, socket) {
    const end = session.held.indexOf(session.data ? "\r\n.\r\n" : "\r\n");
    if (end < 0) return false;
    if (session.data) {
      const bytes = session.held.subarray(2, end + 2).toString("latin1");
      session.held = session.held.subarray(end + 5);
      session.data = false;
      this.#keep(session, bytes.replace(/\r\n\./g, "\r\n").replace(/^\./, ""), say);
      return true;
    }
    const line = session.held.subarray(0, end).toString("utf8");
    session.held = session.held.subarray(end + 2);
    this.dialogue.push(`C: ${line}`);
    this.#command(session, line, say, socket);
    return true;
  }

  #command(session, line, say, socket) {
    const verb = line.slice(0, 4).toUpperCase();
    const path = /<([^>]*)>/.exec(line)?.[1] ?? "";
    if (verb === "EHLO" || verb === "HELO") {
      Object.assign(session, { helo: line.slice(5), from: "", to: [] });
      say(verb === "EHLO" ? this.#reply("helo") : "250 sink.example");
    } else if (verb === "MAIL") {
      const reply = this.#reply("mail");
      if (reply.startsWith("2")) Object.assign(session, { from: path, to: [] });
      say(reply);
    } else if (verb === "RCPT") {
      const reply = this.#reply("rcpt", path);
      if (reply.startsWith("2")) session.to.push(path);
      say(reply);
    } else if (verb === "DATA") {
      const reply = session.to.length ? this.#reply("data") : "554 5.5.1 no recipient";
      session.data = reply.startsWith("354");
      // The framer looks for CRLF.CRLF; an empty message has only the second half of it.
      if (session.data) session.held = Buffer.concat([Buffer.from("\r\n"), session.held]);
      say(reply);
    } else if (verb === "RSET") {
      Object.assign(session, { from: "", to: [] });
      say("250 2.0.0 fine");
    } else if (verb === "QUIT") {
      say("221 2.0.0 bye").then(() => socket.end());
    } else {
      say(verb === "NOOP" ? "250 2.0.0 fine" : "502 5.5.1 not here");
    }
  }

  #keep(session, text, say) {
    const reply = this.#reply("message");
    if (reply.startsWith("2")) {
      const raw = Buffer.from(text, "latin1");
      const { from, to, helo } = session;
      this.messages.push({ from, to: [...to], helo, raw, mail: readMail(raw), at: Date.now() });
    }
    Object.assign(session, { from: "", to: [] });
    say(reply);
  }
}
