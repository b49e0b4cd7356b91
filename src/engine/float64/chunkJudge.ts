/**
 * Judges chunks of rows in generated WebAssembly: the certificates' formulas on columns of up to 256 rows become a few sweeps
 * over them. One module serves every lane of every run.
 */
import { arrivalColumns, bindArrival, type ChunkJudge, tallyChunk } from "../../lora/certificates/chunk";
import { bindConstants } from "../../lora/certificates/constants";
import type { RowTally } from "../../lora/certificates/tally";
import type { Constants, Row, Sums } from "../../lora/certificates/types";
import type { Source } from "../trace/graph";
import { record } from "../trace/record";
import { compileFormula, type Formula } from "./wasm/formula";

const MOST = 256;
const COLUMN = { rows: 1, columns: MOST };

type Which = "before" | "row";

const rowSource = (which: Which, name: keyof Row): Source => ({
  of: "matrix",
  name: `row ${name}`,
  skip: which === "row" ? 1 : 0,
});
const sumSource = (name: keyof Sums): Source => ({ of: "matrix", name: `sum ${name}` });
const constantSource = (name: keyof Constants): Source => ({ of: "scalar", name });

/** Null where WebAssembly is missing or refused: rows are then judged one by one. */
export function createChunkJudge(): ChunkJudge | null {
  const graph = record((o, leaf) => {
    const column = (source: Source) => leaf(source, COLUMN);
    const arrival = bindArrival(
      (which, name) => column(rowSource(which, name)),
      (name) => column(sumSource(name)),
    );
    const constants = bindConstants((name) => leaf(constantSource(name)));
    const tallies = tallyChunk(o, arrival, constants);
    return {
      row: tallies.flatMap(({ passed, clearance, tightest }) => [passed, clearance, tightest]),
      theta: tallies.map(({ tightness }) => tightness),
      step: o.constant(0),
    };
  });
  const formula = compileFormula(graph, MOST);
  return formula && judgeOf(formula);
}

/** What the formula measures of a certificate, in this order. */
const MEASURED = 3;

/** The tally of one certificate, read where the formula left it. */
class MeasuredTally implements RowTally {
  constructor(
    private readonly scalars: Float64Array,
    private readonly at: number,
    readonly tightness: Float64Array,
  ) {}

  get passed(): number {
    return this.scalars[this.at]!;
  }

  get clearance(): number {
    return this.scalars[this.at + 1]!;
  }

  get tightest(): number {
    return this.scalars[this.at + 2]!;
  }
}

function judgeOf({ inputs, scalars, matrices, evaluate }: Formula): ChunkJudge {
  const keyOf = (source: Source) => Object.values(source).join(" ");
  const memories = new Map(inputs.map(({ source, memory }) => [keyOf(source), memory]));
  const input = (source: Source) => memories.get(keyOf(source));
  const spare = arrivalColumns(MOST);
  const constantInputs: { readonly memory: Float64Array; readonly name: keyof Constants }[] = [];
  bindConstants((name) => {
    const memory = input(constantSource(name));
    if (memory) constantInputs.push({ memory, name });
  });
  const tallies = matrices.map((tightness, i) => new MeasuredTally(scalars, MEASURED * i, tightness));
  return {
    most: MOST,
    // What no certificate reads has no place in the formula's memory.
    columns: bindArrival(
      (which, name) => input(rowSource(which, name)) ?? spare[which][name],
      (name) => input(sumSource(name)) ?? spare.sums[name],
    ),
    tally(constants, rows) {
      for (const { memory, name } of constantInputs) memory[0] = constants[name];
      evaluate(rows);
      return tallies;
    },
  };
}
