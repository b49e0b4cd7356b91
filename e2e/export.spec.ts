/**
 * A figure for a paper: two charts with their bounds, saved as SVG, rendered by librsvg and held against the page's canvases; and the
 * other things that can be taken away.
 *
 * Two renderers never agree on the pixels at an edge: each has its own antialiasing. A pixel therefore counts as different where no
 * pixel within one of it, in the other picture, has nearly its value: that leaves any stroke the width of an edge, half a pixel, and
 * still sees one that is moved by two.
 */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { renderSvg } from "../tools/rsvg.mjs";
import { expect, finished, open, test } from "./test";

/** Of 255: what antialiasing of the same edge may differ by. */
const NEAR = 64;
/** Of the pixels with ink. Measured: 0 and 0.05 %; with a bound missing or moved by 3 pixels 5.8 to 14.8 %. */
const MOST_DIFFERENT = 0.002;

const figure = "#v=1&trank=4&init=gauss&scale=0.001&T=1500&charts=gradient.norm";

async function openExport(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  return page.getByRole("dialog", { name: "Export" });
}

async function saved(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name }).click(),
  ]);
  return readFileSync(await download.path());
}

/** What was drawn for one canvas: its group, without its place on the sheet. */
function drawings(svg: string): readonly string[] {
  return [...svg.matchAll(/<g class="drawing" id="[^"]*" transform="[^"]*">/g)].map(({ 0: head, index }) => {
    let depth = 0;
    for (const tag of svg.slice(index).matchAll(/<g[\s>]|<\/g>/g)) {
      depth += tag[0] === "</g>" ? -1 : 1;
      if (depth === 0) return svg.slice(index + head.length, index + tag.index);
    }
    throw new Error("a group without an end");
  });
}

interface Canvas {
  readonly png: string;
  readonly width: number;
  readonly height: number;
}

const alone = (drawing: string, { width, height }: Canvas) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${drawing}</svg>`;

/** The share of pixels with ink, in either picture, that nothing near them in the other one matches. */
async function difference(blank: Page, canvas: Canvas, drawing: string): Promise<number> {
  const rendered = `data:image/png;base64,${renderSvg(alone(drawing, canvas)).toString("base64")}`;
  return blank.evaluate(
    async ([one, other, near]) => {
      const pixels = async (url: string) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const { width, height } = image;
        const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d")!;
        context.fillStyle = "#fff";
        context.fillRect(0, 0, width, height);
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, width, height);
      };
      const [a, b] = [await pixels(one), await pixels(other)];
      if (a.width !== b.width || a.height !== b.height) return 1;
      const apart = (p: ImageData, i: number, q: ImageData, j: number) =>
        Math.max(...[0, 1, 2].map((c) => Math.abs(p.data[4 * i + c]! - q.data[4 * j + c]!)));
      let ink = 0;
      let different = 0;
      for (const [p, q] of [[a, b] as const, [b, a] as const]) {
        for (let y = 1; y < p.height - 1; y++) {
          for (let x = 1; x < p.width - 1; x++) {
            const i = y * p.width + x;
            if (Math.min(p.data[4 * i]!, p.data[4 * i + 1]!, p.data[4 * i + 2]!) > 240) continue;
            ink++;
            let least = 255;
            for (const dy of [-1, 0, 1])
              for (const dx of [-1, 0, 1]) least = Math.min(least, apart(p, i, q, i + dy * p.width + dx));
            if (least > near) different++;
          }
        }
      }
      return different / ink;
    },
    [canvas.png, rendered, NEAR] as const,
  );
}

test("a figure of two charts with bounds is the same in librsvg as on the page", async ({ page, blank }) => {
  await open(page, figure);
  await finished(page);
  const dialog = await openExport(page);
  const sheet = dialog.locator(".paper");
  await expect(sheet.locator("canvas")).toHaveCount(2);
  await expect(sheet.getByText("growth", { exact: true })).toBeVisible();
  const svg = (await saved(page, "Save SVG")).toString();
  const canvases = await sheet.locator("canvas").evaluateAll((all) =>
    all.map((each) => {
      // The selector finds canvases.
      const canvas = each as HTMLCanvasElement;
      return { png: canvas.toDataURL(), width: canvas.width, height: canvas.height };
    }),
  );
  const drawn = drawings(svg);
  expect(drawn).toHaveLength(2);
  for (const [i, canvas] of canvases.entries()) {
    const own = drawn[i] ?? "";
    const share = await difference(blank, canvas, own);
    expect(share, `chart ${i + 1}`).toBeLessThanOrEqual(MOST_DIFFERENT);
    // What the measure must see: a bound left out, and one that is a little off.
    const bound = /<path [^>]*stroke-dasharray[^>]*\/>/.exec(own)?.[0] ?? "";
    expect(bound).not.toBe("");
    const moved = `<g transform="translate(0 3)">${bound}</g>`;
    const [without, off] = [own.replace(bound, ""), own.replace(bound, moved)];
    const seen = [await difference(blank, canvas, without), await difference(blank, canvas, off)];
    test.info().annotations.push({ type: "difference", description: [share, ...seen].join(" ") });
    for (const each of seen) expect(each).toBeGreaterThan(5 * MOST_DIFFERENT);
  }
});

interface Letters {
  readonly text: string;
  readonly font: string;
  readonly width: number;
}

/** How wide the SVG's texts in the page's typeface are where no page lends its own; those with symbols of other typefaces aside. */
async function lettersAlone(blank: Page, svg: string): Promise<readonly Letters[]> {
  await blank.setContent(svg.replace(/^<\?xml.*\?>/, ""));
  return blank.evaluate(async () => {
    await Promise.all([...document.fonts].map((face) => face.load()));
    const all = [...document.querySelectorAll<SVGTSpanElement>("tspan[font-family*='Inter']")];
    return all.flatMap((span) => {
      const text = span.textContent ?? "";
      const { fontWeight, fontSize } = getComputedStyle(span);
      const font = `${fontWeight} ${fontSize} "Inter Variable"`;
      return /^[ -~−·×²’]+$/.test(text) ? [{ text, font, width: span.getComputedTextLength() }] : [];
    });
  });
}

/** The same letters, where the page has its typeface. */
const lettersOnPage = (page: Page, letters: readonly Letters[]) =>
  page.evaluate((all) => {
    const context = document.createElement("canvas").getContext("2d")!;
    return all.map(({ text, font }) => {
      context.font = font;
      return context.measureText(text).width;
    });
  }, letters);

test("the SVG has titles, axes, labels, parameters, the link and its typeface; the PNG its density; the JSON the certificates", async ({
  page,
  blank,
}) => {
  await open(page, figure);
  await finished(page);
  const dialog = await openExport(page);
  await expect(dialog.locator(".paper canvas")).toHaveCount(2);
  await expect(dialog.locator(".paper").getByText("growth", { exact: true })).toBeVisible();
  const svg = (await saved(page, "Save SVG")).toString();
  const texts = [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(({ 1: text = "" }) => text.replace(/<[^>]*>/g, ""));
  for (const text of ["Gradient norm", "Adapter norm", "‖Vt‖2", "growth", "100", "102", "t"])
    expect(texts).toContain(text);
  expect(texts.join(" ")).toContain("16 × 12");
  expect(texts.join("")).toContain(figure.replaceAll("&", "&amp;"));
  expect(svg).toMatch(/<svg [^>]*width="175mm"/);

  const furthest = async (file: string) => {
    const letters = await lettersAlone(blank, file);
    expect(letters.length).toBeGreaterThan(20);
    const onPage = await lettersOnPage(page, letters);
    return Math.max(...letters.map(({ width }, i) => Math.abs(width / onPage[i]! - 1)));
  };
  // Nothing but the typeface differs in the second file, which the measure must see.
  expect(await furthest(svg)).toBeLessThan(0.01);
  expect(await furthest(svg.replace(/<style>.*?<\/style>/s, ""))).toBeGreaterThan(0.05);

  const png = await saved(page, "Save PNG");
  const at = png.indexOf("pHYs");
  expect(Math.round(png.readUInt32BE(at + 4) * 0.0254)).toBe(288);
  expect(png.readUInt32BE(16)).toBe(3 * Math.round((175 * 96) / 25.4));

  await dialog.getByRole("tab", { name: "Data" }).click();
  const json = JSON.parse((await saved(page, "Save experiment (JSON)")).toString());
  expect(json).toMatchObject({ engine: { engine: "float64" }, steps: 1500, computed: 1500, status: "finished" });
  expect(json.lanes[0].configuration).toMatchObject({ loss: "quadratic", init: "gauss", scale: 0.001 });
  expect(json.certificates.find(({ id }: { id: string }) => id === "growth")).toMatchObject({ verdict: "holds" });

  await dialog.getByRole("tab", { name: "Citation" }).click();
  await expect(dialog.getByLabel(/^BibTeX of The paper/)).toHaveValue(/2512\.18248/);
});

test("a film of the run is a WebM of 1280 × 720 that can be played, and can be cancelled", async ({ page, blank }) => {
  await open(page, figure);
  await finished(page);
  const dialog = await openExport(page);
  await dialog.getByRole("tab", { name: "Recording" }).click();
  await expect(dialog.locator(".paper canvas")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Record WebM" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("status").filter({ hasText: "Cancelled." })).toBeVisible();
  await dialog.getByRole("combobox").selectOption("5");
  const film = await saved(page, "Record WebM");
  const size = await blank.evaluate(
    async (url) => {
      const video = document.createElement("video");
      video.src = url;
      await new Promise((resolve, reject) => Object.assign(video, { onloadeddata: resolve, onerror: reject }));
      return [video.videoWidth, video.videoHeight];
    },
    `data:video/webm;base64,${film.toString("base64")}`,
  );
  expect(size).toEqual([1280, 720]);
});
