/**
 * Turns the graph of one step into a WebAssembly module: `run(lane, k)` takes k steps of the lane that starts at the address
 * `lane`, writes a row of metrics for each and leaves trained matrices and step in the lane's memory. Of a formula over columns,
 * `run(lane, 1, count)` evaluates the first `count` entries.
 */
import type { StepGraph } from "../../trace/graph";
import { Code, type Local } from "./code";
import { encodeModule, type Signature } from "./encoder";
import { type LaneLayout, type LinkLayout, ROWS_PER_CALL } from "./layout";
import { DOUBLE } from "./pairs";
import { mathImports } from "./postfix";
import { StepWriter } from "./stepWriter";

export interface GeneratedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: LaneLayout;
}

export function generateModule(
  graph: StepGraph,
  rowsPerCall = ROWS_PER_CALL,
  length: number | null = null,
): GeneratedModule {
  const step = new StepWriter(graph, rowsPerCall, length);
  const layout = step.write();
  const functions = [...step.products, step.code];
  const stepIndex = mathImports.length + functions.length - 1;
  functions.push(runFunction(stepIndex, step.code.signature, layout));
  return { bytes: encodeModule({ imports: mathImports, functions, exports: { run: stepIndex + 1 } }), layout };
}

/**
 * run(lane, k, …): k calls of step(lane, row, …). The step is a function of its own, so that the browser can replace it by
 * optimized code during a long run.
 */
function runFunction(stepIndex: number, signature: Signature, { rows, links }: LaneLayout): Code {
  const code = new Code(signature);
  const [lane, left] = [0, 1];
  const at = (offset: number): Local => {
    const address = code.local("i32");
    code.get(lane).i32(offset).op("i32.add").set(address);
    return address;
  };
  const out = at(rows);
  const bring =
    links && drawsOf(code, links, { draws: at(links.draws), drawn: at(links.drawn), isLink: at(links.isLink) });
  return code.repeat(() => {
    bring?.();
    code.get(lane).get(out);
    for (let other = 2; other < signature.parameters.length; other++) code.get(other);
    code.call(stepIndex);
    code.advance(out, DOUBLE);
    code.get(left).i32(1).op("i32.sub").tee(left);
  });
}

/** Before each step: copies what was drawn for the link after it, if there is one, to where the step reads it. */
function drawsOf(
  code: Code,
  { entries }: LinkLayout,
  { draws, drawn, isLink }: Readonly<Record<"draws" | "drawn" | "isLink", Local>>,
): () => void {
  return () => {
    code.block(() => {
      code.get(isLink).access("f64.load", 0).f64(0).op("f64.eq").leaveIf(0);
      code
        .get(drawn)
        .get(draws)
        .copy(entries * DOUBLE);
      code.advance(draws, entries * DOUBLE);
    });
    code.advance(isLink, DOUBLE);
  };
}
