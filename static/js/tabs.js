// tabs.js: the tabs of a list lead to the page with that list. With scripts all the lists are there, and one is seen.
//
//   <nav class="tabs"><a href="?tab=owing" data-tab="owing">Owed</a> …</nav> <ol id="owing" hidden>…</ol>
export function startTabs() {
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("a[data-tab]");
    if (!tab || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    for (const one of tab.closest("nav").querySelectorAll("[data-tab]")) show(one, one === tab);
    history.replaceState(null, "", tab.href); // loaded anew, the page has the same tab
  });
}

function show(tab, so) {
  if (so) tab.setAttribute("aria-current", "page");
  else tab.removeAttribute("aria-current");
  document.getElementById(tab.dataset.tab).hidden = !so;
}
