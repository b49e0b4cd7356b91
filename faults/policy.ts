/** What the page asks for and what its security policy stops while every published link, lesson and example is opened. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { preview } from "vite";
import { course, firstLook } from "../src/lessons/course";
import { presets } from "../src/lessons/presets";
import { deviceArguments, ensureChromium, launchArguments } from "../tools/chromium.mjs";
import { securityHeaders } from "../tools/contentSecurity.mjs";
import type { Part } from "./report";

/** Each engine fetches parts of its own. */
const onEachEngine = ["webgpu", "webgl", "float64"].map((engine) => `#v=1&r=1,2&T=200&engine=${engine}`);

function linksIn(root: string): readonly string[] {
  const published = readFileSync(join(root, "src/permalink/links.txt"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("#v=1"))
    .map((line) => line.split(" => ")[0]!);
  const told = [firstLook, ...course, ...presets].map(({ link }) => link);
  return [...new Set([...onEachEngine, ...told, ...published])];
}

/** Opens one link after another and waits until its run shows its first rows or says why it has none. */
async function openAll(page: Page, url: string, links: readonly string[]): Promise<void> {
  for (const link of links) {
    await page.goto("about:blank");
    await page.goto(url + link);
    await page.waitForFunction(() => {
      const { run, t } = document.documentElement.dataset;
      return t !== undefined || /finished|diverged|failed/.test(run ?? "");
    });
  }
}

export const policy: Part = async ({ root, folder }) => {
  const server = await preview({
    configFile: false,
    logLevel: "silent",
    build: { outDir: folder },
    preview: { host: "localhost", port: 0, headers: securityHeaders },
  });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [...launchArguments, ...deviceArguments.webgpu],
  });
  try {
    const url = server.resolvedUrls!.local[0]!;
    const context = await browser.newContext();
    let requests = 0;
    const elsewhere: string[] = [];
    const breaches: string[] = [];
    context.on("request", (request) => {
      requests++;
      if (!request.url().startsWith(url) && !/^(blob|data|about):/.test(request.url())) elsewhere.push(request.url());
    });
    const page = await context.newPage();
    await page.exposeFunction("reportBreach", (text: string) => breaches.push(text));
    await page.addInitScript(() =>
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        // the function exposed above
        (globalThis as unknown as { reportBreach(text: string): void }).reportBreach(
          `${effectiveDirective} stopped ${blockedURI}`,
        ),
      ),
    );
    // Workers report to the console alone.
    context.on("console", (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) breaches.push(message.text());
    });
    const links = linksIn(root);
    await openAll(page, url, links);
    return [
      { what: "links opened, each with its run begun", figure: String(links.length), required: "", met: true },
      { what: "requests to the page's own origin", figure: String(requests), required: "", met: true },
      { what: "requests to other origins", ...zero(elsewhere) },
      { what: "breaches of the security policy", ...zero(breaches) },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
};

/** None may occur; the first that did is told. */
const zero = (found: readonly string[]) => ({
  figure: found[0] === undefined ? "0" : `${found.length}, first: ${found[0]}`,
  required: "0",
  met: found.length === 0,
});
