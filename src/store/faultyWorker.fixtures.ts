/**
 * The page's client joined to the worker's message loop, in one thread: messages are cloned as a browser would, and the engines, all
 * of them float64 at heart, fail when the test says so.
 */
import type { Engine, EngineId, EngineRun } from "../engine/engine";
import { createFloat64Engine } from "../engine/float64/engine";
import { type Candidate, createEngines } from "../engine/select";
import { createWatch } from "../engine/watch";
import { previewFile } from "../files/preview";
import { loadMembers } from "../lora/members";
import type { FromWorker } from "../protocol/messages";
import { createMessageLoop } from "../worker/loop";
import { createObserving } from "../worker/observing";
import { createDesk } from "../worker/plane/desk";
import { createPlayback } from "./playback";
import { createRunClient } from "./runClient";
import type { WorkerPort } from "./workerConnection";

/** What is about to happen; whoever hears of it may throw, or end the worker. */
export interface Event {
  readonly at: "select" | "start" | "advance" | "deliver";
  readonly engine: EngineId;
  /** of those seen before, how many happened at the same place */
  readonly count: number;
  /** Ends the worker at once: what it has sent and was not delivered is gone. */
  readonly crash: () => void;
}

export type Script = (event: Event) => void;

const none = () => {};

export function playFaults(script: Script = none) {
  let time = 0;
  let worker = 0;
  const counts = new Map<Event["at"], number>();
  let crash: () => void = none;

  function happens(at: Event["at"], engine: EngineId): void {
    const count = counts.get(at) ?? 0;
    counts.set(at, count + 1);
    script({ at, engine, count, crash: () => crash() });
  }

  function faulty(id: EngineId, isAlive: () => boolean): Engine {
    const real = createFloat64Engine();
    return {
      ...real,
      info: { ...real.info, id, precision: id === "float64" ? "float64" : "float32" },
      async start(...of) {
        if (!isAlive()) return forever();
        happens("start", id);
        const run = await real.start(...of);
        return {
          async advance(rows) {
            if (!isAlive()) return forever();
            // 0.2 ms a row: blocks of a few hundred
            time += rows / 5;
            const block = await run.advance(rows);
            happens("advance", id);
            return block;
          },
          dispose: () => run.dispose(),
        } satisfies EngineRun;
      },
    };
  }

  const candidates = (isAlive: () => boolean) =>
    (["webgpu", "webgl", "float64"] as const).map(
      (id): Candidate => ({
        id,
        label: id,
        async create() {
          // the processor does not go away
          if (id !== "float64" && isAlive()) happens("select", id);
          return faulty(id, isAlive);
        },
      }),
    );

  function connect(): WorkerPort {
    const self = ++worker;
    const isAlive = () => self === worker;
    const loop = createMessageLoop({
      post: (message, transfer) => deliver(structuredClone(message, { transfer: [...transfer] as ArrayBuffer[] })),
      now: () => time,
      yieldToMessages: turn,
      engines: createEngines(candidates(isAlive)),
      loadMembers,
      loadObserving: async () => createObserving,
      loadPlane: async () => createDesk,
      loadJudging: async () => createWatch,
      loadFileReader: async () => previewFile,
      loadAssets: async () => ({}),
    });
    const port: WorkerPort = {
      postMessage: (message) => {
        const copy = structuredClone(message);
        setImmediate(() => isAlive() && loop.receive(copy));
      },
      onmessage: null,
      onerror: null,
      terminate: none,
    };
    function deliver(message: FromWorker): void {
      setImmediate(() => {
        if (isAlive() && message.type === "block") happens("deliver", "float64");
        if (isAlive()) port.onmessage?.({ data: message });
      });
    }
    crash = () => {
      worker++;
      port.onerror?.({ message: "it crashed" });
    };
    return port;
  }

  const client = createRunClient({
    connect,
    playback: createPlayback({ everyFrame: () => none, prefersReducedMotion: () => false }),
    now: () => time,
    inboxClock: { now: () => 0, onNextFrame: (callback) => setImmediate(callback), isSeen: () => false },
    filesUrl: "http://localhost/",
  });

  return {
    client,
    crash: () => crash(),
    state: () => client.store.getState(),
    /** Lets everything run until the run has one of these states. */
    async until(...states: readonly string[]) {
      while (!states.includes(client.store.getState().status)) await turn();
    },
    /** Lets everything run until iterate t is there. */
    async reaches(t: number) {
      while (client.store.getState().lastStep < t) await turn();
    },
    turn,
  };
}

export type PlayedFaults = ReturnType<typeof playFaults>;

/** Every row of every lane, NaN told apart from nothing. */
export function rowsOf({ client }: PlayedFaults) {
  return client.history().lanes.map((lane) => ({
    lane: lane.lane,
    steps: Array.from({ length: lane.rows }, (_, row) => lane.stepAt(row)),
    columns: lane.columnIds.map((id) => [id, ...Array.from({ length: lane.rows }, (_, row) => lane.value(id, row))]),
  }));
}

/** What a worker that was ended does next. */
function forever(): Promise<never> {
  return new Promise(none);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
