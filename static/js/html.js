// html.js: the only place in the program that turns a string into elements. Trusted Types lets no other.
const asIs = { createHTML: (html) => html }; // it cleans nothing: the server escapes
const policy = globalThis.trustedTypes?.createPolicy("parts", asIs) ?? asIs;

/** @param {string} html  of one element  @returns {Element|null}  inert: nothing in it loads or runs before it is placed */
export function element(html) {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html.trim());
  return template.content.firstElementChild;
}

/** @param {string} html  of a whole page  @returns {Document} */
export const page = (html) => new DOMParser().parseFromString(policy.createHTML(html), "text/html");

/** An element with words in it. */
export function made(tag, words, attributes = {}) {
  const el = document.createElement(tag);
  el.textContent = words;
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  return el;
}
