// Without a mouse: two customers become one and two again, a ticket is given to somebody else, and who is new
// in a conversation is let in. After each step the focus stands where somebody goes on, never on nothing.

import assert from "node:assert/strict";
import { focusOn, tabTo } from "./focus.mjs";
import { address } from "./mail.mjs";
import { scenario, until } from "./scenario.mjs";

const CAMILLE = "Camille Roux <camille@roux.example>";
const AT_HOME = "Camille R. <camille@home.example>";

/** A desk with these mails, each a ticket, and the first of them open. */
async function open({ desk, expert }, ...mails) {
  await desk.deliver(mails.map(([from, subject]) => ({ from, subject, text: `${subject}: help\n` })));
  for (const [, subject] of mails) await desk.ticket(subject);
  const someone = await expert();
  await someone.page.goto("/t/1");
  const { keyboard } = someone.page;
  const press = async (...keys) => { for (const key of keys) await keyboard.press(key); };
  const owner = async (number) => (await desk.api("GET", `/tickets/${number}`)).body.customer.email;
  return { someone, page: someone.page, keyboard, press, owner };
}

const part = (page, name, text) => page.locator(`[data-part=${name}]`, { hasText: text }).waitFor();
const line = (page, text) => page.locator(".log .ev", { hasText: text }).last().waitFor();
const said = (page, text) => page.locator("#toasts .toast", { hasText: text }).waitFor();
const without = (page, selector) => until(`no ${selector}`, async () => (await page.locator(selector).count()) === 0);
const many = (page, selector, count) => until(`${count} of ${selector}`, async () => (await page.locator(selector).count()) === count);

scenario("by keyboard alone: two customers become one, and two again long after", { timeout: 150_000 }, async (world) => {
  const { someone, page, keyboard, press, owner } = await open(world, [CAMILLE, "Printer"], [AT_HOME, "Scanner"]);
  const fold = "details.alt:has(#f-csame) > summary";
  await tabTo(page, fold);
  await press("Enter", "Tab");
  await focusOn(page, "#f-csame");
  // An address that nobody has is told at the field, which keeps it and the focus.
  await keyboard.type("nobody@home.example");
  await press("Enter");
  await page.locator("#f-csame-e").waitFor();
  await someone.forgive(/status of 422/);
  await focusOn(page, "#f-csame");
  assert.equal(await page.locator("#f-csame").inputValue(), "nobody@home.example");
  await press("Control+a");
  await keyboard.type("camille@home.example");
  await press("Enter");
  await part(page, "customer", "Also Camille R.");
  await focusOn(page, fold);
  assert.equal(await owner(2), "camille@roux.example");
  // Taken back by its key, the part is drawn anew and leaves the focus where it is.
  await press("z");
  await said(page, "a customer of their own again");
  await without(page, "button[name='customer.unmerge']");
  assert.equal(await owner(2), "camille@home.example");
  await focusOn(page, fold);
  // So does what a colleague changes under the focus.
  await world.desk.api("PATCH", "/customers/1", { phone: "01 99 00 14 27" });
  await part(page, "customer", "01 99 00 14 27");
  await focusOn(page, fold);

  // Again, by the button this time. Undo ends with its page; the press is there for good.
  await press("Enter", "Tab");
  await focusOn(page, "#f-csame");
  await keyboard.type("camille@home.example");
  await tabTo(page, "form:has(#f-csame) button");
  await press("Enter");
  await part(page, "customer", "Also Camille R.");
  await focusOn(page, fold);
  await page.goto("/t/1");
  assert.equal(await page.locator("form[data-undo]").count(), 0);
  assert.equal(await owner(2), "camille@roux.example");
  await tabTo(page, "button[name='customer.unmerge']");
  await press("Enter");
  await without(page, "button[name='customer.unmerge']");
  // Its button is gone with what it did: the next stop opens something, and changes nothing by itself.
  await focusOn(page, "[data-part=customer] summary");
  assert.equal(await owner(2), "camille@home.example");
  await page.goto("/t/2");
  await line(page, "took the merge of customers back: from Camille Roux to Camille R.");
});

scenario("by keyboard alone: a ticket is given to another customer, and back", { timeout: 150_000 }, async (world) => {
  const { someone, page, keyboard, press, owner } = await open(world, [CAMILLE, "Printer"]);
  const fold = "details.alt:has(#f-cto) > summary";
  await tabTo(page, fold);
  await press("Enter", "Tab");
  await focusOn(page, "#f-cto");
  // What a browser takes for an address and no mail server does.
  await keyboard.type("anna..@elsewhere.example");
  await press("Enter");
  await page.locator("#f-cto-e").waitFor();
  await someone.forgive(/status of 422/);
  await focusOn(page, "#f-cto");
  assert.equal(await page.locator("#f-cto").inputValue(), "anna..@elsewhere.example");
  await press("Control+a");
  await keyboard.type("anna@elsewhere.example");
  await press("Enter");
  await part(page, "head", "anna@elsewhere.example");
  await part(page, "customer", "anna@elsewhere.example");
  await line(page, "changed the customer from Camille Roux to anna@elsewhere.example");
  await focusOn(page, fold);
  assert.equal(await owner(1), "anna@elsewhere.example");

  // The button does what Enter in the field does, and leaves the focus at the same place.
  await press("Enter", "Tab");
  await focusOn(page, "#f-cto");
  await keyboard.type("camille@roux.example");
  await press("Tab");
  await focusOn(page, "form:has(#f-cto) button");
  await press("Enter");
  await part(page, "head", "Camille Roux");
  await line(page, "changed the customer from anna@elsewhere.example to Camille Roux");
  await focusOn(page, fold);
  assert.equal(await owner(1), "camille@roux.example");
});

scenario("by keyboard alone: who is new in a conversation is let in, others are added and taken out", { timeout: 150_000 }, async (world) => {
  const { page, keyboard, press } = await open(world, [CAMILLE, "Printer"]);
  await world.desk.api("POST", "/tickets/1/messages", { text: "Does it print a test page?" });
  const { mail } = await world.sink.message("the answer");
  const to = address(mail.header("reply-to"));
  await page.locator(".msg.out .foot", { hasText: "kept by the sink" }).waitFor();
  await world.desk.deliver(["Eve <eve@elsewhere.example>", "Max <max@elsewhere.example>"].map((from) => ({ from, to, subject: "Hi", text: "Mine does not.\n" })));
  const people = "[data-part=people]", letIn = `${people} button[name=confirm]`, inLog = ".msg .notice button[name=confirm]";
  await many(page, letIn, 2);
  await many(page, inLog, 2);

  // At their message; Z takes it back as long as it can be.
  await tabTo(page, inLog);
  await press("Enter");
  await line(page, "confirmed eve@elsewhere.example as a participant");
  await many(page, inLog, 1);
  await focusOn(page, "[data-scroll], [data-scroll] *");
  await many(page, letIn, 1);
  await press("z");
  await said(page, "eve@elsewhere.example is new in the conversation again");
  await many(page, inLog, 2);
  await many(page, letIn, 2);
  await focusOn(page, "[data-scroll], [data-scroll] *");

  // Beside the ticket. What had the focus is gone with what it did: it goes on where a press does nothing by itself,
  // not at the button that takes somebody out.
  for (const left of [1, 0]) {
    await tabTo(page, letIn);
    const who = await page.locator(`${letIn}:focus`).getAttribute("value");
    await press("Enter");
    await many(page, letIn, left);
    await line(page, `confirmed ${who} as a participant`);
    await focusOn(page, "#f-add");
  }
  await without(page, inLog);

  // One more, and out again.
  const bob = `${people} button[name=remove][value='bob@roux.example']`;
  await keyboard.type("bob@roux.example");
  await press("Enter");
  await page.locator(bob).waitFor();
  await focusOn(page, "#f-add");
  assert.equal(await page.locator("#f-add").inputValue(), "");
  await press("Shift+Tab");
  await focusOn(page, bob);
  await press("Enter");
  await without(page, bob);
  await line(page, "took bob@roux.example out of the conversation");
  await focusOn(page, "#f-add");
  await many(page, `${people} button[name=remove]`, 2);
});
