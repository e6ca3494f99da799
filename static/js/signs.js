// signs.js: what the state of the line looks like: the pill always, the banner when it means something for the reader.
const KINDS = { waiting: "pill--wait", offline: "pill--off", refused: "pill--off", blocked: "pill--wait" };
const PATIENCE = 2500; // ms: a blink of the line is not worth a banner

/** @param {HTMLElement} pill  @param {HTMLElement|null} banner  @param {function(): void} dial */
export function startSigns(pill, banner, dial) {
  let soon = 0;
  banner?.querySelector("[data-dial]").addEventListener("click", () => dial());

  function spell(state, words) {
    if (!banner) return;
    banner.hidden = state === "connected";
    if (banner.hidden) return;
    banner.querySelector("p").textContent = words || banner.dataset[state] || "";
    banner.querySelector("[data-dial]").hidden = state === "blocked" || state === "refused";
    banner.querySelector("[data-again]").hidden = state !== "blocked" && state !== "refused";
  }

  return function show(state, words = "") {
    pill.className = `pill ${KINDS[state] ?? ""}`;
    pill.textContent = pill.dataset[state === "refused" ? "offline" : state];
    clearTimeout(soon);
    if (state === "waiting") soon = setTimeout(spell, PATIENCE, state);
    else spell(state, words);
  };
}
