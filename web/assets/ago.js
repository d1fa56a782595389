// @ts-check
// Times that are told from now: "2 min" grows older, what is due comes nearer and is late then.

/** Writes every such time anew. */
export function grow() {
  const words = document.body.dataset;
  document.querySelectorAll("time[data-ago]").forEach((time) => {
    const passed = (Date.now() - Date.parse(time.getAttribute("datetime") ?? "")) / 60000;
    const due = /** @type {HTMLElement | null} */ (time.closest("[data-late]"));
    if (due) press(due, passed);
    // What is due in 37 minutes and a half is due in 38.
    const minutes = due && passed < 0 ? Math.ceil(-passed) : Math.floor(passed);
    if (minutes < 1 || minutes >= 600) return;
    const pattern = minutes < 60 ? words.min : words.hours;
    if (pattern) time.textContent = pattern.replace("#", String(minutes < 60 ? minutes : Math.floor(minutes / 60)));
  });
}

/** Says that a due time is near, or late. @param {HTMLElement} due @param {number} passed minutes */
function press(due, passed) {
  due.classList.toggle("c-red", passed >= 0);
  due.classList.toggle("c-orange", passed < 0 && passed >= -60);
  const words = due.firstElementChild;
  if (words && passed >= 0) words.textContent = due.dataset.late ?? "";
}
