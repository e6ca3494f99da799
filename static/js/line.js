// line.js: the connection, and the truth about it.
//
// The server says something at least every 5 s (packet, beat or ping). What is heard is the only proof of a line: sockets,
// navigator.onLine and timers all lie on phones.
import { io } from "socket.io-client";
import { blockedBefore, forgetBlocked, passable } from "./blocked.js";

const QUIET = 8_000; // ms nothing heard: say "waiting"
const DEAD = 13_000; // nothing heard: cut and dial again; the client's own limit would be 20 s and more
const GIVE_UP = 30_000; // not in the room: say "offline"
const ANSWER = 8_000; // how long an answer may take
const BREATH = 1_000; // between two dials of our own
const DIALS = 3; // failed without ever a socket open: perhaps this network lets none through

const SETTINGS = {
  transports: ["websocket"], reconnectionDelay: 1000, reconnectionDelayMax: 8000, randomizationFactor: 0.9, timeout: ANSWER,
  autoConnect: false,
};

// Two clocks, the larger wins: performance.now() stands still while some phones sleep, Date may be set back.
const mark = (shift = 0) => [Date.now() + shift, performance.now() + shift];
const since = ([date, perf]) => Math.max(Date.now() - date, performance.now() - perf);
const chance = (most) => Math.random() * most;

class Line {
  constructor(room, on) {
    Object.assign(this, { room, on, seq: room.after, entered: false, refused: false, blocked: blockedBefore() });
    Object.assign(this, { state: "", heard: mark(), good: mark(), dialled: mark(-BREATH), early: [], failed: 0, opened: false, soon: 0, turn: 0 });
    this.socket = io("/room", SETTINGS);
    this.listen();
    this.wakeful();
    setInterval(() => this.tick(), 1000);
    this.socket.connect();
    this.show();
  }

  listen() {
    const hear = () => { this.heard = mark(); };
    this.socket.io.on("open", () => {
      this.opened = true;
      hear();
      this.socket.io.engine.on("packet", hear); // every frame, the server's pings too; anew for each engine
    });
    this.socket.on("connect", () => this.enter());
    this.socket.on("disconnect", (why) => this.left(why));
    this.socket.on("connect_error", () => this.failing());
    this.socket.on("mine", ({ topic, ...sets }) => { if (!topic || topic === this.room.topic) this.on.mine(sets); });
    this.socket.on("packet", (packet) => { if (this.entered) this.take(packet); else this.early.push(packet); });
    this.socket.on("beat", (beat) => this.on.time(beat.sent_at));
  }

  // ---- in and out of the room

  enter() {
    this.early = [];
    const turn = (this.turn += 1);
    this.socket.timeout(ANSWER).emit("enter", { ...this.room, after: this.seq, as: "html" }, (late, answer) => {
      if (late) this.redial();
      else if (answer.ok) this.arrived(answer, turn);
      else if (answer.status === 429 || answer.status >= 500) setTimeout(() => this.redial(), 4000 + chance(4000));
      else this.turnedAway(answer);
    });
  }

  async arrived(answer, turn) {
    this.on.time(answer.sent_at);
    if (answer.mine) this.on.mine(answer.mine);
    if (answer.mode === "snapshot") {
      const at = await this.on.snapshot().catch(() => null);
      if (at === null) return this.redial();
      this.seq = at;
    } else this.seq = Math.max(this.seq, answer.seq);
    this.on.packet({ parts: answer.parts ?? {}, figures: answer.figures ?? {} });
    if (this.socket.connected && turn === this.turn) this.settle(); // else lost again meanwhile
  }

  settle() {
    this.entered = true;
    this.failed = 0;
    this.blocked = false;
    forgetBlocked();
    const early = this.early; // what was pushed before the answer came
    this.early = [];
    for (const packet of early) this.take(packet);
    this.show();
    this.on.enter();
  }

  // Not allowed (any more): do not dial for ever.
  turnedAway(answer) {
    this.refused = true;
    this.socket.disconnect();
    this.state = "refused";
    this.on.state("refused", answer.message);
  }

  left(why) {
    this.entered = false;
    this.show();
    if (why === "io server disconnect") setTimeout(() => this.redial(), 1000 + chance(4000)); // the library does not by itself
  }

  // ---- what is pushed: figures may come with nothing touched, parts only once

  take(packet) {
    this.on.time(packet.sent_at);
    if (packet.after > this.seq) return this.redial(); // a hole: enter again with what we have
    this.on.packet({ parts: packet.upto > this.seq ? packet.parts : {}, figures: packet.figures ?? {} });
    this.seq = Math.max(this.seq, packet.upto);
  }

  // ---- dialling

  // During the library's back-off `connect()` does nothing; disconnect() first ends the wait.
  redial() {
    clearTimeout(this.soon);
    if (this.refused) return;
    this.entered = false;
    if (since(this.dialled) < BREATH) this.soon = setTimeout(() => this.redial(), BREATH);
    else {
      this.dialled = mark();
      this.socket.disconnect().connect();
    }
    this.show();
  }

  async failing() {
    this.failed += 1;
    if (!this.socket.active) setTimeout(() => this.redial(), 5000 + chance(5000)); // the server would not have us: ask again later
    if (this.failed === DIALS && !this.opened && await passable()) this.blocked = true;
    this.show();
  }

  // Back from a pocket, a frozen tab, the back button: do not wait for a timer.
  wakeful() {
    const wake = () => {
      if (since(this.dialled) >= 3 * BREATH && (!this.entered || since(this.heard) > QUIET)) this.redial();
      this.show();
    };
    document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
    document.addEventListener("resume", wake);
    addEventListener("pageshow", (event) => { if (event.persisted) this.redial(); });
    addEventListener("pagehide", () => this.socket.disconnect()); // an open socket keeps a page out of the back/forward cache
    addEventListener("offline", () => this.show());
    addEventListener("online", () => setTimeout(wake, chance(2000))); // a whole hall comes back at once: spread it
  }

  // ---- the truth about it

  tick() {
    if (this.entered && since(this.heard) > DEAD) this.redial();
    this.show();
  }

  // onLine=false is believed only when nothing is heard; onLine=true is never believed.
  now() {
    if (this.refused) return "refused";
    if (this.entered && since(this.heard) < QUIET) return "connected";
    if (navigator.onLine === false) return "offline";
    if (this.blocked) return "blocked";
    return since(this.good) > GIVE_UP ? "offline" : "waiting";
  }

  show() {
    const next = this.now();
    if (next === "connected") this.good = mark();
    if (next !== this.state) this.on.state((this.state = next));
  }

  // ---- for those who send

  /** In the room: only then may one ask, since the library would keep it and send it before `enter`. */
  live() { return this.entered && this.socket.connected; }

  /** Nothing will go by this line: forms go the ordinary way. */
  shut() { return this.refused || (this.blocked && !this.entered); }

  /** @returns {Promise<object>} the server's answer; rejects when none comes */
  ask(name, body) { return this.socket.timeout(ANSWER).emitWithAck(name, body); }
}

/**
 * @param {{topic: string, surface: string, lang: string, after: number}} room  after: the number that the page stands at
 * @param {object} on  packet({parts, figures}), mine(sets), time(ms), state(name, words?), enter(), and snapshot(), which
 *   brings the page up to date and promises the number where it then stands
 */
export const openLine = (room, on) => new Line(room, on);
