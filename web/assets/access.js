// @ts-check
// What changes on an open page when somebody may or sees something else than before. Fetched only
// then: the desk says so in the event stream.

import { anew } from "./typed.js";

/** @param {string} selector @param {ParentNode} [root] */
const $ = (selector, root = document) => /** @type {HTMLElement | null} */ (root.querySelector(selector));

/** Takes a ticket off the page; the page of the ticket itself says so in words. @param {string} number */
export function gone(number) {
  if ($(`.preview[data-number="${number}"]`)) $("[data-preview-close]")?.click();
  document.querySelectorAll(`[data-number="${number}"]`).forEach((el) => el.remove());
  const words = $("[data-gone-words]"), centre = $(`[data-ticket="${number}"] .centre`);
  if (!(words instanceof HTMLTemplateElement) || !centre) return;
  centre.replaceChildren(words.content.cloneNode(true));
  $("aside.info")?.remove();
  document.title = `${words.dataset.title} · Guichet`;
  const said = $(".empty", centre);
  said?.setAttribute("role", "alert");
  said?.focus();
}

/** Draws the page anew and keeps what was typed. What stands there is gone at once, however long the new one takes. */
export function again() {
  anew();
  $("main")?.replaceChildren();
  $("dialog[open]")?.remove();
}
