// tools/validate_pages.mjs FOLDER: holds every served page in a folder (*.html) to .htmlvalidate.json; a line per fault.
// Boxes to tick share a name there, as radio buttons do: that is how a form sends a list.
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2];
const validator = new HtmlValidate(new FileSystemConfigLoader());
let found = 0;
for (const name of readdirSync(folder).filter((one) => one.endsWith(".html")).sort()) {
  const page = readFileSync(path.join(folder, name), "utf8");
  const { results } = await validator.validateString(page, path.join(ROOT, "page.html"));
  for (const { ruleId, message, line } of results.flatMap(({ messages }) => messages)) {
    console.log(`${name}:${line}: ${ruleId}: ${message}`);
    found += 1;
  }
}
process.exitCode = found ? 1 : 0;
