import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "../simulate";
import { column, parseCsv } from "../test";
import type { Firefox, Window } from "./bidi";
import { expect, fact, finished, test } from "./test";

/** Keys as WebDriver names them. */
const keys = { space: " ", right: "\uE014", home: "\uE011" };

/** Pictures with marks on them: canvases with pixels that are not transparent. */
const filledPictures = (tab: Window) =>
  tab.evaluate<number>(`[...document.querySelectorAll("canvas")].filter((canvas) => {
    if (canvas.width === 0) return false;
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length > 50;
  }).length`);

/** Whether this Firefox has what the engine computes on, software included. */
const offers = {
  float64: "true",
  webgl: `new OffscreenCanvas(1, 1).getContext("webgl2")?.getExtension("EXT_color_buffer_float") != null`,
  webgpu: "navigator.gpu?.requestAdapter().then((adapter) => adapter !== null) ?? false",
};

async function downloadCsv(firefox: Firefox, tab: Window): Promise<string> {
  const files = () => readdirSync(firefox.downloads).filter((name) => name.endsWith(".csv"));
  const before = new Set(files());
  await tab.click("Download CSV");
  let text = "";
  // The file stands there empty before it is filled, and is exchanged while it is: a read may find neither.
  await expect(() => {
    const name = files().find((file) => !before.has(file));
    text = readFileSync(join(firefox.downloads, name!), "utf8");
    expect(text).toMatch(/\n$/);
  }).toPass({ timeout: 30_000 });
  return text;
}

test("the bare page plays the opening run and fills five pictures", async ({ tab, baseURL }) => {
  await tab.open(`${baseURL}`);
  await expect.poll(() => fact(tab, "run")).toMatch(/running|finished/);
  await expect.poll(() => filledPictures(tab)).toBeGreaterThanOrEqual(5);
  await expect.poll(async () => Number(await fact(tab, "selected"))).toBeGreaterThan(2);
});

for (const engine of ["float64", "webgl", "webgpu"] as const) {
  test(`engine=${engine} computes what the command line computes, or says that it is missing`, async ({
    firefox,
    tab,
    baseURL,
  }) => {
    const link = `#v=1&m=8&n=6&r=2&init=gauss&scale=0.5&T=60&engine=${engine}`;
    await tab.open(`${baseURL}${link}`);
    await finished(tab);
    const offered = await tab.evaluate<boolean>(offers[engine]);
    expect(await fact(tab, "engine")).toBe(offered ? engine : "float64");
    const [got, wanted] = [await downloadCsv(firefox, tab), simulate(link)].map(parseCsv) as [
      ReturnType<typeof parseCsv>,
      ReturnType<typeof parseCsv>,
    ];
    expect(got.rows).toHaveLength(61);
    for (const name of ["loss", "v_norm_sq"]) {
      const [numbers, reference] = [column(got, name), column(wanted, name)];
      // The budget of float32 on well-conditioned runs; in float64 the steps are the same arithmetic.
      const tolerance = (await fact(tab, "engine")) === "float64" ? 0 : 1e-5;
      numbers.forEach((x, t) => {
        expect(Math.abs(x - reference[t]!)).toBeLessThanOrEqual(tolerance * reference[t]!);
      });
    }
  });
}

test("the keyboard plays, pauses and steps", async ({ tab, baseURL }) => {
  await tab.open(`${baseURL}#v=1&m=32&n=32&T=2000000&engine=float64&play=1`);
  await expect.poll(async () => Number(await fact(tab, "selected"))).toBeGreaterThan(2);
  await tab.press(keys.space);
  await expect.poll(() => fact(tab, "run")).toBe("paused");
  const selected = Number(await fact(tab, "selected"));
  await tab.press(keys.right);
  await expect.poll(async () => Number(await fact(tab, "selected"))).toBe(selected + 1);
});

test("a second window shows the pictures alone and follows the playhead", async ({ firefox, tab, baseURL }) => {
  await tab.open(`${baseURL}#v=1&T=300&engine=float64&mode=projector`);
  await finished(tab);
  const before = await firefox.windows();
  await tab.click("Pictures");
  await expect.poll(async () => (await firefox.windows()).length).toBe(before.length + 1);
  const pictures = (await firefox.windows()).find(({ id }) => before.every((known) => known.id !== id))!;
  await expect.poll(() => pictures.evaluate<string>("document.body?.innerText")).toContain("Loss");
  await tab.activate();
  await tab.press(keys.home);
  await expect.poll(() => fact(pictures, "selected")).toBe("0");
  await tab.press(keys.right);
  await expect.poll(() => fact(pictures, "selected")).toBe("1");
  await pictures.close();
});
