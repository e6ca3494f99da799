// page.js: what every page has: text size, dialogs, drafts, dates in words, titles that break at words, and the focus on
// what is to mend.
import { startDates } from "./dates.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts, startForgetting } from "./drafts.js";
import { startFiles } from "./files.js";
import { startText } from "./text.js";
import { startWords } from "./words.js";

startText();
startDialogs();
startDrafts();
startForgetting();
startFiles();
startDates();
startWords();
document.querySelector("[data-errors]")?.focus();
