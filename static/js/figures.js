// figures.js: numbers that move without their part being drawn again: <data data-figure="comment-12-support" value="17">17</data>.
import { finish, within } from "./finish.js";

const known = new Map();

function put(root) {
  if (!known.size) return;
  for (const el of within(root, "[data-figure]")) {
    const value = known.get(el.dataset.figure);
    if (value === undefined || el.textContent === value) continue;
    el.textContent = value;
    if (el.hasAttribute("value")) el.setAttribute("value", value);
  }
}

/** A part that was drawn earlier and is placed later gets the newest figures too. */
export const startFigures = () => finish(put);

/** @param {Object<string, number>} figures */
export function setFigures(figures) {
  for (const [name, value] of Object.entries(figures)) known.set(name, String(value));
  put(document);
}
