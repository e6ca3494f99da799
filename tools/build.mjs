// npm run build: bundles styles and scripts into static/built, each named by the hash of what is in it.
//
// static/built/manifest.json tells the pages which file a name stands for now: {"app.css": "app.2F4KQX7B.css", ...}.
// Each file has its .br and .gz beside it, so that the server only has to pick one.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { websocketOnly } from "./websocket-only.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OUT = path.join(ROOT, "static", "built");
const ENTRIES = ["css/app.css", "js/page.js", "js/room.js"];

const OPTIONS = {
  bundle: true,
  minify: true,
  write: false,
  legalComments: "none", // the licences of what is bundled stand in docs/decisions
  format: "iife",
  charset: "utf8",
  logLevel: "warning",
  // The floor: the full look from Chrome 88 and Safari 15.4, scripts some years older.
  target: ["es2020", "chrome80", "safari13"],
  // esbuild holds a rare fault of old Safari against destructuring and would refuse the whole target.
  supported: { destructuring: true },
  plugins: [websocketOnly],
};

function packed(data) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return { ".br": brotliCompressSync(data, { params: quality }), ".gz": gzipSync(data, { level: 9 }) };
}

/** Write one entry under its hashed name, with its packed twins; returns [its plain name, its hashed name]. */
async function build(entry) {
  const { outputFiles } = await esbuild.build({ ...OPTIONS, entryPoints: [path.join(ROOT, "static", entry)], outdir: OUT });
  const data = outputFiles[0].contents;
  const { name, ext } = path.parse(entry);
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 10);
  const hashed = `${name}.${hash}${ext}`;
  const twins = packed(data);
  writeFileSync(path.join(OUT, hashed), data);
  for (const [end, bytes] of Object.entries(twins)) writeFileSync(path.join(OUT, hashed + end), bytes);
  console.log(`${hashed}  ${kB(data)} kB, gzip ${kB(twins[".gz"])}, brotli ${kB(twins[".br"])}`);
  return [`${name}${ext}`, hashed];
}

const kB = (data) => (data.length / 1024).toFixed(1);

// The manifest changes hands in one step and what is old goes last, so that a page served meanwhile still finds its files.
mkdirSync(OUT, { recursive: true });
const manifest = Object.fromEntries(await Promise.all(ENTRIES.map(build)));
const draft = path.join(OUT, "manifest.json.new");
writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`);
renameSync(draft, path.join(OUT, "manifest.json"));
const current = Object.values(manifest);
for (const name of readdirSync(OUT)) {
  if (/\.[0-9a-f]{10}\./.test(name) && !current.some((kept) => name.startsWith(kept))) rmSync(path.join(OUT, name));
}
