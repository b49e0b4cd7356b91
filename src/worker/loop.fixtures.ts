/** A message loop played by hand: messages in, messages out, an engine whose losses and durations the test chooses. */

import type { Engine, EngineInfo, EngineRun, RunBlock } from "../engine/engine";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import { createWatch } from "../engine/watch";
import { previewFile } from "../files/preview";
import type { Experiment, LaneConfig } from "../lora/experiment";
import { batchLanes } from "../lora/lane";
import { prepareLane } from "../lora/lane.fixtures";
import { laneConfig } from "../lora/laneConfig.fixtures";
import { loadMembers } from "../lora/members";
import type { FromWorker, Resumption, RunId, ToWorker } from "../protocol/messages";
import type { WorkerEnvironment } from "./environment";
import { createMessageLoop } from "./loop";
import { createObserving } from "./observing";
import { createDesk } from "./plane/desk";

export const runId = (id: number) => id as RunId;

export const config: LaneConfig = laneConfig({ m: 3, n: 2, r: 1, init: "gauss", scale: 0.5, step: "paper" });

export function experimentOf(lanes: readonly Partial<LaneConfig>[], T = 1000): Experiment {
  return { lanes: lanes.map((lane) => ({ ...config, ...lane })), T, engine: "float64" };
}

/** Of each type of message what came back, in order. */
export type Received<Type extends FromWorker["type"]> = Extract<FromWorker, { type: Type }>;

export interface PlayedStart {
  readonly until?: number;
  readonly credits?: number;
  readonly resumption?: Resumption;
}

export interface PlayedLoop {
  /** everything sent to the page, oldest first */
  readonly sent: FromWorker[];
  readonly transferred: ArrayBufferLike[];
  /** lengths of the blocks asked of the engine, and how many engine runs are not disposed */
  readonly lengths: number[];
  readonly live: () => number;
  of<Type extends FromWorker["type"]>(type: Type): Received<Type>[];
  send(message: ToWorker): void;
  start(id: number, experiment: Experiment, options?: PlayedStart): void;
  /** Lets the loop run until it waits for a message. */
  settle(): Promise<void>;
  /** Lets it run until it has sent so many messages of a type. */
  sends(type: FromWorker["type"], count: number): Promise<void>;
  /** Called between two blocks, where a browser would deliver messages. */
  betweenBlocks: () => void;
  enginesDropped: number;
}

export interface PlayedOptions {
  /** milliseconds that k rows take on the engine */
  readonly duration?: (rows: number) => number;
  /** changes what the engine returns, or throws */
  readonly tamper?: (columns: readonly (Float32Array | Float64Array)[], rows: number, firstStep: number) => void;
  readonly info?: Partial<EngineInfo>;
  readonly loadAssets?: WorkerEnvironment["loadAssets"];
  /** whether every piece of a plane takes a turn of its own */
  readonly planeInTurns?: boolean;
}

export function playLoop(options: PlayedOptions = {}): PlayedLoop {
  const { duration = (rows) => rows, tamper = () => {} } = options;
  let time = 0;
  let planeTime = 0;
  let live = 0;
  let pending = 0;
  const lengths: number[] = [];
  const real = createFloat64Engine();
  const engine: Engine = {
    ...real,
    info: { ...real.info, ...options.info },
    start: (program, inputs, states) => busy(startRun(program, inputs, states)),
  };

  /** A promise that `settle` waits for. */
  async function busy<T>(promise: Promise<T>): Promise<T> {
    pending++;
    try {
      return await promise;
    } finally {
      pending--;
    }
  }

  /** An object whose promises `settle` waits for. */
  function busyCalls<T extends object>(object: T): T {
    return new Proxy(object, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== "function") return member;
        return (...values: readonly unknown[]) => {
          const result: unknown = Reflect.apply(member, target, values);
          return result instanceof Promise ? busy(result) : result;
        };
      },
    });
  }

  async function startRun(...start: Parameters<Engine["start"]>): Promise<EngineRun> {
    const run = await real.start(...start);
    live++;
    let t = 0;
    let disposed = false;
    async function advance(rows: number): Promise<RunBlock> {
      if (disposed) throw new Error("advanced after dispose");
      lengths.push(rows);
      time += duration(rows);
      const block = await run.advance(rows);
      tamper(block.columns, rows, t);
      t += rows;
      return block;
    }
    return {
      advance: (rows) => busy(advance(rows)),
      dispose() {
        if (!disposed) live--;
        disposed = true;
      },
    };
  }

  const played: PlayedLoop = {
    sent: [],
    transferred: [],
    lengths,
    live: () => live,
    of: <Type extends FromWorker["type"]>(type: Type) =>
      // narrowed by the filter
      played.sent.filter((message) => message.type === type) as Received<Type>[],
    send: (message) => loop.receive(message),
    start: (id, experiment, { until = experiment.T, credits = 1e6, resumption } = {}) =>
      loop.receive({
        type: "start",
        runId: runId(id),
        experiment,
        until,
        credits,
        filesUrl: "http://localhost/",
        resumption: resumption ?? null,
      }),
    async settle() {
      for (let quiet = 0, seen = -1; quiet < 30; quiet++) {
        const progress = played.sent.length + lengths.length;
        if (pending > 0 || progress !== seen) quiet = 0;
        seen = progress;
        await turn();
      }
    },
    async sends(type, count) {
      while (played.of(type).length < count) await turn();
    },
    betweenBlocks: () => {},
    enginesDropped: 0,
  };
  const loop = createMessageLoop({
    post(message, transfer) {
      played.sent.push(message);
      played.transferred.push(...transfer);
    },
    now: () => time,
    yieldToMessages: async () => played.betweenBlocks(),
    engines: {
      select: async () => ({ engine, reasons: [] }),
      drop: () => {
        played.enginesDropped++;
      },
    },
    loadMembers: (lane) => busy(loadMembers(lane)),
    loadObserving: async () => (lanes, ops, by) => busy(createObserving(lanes, ops, by)),
    loadPlane: async () => (lanes, batches, turns) =>
      createDesk(lanes, batches, { ...turns, now: () => (options.planeInTurns ? planeTime++ * 1000 : time) }),
    loadJudging:
      async () =>
      (...of) =>
        busyCalls(createWatch(...of)),
    loadFileReader: async () => previewFile,
    loadAssets: options.loadAssets ?? (async () => ({})),
  });
  return played;
}

/** The losses of a lane in the order in which they were sent. */
export function lossesOf(played: PlayedLoop, lane: number, id = 1): number[] {
  return played.of("block").flatMap(({ block, runId: of }) => {
    const place = block.lanes.indexOf(lane);
    if (place < 0 || of !== id) return [];
    return [...block.columns[0]!.subarray(place * block.rows, (place + 1) * block.rows)];
  });
}

/** The same losses from one call to the engine. */
export async function expectedLosses(lane: Partial<typeof config>, rows: number): Promise<number[]> {
  const [batch] = batchLanes([prepareLane({ ...config, ...lane }, {}, new Float64Ops())]);
  const run = await createFloat64Engine().start(batch!.program, batch!.inputs, batch!.states);
  return [...(await run.advance(rows)).columns[0]!];
}

/** Lets everything run that is ready to. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
