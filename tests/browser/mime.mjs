// Reads a mail just well enough to say what a customer would see in it. Only for well-formed mail:
// what the desk itself sends. Never used to judge what the desk receives.

/**
 * @typedef {{ headers: Map<string, string[]>, type: string, name: string, bytes: Buffer, parts: Part[] }} Part
 */

/** Splits a mail into headers and parts, transfer encodings undone. */
export function readMail(raw) {
  const top = readPart(raw.toString("latin1"));
  const leaves = flatten(top);
  const text = (type) => {
    const part = leaves.find((leaf) => leaf.type === type && !disposition(leaf).startsWith("attachment"));
    return part ? part.bytes.toString("utf8").replaceAll("\r\n", "\n") : "";
  };
  return {
    /** First value of a header, unfolded, encoded words read; `""` where there is none. */
    header: (name) => decodeWords((top.headers.get(name.toLowerCase()) ?? [""])[0]),
    headers: top.headers,
    text: text("text/plain"),
    html: text("text/html"),
    attachments: leaves
      .filter((leaf) => leaf.name || disposition(leaf).startsWith("attachment"))
      .map(({ name, type, bytes }) => ({ name, type, bytes })),
  };
}

const flatten = (part) => (part.parts.length ? part.parts.flatMap(flatten) : [part]);
const disposition = (part) => part.headers.get("content-disposition")?.[0].toLowerCase() ?? "";

/** @returns {Part} */
function readPart(text) {
  const gap = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
  const head = gap < 0 ? text : text.slice(0, gap);
  const body = gap < 0 ? "" : text.slice(gap === 0 ? 2 : gap + 4);
  const headers = new Map();
  for (const line of head.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const at = line.indexOf(":");
    if (at < 1) continue;
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
  }
  const first = (name) => headers.get(name)?.[0] ?? "";
  const type = (first("content-type") || "text/plain").split(";")[0].trim().toLowerCase();
  const boundary = parameter(first("content-type"), "boundary");
  const parts =
    type.startsWith("multipart/") && boundary
      ? `\r\n${body}`
          .split(`\r\n--${boundary}`)
          .slice(1)
          .filter((part) => !part.startsWith("--"))
          .map((part) => readPart(part.replace(/^[ \t]*\r\n/, "")))
      : [];
  const name = parameter(first("content-disposition"), "filename") || parameter(first("content-type"), "name");
  return { headers, type, name, bytes: decode(body, first("content-transfer-encoding")), parts };
}

/** A parameter of a header, RFC 2231 continuations and percent encoding undone. */
function parameter(value, name) {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, "i").exec(value);
  if (found) return decodeWords((found[1] ?? found[2]).replace(/\\(.)/g, "$1"));
  const pieces = [...value.matchAll(new RegExp(`;\\s*${name}\\*(?:\\d+\\*?)?=(?:"([^"]*)"|([^;\\s]+))`, "gi"))];
  const joined = pieces.map((piece) => piece[1] ?? piece[2]).join("");
  const encoded = /^[\w-]+'[\w-]*'(.*)$/.exec(joined);
  return encoded ? decodeURIComponent(encoded[1]) : joined;
}

function decode(body, encoding) {
  const kind = encoding.toLowerCase();
  if (kind === "base64") return Buffer.from(body, "base64");
  return Buffer.from(kind === "quoted-printable" ? unquote(body) : body, "latin1");
}

const unquote = (text) =>
  text.replace(/[ \t]*=\r\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Undoes encoded words (RFC 2047) in UTF-8; other header text is taken as UTF-8. */
function decodeWords(value) {
  const joined = value.replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, "$1");
  return Buffer.from(joined, "latin1")
    .toString("utf8")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, text) => {
      const bytes = kind.toLowerCase() === "b" ? Buffer.from(text, "base64") : Buffer.from(unquote(text.replaceAll("_", " ")), "latin1");
      return bytes.toString("utf8");
    });
}
