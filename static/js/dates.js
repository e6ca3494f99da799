// dates.js: a browser writes a date in its own language, not in the page's, and `lang` does not move it; so the day that
// is chosen is said in the page's words beside the field.
export function startDates() {
  const lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";
  const words = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeZone: "UTC" });
  const say = (field) => {
    const said = field.type === "date" && field.parentElement.querySelector("[data-day]");
    // a year that is being typed goes through 0002 and 0020
    if (said) said.textContent = field.value > "1900" ? words.format(field.valueAsDate) : "";
  };
  document.addEventListener("input", ({ target }) => say(target));
  for (const field of document.querySelectorAll("input[type=date]")) say(field);
}
