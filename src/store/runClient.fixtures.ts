/** A client and a worker that says what the test tells it to. */
import type { MeasuredColumn } from "../lora/columns";
import type { Experiment, LaneConfig } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";
import type { FromWorker, RunId, ToWorker } from "../protocol/messages";
import { createPlayback } from "./playback";
import { createRunClient } from "./runClient";
import type { WorkerPort } from "./workerConnection";

export const columnIds: readonly MeasuredColumn[] = [
  "loss",
  "grad_norm_sq",
  "step_size",
  "v_norm_sq",
  "loss_grad_norm",
];
// the client passes configurations on and reads nothing in them
const lane = {} as LaneConfig;
export const experiment = (T: number, lanes = 1): Experiment => ({ lanes: Array(lanes).fill(lane), T, engine: "auto" });

// nor in what the certificates know of a lane
export const facts: LaneFacts = {
  theory: {} as LaneFacts["theory"],
  m: 3,
  n: 2,
  r: 1,
  L: 2,
  infimum: 0.5,
  infimumSource: "closed form",
  rankOptimum: null,
  escapeSigma: null,
  factored: true,
  notes: [],
};

/** With frames, rows that come after the first wait for them; without, each message is taken as it comes. */
export function play(frames: (() => void)[] | null = null) {
  const received: ToWorker[] = [];
  let time = 0;
  let connections = 0;
  let port!: WorkerPort;
  const client = createRunClient({
    connect() {
      connections++;
      port = { postMessage: (message) => received.push(message), onmessage: null, onerror: null, terminate: () => {} };
      return port;
    },
    playback: createPlayback({ everyFrame: () => () => {}, prefersReducedMotion: () => false }),
    now: () => time,
    inboxClock: { now: () => time, onNextFrame: (callback) => frames?.push(callback), isSeen: () => frames !== null },
    filesUrl: "http://localhost/",
  });
  const say = (message: FromWorker) => port.onmessage?.({ data: message });
  return {
    client,
    received,
    last: () => received.at(-1)!,
    /** starts sent so far */
    starts: () => received.filter((message) => message.type === "start"),
    connections: () => connections,
    crash: (message: string) => port.onerror?.({ message }),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    say,
    ready(runId: number, lanes = 1) {
      const adapter = {
        engine: "webgl",
        precision: "float32",
        name: "a",
        software: true,
        execution: "b",
        reasons: [],
      } as const;
      say({ type: "ready", runId: runId as RunId, adapter, lanes: Array(lanes).fill(facts) });
    },
    /** rows firstStep … firstStep + rows − 1 of some lanes, with loss = value */
    block(runId: number, firstStep: number, rows: number, value = 1, lanes: readonly number[] = [0]) {
      const columns = columnIds.map(() => new Float32Array(rows * lanes.length).fill(value));
      const checkpoints = lanes.map((of) => ({ lane: of, t: firstStep + rows, theta: [], previousStep: 1 }));
      const block = { lanes, firstStep, rows, columnIds, columns };
      say({ type: "block", runId: runId as RunId, block, checkpoints, diverged: [], elapsed: 6 });
    },
  };
}
