// refresh.js: when too much was missed, the page is fetched anew and the old one turned into it, hands off what is in use.
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { finished } from "./finish.js";
import { callbacks, isComposing } from "./hands.js";
import { page } from "./html.js";

const composed = () => new Promise((done) => {
  if (isComposing()) addEventListener("compositionend", () => setTimeout(done), { once: true });
  else done();
});

// What only this page has: an act on its way, a field that somebody is using.
const own = {
  ...callbacks,
  beforeNodeRemoved: (old) => callbacks.beforeNodeRemoved(old) && !(old.nodeType === 1 && (old.id.startsWith("echo-") || old.contains(document.activeElement))),
};

/** @returns {Promise<number>} the number in the record that the page now stands at. Rejects when it cannot be had. */
export async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const next = page(await answer.text());
  await composed();
  for (const region of document.querySelectorAll("[data-live]")) {
    const fresh = next.getElementById(region.id);
    if (!fresh) continue;
    finished(fresh);
    Idiomorph.morph(region, fresh, { morphStyle: "outerHTML", callbacks: own });
  }
  return Number(next.body.dataset.seq);
}
