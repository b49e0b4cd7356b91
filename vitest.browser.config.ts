/**
 * Tests that need a GPU: real Chromium with its software adapters, so that they run anywhere. A file of its own, since only
 * these tests need to find a browser.
 */
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { deviceArguments, ensureChromium, launchArguments } from "./tools/chromium.mjs";

export default defineConfig({
  // Found only when a test asks for them, which would reload the page under it.
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      ...["backend_webgpu", "webgpu_program", "webgpu_util"].map((x) => `@tensorflow/tfjs-backend-webgpu/dist/${x}`),
      ...["backend_webgl", "canvas_util", "gpgpu_context", "gpgpu_math"].map(
        (x) => `@tensorflow/tfjs-backend-webgl/dist/${x}`,
      ),
      ...["BatchMatMul", "Concat", "Identity", "Max", "Reshape", "Sum"].flatMap((x) => [
        `@tensorflow/tfjs-backend-webgpu/dist/kernels/${x}`,
        `@tensorflow/tfjs-backend-webgl/dist/kernels/${x}`,
      ]),
    ],
  },
  test: {
    name: "browser",
    include: ["src/**/*.browser.test.{ts,tsx}"],
    fileParallelism: false,
    testTimeout: 120_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: ensureChromium(), args: [...launchArguments, ...deviceArguments.webgpu] },
      }),
      instances: [{ browser: "chromium" }],
    },
  },
});
