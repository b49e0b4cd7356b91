/**
 * `npm run bench:table`: steps a second by shape and workgroup, and operation by operation, on the adapter that Chromium finds: what
 * src/engine/tfjs/wgsl/table.ts is filled with. It only prints; which row a shape falls into is decided by who reads it.
 */
import { printGroup, printHead, printRow } from "./report";
import { openWebgpu } from "./webgpu";

const sizes: readonly string[] = [
  "m=16&n=16&r=4",
  "m=64&n=64&r=8",
  "m=128&n=128&r=8",
  "m=256&n=256&r=16",
  "m=512&n=512&r=16",
];
const losses = ["loss=quadratic", "loss=log-cosh"];
const workgroups = [4, 8, 16, 64, 256];
const ROUNDS = 3;

export async function main(root: string): Promise<number> {
  const bench = await openWebgpu(root);
  try {
    printHead("Steps a second of one lane on WebGPU, by threads of a workgroup", bench.browserVersion);
    for (const link of losses.flatMap((loss) => sizes.map((size) => `#v=1&${loss}&${size}&init=gauss&scale=0.1`))) {
      const executions = ["eager" as const, ...workgroups.map((threads) => ({ threads }))];
      const timings = await bench.measure(
        executions.map((execution) => ({ link, execution })),
        ROUNDS,
      );
      const [{ adapter, work }] = timings as [(typeof timings)[number]];
      printGroup(`${link}: work ${work} (2^${Math.log2(work).toFixed(1)}); ${adapter}`);
      for (const [i, { rate, startMs }] of timings.entries()) {
        const what = i === 0 ? "operations one by one" : `${workgroups[i - 1]!} threads`;
        printRow({ what, value: rate.toFixed(0), note: `starts in ${startMs.toFixed(0)} ms` });
      }
    }
  } finally {
    await bench.close();
  }
  return 0;
}
