// dialogs.js: a link with data-dialog="id" opens that dialog; without scripts, or without dialogs, it leads to a page.
export function startDialogs() {
  for (const el of document.querySelectorAll("[data-scripted]")) el.hidden = false; // what only scripts can do
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
}
