// drafts.js: what is typed in a [data-draft] field lives through a reload, in this tab only.
const PREFIX = "draft ";

const name = (field) => `${PREFIX}${location.pathname} ${field.form?.id ?? ""} ${field.name}`;
const drafts = (root) => root.querySelectorAll("[data-draft]");

export function keepDraft(field) {
  if (field.value) sessionStorage.setItem(name(field), field.value);
  else sessionStorage.removeItem(name(field));
}

/** Empty a form's fields and forget what was typed in them. */
export function clearDrafts(form) {
  for (const field of drafts(form)) {
    field.value = "";
    keepDraft(field);
  }
}

/** Give back what was typed before the page was loaded anew, and keep what is typed from now on. */
export function startDrafts() {
  for (const field of drafts(document)) field.value ||= sessionStorage.getItem(name(field)) ?? "";
  document.addEventListener("input", ({ target }) => { if (target.matches?.("[data-draft]")) keepDraft(target); });
  // Sent the ordinary way: if it is refused, the server's page has the words. Not what a script has taken over.
  document.addEventListener("submit", (event) => {
    setTimeout(() => { // once the others have looked at it
      if (!event.defaultPrevented) for (const field of drafts(event.target)) sessionStorage.removeItem(name(field));
    });
  });
}

/** Nothing of this person stays in the tab: at sign-out, and when another person takes over. */
export function startForgetting() {
  document.addEventListener("submit", (event) => { if (event.target.hasAttribute("data-forget")) sessionStorage.clear(); });
}
