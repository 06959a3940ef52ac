import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The gate is static: it gets the design tokens as files, beside its own. */
function gateStyles(): Plugin {
  return {
    name: "gate-styles",
    apply: "build",
    generateBundle() {
      for (const name of ["tokens.css", "kit.css"]) {
        const source = readFileSync(new URL(`src/styles/${name}`, import.meta.url), "utf8");
        this.emitFile({ type: "asset", fileName: `gate/${name}`, source });
      }
    },
  };
}

export default defineConfig({
  plugins: [svelte(), gateStyles()],
  base: "./",
  build: {
    // The oldest webviews that have light-dark() and :has().
    target: ["safari17.5", "chrome123"],
    // `data:` is not in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The test of the script's size reads what is loaded with what.
    manifest: true,
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts", "tests/**/*.test.ts"] },
  resolve: {
    alias: {
      $lib: new URL("src/lib", import.meta.url).pathname,
      $messages: new URL("src/messages/index.ts", import.meta.url).pathname,
    },
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
});
