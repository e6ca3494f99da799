// refusal.js: an act was refused: the words come back, each beside a sentence that says how to mend it.
import { made } from "./html.js";
import { toast } from "./toast.js";

/** @param {HTMLFormElement} form  @param {object} act  @param {{message: string, fields?: Object<string, string[]>}} answer */
export function refuse(form, act, answer) {
  giveBack(form, act.fields);
  const wrong = Object.entries(answer.fields ?? {})
    .map(([name, sentences]) => [named(form, name), [].concat(sentences).join(" ")])
    .filter(([field]) => field?.id);
  if (!wrong.length && !visible(form) && !("told" in form.dataset)) return toast(answer.message || document.body.dataset.refused, { stays: true });
  form.closest("dialog")?.showModal();
  for (const [field, words] of wrong) mend(field, words);
  summary(form, answer.message, wrong);
}

/** Take away what was said about an earlier try. */
export function clear(form) {
  form.querySelectorAll("[data-mend],[data-errors]").forEach((el) => el.remove());
  form.querySelectorAll(".field--mend").forEach((el) => el.classList.remove("field--mend"));
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    describe(field, (ids) => ids.filter((id) => id !== `${field.id}-mend`));
  });
}

// Never over newer words.
function giveBack(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = named(form, name);
    if (field?.matches("textarea,input:not([type=hidden]):not([type=radio]):not([type=checkbox])") && !field.value) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true })); // kept as a draft too
    }
  }
}

function named(form, name) {
  const found = form.elements.namedItem(name);
  return found instanceof RadioNodeList ? found[0] : found;
}

const visible = (form) => [...form.elements].some((el) => el.matches("textarea,select,input:not([type=hidden])"));

function describe(field, change) {
  const ids = change((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}

function mend(field, words) {
  const place = field.closest(".field") ?? field.closest(".composer-row") ?? field.parentElement;
  const sentence = made("p", words, { class: "mend", id: `${field.id}-mend`, "data-mend": "", "data-keep": "" });
  if (place.matches(".field")) {
    place.classList.add("field--mend");
    (field.closest("label") ?? field).before(sentence);
  } else place.before(sentence);
  field.setAttribute("aria-invalid", "true");
  describe(field, (ids) => [...ids, sentence.id]);
}

function summary(form, message, wrong) {
  const box = made("div", "", { class: "error-sum", role: "alert", tabindex: "-1", "data-errors": "", "data-keep": "" });
  box.append(made("p", message));
  if (wrong.length) {
    const list = document.createElement("ul");
    for (const [field, words] of wrong) {
      const row = document.createElement("li");
      row.append(made("a", words, { href: `#${field.id}` }));
      list.append(row);
    }
    box.append(list);
  }
  form.prepend(box);
  box.focus();
}
