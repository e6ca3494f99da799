// figures.js: numbers that move without their part being drawn again: <data data-figure="comment-12-support" value="17">17</data>,
// and rings whose seats fill with one: <svg data-fills="poll-1-turnout" data-of="14">.
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
  for (const ring of within(root, "[data-fills]")) if (known.has(ring.dataset.fills)) fill(ring, Number(known.get(ring.dataset.fills)));
}

function fill(ring, taken) {
  const seats = ring.querySelectorAll(".seat"), on = Math.floor((taken * seats.length) / Number(ring.dataset.of));
  seats.forEach((seat, place) => seat.classList.toggle("on", place < on));
}

/** A part that was drawn earlier and is placed later gets the newest figures too. */
export const startFigures = () => finish(put);

/** @param {Object<string, number>} figures */
export function setFigures(figures) {
  for (const [name, value] of Object.entries(figures)) known.set(name, String(value));
  put(document);
}
