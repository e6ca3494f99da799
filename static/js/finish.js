// finish.js: parts are the same for everyone. What makes them this person's and this second's is put on here, on the page
// as it came and on every part before it is shown, so that nothing flickers and equal parts are seen to be equal.
const finishers = [];

/** Run fn(root) now on the page, and from now on on every new part. */
export function finish(fn) {
  finishers.push(fn);
  fn(document);
}

/** Run all of them on a part that is not yet shown. */
export const finished = (root) => { for (const fn of finishers) fn(root); };

/** The elements in root that match, root itself among them. */
export const within = (root, selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
