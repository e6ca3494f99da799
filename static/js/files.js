// files.js: which photo was chosen. The label is the button, so the name is said beside it.
export function startFiles() {
  document.addEventListener("change", ({ target }) => {
    const said = target.type === "file" && target.parentElement.querySelector("[data-chosen]");
    if (said) said.textContent = [...target.files].map((file) => file.name).join(", ");
  });
}
