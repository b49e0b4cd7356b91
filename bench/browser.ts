/**
 * The Chromium that benchmarks run in: the one of the tests, with their flags, on a folder served over http, since WebGPU, workers
 * and modules want a page from somewhere. Whoever opens it closes it.
 */
import { chromium, type Page } from "@playwright/test";
import { preview } from "vite";
import { deviceArguments, ensureChromium, launchArguments } from "../tools/chromium.mjs";

export interface OpenPage {
  readonly page: Page;
  /** of the page's folder, with a slash at its end */
  readonly url: string;
  readonly browserVersion: string;
  close(): Promise<void>;
}

/** A blank page beside `folder`, which is served at `url`; `device` says what the page has to compute on. */
export async function openFolder(folder: string, device: keyof typeof deviceArguments): Promise<OpenPage> {
  const server = await preview({
    configFile: false,
    logLevel: "silent",
    build: { outDir: folder },
    preview: { host: "localhost", port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error(`${folder} is not served`);
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...launchArguments, ...deviceArguments[device]],
  });
  return {
    // What a first visit keeps for later is no part of what is measured.
    page: await browser.newPage({ serviceWorkers: "block" }),
    url,
    browserVersion: `Chromium ${browser.version()}`,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
