// toast.js: the answer to one's own act, where it has no better place.
import { made } from "./html.js";

const LASTS = 6000; // ms; a refusal stays until it is closed

/** @param {string} words  @param {{stays?: boolean}} how */
export function toast(words, { stays = false } = {}) {
  const place = document.getElementById("toasts");
  if (!place || !words) return;
  const el = made("div", "", { class: "toast" });
  el.append(made("span", words));
  if (stays) {
    const close = made("button", document.body.dataset.close ?? "×", { type: "button", class: "plain" });
    close.addEventListener("click", () => el.remove());
    el.append(close);
  } else setTimeout(() => el.remove(), LASTS);
  place.textContent = "";
  place.append(el);
}
