// @ts-check
// The last step of set-up: the receiver's words and the first ticket show as they come.

import { $, followReceiver, live, parse, signedOut, swap } from "./app.js";

/** What was said last stands at the lower end of the box. */
function newest() {
  const lines = $(".console");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

async function look() {
  try {
    const answer = await live(location.href);
    if (signedOut(answer) || !answer.ok) return;
    const fresh = parse(await answer.text());
    const arrived = $("[data-part=arrival][data-arrived]", fresh);
    swap(fresh, ["arrival"]);
    if (arrived) { clearInterval(clock); document.querySelectorAll("[data-later]").forEach((hint) => hint.remove()); }
    newest();
  } catch { /* no connection: the stream asks again */ }
}

let seconds = 0;
const clock = setInterval(() => {
  const elapsed = $("[data-elapsed]");
  if (elapsed) elapsed.textContent = `${++seconds} s`;
}, 1000);
newest();
followReceiver(look);
