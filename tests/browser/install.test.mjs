// The desk as a program among others: what the browser itself finds wrong with its manifest.

import assert from "node:assert/strict";
import { scenario, until } from "./scenario.mjs";

scenario("the browser finds nothing wrong with the manifest", {}, async ({ desk, expert }) => {
  const { page } = await expert();
  await page.goto("/tickets");
  const session = await page.context().newCDPSession(page);
  const found = await session.send("Page.getAppManifest");
  assert.deepEqual(found.errors, []);
  assert.equal(found.url, `${desk.url}/manifest.webmanifest?lang=en`);
  const manifest = JSON.parse(found.data ?? "{}");
  for (const icon of manifest.icons) {
    const real = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    assert.equal(real, icon.sizes);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => !/in-incognito|no-acceptable|not-from-secure-origin/.test(id)), []);
});

scenario("the icon of the installed desk says how many tickets wait for a look", {}, async ({ desk, expert, person }) => {
  const tom = { email: "tom@guichet.example", name: "Tom Ott", password: "a long enough sentence" };
  await desk.addUser(tom);
  const ada = await expert();
  const { page, context } = ada;
  // A test cannot install it, and what the system draws is out of sight here: the page believes that it
  // is installed, and what it tells the system is noted.
  await page.addInitScript(() => {
    const real = globalThis.matchMedia.bind(globalThis);
    globalThis.matchMedia = (query) => real(query.replace("(display-mode: browser)", "not all"));
    const said = /** @type {any} */ (globalThis).said = /** @type {number[]} */ ([]);
    navigator.setAppBadge = async (count) => { said.push(count ?? -1); };
    navigator.clearAppBadge = async () => { said.push(0); };
  });
  await page.goto("/tickets");
  const badge = (count) => until(`a badge of ${count}`, () => page.evaluate((wanted) => /** @type {any} */ (globalThis).said.at(-1) === wanted, count));
  await badge(0);
  await desk.deliver([{ from: "Zoé <zoe@lumen.example>", subject: "Lamp", text: "Dark\n" }, { from: "Zoé <zoe@lumen.example>", subject: "Desk", text: "High\n" }]);
  const lamp = await desk.ticket("Lamp"), table = await desk.ticket("Desk");
  // Nobody's yet: only what is one's own counts.
  await desk.api("PATCH", `/tickets/${lamp.number}`, { assignee: { user: desk.admin.email } });
  await badge(1);
  const other = await person();
  await other.signIn(tom.email, tom.password);
  await other.page.goto(`/t/${table.number}?compose=note`);
  await other.page.locator("#c-note").fill("@ada look?");
  await other.page.keyboard.press("Control+Enter");
  await badge(2);
  const second = await context.newPage();
  await second.goto(`/t/${lamp.number}`);
  await badge(1);
  await second.goto(`/t/${table.number}`);
  await badge(0);
});

scenario("a desk in a browser asks for no badge", {}, async ({ desk, expert }) => {
  const { page } = await expert();
  const asked = /** @type {string[]} */ ([]);
  page.on("request", (request) => { if (/badge/.test(request.url())) asked.push(request.url()); });
  await page.goto("/tickets");
  await desk.deliver([{ from: "Zoé <zoe@lumen.example>", subject: "Lamp", text: "Dark\n" }]);
  await page.locator("[data-rows] tr", { hasText: "Lamp" }).waitFor();
  assert.deepEqual(asked, []);
});
