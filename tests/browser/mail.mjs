// Writes the mails that customers send, and sends them with swaks. Headers that are not given are
// made up once, so that a test can answer with them or strip them.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import net from "node:net";

/**
 * @typedef {{ name: string, type: string, bytes: Buffer, cid?: string }} File
 * @typedef {{
 *   from: string, to: string, subject?: string, text?: string, html?: string, files?: File[],
 *   headers?: Record<string, string>,
 * }} Mail `from` and `to` as in a header: `Zoé <zoe@lumen.example>` or an address alone
 */

/** The address in `Name <address>`. */
export const address = (text) => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();

/** A header value, non-ASCII words encoded (RFC 2047). */
const header = (text) =>
  text.replace(/[^<>@"]*[^\x00-\x7f][^<>@"]*/g, (part) => {
    const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? ["", "", part, ""];
    return `${before}=?utf-8?B?${Buffer.from(inner).toString("base64")}?=${after}`;
  });

const base64 = (bytes) => bytes.toString("base64").replace(/(.{76})(?=.)/g, "$1\r\n");

/** Writes a mail as bytes. */
export function compose({ from, to, subject = "", text = "", html, files = [], headers = {} }) {
  const given = {
    From: from,
    To: to,
    Subject: subject,
    Date: new Date().toUTCString().replace("GMT", "+0000"),
    "Message-ID": `<${randomUUID()}@client.example>`,
    "MIME-Version": "1.0",
    ...headers,
  };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${header(value)}`);
  const inline = files.filter((file) => file.cid);
  const apart = files.filter((file) => !file.cid);
  let body = leaf("text/plain; charset=utf-8", Buffer.from(text));
  if (html) {
    let rich = leaf("text/html; charset=utf-8", Buffer.from(html));
    if (inline.length) rich = multipart("related", [rich, ...inline.map(attach)]);
    body = multipart("alternative", [body, rich]);
  }
  if (apart.length) body = multipart("mixed", [body, ...apart.map(attach)]);
  return Buffer.from(`${lines.join("\r\n")}\r\n${body}\r\n`);
}

const leaf = (type, bytes, more = "") =>
  `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${base64(bytes)}`;

function attach({ name, type, bytes, cid }) {
  const quoted = header(name);
  const more = cid
    ? `Content-ID: <${cid}>\r\nContent-Disposition: inline; filename="${quoted}"\r\n`
    : `Content-Disposition: attachment; filename="${quoted}"\r\n`;
  return leaf(type, bytes, more);
}

function multipart(kind, parts) {
  const boundary = `=_${randomUUID()}`;
  const inside = parts.map((part) => `--${boundary}\r\n${part}`).join("\r\n");
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inside}\r\n--${boundary}--`;
}

/**
 * Sends bytes with swaks.
 *
 * @param {number} port
 * @param {{ from: string, to: string | string[], raw: Buffer, more?: string[] }} mail envelope and
 *   message; `more`: further options of swaks, such as `--tls`
 * @returns {Promise<{ code: number, reply: string, at: number, dialogue: string }>} the last reply to the
 *   message, or to the command that was refused; `at` is when swaks had ended
 */
export async function swaks(port, { from, to, raw, more = [] }) {
  const recipients = [to].flat().map(address).join(",");
  const options = ["--server", "127.0.0.1", "--port", `${port}`, "--timeout", "30", "--ehlo", "client.example"];
  const child = spawn("swaks", [...options, "--from", address(from) || "<>", "--to", recipients, "--data", "-", ...more]);
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(raw);
  await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const dialogue = Buffer.concat(output).toString();
  const replies = [...dialogue.matchAll(/^<(?:-|~|\*\*|~\*)\s+(\d{3} .*)$/gm)].map((match) => match[1].trim());
  const reply = replies.filter((text) => !text.startsWith("221")).at(-1) ?? "";
  return { code: Number(reply.slice(0, 3)), reply, at: Date.now(), dialogue };
}

/**
 * Sends mails one after the other over one connection of our own: faster than a swaks for each, and
 * exact about the moment of each reply.
 *
 * @param {number} port
 * @param {{ from: string, to: string, raw: Buffer }[]} mails
 * @returns {Promise<{ code: number, reply: string, at: number }[]>} the reply to each message
 */
export async function deliver(port, mails) {
  const socket = net.connect(port, "127.0.0.1").setNoDelay(true);
  let held = "";
  const lines = (async function* () {
    for await (const chunk of socket) {
      held += chunk;
      for (let end = held.indexOf("\r\n"); end >= 0; end = held.indexOf("\r\n")) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        if (line[3] !== "-") yield { code: Number(line.slice(0, 3)), reply: line, at: Date.now() };
      }
    }
    throw new Error("the receiver closed the connection");
  })();
  const answer = async () => /** @type {{ code: number, reply: string, at: number }} */ ((await lines.next()).value);
  const say = (text) => (socket.write(text), answer());
  await answer();
  await say("EHLO client.example\r\n");
  const replies = [];
  for (const { from, to, raw } of mails) {
    await say(`MAIL FROM:<${address(from)}>\r\n`);
    const recipient = await say(`RCPT TO:<${address(to)}>\r\n`);
    if (recipient.code !== 250) {
      replies.push(recipient);
      await say("RSET\r\n");
      continue;
    }
    await say("DATA\r\n");
    socket.write(raw.toString("latin1").replace(/^\./gm, ".."), "latin1");
    replies.push(await say(".\r\n"));
  }
  await say("QUIT\r\n");
  socket.destroy();
  return replies;
}

/** A PNG of one colour, made here: `size` pixels wide and high. */
export { png } from "./png.mjs";
