// text.js: large text at once, without loading the page anew. Without scripts the link does it; the cookie is the same.
const YEAR = 365 * 24 * 3600;

export function startText() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-text-size]");
    if (!link) return;
    event.preventDefault();
    const root = document.documentElement, large = root.dataset.text !== "large";
    if (large) root.dataset.text = "large";
    else delete root.dataset.text;
    document.cookie = `text=${large ? "large" : "normal"}; path=/; max-age=${YEAR}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    for (const one of document.querySelectorAll("[data-text-size]")) turn(one, large);
  });
}

function turn(link, large) {
  link.textContent = large ? link.dataset.normal : link.dataset.large;
  link.setAttribute("href", link.getAttribute("href").replace(/\/text\/\w+/, large ? "/text/normal" : "/text/large"));
}
