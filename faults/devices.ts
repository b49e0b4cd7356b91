/**
 * Devices and workers fail at random moments of runs, on every engine; each run must end as the same run undisturbed, with every row
 * once. Rows of the engine that began are compared exactly; where another one took over, within what is asked of float32 engines.
 */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openFolder } from "../bench/browser";
import { createDraws } from "../src/math/random";
import { faults, prepare } from "./injector";
import type { Part, Row } from "./report";

const SEED = 20_251_124;
const PATIENCE_MS = 120_000;
/** Milliseconds that all may take: on a busy machine fewer faults fit, and the table says so. */
const LIMIT_MS = 900_000;
/** Milliseconds of computing after which the next fault comes, at most. */
const AFTER_MS = 300;

interface Series {
  readonly device: "cpu" | "webgpu" | "webgl";
  readonly engine: keyof typeof faults;
  /** configurations that take some seconds each, as keys of a link */
  readonly runs: readonly string[];
  readonly faultsInRun: number;
  /** faults to inject */
  readonly count: number;
  /** part of the time that may have passed when it ends */
  readonly until: number;
}

const series: readonly Series[] = [
  {
    device: "webgpu",
    engine: "webgpu",
    runs: ["m=32&n=32&T=1500", "method=lora;full;cola&T=1500", "r=2,4&T=2000"],
    faultsInRun: 5,
    count: 30,
    until: 0.3,
  },
  {
    device: "webgl",
    engine: "webgl",
    runs: ["T=100", "method=lora;cola&T=60"],
    faultsInRun: 4,
    count: 14,
    until: 0.5,
  },
  {
    device: "cpu",
    engine: "float64",
    runs: [
      "m=32&n=32&T=20000",
      "method=lora;full;cola;rac&T=6000",
      "r=2,4,8&T=12000",
      "loss=regression&method=sgd&T=12000",
    ],
    faultsInRun: 40,
    count: 160,
    until: 1,
  },
];

/** What all series found. */
interface Found {
  readonly kinds: Map<string, number>;
  runs: number;
  survived: number;
  lost: number;
  twice: number;
  unequal: number;
  /** took over by another engine */
  handed: number;
  readonly failures: string[];
}

interface File {
  readonly remarks: readonly string[];
  /** rows by lane and t, as they are written */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly count: number;
}

const state = (page: Page) =>
  page.evaluate(() => {
    const { run, engine, t } = document.documentElement.dataset;
    return { run, engine, t: Number(t ?? -1) };
  });

async function download(page: Page): Promise<File> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const lines = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\n");
  const remarks = lines.filter((line) => line.startsWith("#"));
  const body = lines.slice(remarks.length + 1).map((line) => line.split(","));
  return { remarks, rows: new Map(body.map((cells) => [cells.slice(0, 2).join(), cells])), count: body.length };
}

async function open(page: Page, url: string, hash: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${url}${hash}`);
}

/** Computed to its end, whatever that is. */
async function ended(page: Page): Promise<string> {
  await page.waitForFunction(() => /finished|diverged|failed/.test(document.documentElement.dataset.run ?? ""), null, {
    timeout: PATIENCE_MS,
  });
  return (await state(page)).run ?? "";
}

/** Whether a row of another engine is as near as float32 engines must be: to the loss, and to ‖V‖². */
function isNear(row: readonly string[], expected: readonly string[], first: readonly string[]): boolean {
  const [, , J, , , vSq] = row.map(Number);
  const [, , trueJ, , , trueVSq] = expected.map(Number);
  const J0 = Number(first[2]);
  return Math.abs(J! - trueJ!) <= 1e-5 * Math.max(trueJ!, 1e-5 * J0) && Math.abs(vSq! - trueVSq!) <= 1e-5 * trueVSq!;
}

const isHandedOver = ({ remarks }: File): boolean => remarks.some((remark) => remark.startsWith("# computed by"));

function compare(file: File, expected: File, found: Found): void {
  const isHanded = isHandedOver(file);
  if (isHanded) found.handed++;
  found.twice += file.count - file.rows.size;
  const equalBefore = found.unequal;
  for (const [place, row] of expected.rows) {
    const mine = file.rows.get(place);
    const first = expected.rows.get(`${row[0]},0`)!;
    if (!mine) found.lost++;
    else if (mine.join() !== row.join() && !(isHanded && isNear(mine, row, first))) {
      if (found.unequal++ === equalBefore)
        found.failures.push(`${file.remarks.join("; ")}: row ${place} is ${mine.join()}, undisturbed ${row.join()}`);
    }
  }
}

/** One run with faults at random moments; returns how many there were. */
async function disturb(page: Page, most: number, draws: () => number, found: Found): Promise<number> {
  let injected = 0;
  let reached = -1;
  while (injected < most) {
    // A fault comes while rows do: those that come again before a row are the unit tests'.
    await page.waitForFunction(
      (t) => {
        const { run, t: now } = document.documentElement.dataset;
        return /finished|diverged|failed/.test(run ?? "") || Number(now ?? -1) > t;
      },
      reached,
      { timeout: PATIENCE_MS },
    );
    await page.waitForTimeout(AFTER_MS * draws() ** 2);
    const { run, engine, t } = await state(page);
    if (run !== "running") break;
    const kinds = Object.entries(faults[engine as keyof typeof faults] ?? {});
    const [kind, inject] = kinds[Math.floor(draws() * kinds.length)]!;
    reached = t;
    if (!(await inject(page))) continue;
    injected++;
    found.kinds.set(kind, (found.kinds.get(kind) ?? 0) + 1);
  }
  return injected;
}

/** A browser of its own: after some crashes of its GPU process a browser has no GPU, or ends. */
async function disturbedRun(folder: string, { device, engine, faultsInRun }: Series, keys: string, context: Context) {
  const { found, references, draws } = context;
  const { page: blank, url, close } = await openFolder(folder, device);
  try {
    const browser = blank.context().browser()!;
    const fresh = await browser.newContext({ serviceWorkers: "block", acceptDownloads: true });
    await prepare(fresh);
    const page = await fresh.newPage();
    const hash = `#v=1&${keys}&engine=${engine}`;
    let expected = references.get(hash);
    if (!expected) {
      await open(page, url, hash);
      await ended(page);
      expected = await download(page);
      if (isHandedOver(expected)) throw new Error(`${hash}: undisturbed, the run changed its engine`);
      references.set(hash, expected);
    }
    await open(page, url, hash);
    const injected = await disturb(page, faultsInRun, draws, found);
    const outcome = await ended(page);
    found.runs++;
    if (outcome === "finished") found.survived += injected;
    else found.failures.push(`${hash} ${outcome} after ${injected} faults`);
    compare(await download(page), expected, found);
    return injected;
  } finally {
    await close();
  }
}

interface Context {
  readonly found: Found;
  readonly references: Map<string, File>;
  readonly draws: () => number;
}

export const devices: Part = async ({ folder }) => {
  const found: Found = {
    kinds: new Map(),
    runs: 0,
    survived: 0,
    lost: 0,
    twice: 0,
    unequal: 0,
    handed: 0,
    failures: [],
  };
  const random = createDraws(SEED);
  const context = { found, references: new Map<string, File>(), draws: () => random.uniform() };
  let injected = 0;
  const begin = performance.now();
  for (const one of series) {
    let rest = one.count;
    for (let i = 0; rest > 0 && performance.now() - begin < one.until * LIMIT_MS; i++) {
      const made = await disturbedRun(folder, one, one.runs[i % one.runs.length]!, context);
      rest -= made;
      injected += made;
      process.stdout.write(`  ${one.engine}: ${one.count - rest} faults, ${found.failures.at(-1) ?? "none so far"}\n`);
    }
  }
  return rowsOf(found, injected);
};

function rowsOf(found: Found, injected: number): readonly Row[] {
  const none = (what: string, count: number): Row => ({ what, figure: String(count), required: "0", met: count === 0 });
  const told = (what: string, figure: string): Row => ({ what, figure, required: "", met: true });
  return [
    {
      what: "faults injected, and survived",
      figure: `${injected}, ${found.survived}`,
      required: "≥ 200, all",
      met: injected >= 200 && found.survived === injected,
    },
    none("rows lost", found.lost),
    none("rows twice", found.twice),
    none("rows that are not those of the undisturbed run", found.unequal),
    told("runs, and those that another engine ended", `${found.runs}, ${found.handed}`),
    ...[...found.kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => told(kind, String(count))),
  ];
}
