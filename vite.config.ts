import { readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { catalogueWords } from "./tools/catalogueWords.mjs";
import { contentSecurity, securityHeaders } from "./tools/contentSecurity.mjs";
import { documentPages } from "./tools/documentPages.mjs";
import { linkCard } from "./tools/linkCard.mjs";
import { serviceWorker } from "./tools/siteFiles.mjs";
import { statementMath } from "./tools/statementMath.mjs";

/** The licences of what the page ships travel with it. */
const shipNotices: Plugin = {
  name: "ship-notices",
  apply: "build",
  generateBundle() {
    for (const fileName of ["LICENSE", "THIRD-PARTY-NOTICES.md"]) {
      this.emitFile({ type: "asset", fileName, source: readFileSync(new URL(fileName, import.meta.url)) });
    }
  },
};

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

/** Shared among themselves alone. */
const isOfTheirOwn = (id: string): boolean => /\/(lessons|export)\//.test(id);
/** The documents share a style sheet among themselves, and nothing with the page. */
const isOfDocuments = (id: string): boolean => /\/documents\.css$|\/docs\//.test(id);
/** Shared, but by nothing that the first view needs. */
const isSharedLater = (id: string): boolean =>
  /\/(lessons\/course|export\/report|app\/shortcuts|app\/projector\/(pictures|messages)|panels\/ModalCard)\.tsx?$/.test(
    id,
  );

export default defineConfig({
  // Relative: the site works from any folder of any static host.
  base: "./",
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [
    react(),
    tailwindcss(),
    statementMath(),
    documentPages(),
    contentSecurity(),
    linkCard(),
    shipNotices,
    serviceWorker(),
  ],
  preview: { headers: securityHeaders },
  build: {
    target: "es2023",
    // The security policy lets no data be a typeface.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // How long each plugin took is for those who change the build.
      checks: { pluginTimings: false },
      output: {
        entryFileNames: "assets/page-[hash].js",
        // Parts that the page shares with what is fetched later are loaded, and budgeted, with the page; what only such parts share
        // is fetched with them.
        chunkFileNames: ({ isDynamicEntry, moduleIds }) => {
          const has = (part: string) => moduleIds.some((id) => id.includes(part));
          if (has("/panels/export/")) return "assets/export-[name]-[hash].js";
          if (has("/app/share/") || has("/app/embed/")) return "assets/sharing-[name]-[hash].js";
          if (has("/charts/reader/")) return "assets/[name]-[hash].js";
          const isLater = isDynamicEntry || moduleIds.some(isSharedLater);
          return `assets/${isLater ? "later" : "page"}-[name]-[hash].js`;
        },
        codeSplitting: {
          groups: [
            // First, since a group takes what its modules import with them.
            {
              name: "shared",
              priority: 1,
              minShareCount: 2,
              test: (id) => !isOfTheirOwn(id) && !isSharedLater(id) && !isOfDocuments(id),
            },
            { name: "parts", minShareCount: 2, test: (id) => !isOfTheirOwn(id) && !isOfDocuments(id) },
          ],
        },
      },
    },
  },
  worker: {
    format: "es",
    plugins: () => [catalogueWords()],
    rolldownOptions: {
      output: {
        // Legal comments alone are 0.9 MB of the worker.
        comments: { legal: false },
        // Names that .size-limit.json budgets: the worker, tfjs, which it loads only where there is a GPU, and the formulas
        // of the families beyond those of the opening run, with what else only some runs need.
        entryFileNames: "assets/worker-[hash].js",
        chunkFileNames: ({ moduleIds }) => {
          const has = (part: string) => moduleIds.some((id) => id.includes(part));
          const part = has("@tensorflow")
            ? "tfjs"
            : has("/engine/watch")
              ? "judging"
              : has("/worker/plane/")
                ? "plane"
                : has("/src/files/")
                  ? "files"
                  : has("/worker/observing")
                    ? "observing"
                    : ["/src/lora/", "/engine/chainedRun", "/float64/interpreter", "/math/orthonormal"].some(has)
                      ? "family"
                      : "worker";
          return `assets/${part}-[name]-[hash].js`;
        },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["src/**/*.test.{ts,tsx}", "tools/**/*.test.ts", "faults/**/*.test.ts"],
          exclude: ["**/*.browser.test.*"],
          environment: "node",
          setupFiles: ["tools/propertySeed.ts"],
          // A busy machine is slow, not wrong.
          testTimeout: 60_000,
        },
      },
      "./vitest.browser.config.ts",
    ],
  },
});
