// The desk as a program among others: what the browser itself finds wrong with its manifest.

import assert from "node:assert/strict";
import { scenario } from "./scenario.mjs";

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
