// lists.js: where a part stands. Its root says so: <li id="comment-12" data-list="comments" data-order="12">.

// Not on this page, or older than what is loaded: "earlier comments" will bring it as it is then. Nor newer than what an
// earlier page ends with (data-upto): it would stand there as if nothing had been said between.
const welcome = (list, order) => list && !(Number(order) < Number(list.dataset.from ?? -Infinity)) &&
  !(Number(order) > Number(list.dataset.upto ?? Infinity));

/** Put a new part into its list. @returns {number} 1 if it is on the page now, else 0 */
export function insert(part) {
  const list = document.getElementById(part.dataset.list);
  if (!welcome(list, part.dataset.order)) return 0;
  list.insertBefore(part, follower(list, part, part.dataset.order));
  return 1;
}

/** Move a part whose order changed, and keep the focus in it. */
export function move(part, order) {
  const list = part.parentElement, at = follower(list, part, order);
  if (at === part.nextElementSibling) return;
  if (list.moveBefore) { list.moveBefore(part, at); return; } // keeps focus, selection and open dialogs (Chromium 133)
  const focused = part.contains(document.activeElement) && document.activeElement;
  list.insertBefore(part, at);
  if (focused) focused.focus({ preventScroll: true });
}

// From the end, since nearly everything is appended. Equal orders stand as they came.
function follower(list, self, order) {
  let at = null;
  for (let el = list.lastElementChild; el; el = el.previousElementSibling) {
    if (el === self) continue;
    if (el.hasAttribute("data-order") && Number(el.dataset.order) <= Number(order)) break;
    if (el.hasAttribute("data-order")) at = el;
  }
  return at;
}
