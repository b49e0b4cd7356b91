/**
 * Pictures made by a browser: `node tools/pictures.mjs icons` makes the icons of the installed page from public/icon.svg,
 * `node tools/pictures.mjs board` the README's picture from the built page, and `card` what others show beside a link to it. Without
 * a name all of them.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { deviceArguments, ensureChromium, launchArguments } from "./chromium.mjs";
import { root } from "./files.mjs";
import { CARD } from "./linkCard.mjs";

/** An icon's file, its side in pixels and, for systems that cut the corners themselves, whether it fills its square. */
const icons = /** @type {const} */ ([
  { file: "icon-192.png", side: 192, isFull: false },
  { file: "icon-512.png", side: 512, isFull: false },
  { file: "icon-full-512.png", side: 512, isFull: true },
  { file: "apple-touch-icon.png", side: 180, isFull: true },
]);

/** What systems cut away lies outside of this share of a full icon. */
const SAFE = 0.8;

/** @param {import("@playwright/test").Browser} browser */
async function makeIcons(browser) {
  const icon = readFileSync(join(root, "public/icon.svg"), "utf8");
  mkdirSync(join(root, "public/icons"), { recursive: true });
  for (const { file, side, isFull } of icons) {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    const ground = isFull ? (/fill="(#\w+)"/.exec(icon)?.[1] ?? "") : "transparent";
    const size = isFull ? `${100 * SAFE}vmin` : "100vmin";
    await page.setContent(
      `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${ground} }
      svg { width: ${size}; height: ${size} }</style>${icon}`,
    );
    await page.screenshot({ path: join(root, "public/icons", file), omitBackground: !isFull });
    await page.close();
  }
}

/** After this a board that rests is drawn, on a busy machine, too. */
const SETTLING_MS = 3000;

/**
 * The opening run at its end, on the built page.
 * @param {import("@playwright/test").Browser} browser
 * @param {{ file: string, viewport: { width: number, height: number }, view?: string, until?: RegExp }} picture
 */
async function photograph(browser, { file, viewport, view = "", until }) {
  const server = await preview({ root, logLevel: "silent", preview: { host: "localhost", port: 0 } });
  const page = await browser.newPage({ viewport, serviceWorkers: "block", colorScheme: "light" });
  await page.goto(`${server.resolvedUrls?.local[0]}#v=1&trank=4&init=gauss&scale=0.001&T=1500&engine=float64${view}`);
  await page.locator('html[data-run="finished"][data-selected="1500"]').waitFor();
  // The certificates are judged after the rows came, and what rests is drawn last.
  if (until) await page.getByText(until).waitFor();
  await page.waitForTimeout(SETTLING_MS);
  await page.screenshot({ path: join(root, file), animations: "disabled" });
  await server.close();
}

/** @param {import("@playwright/test").Browser} browser */
const makeBoard = (browser) =>
  photograph(browser, {
    file: "docs/board.png",
    viewport: { width: 1440, height: 900 },
    until: /^All \d+ that apply hold/,
  });

/** What others show beside a link to the page. @param {import("@playwright/test").Browser} browser */
const makeCard = (browser) =>
  photograph(browser, {
    file: "public/card.png",
    viewport: { width: CARD.width, height: CARD.height },
    view: "&charts=loss.gradient&mode=embed",
  });

const makers = { icons: makeIcons, board: makeBoard, card: makeCard };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  const args = [...launchArguments, ...deviceArguments.cpu];
  const browser = await chromium.launch({ executablePath: ensureChromium(), args });
  for (const [name, make] of Object.entries(makers)) {
    if (asked.length === 0 || asked.includes(name)) await make(browser);
  }
  await browser.close();
}
