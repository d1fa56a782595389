// @ts-check
// The last step of set-up: the receiver's words and the first ticket show as they come.

import { $, followReceiver, live, parse, signedOut, swap } from "./app.js";

async function look() {
  try {
    const answer = await live(location.href);
    if (signedOut(answer) || !answer.ok) return;
    const fresh = parse(await answer.text());
    const arrived = $("[data-part=arrival][data-arrived]", fresh);
    swap(fresh, "arrival");
    if (arrived) { clearInterval(clock); $("[data-later]")?.remove(); }
    const lines = $(".console");
    if (lines) lines.scrollTop = lines.scrollHeight;
  } catch { /* no connection: the stream asks again */ }
}

let seconds = 0;
const clock = setInterval(() => {
  const elapsed = $("[data-elapsed]");
  if (elapsed) elapsed.textContent = `${++seconds} s`;
}, 1000);
followReceiver(look);
