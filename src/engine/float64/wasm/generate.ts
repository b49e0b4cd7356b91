/**
 * Turns the graph of one step into a WebAssembly module: `run(lane, k)` takes k steps of the lane that starts at the address
 * `lane`, writes a row of metrics for each and leaves trained matrices and step in the lane's memory.
 */
import type { StepGraph } from "../../trace/graph";
import { Code } from "./code";
import { encodeModule } from "./encoder";
import type { LaneLayout } from "./layout";
import { DOUBLE } from "./pairs";
import { mathImports } from "./postfix";
import { StepWriter } from "./stepWriter";

export interface GeneratedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: LaneLayout;
}

export function generateModule(graph: StepGraph): GeneratedModule {
  const step = new StepWriter(graph);
  const layout = step.write();
  const functions = [...step.products, step.code];
  const stepIndex = mathImports.length + functions.length - 1;
  functions.push(runFunction(stepIndex, layout.rows));
  return { bytes: encodeModule({ imports: mathImports, functions, exports: { run: stepIndex + 1 } }), layout };
}

/** run(lane, k). The step is a function of its own, so that the browser can replace it by optimized code during a long run. */
function runFunction(stepIndex: number, rows: number): Code {
  const code = new Code({ parameters: ["i32", "i32"], results: [] });
  const [lane, left] = [0, 1];
  const out = code.local("i32");
  code.get(lane).i32(rows).op("i32.add").set(out);
  return code.repeat(() => {
    code.get(lane).get(out).call(stepIndex);
    code.advance(out, DOUBLE);
    code.get(left).i32(1).op("i32.sub").tee(left);
  });
}
