import { faults, prepare } from "../faults/injector";
import { column, downloadCsv, expect, fact, finished, open, parseCsv, test } from "./test";

/** One of each project, of those that say nothing on the console. */
const injected = {
  webgpu: faults.webgpu["WebGPU device destroyed"],
  webgl: faults.webgl["WebGL read that never comes back"],
  float64: faults.float64["worker ended"],
};
const steps = { webgpu: 3000, webgl: 60, float64: 100_000 };

test("a run whose device or worker is lost goes on by itself, with every row once, and says so", async ({
  page,
  engine,
}) => {
  test.setTimeout(240_000);
  await prepare(page.context());
  const T = steps[engine];
  await open(page, `#v=1&T=${T}&engine=${engine}`);
  await page.waitForFunction(() => Number(document.documentElement.dataset.t ?? -1) > 10);
  expect(await injected[engine](page)).toBe(true);
  await expect(page.getByRole("region", { name: "Notices" })).toContainText(
    /the run (goes|can go) on from t = \d+ on/,
    // A read that never comes back is given up after a minute.
    { timeout: 120_000 },
  );
  await finished(page);
  expect(await fact(page, "t")).toBe(String(T));
  const times = column(parseCsv(await downloadCsv(page)), "t");
  expect(times).toHaveLength(T + 1);
  expect(times.every((t, row) => t === row)).toBe(true);
});
