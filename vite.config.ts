import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  plugins: [react(), tailwindcss()],
  build: { target: "es2023", modulePreload: { polyfill: false } },
  // Legal comments alone are 0.9 MB of the worker; THIRD-PARTY-NOTICES carries the licences instead.
  worker: { format: "es", rolldownOptions: { output: { comments: { legal: false } } } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "tools/**/*.test.ts"],
    environment: "node",
  },
});
