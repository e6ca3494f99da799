// echo.js: what one said stands at once, pale, at the end of its list, until the table has it.
//
// A form with data-echo="echo-comment" and data-list="comments" has a <template id="echo-comment"> whose [data-field] slots are
// filled with what is sent. Its order is infinite: last, until it is a real one.
const id = (key) => `echo-${key}`;

/** Show an act in its list. */
export function show(form, act) {
  const template = document.getElementById(form.dataset.echo ?? ""), list = document.getElementById(form.dataset.list ?? "");
  if (!template || !list || document.getElementById(id(act.key))) return;
  const item = template.content.firstElementChild.cloneNode(true);
  item.id = id(act.key);
  item.dataset.order = "Infinity";
  item.querySelectorAll("[data-field]").forEach((slot) => { slot.textContent = act.fields[slot.dataset.field] ?? ""; });
  list.append(item);
  item.scrollIntoView({ block: "nearest" });
}

/** The answer names the thing: the echo takes its id, and the packet turns it into the real one where it stands. */
export function become(act, thing) {
  const item = document.getElementById(id(act.key));
  if (!item) return;
  if (document.getElementById(thing)) item.remove(); // the packet was faster
  else item.id = thing;
}

export const remove = (act) => document.getElementById(id(act.key))?.remove();
