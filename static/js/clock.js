// clock.js: the server's clock on any phone. The phone's own date is never asked.
//
// performance.now() only runs forward. sent_at - performance.now() is the server's time at our zero, less the delay of the
// packet; so the largest of the last samples travelled fastest. A phone that stops performance.now() in sleep heals itself
// with the first packet after it: that sample is larger.
import { finish, within } from "./finish.js";

const SAMPLES = 20; // a drifting clock is forgotten after as many packets
const SOON = 10; // seconds
const samples = [];
const told = new Map();
let zero = null;
let say = () => {};

/** @param {number} sentAt  the server's clock in ms, from the page, the answer to `enter`, and every packet */
export function hearTime(sentAt) {
  if (!Number.isFinite(sentAt)) return;
  samples.push(sentAt - performance.now());
  if (samples.length > SAMPLES) samples.shift();
  zero = Math.max(...samples);
}

/** @returns {number} ms since 1970 by the server */
export const serverNow = () => zero + performance.now();

const face = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const left = (seconds) => (seconds < 0 ? `+${face(-seconds)}` : face(seconds)); // over its time, it counts on
const share = (part, whole) => Math.max(0, Math.min(100, Math.round((100 * part) / whole) || 0));
const write = (el, words) => { if (el.textContent !== words) el.textContent = words; }; // no layout around it for nothing

// Ends are whole seconds; else what is shown is up to a second stale. A paused one has data-left instead, and stands.
function draw(root) {
  if (zero === null) return;
  for (const el of within(root, "[data-ends],[data-left]")) drawCount(el);
  for (const el of within(root, "[data-since]")) drawRun(el);
  for (const el of within(root, "[data-clock]")) write(el, hands.format(serverNow()));
}

function drawCount(el) {
  const paused = !el.dataset.ends;
  const rest = paused ? Number(el.dataset.left) : Math.ceil((Number(el.dataset.ends) - serverNow()) / 1000);
  write(el.querySelector("b"), left(rest));
  el.querySelector(".left")?.setAttribute("stroke-dasharray", `${share(rest, el.dataset.span)} 100`);
  el.classList.toggle("count--soon", rest <= SOON);
  el.classList.toggle("count--over", rest < 0);
  if (!paused) announce(el, rest);
}

// What runs without an end, since when: in words, or as the length of a bar that is full at data-span seconds.
function drawRun(el) {
  const gone = Math.max(0, Math.floor((serverNow() - Number(el.dataset.since)) / 1000));
  if (el.dataset.span) el.setAttribute("width", `${share(gone, el.dataset.span)}%`);
  else write(el, face(gone));
}

// role=timer is silent by itself. Three sentences only, each once: at a minute, at ten seconds and at the end.
function announce(el, rest) {
  if (!el.isConnected) return;
  const was = told.get(el.dataset.ends) ?? Infinity;
  for (const mark of [60, SOON, 0]) if (rest <= mark && was > mark && rest > mark - 5) say(el.getAttribute(`data-say-${mark}`));
  told.set(el.dataset.ends, rest);
}

// The wall clock of the place, wherever the phone thinks it is.
const hands = new Intl.DateTimeFormat("en-GB", { timeZone: document.body.dataset.zone || "Asia/Shanghai", timeStyle: "medium" });

/** @param {Element} status  with role=status, on the page from the start  @param {number} sentAt  as in hearTime */
export function startClock(status, sentAt) {
  say = (words) => { if (words) status.textContent = words; };
  hearTime(sentAt);
  finish(draw);
  const tick = () => {
    if (!document.hidden) draw(document);
    setTimeout(tick, 1000 - (serverNow() % 1000) + 5); // on the server's second: all phones change together
  };
  tick();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) draw(document); });
}
