// hands.js: a push never touches what a person is using.
//
// What a hand can change, a push never sets: for a truly fresh field the server gives a new id.
const HANDS = { value: "input:not([type=hidden]),textarea", checked: "input", selected: "option", open: "details,dialog" };
let composing = null; // the field in which an input method is at work

const keeps = (node) => node.nodeType === 1 && node.hasAttribute("data-keep");

/** A field holds something that its page did not give it. */
export function dirty(field) {
  if (field.type === "hidden") return false;
  if (field.localName === "select") return changed([...field.options]);
  return field.value !== field.defaultValue || Boolean(field.checked) !== Boolean(field.defaultChecked) || field.files?.length > 0;
}

// a list with nothing chosen in its page has its first option chosen by the browser
const changed = (options) => (options.some((one) => one.defaultSelected) ? options.some((one) => one.selected !== one.defaultSelected)
  : options.some((one, place) => one.selected && place > 0));

// a textarea's words are its child, not an attribute
const inHand = (el) => el.localName === "textarea" && (el === document.activeElement || dirty(el));

/** What idiomorph may do. Not its ignoreActiveValue: that also freezes what stands inside a focused button or link. */
export const callbacks = {
  beforeNodeMorphed: (old, next) => old.nodeType !== 1 || !(keeps(old) || old.isEqualNode(next) || inHand(old)),
  beforeNodeRemoved: (old) => !keeps(old),
  beforeAttributeUpdated: (name, el) => !(HANDS[name] && el.matches(HANDS[name])),
};

/**
 * Whether a part must wait: anything while an input method composes in it; its removal also while somebody is in one of its
 * fields, has selected its words, opened its dialog or half given an answer. Not for a button in focus: it was most likely
 * pressed just now, and what was pressed must be seen to go.
 */
export function busy(el, leaving) {
  if (composing && el.contains(composing)) return true;
  const fields = leaving ? [...el.querySelectorAll("input,textarea,select")] : [];
  return leaving && (fields.some((field) => field === document.activeElement || dirty(field)) ||
    Boolean(el.querySelector("dialog[open]")) || selected(el));
}

function selected(el) {
  const picked = getSelection();
  return picked.type === "Range" && picked.containsNode(el, true);
}

/** Call fn, a moment later, whenever a person may have let go of something. */
export function onLetGo(fn) {
  let soon = 0;
  const later = () => { clearTimeout(soon); soon = setTimeout(fn, 200); };
  addEventListener("compositionstart", (event) => { composing = event.target; }, true);
  addEventListener("compositionend", () => { composing = null; later(); }, true);
  for (const name of ["focusout", "selectionchange", "close", "reset", "change"]) document.addEventListener(name, later, true);
}

/** An input method is at work somewhere on the page. */
export const isComposing = () => composing !== null;
