// parts.js: pushed parts. A part is one element with a DOM id; a packet maps id -> html, or null when it is gone.
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { finished } from "./finish.js";
import { busy, callbacks, onLetGo } from "./hands.js";
import { element } from "./html.js";
import { insert, move } from "./lists.js";

const held = new Map(); // id -> newest html, waiting until the person lets go

/** Place parts. @param {Object<string, string|null>} parts  @returns {number} rows of lists that are new on the page */
export function place(parts) {
  let added = 0;
  for (const [id, html] of Object.entries(parts)) added += placeOne(id, html);
  return added;
}

function placeOne(id, html) {
  const old = document.getElementById(id);
  held.delete(id);
  if (old && busy(old, html === null)) held.set(id, html);
  else if (html !== null) return put(old, element(html));
  else if (old) takeAway(old);
  return 0;
}

// Who was on a button in it goes on at its neighbour, not at the top of the page; on the neighbour and not on its button, so
// that a second press does nothing there.
function takeAway(old) {
  const heir = old.contains(document.activeElement) && (old.nextElementSibling ?? old.previousElementSibling ?? old.parentElement);
  old.remove();
  if (!heir) return;
  heir.tabIndex = -1;
  heir.focus({ preventScroll: true });
}

function put(old, next) {
  if (!next) return 0;
  finished(next);
  if (!old) return insert(next);
  const order = old.dataset.order, kept = next.dataset.order;
  Idiomorph.morph(old, next, { morphStyle: "outerHTML", callbacks });
  if (old.isConnected && kept !== undefined && order !== kept) move(old, kept);
  return 0;
}

/** Take a part away as soon as it is let go. */
export const takeLater = (id) => { held.set(id, null); };

/** Begin to place what was held back, when it is let go. */
export function startParts() {
  onLetGo(() => {
    const waiting = [...held];
    held.clear();
    for (const [id, html] of waiting) placeOne(id, html); // what is still in use goes back to waiting
  });
}
