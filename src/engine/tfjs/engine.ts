/**
 * The engine on TensorFlow.js tensors, for any device: k steps are queued without waiting, then rows, states and the loop flag
 * come back in one read. Rows and states are float32. A block that ran out of loop trials is run again from its start with
 * twice as many, so that results do not depend on how many were tried at first.
 */
import { engine } from "@tensorflow/tfjs-core";
import { type BoundLane, descend, type LaneInputs, type LaneState, type StepProgram } from "../../lora/program";
import type { Matrix } from "../../math/matrix";
import type { EngineInfo, RunBlock } from "../engine";
import { drawnShapes, type LaneLinks, type StepEngine, type StepRun } from "../links";
import { opsOf } from "../primitives";
import type { NodeId, Source, StepGraph } from "../trace/graph";
import { recordStep } from "../trace/record";
import { type Device, DeviceLost } from "./device";
import { packLanes, packLink, SEAL, type TensorLink, unpackBlock, unseal } from "./lanes";
import { createStepper, type Stepper } from "./passes/stepper";
import { TensorPrimitives } from "./primitives";
import { concatenate, reshaped, type Tensor } from "./runtime";

/** Trials of a loop that are queued before anyone looks: Armijo seldom needs more than two. */
const FIRST_TRIALS = 4;

const execution = { eager: "operations one by one", passes: "few passes a step, generated" } as const;

/** `fused`: steps are taken in passes where those are better; `info.execution` says how the run started last is executed. */
export function createTensorEngine(device: Device, { fused }: { readonly fused: boolean }): StepEngine {
  let disposed = false;
  let how: string = fused ? execution.passes : execution.eager;
  return {
    get info() {
      return { ...device.info, execution: how };
    },
    async start(program, inputs, states) {
      refuseTooLarge(device.info, inputs, states);
      await engine().setBackend(device.backend);
      const passesOf = (linking: boolean): Passes | null => {
        const graph = recordStep(program, inputs[0]!, states[0]!, linking);
        const stepper = createStepper(device, graph, inputs.length);
        return stepper && { graph, stepper };
      };
      const [plain, linking] = fused ? [passesOf(false), passesOf(true)] : [null, null];
      how = plain && linking ? execution.passes : execution.eager;
      return new TensorRun(device, program, inputs, states, plain && linking ? { plain, linking } : null);
    },
    memory: () => ({ tensors: engine().memory().numTensors, bytes: engine().memory().numBytes }),
    dispose() {
      if (!disposed) device.dispose();
      disposed = true;
    },
  };
}

export function refuseTooLarge(info: EngineInfo, inputs: readonly LaneInputs[], states: readonly LaneState[]): void {
  const matrices = inputs.flatMap((lane) => [lane.W0, ...Object.values(lane.matrices)]);
  const largest = Math.max(...[...matrices, ...states.flatMap(({ theta }) => theta)].map(({ data }) => data.length));
  if (largest * inputs.length > info.maxEntries) {
    throw new RangeError(
      `${inputs.length} lanes of ${largest} entries do not fit: ${info.adapter} holds ${info.maxEntries} entries in one matrix`,
    );
  }
}

type SharedInputs = Omit<BoundLane<Tensor, Tensor>, "theta" | "previousStep">;

function shareInputs(inputs: readonly LaneInputs[]): SharedInputs {
  const share = (pick: (lane: LaneInputs) => Matrix | number) => packLanes(inputs, pick, "shared where equal");
  const data: Record<string, Tensor> = {};
  for (const name of Object.keys(inputs[0]!.matrices)) data[name] = share((lane) => lane.matrices[name]!);
  for (const name of Object.keys(inputs[0]!.scalars)) data[name] = share((lane) => lane.scalars[name]!);
  return { W0: share((lane) => lane.W0), data, L: share((lane) => lane.L), eta: share((lane) => lane.eta) };
}

function tensorsOf({ W0, data, L, eta }: SharedInputs): readonly Tensor[] {
  return [W0, ...Object.values(data), L, eta];
}

/** What moves from step to step; owned by the run. */
interface TensorState {
  readonly theta: readonly Tensor[];
  readonly step: Tensor;
}

interface Passes {
  readonly graph: StepGraph;
  readonly stepper: Stepper;
}

class TensorRun implements StepRun {
  private readonly primitives: TensorPrimitives;
  private readonly ops;
  private readonly inputs: SharedInputs;
  private readonly lanes: number;
  /** [lanes, 1, 1] */
  private readonly zeros: Tensor;
  private readonly seals: Tensor;
  /** matrices of the shapes of a link's draws */
  private readonly drawn: readonly Matrix[];
  /** what lives as long as the run */
  private readonly lasting: ReadonlySet<Tensor>;
  private state: TensorState;
  private trials = FIRST_TRIALS;
  private disposed = false;

  constructor(
    private readonly device: Device,
    private readonly program: StepProgram,
    inputs: readonly LaneInputs[],
    states: readonly LaneState[],
    /** of a step that no link follows, and of one after which some lane has a link */
    private readonly passes: { readonly plain: Passes; readonly linking: Passes } | null,
  ) {
    this.lanes = inputs.length;
    this.primitives = new TensorPrimitives(device, () => this.trials);
    this.ops = opsOf(this.primitives);
    this.inputs = shareInputs(inputs);
    this.drawn = drawnShapes(inputs[0]!, states[0]!);
    this.zeros = packLanes(states, () => 0, "one a lane");
    this.seals = packLanes(states, () => SEAL, "one a lane");
    this.lasting = new Set([this.zeros, this.seals, ...tensorsOf(this.inputs)]);
    this.state = upload(states);
  }

  async restart(states: readonly LaneState[]): Promise<void> {
    await engine().setBackend(this.device.backend);
    this.refuseIfDisposed();
    release(this.state);
    this.state = upload(states);
  }

  async advance(k: number, links: readonly LaneLinks[] = []): Promise<RunBlock> {
    for (;;) {
      const block = await this.attempt(k, links);
      if (block) return block;
      this.trials *= 2;
    }
  }

  /** k steps and their read-back; null, and the state as it was, if a loop ran out of trials. */
  private async attempt(k: number, links: readonly LaneLinks[]): Promise<RunBlock | null> {
    await engine().setBackend(this.device.backend);
    this.refuseIfDisposed();
    const { packed, end } = this.queue(k, links);
    let outdated = end;
    try {
      const values = unseal(await this.device.guard(packed.data<"float32">()), this.lanes);
      this.refuseIfDisposed();
      if (!values) throw new DeviceLost("The GPU was lost while it was read.");
      const shapes = end.theta.map(({ shape }) => ({ rows: shape[1]!, columns: shape[2]! }));
      const block = unpackBlock(values, this.lanes, k, this.program.columns.length, shapes);
      if (block.unfinished) return null;
      outdated = this.state;
      this.state = end;
      return block;
    } finally {
      release(outdated);
      packed.dispose();
    }
  }

  private refuseIfDisposed(): void {
    if (this.disposed) throw new Error("this run was disposed");
  }

  /** Queues k steps from the present state, which stays as it is. */
  private queue(k: number, links: readonly LaneLinks[]): { readonly packed: Tensor; readonly end: TensorState } {
    const rows: Tensor[] = [];
    let state = this.state;
    const drawn = links.map((lane) => new Map(lane.map((link) => [link.step, link.drawn])));
    const linkAfter = (t: number) =>
      packLink(
        this.drawn,
        drawn.map((lane) => lane.get(t) ?? null),
      );
    const leave = (past: TensorState) => past !== this.state && release(past);
    try {
      for (let t = 0; t < k; t++) {
        const [row, step, ...theta] = engine().tidy(() => this.step(state, linkAfter(t)));
        rows.push(row!);
        leave(state);
        state = { theta, step: step! };
      }
      return { packed: engine().tidy(() => this.pack(rows, state)), end: state };
    } catch (error) {
      leave(state);
      throw error;
    } finally {
      for (const row of rows) row.dispose();
    }
  }

  /** One step: the row [lanes, 1, columns and, where a loop may have run out of trials, that flag], the step size and θ⁺. */
  private step(state: TensorState, link: TensorLink | null): Tensor[] {
    if (this.passes) return this.stepInPasses(link ? this.passes.linking : this.passes.plain, state, link);
    this.primitives.unfinished = null;
    const { row, theta, step } = descend(this.ops, this.program, {
      ...this.inputs,
      theta: state.theta,
      previousStep: state.step,
      link,
    });
    const { unfinished } = this.primitives;
    const measured = unfinished ? [...row, unfinished] : row;
    return [
      concatenate(
        measured.map((x) => this.oneALane(x)),
        2,
      ),
      ...[step, ...theta].map((x) => this.own(x, state)),
    ];
  }

  private stepInPasses({ graph, stepper }: Passes, state: TensorState, link: TensorLink | null): Tensor[] {
    const inputs = new Map<NodeId, Tensor>();
    for (const id of graph.body) {
      const node = graph.nodes[id]!;
      if (node.kind === "input") inputs.set(id, this.leaf(node.source, state, link));
    }
    const { row, step, theta } = stepper.step(inputs);
    return [row, ...[step, ...theta].map((x) => this.own(x, state))];
  }

  private leaf(source: Source, state: TensorState, link: TensorLink | null): Tensor {
    switch (source.of) {
      case "W0":
        return this.inputs.W0;
      case "L":
        return this.inputs.L;
      case "eta":
        return this.inputs.eta;
      case "matrix":
      case "scalar":
        return this.inputs.data[source.name]!;
      case "previousStep":
        return state.step;
      case "theta":
        return state.theta[source.index]!;
      // Only the graph of a step with a link has these.
      case "isLink":
        return link!.isLink;
      case "drawn":
        return link!.drawn[source.index]!;
      default:
        return source satisfies never;
    }
  }

  private oneALane(x: Tensor): Tensor {
    return x.shape[0] === this.lanes ? x : this.primitives.elementwise("add", [x, this.zeros]);
  }

  /** x with one value a lane, in a tensor that the next state alone holds. */
  private own(x: Tensor, state: TensorState): Tensor {
    const shared = this.lasting.has(x) || this.primitives.owns(x) || x === state.step || state.theta.includes(x);
    return shared ? this.primitives.elementwise("add", [x, this.zeros]) : this.oneALane(x);
  }

  /** [lanes, 1, rows | θ | step | seal] */
  private pack(rows: readonly Tensor[], { theta, step }: TensorState): Tensor {
    const flat = (x: Tensor) => reshaped(x, [this.lanes, 1, x.size / this.lanes]);
    return concatenate([flat(concatenate(rows, 1)), ...theta.map(flat), step, this.seals], 2);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    release(this.state);
    this.primitives.dispose();
    for (const x of this.lasting) x.dispose();
  }
}

function upload(states: readonly LaneState[]): TensorState {
  return {
    theta: states[0]!.theta.map((_, i) => packLanes(states, ({ theta }) => theta[i]!, "one a lane")),
    step: packLanes(states, ({ previousStep }) => previousStep, "one a lane"),
  };
}

function release({ theta, step }: TensorState): void {
  for (const x of [...theta, step]) x.dispose();
}
