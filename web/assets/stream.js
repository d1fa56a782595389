// @ts-check
// What the desk says as it happens. One event stream per browser: one page has it and tells the
// others, because a browser opens only a few connections to one desk.

import { $ } from "./app.js";
import { after, live, signedOut } from "./parts.js";

/** @typedef {{ kind: string, ticket?: number, rev?: number }} Change What the stream said; no rev asks to catch up. */

const EVENTS = ["ticket", "settings", "reset", "receiver"];
/** How long a page waits for the one that has the stream to say so, in milliseconds. */
const ANSWER = 400;
/** How often a page asks whether somebody still has the stream: a page can end without a word. */
const PROBE = 5000;

let late = 0;
/** @param {boolean} up */
function state(up) {
  const notice = $("[data-offline]");
  if (!notice) return;
  // Each try that fails says so again: the first one counts.
  if (!up) late ||= setTimeout(() => { notice.hidden = false; }, 5000);
  else { clearTimeout(late); late = 0; notice.hidden = true; }
}

/**
 * Opens the stream and keeps it open.
 * @param {() => string} url
 * @param {(change: Change) => void} tell
 * @param {(up: boolean) => void} standing
 * @returns {() => void} closes it
 */
function listen(url, tell, standing) {
  /** @type {EventSource | null} */
  let source = null;
  let wait = 1000, timer = 0, broken = false;
  const open = () => {
    const own = source = new EventSource(url());
    own.onopen = () => {
      wait = 1000;
      standing(true);
      if (broken) tell({ kind: "change" });
      broken = false;
    };
    own.onerror = () => {
      broken = true;
      standing(false);
      if (own.readyState !== EventSource.CLOSED) return;
      // A browser gives up after an answer that is no stream: the desk may only be starting again,
      // or the sign-in has ended.
      timer = setTimeout(() => {
        live(location.href).then((answer) => { if (!signedOut(answer) && source === own) open(); }, () => { if (source === own) open(); });
      }, wait = Math.min(wait * 2, 60000));
    };
    for (const kind of EVENTS) own.addEventListener(kind, ({ data, lastEventId }) => tell({ kind, rev: Number(lastEventId), ticket: kind === "ticket" ? Number(data) : undefined }));
  };
  open();
  return () => { clearTimeout(timer); source?.close(); source = null; };
}

/**
 * Holds the stream in a secure context: the browser itself says whose turn it is.
 * @param {() => () => void} open
 */
function byLock(open) {
  navigator.locks.request("guichet-events", () => new Promise((release) => {
    const close = open();
    addEventListener("pagehide", () => { close(); release(undefined); }, { once: true });
  })).catch(() => {});
}

/**
 * Holds it where there are no locks (plain HTTP with a name): pages ask each other who has it. Of
 * two that have it the one with the lower number keeps it.
 * @param {() => () => void} open
 */
function byWord(open) {
  const channel = new BroadcastChannel("guichet-leader");
  const own = Math.random();
  /** @type {(() => void) | null} */
  let close = null;
  let heard = false, timer = 0;
  const have = () => channel.postMessage({ kind: "have", own });
  const ask = () => {
    if (close) return;
    heard = false;
    channel.postMessage({ kind: "who" });
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!heard) { close = open(); have(); }
      timer = setTimeout(ask, PROBE);
    }, ANSWER * (1 + Math.random()));
  };
  channel.onmessage = ({ data }) => {
    if (data.kind === "who" && close) have();
    if (data.kind === "bye") { clearTimeout(timer); timer = setTimeout(ask, ANSWER * Math.random() / 2); }
    if (data.kind !== "have") return;
    heard = true;
    if (!close) return;
    if (data.own > own) { have(); return; }
    close();
    close = null;
    clearTimeout(timer);
    timer = setTimeout(ask, PROBE);
  };
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (close) { close(); close = null; channel.postMessage({ kind: "bye" }); }
    channel.close();
  }, { once: true });
  ask();
}

/** Tells a page what happens, by the stream that all pages of this browser share. @param {(change: Change) => void} handler */
export function follow(handler) {
  let newest = Number(document.body.dataset.rev), has = false;
  const channel = new BroadcastChannel("guichet-events");
  /** @param {Change} change */
  const heard = (change) => { newest = Math.max(newest, change.rev ?? 0); handler(change); };
  channel.onmessage = ({ data }) => {
    if (data.kind === "hello") { if (has && newest > data.rev) channel.postMessage({ kind: "change" }); }
    else if (data.kind === "state") state(data.up);
    else heard(data);
  };
  const open = () => {
    has = true;
    const close = listen(() => after("/events", newest), (change) => { channel.postMessage(change); heard(change); }, (up) => { state(up); channel.postMessage({ kind: "state", up }); });
    return () => { has = false; close(); };
  };
  const start = () => {
    channel.postMessage({ kind: "hello", rev: newest });
    // Web Locks need a secure context.
    if (navigator.locks) byLock(open);
    else byWord(open);
  };
  start();
  addEventListener("pageshow", (event) => { if (event.persisted) { start(); handler({ kind: "change" }); } });
}

/** Tells a page what the mail receiver hears too. Only one page at a time waits for that: its stream is its own. @param {(change: Change) => void} handler */
export function followReceiver(handler) {
  const start = () => {
    const close = listen(() => after("/events?receiver=1", document.body.dataset.rev), handler, state);
    addEventListener("pagehide", close, { once: true });
  };
  start();
  addEventListener("pageshow", (event) => { if (event.persisted) { start(); handler({ kind: "change" }); } });
}
