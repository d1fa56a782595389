// @ts-check
// The expert view: the log and the inbox beside it as they change, and the keys.

import { $, $$, keys } from "./app.js";
import { grow, toEnd } from "./log.js";
import { after, merge, swap, updater } from "./parts.js";
import { follow } from "./stream.js";
import { compose } from "./composer.js";

const expert = $("[data-expert]");
const ticket = expert?.dataset.ticket;
const log = $("[data-log]");
const past = log ? "past" in log.dataset : false;

/* ── keys ── */

/** @param {number} by */
function move(by) {
  const all = $$("[data-items] .tk:not([hidden])");
  const at = all.findIndex((item) => item === document.activeElement || (item.hasAttribute("aria-current") && !all.some((x) => x === document.activeElement)));
  const item = all[Math.max(0, Math.min(all.length - 1, at + by))];
  item?.focus();
}
keys.j = () => move(1);
keys.k = () => move(-1);
keys.o = () => { if (document.activeElement?.matches(".tk")) /** @type {HTMLElement} */ (document.activeElement).click(); };
if (ticket) {
  keys.r = () => compose("mail", true);
  keys.n = () => compose("note", true);
  for (const [key, id] of [["s", "#f-status"], ["p", "#f-priority"], ["a", "#f-assignee"], ["t", "#f-tag"]]) keys[key ?? ""] = () => $(id ?? "")?.focus();
  keys.e = () => {
    const button = $("[data-close-ticket] button");
    button?.click();
    if (button) move(1);
    return Boolean(button);
  };
  // Back to the list that one came from, at the same row.
  keys.Escape = () => {
    if (new URL(document.referrer || location.href).pathname !== "/tickets") return false;
    history.back();
    return true;
  };
}

/* ── live ── */

let rev = log?.dataset.after;
const askLog = updater(() => after(`/t/${ticket}/log`, rev), (update) => {
  rev = update.dataset.rev;
  swap(update);
  grow(update);
  // A text that was begun before is held by the server until its writer has seen what came since.
  const text = $("#c-text"), seen = $("[name=seen]");
  if (!past && text instanceof HTMLTextAreaElement && !text.value && seen instanceof HTMLInputElement) seen.value = rev ?? seen.value;
});
const inbox = $("[data-inbox]");
let inboxRev = document.body.dataset.rev;
const askInbox = updater(() => after(inbox?.dataset.itemsUrl ?? "", inboxRev), (update) => {
  inboxRev = update.dataset.rev;
  const list = $("[data-items]"), total = $("[data-inbox-total]"), count = $("[data-inbox-total]", update);
  if (total && count) total.textContent = count.textContent;
  const fresh = $$(".tk", update);
  fresh.forEach((item) => { if (item.dataset.number !== ticket) item.removeAttribute("aria-current"); else item.setAttribute("aria-current", "page"); });
  if (fresh.length) $("[data-empty]")?.remove();
  if (list) merge({ list, fresh, gone: update.dataset.gone?.split(" ").filter((number) => number && number !== ticket) ?? [], button: $("[data-arrivals]"), live: Boolean(inbox?.dataset.live), more: Boolean($("[data-items] [data-older]")) });
});
if (expert) follow((change) => {
  if (change.kind === "receiver") return;
  if (ticket && (!change.ticket || String(change.ticket) === ticket)) askLog();
  askInbox();
});

if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
else if (!past) toEnd();
$(".tk[aria-current]")?.scrollIntoView({ block: "nearest" });
