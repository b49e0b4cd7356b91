/** The NumPy loop beside this file, in a process of its own: one thread, one request at a time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Matrix } from "../src/math/matrix";

export interface Measured {
  /** processor time of the loop: on a busy machine, elapsed time would measure the others */
  readonly seconds: number;
  /** of the last row */
  readonly loss: number;
}

export interface NumpyProcess {
  readonly versions: { readonly numpy: string; readonly blas: string; readonly python: string };
  measure(problem: Readonly<Record<"B" | "A" | "W0" | "T", Matrix>> & { L: number }, steps: number): Promise<Measured>;
  end(): void;
}

/** Debian's Python has Debian's NumPy. */
const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

export async function startNumpy(folder: string): Promise<NumpyProcess> {
  // What a machine sets for OpenBLAS would not be NumPy's own choice for this processor.
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...inherited } = process.env;
  const python = spawn(PYTHON, [join(folder, "numpyLoop.py")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...inherited, OPENBLAS_NUM_THREADS: "1" },
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await answers.next();
    if (done) throw new Error(`${PYTHON} ended: NumPy is needed beside the engine that is measured`);
    return JSON.parse(value);
  };
  await once(python, "spawn");
  return {
    versions: await answer(),
    async measure(problem, steps) {
      const lists = Object.entries(problem).map(([name, x]) => [name, typeof x === "number" ? x : rowsOf(x)]);
      python.stdin.write(`${JSON.stringify({ ...Object.fromEntries(lists), steps })}\n`);
      return answer();
    },
    end: () => python.stdin.end(),
  };
}

function rowsOf({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}
