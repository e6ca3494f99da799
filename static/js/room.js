// room.js: a live page, put together. The body says which: data-topic, data-surface, data-seq, data-now (the server's ms).
import { startActs } from "./acts.js";
import { hearTime, startClock } from "./clock.js";
import { setFigures, startFigures } from "./figures.js";
import { follow } from "./follow.js";
import { gently } from "./gently.js";
import { startKeys } from "./keys.js";
import { openLine } from "./line.js";
import { setMine, startMine } from "./mine.js";
import { startOlder } from "./older.js";
import { place, startParts } from "./parts.js";
import { refresh } from "./refresh.js";
import { startSigns } from "./signs.js";
import { startTabs } from "./tabs.js";

const here = document.body.dataset;
const pill = document.getElementById("pill"), main = document.getElementById("main"), newer = document.getElementById("new");

startMine();
startFigures();
startParts();
startClock(document.getElementById("said"), Number(here.now));
startKeys();
startTabs();
const end = newer ? follow(main, newer) : null;
if (end) startOlder(end.view);
const placed = gently((parts) => (end ? end.around(() => place(parts)) : place(parts)));

let pump = () => {};
let dial = () => {};
const show = startSigns(pill, document.getElementById("line"), () => dial());
const line = openLine(
  { topic: here.topic, surface: here.surface, lang: document.documentElement.lang.slice(0, 2), after: Number(here.seq) },
  {
    packet({ parts, figures }) { placed(parts); setFigures(figures); },
    mine: setMine,
    time: hearTime,
    enter: () => pump(),
    snapshot: refresh,
    state(name, words) { show(name, words); pump(); },
  },
);
dial = () => line.redial();
pump = startActs(line);
pump();
