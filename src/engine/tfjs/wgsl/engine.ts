/**
 * The WebGPU engine with generated programs: a step of moderate size is recorded, planned and written as one program that takes
 * many steps of all lanes at once; every other step, and one whose program the device refuses, runs on the eager engine.
 * Rows and states come back in one read; the state goes to the device again with the next block.
 */
import { engine } from "@tensorflow/tfjs-core";
import type { LaneInputs, LaneState, StepProgram } from "../../../lora/program";
import type { RunBlock } from "../../engine";
import { type LaneLinks, linksWithin, type StepEngine, type StepRun } from "../../links";
import type { Shape } from "../../primitives";
import type { StepGraph } from "../../trace/graph";
import { recordStep } from "../../trace/record";
import { refuseTooLarge } from "../engine";
import { unpackBlock } from "../lanes";
import { type Tensor, upload } from "../runtime";
import { type Choice, chooseProgram, type DeviceLimits } from "./choice";
import { packConstants } from "./constants";
import { packLinks } from "./links";
import { type Plan, planStep } from "./plan";
import { type StepShader, writeStep } from "./writer";

export const execution = {
  generated: "one generated program",
  large: "operations one by one",
  refused: "operations one by one (the device refused the generated program)",
} as const;

/** A generated program as the device runs it. */
export interface StepDispatch {
  readonly shader: StepShader;
  readonly workgroup: number;
  readonly lanes: number;
  readonly constants: Tensor;
  readonly state: Tensor;
  /** what chains draw, where the shader reads it */
  readonly links: Tensor | null;
  readonly steps: number;
  /** numbers for the shader's own uniforms */
  readonly uniforms: readonly number[];
  /** entries of the result */
  readonly size: number;
}

export interface StepDevice {
  readonly backend: string;
  readonly limits: DeviceLimits;
  run(dispatch: StepDispatch): Tensor;
  /** Whether the device takes the program; tried with a dispatch of no steps. */
  accepts(dispatch: StepDispatch): Promise<boolean>;
  guard<T>(read: Promise<T>): Promise<T>;
}

const BYTES = 4;

/** `info.execution` says how the run started last is executed. `threads`: of every workgroup, instead of the table's. */
export function createGeneratingEngine(eager: StepEngine, device: StepDevice, threads?: number): StepEngine {
  let how: string = execution.generated;
  return {
    get info() {
      return { ...eager.info, execution: how };
    },
    async start(program, inputs, states) {
      refuseTooLarge(eager.info, inputs, states);
      const choose = (graph: StepGraph) => chooseProgram(graph, device.limits, threads);
      const run = await startGenerated(device, choose, program, inputs, states, eager.info.maxEntries);
      how = typeof run === "string" ? run : execution.generated;
      return typeof run === "string" ? eager.start(program, inputs, states) : run;
    },
    memory: () => eager.memory(),
    dispose: () => eager.dispose(),
  };
}

async function startGenerated(
  device: StepDevice,
  choose: (graph: StepGraph) => Choice | null,
  program: StepProgram,
  inputs: readonly LaneInputs[],
  states: readonly LaneState[],
  maxEntries: number,
): Promise<StepRun | string> {
  const graph = recordStep(program, inputs[0]!, states[0]!);
  const choice = choose(graph);
  if (!choice) return execution.large;
  const plan = planStep(graph, choice.workgroup, choice.memory / BYTES - RESERVED);
  const shader = writeStep(plan, choice.workgroup);
  const { values, places } = packConstants(shader.constants, inputs, states);
  if (Math.max(values.length, plan.size.scratch * inputs.length) > maxEntries) return execution.large;
  await engine().setBackend(device.backend);
  const uniforms = places.flatMap(({ from, stride }) => [from, stride]);
  const constants = upload(values, [1, 1, values.length]);
  const run = new GeneratedRun(device, program, plan, { ...choice, shader, uniforms }, constants, states);
  if (await run.isAccepted()) return run;
  run.dispose();
  return execution.refused;
}

/** Entries of workgroup memory that the program uses beside the plan's. */
const RESERVED = 4;

interface Prepared {
  readonly shader: StepShader;
  readonly workgroup: number;
  readonly stepsAtOnce: number;
  readonly uniforms: readonly number[];
}

/** What goes to the device with a dispatch. */
interface Uploaded {
  readonly state: Tensor;
  readonly links: Tensor | null;
  /** the uniform of `links`, where there are any */
  readonly stride: readonly number[];
}

function release({ state, links }: Uploaded): void {
  state.dispose();
  links?.dispose();
}

class GeneratedRun implements StepRun {
  private readonly shapes: readonly Shape[];
  private disposed = false;

  constructor(
    private readonly device: StepDevice,
    private readonly program: StepProgram,
    private readonly plan: Plan,
    private readonly prepared: Prepared,
    private readonly constants: Tensor,
    private states: readonly LaneState[],
  ) {
    this.shapes = states[0]!.theta.map(({ rows, columns }) => ({ rows, columns }));
  }

  async isAccepted(): Promise<boolean> {
    const uploaded = this.upload(0, []);
    try {
      return await this.device.accepts(this.dispatch(uploaded, 0));
    } finally {
      release(uploaded);
    }
  }

  async advance(k: number, links: readonly LaneLinks[] = []): Promise<RunBlock> {
    const lanes = this.states.length;
    const columns = this.program.columns.map(() => new Float32Array(lanes * k));
    for (let done = 0; done < k; ) {
      const steps = Math.min(k - done, this.prepared.stepsAtOnce);
      const block = await this.block(
        steps,
        links.map((lane) => linksWithin(lane, done, steps)),
      );
      for (const [c, column] of columns.entries()) {
        for (let lane = 0; lane < lanes; lane++) {
          column.set(block.columns[c]!.subarray(lane * steps, (lane + 1) * steps), lane * k + done);
        }
      }
      this.states = block.states;
      done += steps;
    }
    return { columns, states: this.states };
  }

  async restart(states: readonly LaneState[]): Promise<void> {
    this.states = states;
  }

  private async block(steps: number, links: readonly LaneLinks[]) {
    await engine().setBackend(this.device.backend);
    this.refuseIfDisposed();
    const uploaded = this.upload(steps, links);
    const result = this.device.run(this.dispatch(uploaded, steps));
    release(uploaded);
    try {
      const values = await this.device.guard(result.data<"float32">());
      this.refuseIfDisposed();
      const lanes = this.states.length;
      const { columns } = this.program;
      const length = lanes * this.stride(steps);
      return unpackBlock(values.subarray(0, length), lanes, steps, columns.length, this.shapes);
    } finally {
      result.dispose();
    }
  }

  private refuseIfDisposed(): void {
    if (this.disposed) throw new Error("this run was disposed");
  }

  /** entries of a lane in the result: rows, then the state */
  private stride(steps: number): number {
    return steps * this.program.columns.length + stateSize(this.shapes);
  }

  private upload(steps: number, links: readonly LaneLinks[]): Uploaded {
    return { state: this.uploadState(), ...this.uploadLinks(steps, links) };
  }

  private uploadLinks(steps: number, links: readonly LaneLinks[]): Omit<Uploaded, "state"> {
    const { drawn } = this.prepared.shader;
    if (drawn === 0) return { links: null, stride: [] };
    const { values, stride } = packLinks(
      this.states.map((_, lane) => links[lane] ?? []),
      steps,
      drawn,
    );
    return { links: upload(values, [1, 1, values.length]), stride: [stride] };
  }

  private uploadState(): Tensor {
    const size = stateSize(this.shapes);
    const values = new Float32Array(this.states.length * size);
    for (const [lane, { theta, previousStep }] of this.states.entries()) {
      let at = lane * size;
      for (const { data } of theta) {
        values.set(data, at);
        at += data.length;
      }
      values[at] = previousStep;
    }
    return upload(values, [this.states.length, 1, size]);
  }

  private dispatch({ state, links, stride }: Uploaded, steps: number): StepDispatch {
    const { shader, workgroup } = this.prepared;
    const uniforms = [...this.prepared.uniforms, ...stride];
    const lanes = this.states.length;
    const size = lanes * (this.stride(steps) + this.plan.size.scratch);
    return { shader, workgroup, lanes, constants: this.constants, state, links, steps, uniforms, size };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.constants.dispose();
  }
}

function stateSize(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 1);
}
