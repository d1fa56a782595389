// The real binary on free ports with a data folder of its own. Starts, stops, kills, speaks to it;
// looks at nothing that a person or a mail server could not see.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose, deliver, swaks } from "./mail.mjs";
import { until } from "./scenario.mjs";

/** A free port of the loopback, as far as one can know. */
async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something accepts connections on a port. */
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const end = (good) => resolve((socket.destroy(), good));
    socket.on("connect", () => end(true)).on("error", () => end(false));
  });

export class Desk {
  /** What the first run is given, unattended or typed by a scenario. */
  admin = { email: "ada@guichet.example", name: "Ada", password: "correct horse battery staple" };
  organization = "Lumen";
  mailbox = "support@guichet.example";
  /** Lines of the log, standard output and error together. */
  log = [];
  token = "";
  #child;

  /** A desk with an empty data folder; nothing runs yet. */
  static async create(binary) {
    const desk = new Desk();
    desk.binary = binary;
    desk.folder = mkdtempSync(join(tmpdir(), "guichet-browser-"));
    desk.data = join(desk.folder, "data");
    desk.webPort = await freePort();
    desk.smtpPort = await freePort();
    desk.url = `http://127.0.0.1:${desk.webPort}`;
    return desk;
  }

  /** Does the first run without a browser; `smarthost` as `guichet setup` takes it. Keeps the token. */
  async setup({ smarthost = "", more = [] } = {}) {
    const password = join(this.folder, "password");
    writeFileSync(password, `${this.admin.password}\n`, { mode: 0o600 });
    const options = {
      "--organization": this.organization,
      "--admin": this.admin.email,
      "--password-file": password,
      "--mailbox": this.mailbox,
      "--url": this.url,
      ...(smarthost && { "--smarthost": smarthost }),
    };
    const out = await this.verb("setup", ...Object.entries(options).flat(), "--token", ...more);
    this.token = out.trim().split("\n").at(-1) ?? "";
  }

  /** Adds somebody who signs in. */
  async addUser({ email, name, password, role = "expert" }) {
    const file = join(this.folder, "password-more");
    writeFileSync(file, `${password}\n`, { mode: 0o600 });
    await this.verb("user add", email, "--name", name, "--role", role, "--password-file", file);
    return { email, name, password };
  }

  /** Runs a verb of the binary on this data folder and gives back what it printed. */
  async verb(name, ...args) {
    const child = spawn(this.binary, [...name.split(" "), "--data", this.data, ...args], this.#options());
    const out = [];
    const err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    if (code !== 0) throw new Error(`guichet ${name} ended with ${code}: ${Buffer.concat(err)}`);
    return Buffer.concat(out).toString();
  }

  /** Starts `guichet serve` and waits until web and SMTP answer. */
  async start(...more) {
    const web = `127.0.0.1:${this.webPort}`;
    const smtp = `127.0.0.1:${this.smtpPort}`;
    const args = ["serve", "--data", this.data, "--web", web, "--smtp", smtp, ...more];
    const child = spawn(this.binary, args, this.#options());
    this.#child = child;
    child.on("error", (error) => this.log.push(`did not start: ${error.message}`));
    for (const stream of [child.stdout, child.stderr]) {
      let held = "";
      stream.setEncoding("utf8").on("data", (text) => {
        const lines = (held + text).split("\n");
        held = lines.pop() ?? "";
        this.log.push(...lines);
      });
    }
    await until("the desk to answer", async () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error("the desk ended at its start");
      const health = await fetch(`${this.url}/healthz`).catch(() => undefined);
      return health?.ok && (await accepts(this.smtpPort));
    }, 30_000);
  }

  /** Ends it as systemd does and gives back its exit code; 0 is the only good one. */
  async stop() {
    return this.#end("SIGTERM");
  }

  /** Ends it as a power cut does: no farewell, nothing flushed by us. */
  async kill() {
    await this.#end("SIGKILL");
  }

  async #end(signal) {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    const code = await ended;
    clearTimeout(late);
    return code;
  }

  get running() {
    return this.#child !== undefined;
  }

  /** The one-time link of the first run, from the log. */
  setupLink() {
    const found = () => /https?:\/\/\S+\/setup\/[A-Za-z0-9_-]+/.exec(this.log.join("\n"))?.[0];
    return until("the set-up link in the log", found);
  }

  /** Sends a mail to the first mailbox (or to `mail.to`) and gives back the reply. */
  send(mail, envelope = {}) {
    const whole = { to: this.mailbox, ...mail };
    return swaks(this.smtpPort, { from: whole.from, to: whole.to, raw: compose(whole), ...envelope });
  }

  /** Sends mails over one connection, each with the moment of its reply (`deliver`). */
  deliver(mails) {
    return deliver(this.smtpPort, mails.map((mail) => {
      const whole = { to: this.mailbox, ...mail };
      return { from: whole.from, to: whole.to, raw: compose(whole) };
    }));
  }

  /** Sends bytes as they are. */
  sendRaw(envelope) {
    return swaks(this.smtpPort, { to: this.mailbox, ...envelope });
  }

  /**
   * Asks the JSON API with the token of the set-up.
   *
   * @param {string} method
   * @param {string} path below `/api/v1`
   * @param {unknown} [body] sent as JSON, bytes as they are
   * @returns {Promise<{ status: number, headers: Headers, body: any }>}
   */
  async api(method, path, body) {
    const bytes = body instanceof Uint8Array;
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { "content-type": bytes ? "application/octet-stream" : "application/json" }),
      },
      body: /** @type {any} */ (body === undefined || bytes ? body : JSON.stringify(body)),
    });
    const text = await answer.text();
    const json = answer.headers.get("content-type")?.includes("json");
    return { status: answer.status, headers: answer.headers, body: json && text ? JSON.parse(text) : text };
  }

  /** The only ticket whose name is `name`, with its activities, once there is one. */
  async ticket(name) {
    const found = await until(`a ticket "${name}"`, async () => {
      const { body } = await this.api("GET", "/tickets?limit=200");
      return body.tickets?.find((ticket) => ticket.name === name);
    });
    return (await this.api("GET", `/tickets/${found.number}`)).body;
  }

  /** A file of that many zeros, to be chosen in a form; gives back its path. */
  zeros(name, bytes) {
    const path = join(this.folder, name);
    writeFileSync(path, "");
    truncateSync(path, bytes);
    return path;
  }

  /** Removes the data folder. */
  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #options() {
    // Nothing of the tester's own settings reaches the desk.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GUICHET_")));
    return { cwd: this.folder, env };
  }
}
