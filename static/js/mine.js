// mine.js: what is the reader's own. The page carries whole sets in <script type="application/json" id="mine">, such as
// {"own": ["comment-3"], "supports": ["comment-12"], "hand": true}; later ones come as a small personal message.
//
//   data-if="own comment-3"             shown only if the set `own` has it; data-if="hand": only if `hand` is so
//   data-unless="supports comment-12"   shown only if not
//   data-you="own comment-3"            the seat is drawn as the reader's
//   data-pressed="supports comment-12"  on a form: its button is pressed, and sends data-undo instead of data-do
import { finish, within } from "./finish.js";

const mine = new Map();

const RULES = {
  "data-if": (el, so) => { el.hidden = !so; },
  "data-unless": (el, so) => { el.hidden = so; },
  "data-you": (el, so) => { el.classList.toggle("seat-no--you", so); },
  "data-pressed": (form, so) => {
    form.querySelector("button").setAttribute("aria-pressed", so);
    const url = (so && form.dataset.undo) || form.dataset.do, key = form.elements.namedItem("key");
    form.setAttribute("action", url);
    key?.setAttribute("value", key.value.replace(/^[^@]*(?=@)/, url.replace(/^\/do\/(\w+)\/(\w+).*$/, "$1.$2")));
  },
};

function isSo(words) {
  const [name, member] = words.split(" ");
  const value = mine.get(name);
  return value instanceof Set ? value.has(member) : Boolean(value);
}

function put(root) {
  for (const [name, rule] of Object.entries(RULES)) {
    for (const el of within(root, `[${name}]`)) rule(el, isSo(el.getAttribute(name)));
  }
}

/** @param {Object<string, string[]|boolean>} news  whole sets; what is not named stays */
export function setMine(news) {
  for (const [name, value] of Object.entries(news)) mine.set(name, Array.isArray(value) ? new Set(value) : value);
  put(document);
}

/** Read the page's own block, and put it on every part from now on. */
export function startMine() {
  const block = document.getElementById("mine");
  if (block) setMine(JSON.parse(block.textContent));
  finish(put);
}
