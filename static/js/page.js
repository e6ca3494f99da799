// page.js: what every page has: text size, dialogs, drafts, and the focus on what is to mend.
import { startDialogs } from "./dialogs.js";
import { startDrafts, startForgetting } from "./drafts.js";
import { startFiles } from "./files.js";
import { startText } from "./text.js";

startText();
startDialogs();
startDrafts();
startForgetting();
startFiles();
document.querySelector("[data-errors]")?.focus();
