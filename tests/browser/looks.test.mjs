// Every page in every state: axe finds nothing, nothing scrolls sideways, in four widths, two
// colour schemes and two languages. With SHOTS=folder it keeps a picture of each.

import assert from "node:assert/strict";
import { address, png } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const CAMILLE = "Camille Roussel <camille.roussel@atelier-durand.example>";
const LONG = { timeout: 300_000 };

/** A list that looks like a Monday: names of all lengths, all statuses and priorities. */
async function lively(desk) {
  await desk.api("POST", "/groups", { name: "Front desk" });
  await desk.api("POST", "/groups", { name: "Second line and on-site visits" });
  const { email } = desk.admin;
  const rows = [
    ["VPN drops every few minutes since the update", "Since yesterday's update the connection is gone after three minutes.", "Sofia Almeida", "open", "urgent", { user: email }, ["vpn", "network"]],
    ["New laptop for Jonas, start date 1 December", "He needs the design programs and a dock.", "Jonas Weber", "processing", "medium", { group: "Front desk" }, ["hardware", "onboarding", "purchase"]],
    ["Impossible d'imprimer au deuxième étage depuis le changement de l'imprimante de la comptabilité", "L'imprimante affiche « erreur 49 ».", "Anaïs Lefèvre-Montgolfier", "waiting", "high", null, ["printer"]],
    ["Telephone", "", "+33 1 99 00 12 34", "open", "low", null, []],
    ["Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellung", "DonaudampfschifffahrtsgesellschaftskapitänsmützenbestellungOhneLeerzeichen", "M", "closed", "medium", { group: "Second line and on-site visits" }, ["very-long-tag-that-someone-made-up"]],
  ];
  for (const [name, description, customer, status, priority, assignee, tags] of rows) {
    const person = /** @type {string} */ (customer);
    const made = await desk.api("POST", "/tickets", {
      name, description, priority, assignee, tags,
      customer: person.startsWith("+") ? { name: "Caller", phone: person } : { name: person, email: `${person.normalize("NFD").replace(/[^a-z]/gi, "").toLowerCase()}@customer.example` },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await desk.api("PATCH", `/tickets/${made.body.number}`, { status });
  }
}

/** A ticket with every kind of line in its log; gives back its number. */
async function eventful(desk, sink) {
  const html = '<h2>Bonjour</h2><p>Voici la photo :</p><p><img src="cid:photo@client"></p><table border="1"><tr><td>Poste</td><td>B-204</td></tr></table><blockquote>Le mardi, Ada a écrit : essayez</blockquote>';
  const headers = { "Message-ID": "<question@client.example>" };
  const text = "Bonjour,\n\nl'écran externe reste noir depuis ce matin, voir https://atelier-durand.example/photo\n\nCordialement\nCamille";
  await desk.deliver([{ from: CAMILLE, subject: "Écran externe noir après la mise à jour", text, headers, files: [{ name: "capture d'écran avec un nom plutôt long 2026-11-24.png", type: "image/png", bytes: png(40) }] }]);
  const { number } = await desk.ticket("Écran externe noir après la mise à jour");
  const path = `/tickets/${number}`;
  await desk.api("PATCH", path, { priority: "high", assignee: { group: "Front desk" }, tags: ["hardware", "screen"] });
  await desk.api("PATCH", path, { name: "External screen stays black", tags: ["screen"], description: "Screen at desk B-204 stays black since the update." });
  await desk.api("POST", `${path}/notes`, { text: "Same dock as in #1: order a new one if this fails." });
  const sent = await desk.api("POST", `${path}/messages`, { text: "Bonjour Camille,\n\nessayez l'autre câble.\n\nAda", then: "waiting", cc: ["chef@atelier-durand.example"] });
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  const { mail } = await sink.message("the answer", (one) => one.mail.text.includes("autre câble"));
  const to = address(mail.header("reply-to"));
  await desk.deliver([
    { from: CAMILLE, to, subject: "Re: other words", text: "Voici la photo\n\n> essayez l'autre câble.\n", html, files: [{ name: "photo.png", type: "image/png", bytes: png(120, [30, 120, 60]), cid: "photo@client" }] },
    { from: "A stranger <someone@elsewhere.example>", to, subject: "Me too", text: "Chez moi aussi.\n" },
    { from: "Max <max@elsewhere.example>", subject: `Re: [#${number}] black`, text: "Only the number.\n" },
  ]);
  // One answer that is refused for good.
  sink.answer("rcpt", "550 5.1.1 no such person here", { to: "camille.roussel@atelier-durand.example" });
  await desk.api("POST", `${path}/messages`, { text: "Merci pour la photo." });
  await until("the failed delivery", async () => JSON.stringify((await desk.api("GET", path)).body).includes("no such person here"));
  await desk.api("PATCH", path, { status: "closed" });
  await desk.api("PATCH", path, { status: "processing" });
  return number;
}

scenario("set-up and sign-in look right", { desk: "empty", ...LONG }, async ({ browser, desk, person }) => {
  const found = [];
  const link = await desk.setupLink();
  const someone = await person();
  const next = (page) => page.locator("form.sheet .btn.primary").click();
  const address = async (page) => {
    await page.locator('.field [name="organization"]').fill("Atelier Durand");
    await next(page);
    await page.locator('.field [name="mailbox"]').waitFor();
  };
  const admin = async (page) => {
    await address(page);
    await page.locator('.field [name="mailbox"]').fill(desk.mailbox);
    await next(page);
    await page.locator('.field [name="password"]').waitFor();
  };
  const errors = async (page) => {
    await admin(page);
    await next(page);
    await page.locator(".summary-box").waitFor();
  };
  const at = async (name, url, prepare) => found.push(...(await look(browser, someone, name, url, prepare && { prepare })));
  await at("setup-1", link);
  await at("setup-2", link, address);
  await at("setup-3-errors", link, errors);

  // The last step, waiting and then with its ticket.
  const { page } = someone;
  await page.goto(link);
  await admin(page);
  await page.locator('.field [name="name"]').fill(desk.admin.name);
  await page.locator('.field [name="email"]').fill(desk.admin.email);
  await page.locator('.field [name="password"]').fill(desk.admin.password);
  await next(page);
  await page.waitForURL("**/setup/first-mail");
  const waiting = `${desk.url}/setup/first-mail`;
  await at("setup-4-waiting", waiting);
  await at("tickets-first-use", `${desk.url}/tickets`);
  await at("inbox-done", `${desk.url}/inbox`);
  await desk.send({ from: CAMILLE, subject: "Écran externe noir après la mise à jour", text: "Bonjour\n" });
  await page.locator(".arrive").waitFor();
  await at("setup-4-arrived", waiting);

  const nobody = await person();
  const signed = async (name, url, prepare) => found.push(...(await look(browser, nobody, name, url, prepare && { prepare })));
  await signed("sign-in", `${desk.url}/sign-in`);
  await signed("sign-in-error", `${desk.url}/sign-in`, async (screen) => {
    await screen.locator("#email").fill("nobody@guichet.example");
    await screen.locator("#password").fill("wrong horse battery staple");
    await screen.locator('form[action="/sign-in"] .btn.primary').click();
    await screen.locator(".summary-box").waitFor();
  });
  await signed("error-link-ended", link);
  await someone.forgive(/^setup-3-errors-.*status of 422/);
  await nobody.forgive(/^sign-in-error-.*status of 401/);
  await nobody.forgive(/^error-link-ended-.*status of 404/);
  assert.deepEqual(found, []);
});

scenario("the overview looks right", LONG, async ({ browser, desk, sink, expert }) => {
  const found = [];
  await lively(desk);
  await eventful(desk, sink);
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  await at("tickets", "/tickets");
  await at("tickets-preview", "/tickets?preview=6");
  await at("tickets-nothing", "/tickets?status=closed&priority=urgent&query=nothing");
  await at("tickets-wider", "/tickets?status=closed&query=VPN");
  await at("tickets-create", "/tickets", async (page) => {
    await page.locator(".topbar .btn.primary").click();
    await page.locator("#dlg-new[open]").waitFor();
  });
  await at("tickets-keys", "/tickets", (page) => page.locator("body").press("?"));
  await at("ticket-create-errors", "/tickets/new", async (page) => {
    await page.locator("main #new-customer-email").fill("not an address");
    await page.locator("main form .btn.primary").click();
    await page.locator(".summary-box").waitFor();
  });
  await at("error-not-found", "/t/999");
  await at("inbox", "/inbox");
  await someone.forgive(/^ticket-create-errors-.*status of 422/);
  await someone.forgive(/^error-not-found-.*status of 404/);
  assert.deepEqual(found, []);
});

scenario("the expert view looks right", LONG, async ({ browser, desk, sink, expert }) => {
  const found = [];
  await lively(desk);
  // Earlier tickets of the same customer, one under the other.
  for (const name of ["Keyboard", "Mouse", "Telephone"]) await desk.api("POST", "/tickets", { name, customer: { email: "camille.roussel@atelier-durand.example" } });
  const number = await eventful(desk, sink);
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  const path = `/t/${number}`;
  const top = (page) => page.locator("[data-scroll]").evaluate((el) => el.scrollTo(0, 0));
  await at("ticket", path);
  await at("ticket-top", path, top);
  await at("ticket-note", `${path}?compose=note`);
  await at("ticket-linked", `/t/${number + 1}`);
  await at("ticket-menu", path, async (page) => {
    await page.locator("#c-text").fill("Bonjour");
    await page.locator(".btn-group summary").click();
  });
  assert.deepEqual(found, []);
});

scenario("what an expert is told looks right", LONG, async ({ browser, desk, sink, expert }) => {
  const found = [];
  await lively(desk);
  const number = await eventful(desk, sink);
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  const path = `/t/${number}`;
  await at("ticket-composer-error", path, async (page) => {
    await page.locator("#c-text").fill("Bonjour");
    await page.locator("#c-cc").fill("not an address");
    await page.locator("[data-main]").click();
    await page.locator(".error-msg").waitFor();
  });
  await at("ticket-field-error", path, async (page) => {
    await page.locator("#f-tag").fill("bad:tag");
    await page.locator("#f-tag").evaluate((field) => /** @type {HTMLInputElement} */ (field).form?.requestSubmit());
    await page.locator("#f-tag-e").waitFor({ state: "attached" });
    // What a refresh that failed says, as it stands over every page.
    await page.locator("[data-stale]").evaluate((el) => el.removeAttribute("hidden"));
  });
  await at("ticket-too-large", path, async (page) => {
    await page.locator("#c-text").fill("Bonjour");
    await page.locator("#c-files").setInputFiles(desk.zeros("un plan bien trop grand pour un courriel.pdf", 26 << 20));
    await page.locator("[data-main]").click();
    await page.locator("#c-files-e").waitFor();
  });
  await at("ticket-held", path, async (page) => {
    await page.locator("#c-text").fill("Bonjour");
    const before = await page.locator("[data-log] > li").count();
    await desk.api("POST", `/tickets/${number}/messages`, { text: "Somebody was faster." });
    await until("the other answer", async () => (await page.locator("[data-log] > li").count()) > before);
    await page.locator("[data-main]").click();
    await page.locator("[data-composer] .notice").waitFor();
  });
  await someone.forgive(/^ticket-(composer|field)-error-.*status of 422/);
  await someone.forgive(/^ticket-held-.*status of 409/);
  assert.deepEqual(found, []);
});

scenario("business hours look right", LONG, async ({ browser, desk, expert }) => {
  const found = [];
  const someone = await expert();
  const at = async (name, path, prepare) => found.push(...(await look(browser, someone, name, `${desk.url}${path}`, prepare && { prepare })));
  await at("calendars-none", "/settings/calendars");
  await desk.api("POST", "/groups", { name: "Front desk" });
  await desk.api("POST", "/groups", { name: "Second line and on-site visits" });
  const office = ["09:00-12:00", "14:00-18:00"];
  const make = async (document) => {
    const made = await desk.api("POST", "/calendars", document);
    assert.equal(made.status, 201, JSON.stringify(made.body));
  };
  await make({
    name: "Paris office", time_zone: "Europe/Paris", default: true, mailboxes: [desk.mailbox],
    hours: { mon: office, tue: office, wed: office, thu: office, fri: ["09:00-12:00", "14:00-17:00"] },
    holidays: [{ date: "2026-12-25", name: "Noël" }, { date: "01-01", name: "Jour de l’an" }, { date: "05-01" }],
    answer: { low: "16h", medium: "8h", high: "4h", urgent: "30m" }, solution: { high: "16h", urgent: "8h" },
  });
  await make({
    name: "Donaudampfschifffahrtsgesellschaft nights and weekends", time_zone: "America/Argentina/ComodRivadavia",
    hours: { mon: ["00:00-06:00", "22:00-24:00"], wed: ["22:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"] },
    groups: ["Second line and on-site visits"], answer: { urgent: "90m" },
  });
  await at("calendars", "/settings/calendars");
  await at("calendar", "/settings/calendars/1");
  await at("calendar-new", "/settings/calendars/new");
  await at("calendar-error", "/settings/calendars/2", async (page) => {
    await page.locator("#name").fill("");
    await page.locator("#time-zone").fill("Paris");
    await page.locator("#hours-mon-to2").fill("");
    await page.locator("#hours-tue").fill("17:00");
    await page.locator("#holidays").fill("25/12 Christmas\n12-26 Boxing Day\n2026-02-30");
    await page.locator("#answer-high").fill("4 days");
    await page.locator("#solution-low").fill("soon");
    await page.locator("[data-main]").click();
    await page.locator(".summary-box").waitFor();
  });
  await someone.forgive(/^calendar-error-.*status of 422/);
  assert.deepEqual(found, []);
});
