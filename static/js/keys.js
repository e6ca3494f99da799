// keys.js: the desk's keys. A button or link with data-key="n" is pressed by that key, a field with it is entered, while the
// person is in no field. "?" lists them; they can be switched off there (WCAG 2.1.4).
import { made } from "./html.js";

const STORE = "keys off";
const FIELDS = "input,textarea,select,[contenteditable]";
const PRESSABLE = "a,button,summary"; // Space and Enter are theirs

const name = (event) => (event.key === " " ? "space" : event.key.toLowerCase());
const off = () => localStorage.getItem(STORE) === "1";
const seen = (el) => el.getClientRects().length > 0 && !el.disabled;

function target(event) {
  const at = event.target;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (at.matches?.(FIELDS) || document.querySelector("dialog[open]")) return null;
  const key = name(event);
  if ((key === "space" || key === "enter") && at.matches?.(PRESSABLE)) return null;
  if (off() && key !== "?") return null;
  return [...document.querySelectorAll("[data-key]")].find((el) => el.dataset.key === key && seen(el)) ?? null;
}

function press(event) {
  const el = target(event);
  if (!el) return;
  event.preventDefault();
  if (el.matches(FIELDS)) el.focus();
  else if (!event.repeat) el.click();
}

const words = (el) => (el.getAttribute("aria-label") ?? el.labels?.[0]?.textContent ??
  [...el.childNodes].filter((node) => node.localName !== "kbd").map((node) => node.textContent).join(" ")).replace(/\s+/g, " ").trim();

// As they are just now: the big button says what it would do.
function list(place) {
  place.textContent = "";
  for (const el of document.querySelectorAll("[data-key]")) {
    if (!seen(el)) continue;
    const row = document.createElement("div"), key = document.createElement("dt");
    key.append(made("kbd", el.dataset.key));
    row.append(key, made("dd", words(el)));
    place.append(row);
  }
}

export function startKeys() {
  const place = document.querySelector("[data-keys]"), box = document.getElementById("keys-on");
  document.addEventListener("keydown", press);
  if (!place || !box) return;
  box.checked = !off();
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "0" : "1"));
  document.addEventListener("click", (event) => { if (event.target.closest('[data-dialog="keys"]')) list(place); }, true);
}
