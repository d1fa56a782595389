// Forced colours and no motion on every kind of page: where one is, what is chosen, what is new and
// what is on can still be told apart, and the focus is never lost.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axe } from "./axe.mjs";
import { notice } from "./browser.mjs";
import { alike, moving, ringless } from "./forced.mjs";
import { address, png } from "./mail.mjs";
import { scenario } from "./scenario.mjs";

const ZOE = "Zoé Fabre <zoe@lumen.example>";
const SCHEMES = /** @type {const} */ (["light", "dark"]);

/** Looks at pages as `person` is signed in; gives what is wrong. What goes wrong in them is one of the person's faults. */
function looker({ browser, desk }, person) {
  const found = /** @type {string[]} */ ([]);
  /** @param {string} name @param {string} path @param {{ prepare?: (page: any) => Promise<unknown>, pairs?: [string, string][], walk?: boolean, phone?: boolean }} [options] */
  const at = async (name, path, { prepare = async () => {}, pairs = [], walk = true, phone = false } = {}) => {
    const storageState = await person.context.storageState();
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ storageState, colorScheme, forcedColors: "active", reducedMotion: "reduce", locale: phone ? "fr-FR" : "en-GB", viewport: phone ? { width: 320, height: 640 } : { width: 1440, height: 900 } });
      notice(context, (fault) => person.faults.push(`${name} ${colorScheme}: ${fault}`), { host: new URL(desk.url).host });
      const page = await context.newPage();
      await page.goto(`${desk.url}${path}`);
      await prepare(page);
      const said = [...(await alike(page, pairs)), ...(await moving(page))];
      if (process.env.SHOTS) {
        mkdirSync(process.env.SHOTS, { recursive: true });
        await page.screenshot({ path: join(process.env.SHOTS, `forced-${name}-${colorScheme}.png`) });
      }
      // The colours are the reader's own: axe would judge ours.
      said.push(...(await axe(page, { schemes: [colorScheme] })).filter((line) => !line.includes("color-contrast")));
      if (walk && colorScheme === "light") said.push(...(await ringless(page)));
      found.push(...said.map((line) => `${name} ${colorScheme}: ${line}`));
      await context.close();
    }
  };
  return { at, found };
}

/** Three tickets: one with a log of every kind, one urgent, one that nobody looked at. */
async function furnished({ desk, sink }) {
  await desk.api("POST", "/groups", { name: "Front desk" });
  await desk.deliver([{ from: ZOE, subject: "Écran noir", text: "Bonjour\n", files: [{ name: "photo.png", type: "image/png", bytes: png(40) }] }]);
  const { number } = await desk.ticket("Écran noir");
  const path = `/tickets/${number}`;
  await desk.api("PATCH", path, { priority: "high", assignee: { user: desk.admin.email }, tags: ["hardware", "screen"] });
  await desk.api("POST", `${path}/notes`, { text: "Same dock as last week." });
  await desk.api("POST", `${path}/messages`, { text: "Bonjour Zoé", then: "waiting" });
  const { mail } = await sink.message("the answer", (one) => one.mail.text.includes("Bonjour Zoé"));
  await desk.api("POST", "/tickets", { name: "VPN drops", priority: "urgent", assignee: { user: desk.admin.email }, customer: { email: "max@lumen.example" } });
  await desk.deliver([{ from: ZOE, to: address(mail.header("reply-to")), subject: "Re: Écran noir", text: "Toujours noir.\n" }, { from: ZOE, subject: "Souris", text: "Elle ne bouge plus.\n" }]);
  await desk.ticket("Souris");
  return number;
}

scenario("with forced colours and without motion lists and tickets say all they say", { timeout: 300_000 }, async (world) => {
  const { desk } = world;
  const number = await furnished(world);
  const someone = await world.expert();
  const { at, found } = looker(world, someone);
  await at("list", "/tickets?status=open,waiting", { pairs: [["tr.unread .subj", "tr:not(.unread) .subj"], [".filter[aria-current]", ".filter:not([aria-current])"]] });
  await at("view", "/tickets", { pairs: [[".rail .item[aria-current]", ".rail .item:not([aria-current])"], [".side-nav a[aria-current]", ".side-nav a:not([aria-current])"]] });
  await at("preview", `/tickets?preview=${number}`, { pairs: [["tr[aria-current]", "tr:not([aria-current])"]] });
  await at("chosen", "/tickets", { prepare: (page) => page.locator(".c-sel input").nth(1).check(), walk: false });
  await at("chips", "/tickets?query=is:open%20screen%20bad:word%20tag:hardware", { walk: false });
  await at("ticket", `/t/${number}`, {
    pairs: [[".tk[aria-current]", ".tk:not([aria-current])"], [".tk.unread .subj", ".tk:not(.unread) .subj"], [".msg.out .box", ".msg:not(.out, .note) .box"], [".msg.note .box", ".msg:not(.out, .note) .box"], ["#tab-mail", "#tab-note"], [".log-shows a[aria-current]", ".log-shows a:not([aria-current])"]],
  });
  await at("ticket-note", `/t/${number}?compose=note`, { prepare: (page) => page.locator("#c-note").fill("Order a new one"), pairs: [["#tab-note", "#tab-mail"]] });
  await at("ticket-notes", `/t/${number}?show=notes`, { walk: false });
  await at("ticket-menu", `/t/${number}`, { prepare: (page) => page.locator(".btn-group summary").click(), walk: false });
  await at("inbox", "/inbox?view=not-closed", { pairs: [[".tk.unread .subj", ".tk:not(.unread) .subj"]] });
  await at("palette", `/t/${number}`, {
    prepare: async (page) => { await page.locator("body").press("Control+k"); await page.locator("#dlg-cmd [role=option]").nth(1).waitFor(); }, walk: false,
    pairs: [["#dlg-cmd [aria-selected=true]", "#dlg-cmd [role=option]:not([aria-selected=true])"]],
  });
  await at("keys", "/tickets", { prepare: (page) => page.locator("body").press("?"), walk: false });
  await at("completion", "/tickets", {
    prepare: async (page) => { await page.locator("#q").pressSequentially("is:"); await page.locator(".offers [role=option]").nth(1).waitFor(); await page.keyboard.press("ArrowDown"); }, walk: false,
    pairs: [[".offers [aria-selected=true]", ".offers [role=option]:not([aria-selected=true])"]],
  });
  await desk.api("PATCH", `/tickets/${number}`, { status: "waiting" });
  await at("dashboard", "/", { pairs: [[".seg-open", ".seg-waiting"], [".a.line", ".b.line"]] });
  const page = someone.page;
  await page.goto(`${desk.url}/t/${number}`);
  const customer = await page.locator("a[href^='/customers/']").getAttribute("href");
  await at("customer", customer);
  // The same in French on a telephone, where other things stand side by side.
  const small = /** @type {[string, string, object?][]} */ ([
    ["list", "/tickets?status=open,waiting"], ["preview", `/tickets?preview=${number}`], ["ticket", `/t/${number}`],
    ["chosen", "/tickets", { prepare: (page) => page.locator(".c-sel input").nth(1).check() }],
    ["ticket-note", `/t/${number}?compose=note`, { pairs: [["#tab-note", "#tab-mail"]] }],
    ["inbox", "/inbox?view=not-closed"], ["dashboard", "/", { pairs: [[".seg-open", ".seg-waiting"]] }], ["customer", customer],
  ]);
  for (const [name, path, options] of small) await at(`${name}-phone`, path, { walk: false, phone: true, ...options });
  assert.deepEqual(found, []);
});

scenario("with forced colours and without motion settings and sign-in say all they say", { timeout: 300_000 }, async (world) => {
  const { desk } = world;
  const rule = { name: "Printers", when: ["mail_makes_ticket"], conditions: { all: [{ field: "subject", operator: "contains", value: "printer" }] }, actions: [{ action: "priority", value: "urgent" }] };
  assert.equal((await desk.api("POST", "/rules", rule)).status, 201);
  await desk.api("POST", "/tickets", { name: "VPN drops", tags: ["vpn"], customer: { email: "max@lumen.example" } });
  await desk.api("POST", "/groups", { name: "Front desk" });
  const { at, found } = looker(world, await world.expert());
  for (const stem of ["organization", "mail", "rules", "calendars", "tags", "people", "tokens", "retention", "audit"]) {
    await at(`settings-${stem}`, `/settings/${stem}`, { pairs: [[".side-nav a[aria-current]", ".side-nav a:not([aria-current])"]] });
    await at(`settings-${stem}-phone`, `/settings/${stem}`, { walk: false, phone: true });
  }
  await at("rule", "/settings/rules/new");
  await at("calendar", "/settings/calendars/new", { walk: false });
  await at("people", "/settings/people/new", { walk: false });
  await at("profile", "/profile", { pairs: [["[name=single_keys]", "[name=away]"]] });
  await at("security", "/profile/security");
  const stranger = await world.person();
  const nobody = looker(world, stranger);
  await nobody.at("sign-in", "/sign-in");
  await nobody.at("sign-in-error", "/sign-in", {
    prepare: async (page) => {
      await page.locator("#email").fill("nobody@guichet.example");
      await page.locator("#password").fill("wrong horse battery staple");
      await page.locator('form[action="/sign-in"] .btn.primary').click();
      await page.locator(".summary-box").waitFor();
    },
  });
  await stranger.forgive(/^sign-in-error .*status of 401/);
  assert.deepEqual([...found, ...nobody.found], []);
});
