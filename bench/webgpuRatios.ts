/** The budgets of the GPU engines, each a ratio of steps a second on one adapter, or to what NumPy does on the same machine. */
import { printGroup, printRow } from "./report";
import { openWebgpu } from "./webgpu";
import type { Task } from "./webgpuPage";

interface Ratio {
  readonly what: string;
  /** null: reported */
  readonly budget: number | null;
  readonly ours: Task;
  /** a task, or steps a second measured elsewhere */
  readonly theirs: Task | number;
  /** whether a software adapter cannot show it, and is only reported */
  readonly hardware: boolean;
}

const ROUNDS = 3;
const taskOf = (keys: string, execution: Task["execution"] = "chosen"): Task => ({
  link: `#v=1&init=gauss&scale=0.1&${keys}`,
  execution,
});
const seeds = Array.from({ length: 64 }, (_, i) => i + 1).join();

const ratiosOf = (numpy512: number): readonly Ratio[] => [
  {
    what: "(16, 16, 4): generated against eager",
    budget: 100,
    ours: taskOf("m=16&n=16&r=4"),
    theirs: taskOf("m=16&n=16&r=4", "eager"),
    hardware: false,
  },
  {
    what: "(64, 64, 8): generated against eager",
    budget: 5,
    ours: taskOf("m=64&n=64&r=8"),
    theirs: taskOf("m=64&n=64&r=8", "eager"),
    hardware: false,
  },
  {
    what: "(16, 16, 4), a link each step: against eager",
    budget: null,
    ours: taskOf("m=16&n=16&r=4&method=rac"),
    theirs: taskOf("m=16&n=16&r=4&method=rac", "eager"),
    hardware: false,
  },
  {
    what: "(16, 16, 4): 64 lanes against 1",
    budget: 20,
    ours: taskOf(`m=16&n=16&r=4&seed=${seeds}`),
    theirs: taskOf("m=16&n=16&r=4"),
    hardware: true,
  },
  {
    what: "(512, 512, 16): against NumPy",
    budget: 3,
    ours: taskOf("m=512&n=512&r=16"),
    theirs: numpy512,
    hardware: true,
  },
  {
    what: "WebGL (16, 16, 4): passes against eager",
    budget: null,
    ours: { ...taskOf("m=16&n=16&r=4"), device: "webgl" },
    theirs: { ...taskOf("m=16&n=16&r=4", "eager"), device: "webgl" },
    hardware: false,
  },
  {
    what: "WebGL (64, 64, 8): passes against eager",
    budget: null,
    ours: { ...taskOf("m=64&n=64&r=8"), device: "webgl" },
    theirs: { ...taskOf("m=64&n=64&r=8", "eager"), device: "webgl" },
    hardware: false,
  },
];

/** Prints the ratios; returns how many budgets were missed. `numpy512`: steps a second of NumPy at (512, 512, 16). */
export async function printWebgpuRatios(root: string, numpy512: number): Promise<number> {
  const bench = await openWebgpu(root);
  let missed = 0;
  try {
    printGroup(`WebGPU and WebGL in ${bench.browserVersion}, each on one adapter`);
    for (const { what, budget, ours, theirs, hardware } of ratiosOf(numpy512)) {
      const tasks = typeof theirs === "number" ? [ours] : [ours, theirs];
      const [own, other] = await bench.measure(tasks, ROUNDS);
      const { rate, execution, adapter, software, startMs } = own!;
      const reference = other?.rate ?? Number(theirs);
      const ratio = rate / reference;
      const judged = budget !== null && !(hardware && software);
      if (judged && ratio < budget) missed++;
      const rates = `${rate.toFixed(0)} / ${reference.toFixed(0)} steps/s`;
      printRow({
        what,
        value: ratio.toFixed(1),
        ...(budget !== null && { budget: `≥ ${budget}${judged ? "" : " *"}` }),
        ...(judged && { met: ratio >= budget }),
        note: `${rates}; ${execution}, starts in ${startMs.toFixed(0)} ms; ${adapter}`,
      });
    }
    printRow({ what: "* reported only: a software adapter cannot show it", value: "" });
  } finally {
    await bench.close();
  }
  return missed;
}
