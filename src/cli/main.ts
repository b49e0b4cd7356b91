/** The command line `simulate`: a permalink in, CSV out. The launcher tools/simulate.mjs builds and calls `main`. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { createWatch, type Watch } from "../engine/watch";
import { reportOf } from "../export/report";
import type { EngineChoice, LaneConfig } from "../lora/experiment";
import { type Lane, requiredAssets } from "../lora/lane";
import type { Assets } from "../lora/types";
import { encodeRun, experimentOf } from "../permalink/link";
import { parseArguments, type Request, usage } from "./arguments";
import { withGivenFiles } from "./files";
import { prepareLanes, simulate } from "./simulate";

/** Exit status. A diverged run is a result, not a failure. */
const FINISHED = 0;
const FAILED = 1;
const BAD_INPUT = 2;

/** What a link may ask for and get here. */
const computesHere: ReadonlySet<EngineChoice> = new Set(["auto", "float64"]);

const PROGRESS_INTERVAL_MS = 200;

export interface Terminal {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** the folder of the page's data files */
  readonly dataFolder: string;
  /** milliseconds */
  now(): number;
}

/** Runs the command and returns its exit status. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const parsed = parseArguments(args);
  const complain = (lines: readonly string[]) => terminal.stderr.write(lines.map((line) => `${line}\n`).join(""));
  if (parsed.kind === "help") {
    terminal.stdout.write(usage);
    return FINISHED;
  }
  if (parsed.kind === "faults") {
    complain(parsed.faults);
    return BAD_INPUT;
  }
  const { link, out, report, files } = parsed.request;
  let lanes: readonly Lane[];
  let target: Writable;
  try {
    const experiment = await withGivenFiles(experimentOf(link), files);
    lanes = await prepareLanes(experiment, await readAssets(experiment.lanes, terminal.dataFolder));
    if (report !== null) (await openFile(report, "--report")).end();
    target = out === null ? terminal.stdout : await openFile(out, "--out");
  } catch (error) {
    complain([messageOf(error)]);
    return BAD_INPUT;
  }
  if (!computesHere.has(link.engine)) complain([`note: engine=${link.engine} is for the page; float64 computes here`]);
  complain(lanes.flatMap(({ facts }, i) => facts.notes.map((note) => `note on lane ${i}: ${note}`)));
  return run(parsed.request, lanes, target, terminal);
}

async function run({ link, at, out, report }: Request, lanes: readonly Lane[], target: Writable, terminal: Terminal) {
  const progress = createProgress(terminal);
  // A failed write rejects below; without a listener the event alone would end the process.
  target.on("error", () => {});
  const write = (text: string) =>
    new Promise<void>((resolve, reject) => target.write(text, (error) => (error ? reject(error) : resolve())));
  try {
    const watch = report === null ? null : createWatch(lanes, "float64", link.T);
    const output = { write, progress: progress.show };
    const ends = await simulate(encodeRun(link), lanes, { T: link.T, at }, output, watch);
    if (report !== null && watch) await writeReport(report, watch, lanes.length);
    if (out !== null) await once(target.end(), "finish");
    progress.clear();
    for (const { lane, reason } of ends) terminal.stderr.write(`lane ${lane}: ${reason}\n`);
    return FINISHED;
  } catch (error) {
    progress.clear();
    // Whoever reads the output has read enough (… | head).
    if (isClosedPipe(error)) return FINISHED;
    terminal.stderr.write(`${messageOf(error)}\n`);
    return FAILED;
  }
}

async function writeReport(path: string, watch: Watch, lanes: number): Promise<void> {
  const entries = reportOf(Array.from({ length: lanes }, (_, lane) => watch.entries(lane)));
  // JSON has no infinity: a slack without bound is null there.
  await writeFile(path, `${JSON.stringify(entries, null, 1)}\n`);
}

async function readAssets(lanes: readonly LaneConfig[], folder: string): Promise<Assets> {
  const names = requiredAssets(lanes);
  const read = async (name: keyof Assets) => {
    const { buffer, byteOffset, byteLength } = await readFile(join(folder, `${name}.bin`));
    return [name, buffer.slice(byteOffset, byteOffset + byteLength)] as const;
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}

async function openFile(path: string, option: string): Promise<Writable> {
  const file = createWriteStream(path);
  try {
    await once(file, "open");
  } catch (error) {
    throw new Error(`${option}: ${path} cannot be written: ${messageOf(error)}`, { cause: error });
  }
  return file;
}

/** One line on standard error that is rewritten in place, where that is a terminal. */
function createProgress({ stderr, now }: Terminal) {
  let shown = Number.NEGATIVE_INFINITY;
  const start = now();
  return {
    show(done: number, total: number) {
      if (!stderr.isTTY || now() - shown < PROGRESS_INTERVAL_MS) return;
      shown = now();
      const rate = Math.round((1000 * done) / Math.max(1, shown - start));
      stderr.write(`\r\u001b[K${Math.floor((100 * done) / total)} %  ${done} of ${total} rows, ${rate} a second`);
    },
    clear() {
      if (shown > Number.NEGATIVE_INFINITY) stderr.write("\r\u001b[K");
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const isClosedPipe = (error: unknown) => error instanceof Error && "code" in error && error.code === "EPIPE";
