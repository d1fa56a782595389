// Names that want to be more than names, given to everything that has one: shown by a real Chromium on every page that
// names it, they are words. What is refused is refused in words too.

import assert from "node:assert/strict";
import { spills } from "./fit.mjs";
import { NAMES } from "./hostile_names.mjs";
import { scenario, until } from "./scenario.mjs";

/** At full length nine times as many pages are looked at. */
const LIMIT = process.env.GUICHET_LONG ? 1_800_000 : 300_000;
/** Pages of one thing each: some of them, all at full length. */
const some = (things) => things.filter((_, at) => process.env.GUICHET_LONG || at % 9 === 0);

/** Watches what a name could set off. `caught` stays empty on a good day. */
async function guard(person) {
  const caught = [];
  await person.context.exposeBinding("pwned", ({ frame }) => caught.push(`pwned() ran in ${frame.url()}`));
  person.context.on("page", (page) => caught.push(`a window opened: ${page.url()}`));
  person.page.on("dialog", (dialog) => (caught.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  person.page.on("response", (response) => {
    const headers = response.headers();
    for (const name of ["pwned", "bcc"]) if (name in headers || /pwned/.test(headers["set-cookie"] ?? "")) caught.push(`a header ${name} of ${response.url()}`);
  });
  return caught;
}

/** What a name left in a page that no page of ours has; the real parser judges. */
const planted = (page) => page.evaluate(() => {
  const found = [...document.querySelectorAll("script:not([src^='/assets/']), iframe:not([data-frame]), object, embed, base, math, video, noscript p, animate, meta[http-equiv], [srcdoc], link[href*='evil'], main style")].map((el) => el.outerHTML.slice(0, 100));
  for (const el of document.querySelectorAll("*")) for (const { name, value } of el.attributes) {
    if (name.startsWith("on")) found.push(`${el.tagName} ${name}`);
    if (/^(href|src|action|formaction|xlink:href|data)$/.test(name) && /^\s*(javascript|vbscript|data):/i.test(value)) found.push(`${el.tagName} ${name}=${value.slice(0, 60)}`);
    if (name === "style" && /fixed|none/.test(value)) found.push(`${el.tagName} style=${value}`);
  }
  return found;
});

/** Makes a thing of each name; those that are taken, as the desk wrote them. A refusal says which field and what to do. */
async function give(desk, method, path, body) {
  const made = [];
  for (const [at, name] of NAMES.entries()) {
    const to = typeof path === "function" ? path(at) : path;
    const answer = await desk.api(method, to, body(name, at));
    if (answer.status === 422 || answer.status === 409) assert.ok(answer.body.detail?.length > 10, JSON.stringify(answer.body));
    else assert.ok(answer.status < 300, `${to} ${JSON.stringify(name)}: ${answer.status} ${JSON.stringify(answer.body)}`);
    if (answer.status < 300) made.push(answer.body);
  }
  return made;
}

/** Opens pages one after the other: nothing runs or is planted, all keeps inside, the names stand there as words. */
async function visit(person, caught, path, names = []) {
  const { page } = person;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(path);
  assert.deepEqual(await planted(page), [], path);
  const bare = (text) => text.replace(/\s+/gu, "");
  const shown = bare(await page.evaluate(() => document.body.textContent + [...document.querySelectorAll("input, textarea")].map((el) => /** @type {HTMLInputElement} */ (el).value).join(" ")));
  assert.deepEqual(names.filter((name) => !shown.includes(bare(name))), [], `${path}: names that do not stand there as they are`);
  assert.deepEqual(caught, [], path);
  return spills(page);
}

const named = (things) => things.map(({ name }) => name);

scenario(`${NAMES.length} hostile names of what settings name: words on every page`, { timeout: LIMIT }, async ({ desk, expert }) => {
  assert.ok(NAMES.length >= 60);
  const person = await expert();
  const { page } = person;
  const caught = await guard(person);
  const groups = await give(desk, "POST", "/groups", (name) => ({ name }));
  const roles = await give(desk, "POST", "/roles", (name) => ({ name, rights: ["tickets:read"] }));
  const users = await give(desk, "POST", "/users", (name, at) => ({ email: `user${at}@guichet.example`, name }));
  const tags = await give(desk, "POST", "/tags", (name) => ({ name }));
  const boxes = await give(desk, "POST", "/mailboxes", (name, at) => ({ address: `box${at}@guichet.example`, display_name: name, signature: name }));
  const rules = await give(desk, "POST", "/rules", (name, at) => ({
    name, description: name, enabled: true, when: ["mail_makes_ticket"], stop: false,
    conditions: { all: [{ field: "subject", operator: "contains", value: name.replaceAll(/\s+/g, " ") }] },
    actions: [{ action: "assign", value: { group: groups[at % groups.length].name } }],
  }));
  const calendars = await give(desk, "POST", "/calendars", (name) => ({ name, time_zone: "Europe/Paris", hours: { mon: ["09:00-17:00"] }, holidays: [{ date: "12-25", name }] }));
  // A desk has at most 50 calendars.
  for (const [what, made] of Object.entries({ groups, roles, users, boxes, rules, calendars })) assert.ok(made.length > (what === "calendars" ? 45 : NAMES.length * 0.8), `${what}: ${made.length} of ${NAMES.length} taken`);
  const found = [];
  const lists = {
    "/settings/people": named([...groups, ...roles]).concat(named(users).slice(0, 20)), "/settings/mail": boxes.map((box) => box.display_name).slice(0, 20),
    "/settings/rules": named(rules), "/settings/tags": named(tags), "/settings/calendars": named(calendars), "/settings/audit": [], "/settings/rules/new": [],
  };
  for (const [path, names] of Object.entries(lists)) found.push(...await visit(person, caught, path, names));
  for (const [path, made] of Object.entries({ groups, roles, people: users, tags, rules, calendars })) {
    for (const one of some(made)) found.push(...await visit(person, caught, `/settings/${path}/${one.id}`, [one.name]));
  }
  for (const box of some(boxes)) found.push(...await visit(person, caught, `/settings/mail/${box.id}`, [box.display_name]));
  // What is deleted is named in the notice that follows, and in the audit log.
  for (const [path, made] of Object.entries({ groups, roles, calendars, rules })) {
    for (const one of some(made)) {
      await page.goto(`/settings/${path}/${one.id}`);
      const button = page.locator(`form[action$='/${one.id}/delete'] button`);
      if (!(await button.count())) continue;
      await button.first().click();
      await page.locator("form[data-undo]").waitFor();
      found.push(...await spills(page));
      assert.deepEqual(await planted(page), []);
    }
  }
  found.push(...await visit(person, caught, "/settings/audit"));
  assert.deepEqual(found, []);
  assert.deepEqual(caught, []);
});

scenario("hostile names of views, organizations, tags, files and notes: words on every page", { timeout: LIMIT }, async ({ desk, expert }) => {
  const person = await expert();
  const { page } = person;
  const caught = await guard(person);
  const tickets = await give(desk, "POST", "/tickets", (name, at) => ({ name, description: name, customer: { name, email: `c${at}@customer${at}.example`, phone: "" } }));
  assert.equal(tickets.length, NAMES.length);
  const companies = await give(desk, "PATCH", (at) => `/customers/${at + 1}`, (name) => ({ organization: name, notes: name }));
  await give(desk, "POST", (at) => `/tickets/${tickets[at].number}/notes`, (name) => ({ text: name }));
  await give(desk, "PATCH", (at) => `/tickets/${tickets[at].number}`, (name) => ({ tags: [name.replaceAll(/[,:"<>]/g, "").slice(0, 40) || "none"] }));
  const views = await give(desk, "POST", "/views", (name, at) => ({ name, shared: at % 2 === 1, list: `query=${encodeURIComponent(name)}` }));
  assert.ok(views.length >= NAMES.length - 3, `${views.length} views`);
  // As somebody's mail names its files.
  const files = NAMES.map((name) => ({ name: name.replaceAll(/[\r\n\0"\\]/g, "'"), type: "text/html", bytes: Buffer.from("<script>pwned()</script>") }));
  const sent = await desk.send({ from: "Mallory <mallory@elsewhere.example>", subject: "Files", text: "See\n", files });
  assert.equal(sent.code, 250, sent.dialogue);
  const { number } = await desk.ticket("Files");
  const found = [];
  for (const path of ["/tickets", "/inbox", "/", "/organizations"]) found.push(...await visit(person, caught, path, path === "/tickets" ? named(views) : []));
  found.push(...await visit(person, caught, `/t/${number}`), ...await visit(person, caught, `/t/${number}/print`));
  for (const file of await page.goto(`/t/${number}`).then(() => page.locator(".msg .file").evaluateAll((all) => all.map((el) => el.getAttribute("href"))))) {
    const answer = await page.request.get(file);
    const headers = answer.headers();
    assert.match(headers["content-disposition"], /^attachment/);
    assert.ok(!("pwned" in headers) && !("bcc" in headers) && !/pwned=/.test(headers["set-cookie"] ?? ""));
  }
  for (const ticket of some(tickets)) {
    const at = tickets.indexOf(ticket);
    const organization = (await desk.api("GET", `/customers/${at + 1}`)).body.organization;
    for (const path of [`/t/${ticket.number}`, `/t/${ticket.number}/print`, `/t/${ticket.number}/why`, `/tickets?preview=${ticket.number}&query=${encodeURIComponent(ticket.name)}`]) found.push(...await visit(person, caught, path, [ticket.name]));
    found.push(...await visit(person, caught, `/customers/${at + 1}`, organization ? [organization] : []), ...await visit(person, caught, `/customers/${at + 1}/erase`));
  }
  const { body } = await desk.api("GET", "/organizations?limit=200");
  assert.ok(companies.length > NAMES.length * 0.8 && body.organizations.length > NAMES.length * 0.8, `${body.organizations.length} organizations`);
  for (const one of some(body.organizations)) {
    found.push(...await visit(person, caught, `/organizations/${one.id}`, [one.name]));
    found.push(...await visit(person, caught, `/tickets?query=${encodeURIComponent(`organization:"${one.name.replaceAll('"', "")}"`)}`));
  }
  for (const view of some(views)) {
    found.push(...await visit(person, caught, `/tickets?${view.list}&view=${view.id}`, [view.name]));
    // Deleted it is named in the notice.
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator("summary[aria-label='Save view']").click();
    await page.locator("form[action='/tickets/views'] button[name=delete]").click();
    await page.waitForURL("**undo=*");
    assert.deepEqual(await planted(page), []);
    found.push(...await spills(page));
  }
  // What scripts put into the page: offers of fields, the palette, a toast.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/t/${tickets[0].number}`);
  const offered = async (typed, list) => {
    await page.keyboard.type(typed);
    await until(`offers for ${typed}`, async () => (await page.locator(`${list} [role=option]`).count()) > 0);
    assert.deepEqual(await planted(page), []);
    found.push(...await spills(page, { widths: [1440, 390, 320] }));
  };
  for (const typed of ["<scr", "pwned", "evil", "{", "organization:", "tag:"]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/tickets");
    await page.keyboard.press("Control+k");
    await page.locator("#dlg-cmd[open]").waitFor();
    await offered(typed, "#dlg-cmd");
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/t/${tickets[0].number}`);
  await page.locator("#f-tag").focus();
  await offered("s", ".offers");
  await page.keyboard.press("Escape");
  await page.goto(`/t/${tickets[3].number}`);
  await page.locator("body").press("e");
  await page.locator(".toast").waitFor();
  assert.deepEqual(await planted(page), []);
  found.push(...await spills(page));
  assert.deepEqual(found, []);
  assert.deepEqual(caught, []);
});
