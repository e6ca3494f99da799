// queue.js: acts on their way, in order, one at a time, so that none overtakes another. They live through a reload.
const STORE = "acts";
const acts = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");

// A ballot is never written down on the phone.
const keep = () => sessionStorage.setItem(STORE, JSON.stringify(acts.filter((act) => !act.secret)));

/** A key for an act. Not randomUUID, which wants https. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const waiting = () => [...acts];
export const first = () => acts[0];

/** An act with this key is on its way already. */
export const holds = (key) => acts.some((act) => act.key === key);

export function add(act) {
  acts.push(act);
  keep();
}

export function drop(act) {
  acts.splice(acts.indexOf(act), 1);
  keep();
}
