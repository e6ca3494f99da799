// acts.js: the same form goes by the socket when there is a line, and is an ordinary form when there are no scripts.
//
//   <form method="post" action="/do/comment/post?on=consultation:TABLEB" data-act>
//     <input type="hidden" name="key" value="...">      made at render; in shared parts: action@ref@version
//
// data-echo, data-list: see echo.js · data-secret: never kept on the phone · data-done: a sentence when it is done ·
// data-then: "reload" or where to go when it is done · data-told: a refusal is told in the form, also where nothing was typed.
import { clearDrafts } from "./drafts.js";
import * as echo from "./echo.js";
import * as queue from "./queue.js";
import { clear, refuse } from "./refusal.js";
import { toast } from "./toast.js";

const BREATH = 1000; // ms before an act is sent again, with its key
let line = null;
let busy = false;

/** @returns {{action: string, on: string, ...}|null} what a form would send, or null if it must go the ordinary way */
function read(form, button) {
  const url = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
  const found = url.pathname.match(/^\/do\/(\w+)\/(\w+)$/);
  const files = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
  if (!found || !("act" in form.dataset) || files || line.shut()) return null;
  const { key = "", ...fields } = gathered(form, button);
  delete fields.back;
  return {
    action: `${found[1]}.${found[2]}`, on: url.searchParams.get("on") ?? undefined, key: key || queue.newKey(), fields,
    form: form.getAttribute("id"), at: url.pathname + url.search, secret: "secret" in form.dataset,
  };
}

function gathered(form, button) {
  const fields = {};
  const put = (name, value) => { fields[name] = name in fields ? [].concat(fields[name], value) : value; }; // tick boxes repeat
  for (const [name, value] of new FormData(form)) if (typeof value === "string") put(name, value);
  if (button?.name) put(button.name, button.value);
  return fields;
}

function onSubmit(event) {
  const form = event.target, button = event.submitter;
  if (event.defaultPrevented || form.method !== "post") return;
  if (button?.getAttribute("aria-disabled") === "true") return event.preventDefault();
  const act = read(form, button);
  if (!act) return;
  event.preventDefault();
  if (queue.holds(act.key)) return; // pressed twice
  queue.add(act);
  clear(form);
  form.closest("dialog")?.close();
  form.classList.add("is-sending");
  if (form.dataset.echo) {
    echo.show(form, act);
    clearDrafts(form);
  }
  pump();
}

// ---- sending: one at a time; late or cut, the same again with its key

async function pump() {
  if (busy) return;
  busy = true;
  while (queue.first() && line.live()) await send(queue.first());
  busy = false;
  if (queue.first() && line.shut()) ordinary(queue.first());
}

async function send(act) {
  const { action, on, key, fields } = act;
  const answer = await line.ask("act", { action, on, key, fields }).catch(() => null);
  if (!answer) {
    if (line.live()) await new Promise((done) => setTimeout(done, BREATH));
    return;
  }
  queue.drop(act);
  formOf(act)?.classList.remove("is-sending");
  if (answer.ok) accepted(act, answer);
  else refused(act, answer);
}

// A form in a part has no id, but an action of its own.
const formOf = (act) => (act.form ? document.getElementById(act.form)
  : [...document.querySelectorAll("form[data-act]")].find((form) => (form.getAttribute("action") ?? "").endsWith(act.at)));

function accepted(act, answer) {
  echo.become(act, `${act.action.split(".")[0]}-${answer.result}`);
  const form = formOf(act);
  const key = form?.elements.namedItem("key");
  if (key?.value === act.key && !act.key.includes("@")) key.value = queue.newKey(); // a shared one comes with its part
  toast(form?.dataset.done);
  if (form?.dataset.then === "reload") location.reload();
  else if (form?.dataset.then) location.assign(form.dataset.then);
}

function refused(act, answer) {
  echo.remove(act);
  const form = formOf(act);
  if (!form) return toast(answer.message, { stays: true });
  const key = form.elements.namedItem("key");
  if (key?.value === act.key && !act.key.includes("@")) key.value = queue.newKey();
  refuse(form, act, answer);
}

// No socket will come: the browser sends it itself, and shows the server's page.
function ordinary(act) {
  queue.drop(act);
  const form = Object.assign(document.createElement("form"), { method: "post", action: act.at, hidden: true });
  for (const [name, value] of Object.entries({ ...act.fields, key: act.key })) {
    for (const one of [].concat(value)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: one }));
  }
  document.body.append(form);
  form.submit();
}

// Other words are another act: were the old key kept, the server would answer with what it did the first time.
function onInput({ target }) {
  const key = target.form?.elements.namedItem("key");
  if (key && queue.holds(key.value)) key.value = queue.newKey();
}

/** @param {object} theLine  from openLine  @returns {function(): void}  to be called whenever the line changes */
export function startActs(theLine) {
  line = theLine;
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", onInput);
  for (const act of queue.waiting()) { // sent before the page was loaded anew, not yet answered
    const form = formOf(act);
    if (form) echo.show(form, act);
  }
  return pump;
}
