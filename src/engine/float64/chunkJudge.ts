/**
 * Judges chunks of rows in generated WebAssembly: the certificates' formulas on columns of 256 rows become a few sweeps over
 * them. One module serves every lane of every run.
 */
import { arrivalColumns, bindArrival, type ChunkJudge, judgedByRow, tallyChunk } from "../../lora/certificates/chunk";
import { bindConstants } from "../../lora/certificates/constants";
import type { Constants, Row, Sums } from "../../lora/certificates/types";
import type { Source } from "../trace/graph";
import { record } from "../trace/record";
import { compileFormula, type Formula } from "./wasm/formula";

const ROWS = 256;
const COLUMN = { rows: 1, columns: ROWS };

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
      row: tallies.flatMap(({ passed, held, tightest }) => [passed, held, tightest]),
      theta: tallies.map(({ tightness }) => tightness),
      step: o.constant(0),
    };
  });
  const formula = compileFormula(graph);
  return formula && judgeOf(formula);
}

function judgeOf({ inputs, scalar, matrices, evaluate }: Formula): ChunkJudge {
  const keyOf = (source: Source) => Object.values(source).join(" ");
  const memories = new Map(inputs.map(({ source, memory }) => [keyOf(source), memory]));
  const input = (source: Source) => memories.get(keyOf(source));
  const spare = arrivalColumns(ROWS);
  const constantInputs: { readonly memory: Float64Array; readonly name: keyof Constants }[] = [];
  bindConstants((name) => {
    const memory = input(constantSource(name));
    if (memory) constantInputs.push({ memory, name });
  });
  return {
    rows: ROWS,
    // What no certificate reads has no place in the formula's memory.
    columns: bindArrival(
      (which, name) => input(rowSource(which, name)) ?? spare[which][name],
      (name) => input(sumSource(name)) ?? spare.sums[name],
    ),
    tally(constants) {
      for (const { memory, name } of constantInputs) memory[0] = constants[name];
      evaluate();
      return judgedByRow.map((_, i) => ({
        passed: scalar(3 * i),
        held: scalar(3 * i + 1),
        tightest: scalar(3 * i + 2),
        tightness: matrices[i]!,
      }));
    },
  };
}
