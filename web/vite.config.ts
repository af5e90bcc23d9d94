import { fileURLToPath } from "node:url";
import { type Plugin, defineConfig } from "vite";

/** Groups of the engine's words that the page names too. The rest speaks through the engine's door. */
const sharedWords = ["purpose", "tracks", "exercises", "verdicts"];

/** The page carries its own words and the shared ones, not the engine's sentences: those are in springback.wasm. */
const pageWords: Plugin = {
  name: "page-words",
  enforce: "pre",
  transform(code, id) {
    if (!/\/lang\/\w+\.json$/.test(id)) return null;
    const all = JSON.parse(code) as { page: object; engine: Record<string, unknown> };
    const engine = Object.fromEntries(sharedWords.map((group) => [group, all.engine[group]]));
    return { code: JSON.stringify({ page: all.page, engine }), map: null };
  },
};

export default defineConfig({
  plugins: [pageWords],
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
  build: {
    target: "es2021",
    // Everything is served by one small program under a strict content policy: files only, nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] },
    proxy: { "/api": "http://127.0.0.1:8420", "/springback.wasm": "http://127.0.0.1:8420", "/recordings.wasm": "http://127.0.0.1:8420" },
  },
  test: { include: ["test/unit/**/*.test.ts"], environment: "node", setupFiles: ["test/unit/browser.ts"], testTimeout: 60_000 },
} as Parameters<typeof defineConfig>[0]);
