// Makes web/dist of web/src: what the daemon serves. Names carry a hash of their content, so that browsers may keep them for
// ever. dist/SOURCES proves that both belong together; a test checks it without Node.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const builtOf = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"];

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]);
}

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { console: "src/main.tsx", style: "src/style/console.css", mark: "src/mark.svg" },
  outdir: "dist/assets",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  publicPath: "/assets",
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".svg": "copy" },
  metafile: true,
});

const made = Object.keys(metafile.outputs).map((path) => path.replace(/^dist\//, ""));
const asset = (ending) => "/" + made.find((path) => path.endsWith(ending));
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("{{script}}", asset(".js"))
  .replace("{{style}}", asset(".css"))
  .replace("{{mark}}", asset(".svg"));
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "index.html"), page);

const preact = JSON.parse(readFileSync(join(here, "node_modules/preact/package.json"), "utf8"));
writeFileSync(
  join(dist, "licences.txt"),
  `Sluss's console contains Preact ${preact.version}:\n\n` + readFileSync(join(here, "node_modules/preact/LICENSE"), "utf8"),
);

const covered = [...builtOf.map((name) => join(here, name)), ...filesBelow(join(here, "src")), ...filesBelow(dist)];
const line = (file) => `${createHash("sha256").update(readFileSync(file)).digest("hex")}  ${relative(here, file)}\n`;
writeFileSync(join(dist, "SOURCES"), covered.map(line).sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join(""));
for (const name of made) console.log(`dist/${name}  ${metafile.outputs["dist/" + name].bytes} bytes`);
