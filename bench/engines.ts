/**
 * `npm run bench:engines`. The float64 engine against NumPy with OpenBLAS on one thread: LoRA descent on the quadratic under rule
 * (8), same numbers, same machine, in turn; then the WebGPU engine. Prints steps a second and their ratio beside its budget; 1 if
 * a budget is missed.
 */
import { cpus } from "node:os";
import { join } from "node:path";
import { createFloat64Engine } from "../src/engine/float64/engine";
import { Float64Ops } from "../src/engine/float64/ops";
import { type Lane, prepareLane } from "../src/lora/lane";
import { loadMembers } from "../src/lora/members";
import { decodeLink, experimentOf } from "../src/permalink/link";
import { JUDGED_STEPS, JUDGING_BUDGET, measureJudging } from "./certificates";
import { type Measured, type NumpyProcess, startNumpy } from "./numpyProcess";
import { printWebgpuRatios } from "./webgpuRatios";

interface Size {
  readonly m: number;
  readonly n: number;
  readonly r: number;
  /** least ratio of steps a second, ours to NumPy's, of processor time */
  readonly budget: number;
  /** of one measurement: about half a second of NumPy */
  readonly steps: number;
}

const sizes: readonly Size[] = [
  { m: 2, n: 2, r: 1, budget: 50, steps: 20_000 },
  { m: 16, n: 16, r: 4, budget: 5, steps: 20_000 },
  { m: 64, n: 64, r: 8, budget: 0.8, steps: 5_000 },
  { m: 512, n: 512, r: 16, budget: 0.3, steps: 100 },
];
const REPEATS = 7;
const MICROSECONDS = 1e6;
/** Both sum in their own order over thousands of steps of converging descent. */
const AGREEMENT = 1e-6;

const engine = createFloat64Engine();

async function laneOf({ m, n, r }: Pick<Size, "m" | "n" | "r">, keys = ""): Promise<Lane> {
  const { link, notices } = decodeLink(`#v=1&m=${m}&n=${n}&r=${r}&init=gauss&scale=0.1${keys}`);
  if (notices.length > 0) throw new Error(notices[0]!.message);
  const [config] = experimentOf(link).lanes;
  return prepareLane(config!, await loadMembers(config!), {}, new Float64Ops());
}

async function measureEngine({ program, inputs, state }: Lane, steps: number): Promise<Measured> {
  const run = await engine.start(program, [inputs], [state]);
  const start = process.cpuUsage();
  const { columns } = await run.advance(steps);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / MICROSECONDS;
  run.dispose();
  return { seconds, loss: columns[0]!.at(-1)! };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Steps a second of both, medians over repeats taken in turn, after one of each that does not count. */
async function compare(size: Size, numpy: NumpyProcess): Promise<{ ours: number; numpys: number }> {
  const lane = await laneOf(size);
  const [B, A] = lane.state.theta;
  const problem = { B: B!, A: A!, W0: lane.inputs.W0, T: lane.inputs.matrices.T!, L: lane.inputs.L };
  const ours: number[] = [];
  const numpys: number[] = [];
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    const theirs = await numpy.measure(problem, size.steps);
    const own = await measureEngine(lane, size.steps);
    const distance = Math.abs(own.loss - theirs.loss);
    if (!(distance <= AGREEMENT * theirs.loss)) throw new Error(`losses differ: ${own.loss} and ${theirs.loss}`);
    if (repeat === 0) continue;
    ours.push(size.steps / own.seconds);
    numpys.push(size.steps / theirs.seconds);
  }
  return { ours: median(ours), numpys: median(numpys) };
}

export async function main(root: string): Promise<number> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const numpy = await startNumpy(join(root, "bench"));
  const { versions } = numpy;
  print(`float64 engine (${engine.info.execution}) against NumPy, ${new Date().toISOString().slice(0, 10)}`);
  print(`${cpus()[0]!.model}, ${cpus().length} processors; Node ${process.versions.node}`);
  print(`NumPy ${versions.numpy} (Python ${versions.python}) with ${versions.blas}, one thread`);
  print("");
  print("(m, n, r)        engine/s     NumPy/s     ratio   budget");
  let missed = 0;
  let largest = 0;
  for (const size of sizes) {
    const { ours, numpys } = await compare(size, numpy);
    largest = numpys;
    const ratio = ours / numpys;
    const met = ratio >= size.budget;
    if (!met) missed++;
    const shape = `(${size.m}, ${size.n}, ${size.r})`.padEnd(13);
    const rates = [ours, numpys].map((rate) => rate.toFixed(0).padStart(12)).join("");
    print(`${shape}${rates}${ratio.toFixed(2).padStart(10)}   ≥ ${size.budget}${met ? "" : "  MISSED"}`);
  }
  numpy.end();
  await printChains(print);
  missed += await printJudging(print);
  missed += await printWebgpuRatios(root, largest);
  return missed > 0 ? 1 : 0;
}

/** What links cost: steps a second of chains, drawn on the host, beside descent without links. */
const chains = ["&step=constant", "&method=cola", "&method=rac", "&method=bernoulli", "&method=sgd&loss=regression"];

async function printChains(print: (line: string) => void): Promise<void> {
  print("");
  print("Chains at (16, 16, 4), reported");
  for (const keys of chains) {
    const lane = await laneOf(sizes[1]!, keys);
    const rates: number[] = [];
    for (let repeat = 0; repeat <= REPEATS; repeat++) {
      const { seconds } = await measureEngine(lane, sizes[1]!.steps);
      if (repeat > 0) rates.push(sizes[1]!.steps / seconds);
    }
    print(`${keys.slice(1).padEnd(28)}${median(rates).toFixed(0).padStart(10)} steps/s`);
  }
}

/** Prints what certificates cost beside the descent; returns how many budgets were missed. */
async function printJudging(print: (line: string) => void): Promise<number> {
  const { descent, certificates, audits, audited } = await measureJudging(await laneOf(sizes[1]!));
  const auditShare = audits / ((descent * JUDGED_STEPS) / 1e6);
  const line = (name: string, cost: string, share: number) => {
    const budget = share <= JUDGING_BUDGET ? "" : "  MISSED";
    print(
      `${name.padEnd(26)}${cost.padStart(14)}${(100 * share).toFixed(0).padStart(8)} %   ≤ ${100 * JUDGING_BUDGET} %${budget}`,
    );
  };
  print("");
  print(`Judging at (16, 16, 4), 10⁴ steps; the descent takes ${descent.toFixed(0)} ns a step`);
  line("certificates at every step", `${certificates.toFixed(0)} ns a step`, certificates / descent);
  line(`${audited} audits`, `${audits.toFixed(1)} ms`, auditShare);
  return [certificates / descent, auditShare].filter((share) => share > JUDGING_BUDGET).length;
}
