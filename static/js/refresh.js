// refresh.js: when too much was missed, the page is fetched anew and the old one turned into it, hands off what is in use.
import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { finished } from "./finish.js";
import { busy, callbacks, isComposing } from "./hands.js";
import { page } from "./html.js";
import { takeLater } from "./parts.js";

const composed = () => new Promise((done) => {
  if (isComposing()) addEventListener("compositionend", () => setTimeout(done), { once: true });
  else done();
});

// What only this page has: an act on its way, and what somebody is using, which goes when it is let go.
function stays(old) {
  if (old.nodeType !== 1) return false;
  if (old.id.startsWith("echo-")) return true;
  if (!busy(old, true)) return false;
  if (old.id) takeLater(old.id);
  return true;
}

const own = { ...callbacks, beforeNodeRemoved: (old) => callbacks.beforeNodeRemoved(old) && !stays(old) };

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
