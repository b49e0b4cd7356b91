/**
 * Runs a generated program: gives every lane its part of one memory, and moves inputs, rows and states in and out.
 * However long the block, a lane runs in calls of at most ROWS_PER_CALL steps; what is computed does not depend on them.
 */
import type { LaneInputs, LaneState, StepProgram } from "../../../lora/program";
import { matrix } from "../../../math/matrix";
import { type LaneLinks, linksWithin, type StepRun } from "../../links";
import { leaf } from "../../trace/leaf";
import { recordStep } from "../../trace/record";
import { generateModule } from "./generate";
import { type LaneLayout, type LinkLayout, ROWS_PER_CALL } from "./layout";
import type { MemoryPool } from "./memoryPool";
import { DOUBLE } from "./pairs";
import { mathImports } from "./postfix";

export interface CompiledProgram {
  readonly module: WebAssembly.Module;
  readonly layout: LaneLayout;
}

const PAGE = 2 ** 16;
/** What 32-bit addresses reach, less one page: the end of the last lane must be an address too. */
const MAX_PAGES = 2 ** 16 - 1;

/** Operations of a step beyond which it takes seconds to order and compile them. */
const MOST_NODES = 4096;

/** Generates and compiles the program of lanes like this one. Throws a RangeError where its step has too many operations. */
export async function compileProgram(
  program: StepProgram,
  inputs: LaneInputs,
  state: LaneState,
): Promise<CompiledProgram> {
  const graph = recordStep(program, inputs, state);
  if (graph.nodes.length > MOST_NODES) throw new RangeError(`a step of ${graph.nodes.length} operations`);
  const { bytes, layout } = generateModule(graph);
  return { module: await WebAssembly.compile(bytes), layout };
}

const pagesOf = (layout: LaneLayout, lanes: number): number => Math.ceil((layout.bytes * lanes) / PAGE);

/** Whether as many lanes fit into one memory. */
export function fitsMemory({ layout }: CompiledProgram, lanes: number): boolean {
  return pagesOf(layout, lanes) <= MAX_PAGES;
}

export async function startGeneratedRun(
  { module, layout }: CompiledProgram,
  pool: MemoryPool,
  inputs: readonly LaneInputs[],
  states: readonly LaneState[],
): Promise<StepRun> {
  const memory = pool.take(pagesOf(layout, inputs.length));
  const math = Object.fromEntries(mathImports.map(([name]) => [name, Math[name]]));
  const instance = await WebAssembly.instantiate(module, { host: { memory }, math });
  // The generator exports exactly this function.
  const run = instance.exports.run as (lane: number, rows: number) => void;
  const lanes = inputs.map((_, i) => i * layout.bytes);
  const doubles = (offset: number, count: number) => new Float64Array(memory.buffer, offset, count);
  lanes.forEach((lane, i) => {
    for (const { source, offset } of layout.inputs) {
      const { data } = leaf(source, inputs[i]!, states[i]!);
      doubles(lane + offset, data.length).set(data);
    }
  });

  const stateOf = (lane: number): LaneState => ({
    theta: layout.theta.map(({ rows, columns, offset }) =>
      matrix(rows, columns, doubles(lane + offset, rows * columns).slice()),
    ),
    previousStep: doubles(lane + layout.previousStep, 1)[0]!,
  });
  /** Writes which of the next steps links follow, and what they draw. */
  const writeLinks = (lane: number, { isLink, draws }: LinkLayout, links: LaneLinks, steps: number) => {
    const follows = doubles(lane + isLink, steps).fill(0);
    let at = lane + draws;
    for (const { step, drawn } of links) {
      follows[step] = 1;
      for (const { data } of drawn) {
        doubles(at, data.length).set(data);
        at += data.length * DOUBLE;
      }
    }
  };
  return {
    async advance(k, links = []) {
      const columns = Array.from({ length: layout.columns }, () => new Float64Array(lanes.length * k));
      lanes.forEach((lane, i) => {
        for (let done = 0; done < k; done += ROWS_PER_CALL) {
          const rows = Math.min(ROWS_PER_CALL, k - done);
          if (layout.links) writeLinks(lane, layout.links, linksWithin(links[i] ?? [], done, rows), rows);
          run(lane, rows);
          columns.forEach((column, c) => {
            column.set(doubles(lane + layout.rows + c * ROWS_PER_CALL * DOUBLE, rows), i * k + done);
          });
        }
      });
      return { columns, states: lanes.map(stateOf) };
    },
    async restart(from) {
      lanes.forEach((lane, i) => {
        const { theta, previousStep } = from[i]!;
        layout.theta.forEach(({ rows, columns, offset }, index) => {
          doubles(lane + offset, rows * columns).set(theta[index]!.data);
        });
        doubles(lane + layout.previousStep, 1)[0] = previousStep;
      });
    },
    dispose: () => pool.give(memory),
  };
}
