// The customer and who else takes part, beside a ticket: by mouse, by keyboard, by two experts at once.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";
import { look } from "./shots.mjs";

const CAMILLE = "Camille Roux <camille@roux.example>";

async function mailed(desk, from, subject) {
  const sent = await desk.send({ from, subject, text: "Help\n" });
  assert.equal(sent.code, 250, sent.dialogue);
  const { body } = await desk.api("GET", "/tickets?status=open");
  return body.tickets.find((ticket) => ticket.name === subject).number;
}

/** Brings a part of the right pane in sight, with its forms open. */
async function at(page, part) {
  await page.evaluate((part) => {
    const section = document.querySelector(`[data-part=${part}]`);
    section.querySelectorAll("details").forEach((it) => { it.open = true; });
    // What a press on its button does where the pane is narrow.
    document.querySelector(".expert").dataset.pane = "info";
    section.scrollIntoView();
  }, part);
}

scenario("what is known of a customer is edited in place and shows on another's page", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const number = await mailed(desk, CAMILLE, "Printer");
  const other = await mailed(desk, CAMILLE, "Scanner");
  await mailed(desk, "Zoé Weiss-Montgolfier <zoe@roux.example>", "Door");
  const person = await expert();
  const { page } = person;
  const colleague = await expert();
  const { page: second } = colleague;
  await page.goto(`/t/${number}`);
  await second.goto(`/t/${other}`);
  await page.getByLabel("Edit customer").click();
  assert.equal(await page.locator("#f-corg").inputValue(), "roux.example");
  await page.locator("#f-corg").fill("Roux & Fils");
  await page.locator("#f-cphone").fill("01 99 00 14 27");
  await page.keyboard.press("Enter");
  await until("saved", async () => (await page.locator("[data-part=customer]").innerText()).includes("Roux & Fils"));
  assert.equal(await page.locator("[data-part=customer] details[open]").count(), 0, "the form closes");
  assert.equal(await page.locator("[data-part=customer] a[href='tel:0199001427']").count(), 1);
  await until("on the other page", async () => (await second.locator("[data-part=customer]").innerText()).includes("Roux & Fils"));
  // Notes: both write, the second is told and keeps what was typed.
  await second.locator("#f-cnotes").fill("Calls late");
  await page.locator("#f-cnotes").fill("Calls early");
  await page.locator("[data-part=notes] button").click();
  await until("written", async () => (await page.locator("[data-log]").innerText()).includes("what is known of the customer"));
  await second.locator("[data-part=notes] button").click();
  await until("told", async () => (await second.locator("#f-cnotes-e").count()) === 1);
  await colleague.forgive(/status of 422/);
  assert.equal(await second.locator("#f-cnotes").inputValue(), "Calls late");
  assert.deepEqual(await look(browser, person, "customer", `${desk.url}/t/${number}`, { prepare: (page) => at(page, "customer") }), []);
  // An address of somebody else, refused with their name.
  const wrong = async (page) => {
    await at(page, "customer");
    await page.locator("#f-caddresses").fill("camille@roux.example\nzoe@roux.example");
    await page.locator("#f-caddresses").evaluate((el) => el.form.requestSubmit());
    await until("refused", async () => (await page.locator("#f-caddresses-e").count()) === 1);
    await at(page, "customer");
  };
  assert.deepEqual(await look(browser, person, "customer-refused", `${desk.url}/t/${number}`, { prepare: wrong }), []);
  await person.forgive(/^customer-refused-.*status of 422/);
});

scenario("people are added, confirmed and taken out by keyboard", { timeout: 240_000 }, async ({ desk, browser, expert }) => {
  const number = await mailed(desk, CAMILLE, "Printer");
  const person = await expert();
  const { page } = person;
  await page.goto(`/t/${number}`);
  await page.locator("#f-add").focus();
  await page.keyboard.type("bob@roux.example");
  await page.keyboard.press("Enter");
  const people = page.locator("[data-part=people]");
  await until("there", async () => (await people.innerText()).includes("bob@roux.example"));
  assert.equal(await page.locator("#f-add").inputValue(), "");
  assert.deepEqual(await look(browser, person, "people", `${desk.url}/t/${number}`, { prepare: (page) => at(page, "people") }), []);
  await page.locator("#f-add").focus();
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "remove");
  await page.keyboard.press("Enter");
  await until("gone", async () => !(await people.innerText()).includes("bob@roux.example"));
  // The same person at home: merged, taken back by its key, merged again and made two by a press.
  const home = await mailed(desk, "Camille R. <camille@home.example>", "Scanner");
  const owner = async () => (await desk.api("GET", `/tickets/${home}`)).body.customer.email;
  await page.locator("summary", { hasText: "Same person" }).click();
  await page.locator("#f-csame").fill("camille@home.example");
  await page.locator("#f-csame").press("Enter");
  await until("merged", async () => (await page.locator("[data-part=customer]").innerText()).includes("camille@home.example"));
  assert.equal(await owner(), "camille@roux.example");
  assert.deepEqual(await look(browser, person, "customer-merged", page.url(), { prepare: (page) => at(page, "customer") }), []);
  // The message with its button is gone after so many pictures; the key is there.
  await page.locator("[data-part=notice] form[data-undo]").waitFor({ state: "attached" });
  await page.locator("h1").click();
  await page.keyboard.press("z");
  await page.locator("#toasts .toast", { hasText: "a customer of their own again" }).waitFor();
  assert.equal(await owner(), "camille@home.example");
  await page.locator("summary", { hasText: "Same person" }).click();
  await page.locator("#f-csame").fill("camille@home.example");
  await page.locator("#f-csame").press("Enter");
  await page.locator("button", { hasText: "Make two again" }).click();
  await until("two again", async () => (await page.locator("button", { hasText: "Make two again" }).count()) === 0);
  assert.equal(await owner(), "camille@home.example");
  // The customer becomes somebody else.
  await page.getByLabel("Change customer").click();
  await page.locator("#f-cto").fill("anna@elsewhere.example");
  await page.locator("#f-cto").press("Enter");
  await until("changed", async () => (await page.locator("[data-part=head]").innerText()).includes("anna@elsewhere.example"));
  await page.locator("[data-log]", { hasText: "changed the customer from Camille Roux" }).waitFor();
});
