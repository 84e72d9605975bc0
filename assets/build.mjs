// Bundles the style sheet and the scripts into the package's static files: src/tarazy/base/static/built/.
// Names carry no hash: Django's manifest storage adds it. Fonts are made by fonts.py and only referred to here.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "tarazy", "base", "static", "built");

/** The colours of tokens.json as custom properties: light, dark when the reader's system asks, and either when forced. */
function tokensAsCss(tokens) {
  const block = (theme) => Object.entries(tokens[theme]).map(([name, colour]) => `--${name}:${colour};`).join("");
  return [
    `:root,[data-theme="light"]{color-scheme:light;${block("light")}}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme]){color-scheme:dark;${block("dark")}}}`,
    `@media screen{[data-theme="dark"]{color-scheme:dark;${block("dark")}}}`,
  ].join("\n");
}

const tokens = {
  name: "tokens",
  setup(bundle) {
    bundle.onResolve({ filter: /^tokens\.json$/ }, () => ({ path: join(here, "tokens.json"), namespace: "tokens" }));
    bundle.onLoad({ filter: /.*/, namespace: "tokens" }, async ({ path }) => ({
      contents: tokensAsCss(JSON.parse(await readFile(path, "utf8"))),
      loader: "css",
    }));
  },
};

await mkdir(target, { recursive: true });
await build({
  entryPoints: { tarazy: join(here, "css", "tarazy.css") },
  outdir: target,
  bundle: true,
  minify: true,
  target: ["chrome80", "firefox78", "safari13"],
  external: ["*.woff2"],
  plugins: [tokens],
  logLevel: "warning",
});
await build({
  entryPoints: { tarazy: join(here, "js", "tarazy.js") },
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome80", "firefox78", "safari13"],
  logLevel: "warning",
});
for (const name of await readdir(join(here, "images"))) {
  await copyFile(join(here, "images", name), join(target, name));
}
