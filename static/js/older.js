// older.js: "earlier comments" is a plain link to a page; with scripts its rows are put above what is there.
import { finished } from "./finish.js";
import { keepPlace } from "./follow.js";
import { page } from "./html.js";

async function load(link, scroller) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const other = page(await answer.text());
  const list = document.getElementById(link.dataset.older), more = other.getElementById(link.dataset.older);
  finished(more);
  const rows = [...more.children].filter((row) => !document.getElementById(row.id));
  keepPlace(scroller, () => list.prepend(...rows.map((row) => document.adoptNode(row))));
  list.dataset.from = more.dataset.from; // from now on parts of these are welcome
  const next = [...other.querySelectorAll("[data-older]")].find((one) => one.dataset.older === link.dataset.older);
  link.parentElement.hidden = !next || next.parentElement.hidden;
  if (next) link.href = next.href;
}

/** @param {function(): Element} view  what scrolls now */
export function startOlder(view) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-older]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    load(link, view()).catch(() => location.assign(link.href)); // the browser then says itself what is wrong
  });
}
