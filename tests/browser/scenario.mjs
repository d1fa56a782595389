// The list of scenarios: what a test file declares and what a scenario is given. Runs nothing.

/** @typedef {"none" | "empty" | "ready"} DeskKind */

/** Scenarios in the order of their declaration. */
export const scenarios = [];

/**
 * Declares a scenario.
 *
 * `desk`: `"ready"` starts a desk that `guichet setup` has prepared, with a sink as its smarthost;
 * `"empty"` starts one that waits for its first run; `"none"` (the rule for tests of the harness)
 * starts nothing. Each scenario has a data folder, ports and a browser profile of its own.
 *
 * @param {string} title
 * @param {{ desk?: DeskKind, timeout?: number }} options `timeout` in milliseconds for the whole scenario
 * @param {(world: any) => Promise<void>} run
 */
export function scenario(title, { desk = "ready", timeout = 90_000 }, run) {
  scenarios.push({ title, desk, timeout, run });
}

/**
 * Waits until `probe` gives something true, and gives it back. Never sleeps longer than one probe.
 *
 * @template T
 * @param {string} what what is waited for, as the failure says it
 * @param {() => T | Promise<T>} probe
 * @param {number} limit milliseconds
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, probe, limit = 10_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`after ${limit} ms still waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
