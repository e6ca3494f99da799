// npm run lint: the styles by stylelint, the scripts by what esbuild finds doubtful, the sizes of files by the house rule,
// and that the rules for served pages (.htmlvalidate.json) can be read. Pages themselves are checked as they are served.
import * as esbuild from "esbuild";
import { HtmlValidate, FileSystemConfigLoader } from "html-validate";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { websocketOnly } from "./websocket-only.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MAX_LINES = 400;

// stylelint 18 uses set methods that Node has from 22 on; the system's Node may be 20.
Set.prototype.union ??= function union(other) { return new Set([...this, ...other]); };
Set.prototype.difference ??= function difference(other) { return new Set([...this].filter((one) => !other.has(one))); };
Set.prototype.intersection ??= function intersection(other) { return new Set([...this].filter((one) => other.has(one))); };
const { default: stylelint } = await import("stylelint"); // after the methods above

async function styles() {
  const { report, errored } = await stylelint.lint({ files: path.join(ROOT, "static/css/**/*.css"), formatter: "string", cwd: ROOT });
  return errored ? [report] : [];
}

async function scripts() {
  const entries = ["static/js/page.js", "static/js/room.js"].map((name) => path.join(ROOT, name));
  const { warnings } = await esbuild.build({
    entryPoints: entries, bundle: true, write: false, outdir: ROOT, format: "iife", logLevel: "silent", plugins: [websocketOnly],
  }).catch((failed) => ({ warnings: failed.errors }));
  return esbuild.formatMessages(warnings, { kind: "warning", terminalWidth: 120 });
}

function sizes() {
  return ["static/css", "static/js", "tools"].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true })
      .filter((name) => /\.(css|m?js)$/.test(name))
      .map((name) => [path.join(folder, name), readFileSync(path.join(ROOT, folder, name), "utf8").split("\n").length - 1])
      .filter(([, lines]) => lines > MAX_LINES)
      .map(([name, lines]) => `${name}: ${lines} lines, ${MAX_LINES} at most`));
}

async function pageRules() {
  const validator = new HtmlValidate(new FileSystemConfigLoader());
  const page = `<!DOCTYPE html>\n<html lang="en"><head><title>A page</title></head><body><main><p>Words</p></main></body></html>\n`;
  const { results } = await validator.validateString(page, path.join(ROOT, "page.html"));
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `.htmlvalidate.json: ${ruleId}: ${message}`));
}

const found = (await Promise.all([styles(), scripts(), sizes(), pageRules()])).flat();
for (const fault of found) console.error(fault);
console.log(found.length ? `${found.length} to mend` : "styles, scripts and page rules: nothing to mend");
process.exitCode = found.length ? 1 : 0;
