// What the page itself counts while a task is done: key presses, clicks, page loads, and when a state
// stood on the screen. Runs in the browser, in every document; changes nothing that a person sees.

/**
 * @typedef {{ shown: string, text?: string, count?: number }} Sight An element that can be seen, by its
 *   selector and words in it; with `count` exactly so many of them
 * @typedef {{ path?: string, sights: Sight[], gone?: string }} Goal `path`: a pattern for path and query
 */

/** Given to the browser as an init script: it may use nothing from outside. */
export function watch() {
  if (window !== window.top || !location.protocol.startsWith("http")) return;
  const KEY = "guichet-bench";
  const fresh = { keys: 0, clicks: 0, loads: 0, inputs: 0, first: 0, last: 0, goal: null };
  const read = () => ({ ...fresh, ...JSON.parse(sessionStorage.getItem(KEY) ?? "{}") });
  const write = (state) => sessionStorage.setItem(KEY, JSON.stringify(state));
  let state = read();
  write(Object.assign(state, { loads: state.loads + 1 }));

  const seen = ({ shown, text, count }) => {
    const found = [...document.querySelectorAll(shown)].filter((el) => el.checkVisibility({ visibilityProperty: true }) && (!text || el.textContent?.includes(text)));
    return count === undefined ? found.length > 0 : found.length === count;
  };
  /** Nothing counts before the page takes keys: its modules have run at DOMContentLoaded. */
  let ready = document.readyState === "complete";
  addEventListener("DOMContentLoaded", () => { ready = true; });
  const stands = (goal) => ready
    && (!goal.path || new RegExp(goal.path).test(location.pathname + location.search))
    && goal.sights.every(seen)
    && !(goal.gone && seen({ shown: goal.gone }));

  let told = false;
  /** The first frame in which it stands there, after the last thing that the hands did. */
  const look = () => {
    if (!state.goal) return;
    if (!told && state.inputs > 0 && stands(state.goal)) {
      told = true;
      const at = performance.timeOrigin + performance.now();
      /** @type {any} */ (window).benchStands({ ...state, goal: null, at });
    }
    requestAnimationFrame(look);
  };

  /** @param {Event} event @param {object} more */
  const input = (event, more) => {
    const at = performance.timeOrigin + event.timeStamp;
    told = false;
    write(Object.assign(state, { first: state.first || at, last: at }, more));
  };
  addEventListener("keydown", (event) => {
    const held = /^(Control|Shift|Alt|Meta)$/.test(event.key);
    input(event, held ? {} : { keys: state.keys + 1, inputs: state.inputs + 1 });
  }, true);
  addEventListener("pointerdown", (event) => input(event, {}), true);
  addEventListener("pointerup", (event) => input(event, { clicks: state.clicks + 1, inputs: state.inputs + 1 }), true);
  // The browser's own list of a choice: one press opens it, one takes what was meant.
  let choosing = false;
  addEventListener("change", (event) => {
    if (choosing) input(event, { clicks: state.clicks + 2, inputs: state.inputs + 2 });
    choosing = false;
  }, true);

  /** @type {any} */ (window).bench = {
    begin: () => write((state = { ...fresh })),
    /** Says what is waited for next; false if it stands there already. @param {Goal} goal */
    arm: (goal) => {
      if (stands(goal)) return false;
      const idle = !state.goal;
      told = false;
      write(Object.assign(state, { goal, inputs: 0 }));
      if (idle) requestAnimationFrame(look);
      return true;
    },
    /** Ends the looking. */
    rest: () => write(Object.assign(state, { goal: null })),
    /** The next change of a choice is one that the hands make. */
    choose: () => { choosing = true; },
  };
  if (state.goal) requestAnimationFrame(look);
}
