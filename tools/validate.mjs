// node tools/validate.mjs PAGE.html...: pages as they were served, against .htmlvalidate.json. Exit 1 if one has a fault.
//
// Not html-validate's own command, which wants a newer Node than a machine may have.
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const validator = new HtmlValidate(new FileSystemConfigLoader());
let faults = 0;

for (const file of process.argv.slice(2)) {
  // as if it lay here, where its rules are
  const { results } = await validator.validateString(readFileSync(file, "utf8"), path.join(ROOT, path.basename(file)));
  for (const { line, column, message, ruleId } of results.flatMap((result) => result.messages)) {
    faults += 1;
    console.error(`${file}:${line}:${column}: ${message} (${ruleId})`);
  }
}
process.exitCode = faults ? 1 : 0;
