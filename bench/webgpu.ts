/** The WebGPU engine in Chromium, for the benchmarks: builds bench/webgpu.html beside the other bundles and measures in it. */
import { join } from "node:path";
import { build } from "vite";
import { openFolder } from "./browser";
import type { Task, Timing } from "./webgpuPage";

export interface WebgpuBench {
  readonly browserVersion: string;
  /** medians over `rounds`, in each of which every task has its turn */
  measure(tasks: readonly Task[], rounds: number): Promise<readonly Timing[]>;
  close(): Promise<void>;
}

export async function openWebgpu(root: string): Promise<WebgpuBench> {
  const outDir = join(root, "node_modules/.cache/bench/webgpu");
  await build({
    root: join(root, "bench"),
    base: "./",
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    build: { outDir, emptyOutDir: true, target: "es2023", rolldownOptions: { input: join(root, "bench/webgpu.html") } },
  });
  const { page, url, browserVersion, close } = await openFolder(outDir, "webgpu");
  await page.goto(`${url}webgpu.html`);
  await page.waitForFunction("globalThis.measure");
  return {
    browserVersion,
    async measure(tasks, rounds) {
      const timings: Timing[][] = tasks.map(() => []);
      for (let round = 0; round < rounds; round++) {
        for (const [i, task] of tasks.entries()) {
          timings[i]!.push(await page.evaluate<Timing>(`measure(${JSON.stringify(task)})`));
        }
      }
      return timings.map(medianOf);
    },
    close,
  };
}

function medianOf(timings: readonly Timing[]): Timing {
  const median = (pick: (timing: Timing) => number) =>
    timings.map(pick).toSorted((a, b) => a - b)[timings.length >> 1]!;
  return { ...timings[0]!, rate: median(({ rate }) => rate), startMs: median(({ startMs }) => startMs) };
}
