// follow.js: stay at the end if the reader is at the end; else stay put, and count: "12 new".
import { busy } from "./hands.js";

const NEAR = 80; // px from the end that still are the end
const MOST = 300, KEPT = 200; // rows: a packet's cost grows with what is on the page (layers, not layout)

/** @param {Element} scroller  what scrolls, or the page itself when that does  @param {HTMLButtonElement} pill */
export function follow(scroller, pill) {
  let atEnd = true, missed = 0;
  const view = () => (scroller.scrollHeight > scroller.clientHeight + 1 ? scroller : document.scrollingElement);
  const toEnd = () => { const el = view(); el.scrollTop = el.scrollHeight; };
  const show = () => {
    pill.hidden = missed === 0;
    if (missed) pill.textContent = pill.dataset.words.replace("{n}", missed);
  };
  // Read only when it scrolls: asking for the layout before each packet would force one.
  const look = () => {
    const el = view();
    atEnd = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR;
    if (atEnd) { missed = 0; show(); }
  };
  document.addEventListener("scroll", look, { passive: true, capture: true });
  addEventListener("resize", () => { if (atEnd) toEnd(); }); // the keyboard of a phone opens
  pill.addEventListener("click", toEnd);
  if (document.querySelector(":target")) look(); // the address names what is to be read
  else toEnd();
  return {
    /** Do work that puts `added` rows on the page. */
    around(work) {
      const added = keepPlace(view(), work, !atEnd);
      if (atEnd) { trim(); toEnd(); } else if (added) { missed += added; show(); }
    },
    view,
  };
}

function trim() {
  for (const link of document.querySelectorAll("[data-older]")) {
    const list = document.getElementById(link.dataset.older);
    if (!list || list.children.length <= MOST) continue;
    while (list.children.length > KEPT && !busy(list.firstElementChild, true)) list.firstElementChild.remove();
    list.dataset.from = list.firstElementChild.dataset.order;
    const url = new URL(link.href, location.href);
    url.searchParams.set("before", list.dataset.from);
    link.href = url;
    link.parentElement.hidden = false;
  }
}

/** Do work above what is read without moving it. Browsers with scroll anchoring do it themselves; older Safari does not. */
export function keepPlace(scroller, work, needed = true) {
  if (!needed || CSS.supports("overflow-anchor", "auto")) return work();
  const box = scroller.getBoundingClientRect(), top = Math.max(0, box.top);
  const anchor = document.elementFromPoint(box.left + box.width / 2, top + 8)?.closest("[data-order]");
  const before = anchor?.getBoundingClientRect().top;
  const result = work();
  if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  return result;
}
