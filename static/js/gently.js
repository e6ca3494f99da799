// gently.js: a slow phone must not drown. The newest html of each id waits until three times the last cost has gone by, and
// while nobody looks. Safe, because a part is always the whole of it as it is now.
const MOST = 2000; // ms that anything may wait while somebody looks

/** @param {function(Object): void} work  places parts  @returns {function(Object): void}  the same, at a bearable pace */
export function gently(work) {
  const waiting = new Map();
  let free = 0, timer = 0;

  function run() {
    clearTimeout(timer);
    timer = 0;
    if (document.hidden || !waiting.size) return;
    const start = performance.now(), parts = Object.fromEntries(waiting);
    waiting.clear();
    free = Infinity;
    try { work(parts); } finally { afterPaint(() => rest(start)); }
  }

  function rest(start) {
    free = performance.now() + Math.min(MOST, 3 * (performance.now() - start));
    if (waiting.size) timer ||= setTimeout(run, free - performance.now());
  }

  document.addEventListener("visibilitychange", () => { free = 0; run(); });
  return function placed(parts) {
    for (const [id, html] of Object.entries(parts)) { waiting.delete(id); waiting.set(id, html); }
    if (performance.now() >= free) run();
    else if (free !== Infinity) timer ||= setTimeout(run, free - performance.now());
  };
}

// A page that is hidden before the frame gets none: then the timer alone.
function afterPaint(fn) {
  let done = false;
  const once = () => { if (!done) { done = true; fn(); } };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 500);
}
