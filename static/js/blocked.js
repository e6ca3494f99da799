// blocked.js: some networks let pages through and no sockets. Then the page says so and forms go the ordinary way.
const NAME = "line blocked", LASTS = 10 * 60_000; // ms after which it is tried afresh

/** Pages do come through, though sockets did not; remembered for the next pages too. */
export async function passable() {
  if (navigator.onLine === false) return false;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return false;
  sessionStorage.setItem(NAME, Date.now());
  return true;
}

export const blockedBefore = () => Math.abs(Date.now() - Number(sessionStorage.getItem(NAME) ?? 0)) < LASTS;
export const forgetBlocked = () => sessionStorage.removeItem(NAME);
