/**
 * A run from the moment it is sent to the worker: its rows, checkpoints and facts. It takes the place of the run on screen with
 * its first rows and all at once, so that no picture ever mixes two runs.
 */
import { type Checkpoints, createCheckpoints } from "../history/checkpoints";
import { createHistory, type GrowingHistory } from "../history/history";
import type { Experiment } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";
import type { Moment } from "../lora/origin/observer";
import type {
  Adapter,
  Checkpoint,
  Divergence,
  FailureCode,
  FromWorker,
  Resumption,
  RunAnswer,
  RunId,
  ToWorker,
} from "../protocol/messages";
import { momentsAfter } from "./moments";
import { createPlaneQuestions, type PlaneQuestions } from "./planeQuestions";
import type { Playback } from "./playback";
import { createResumePoint } from "./resumePoint";
import { nothingShown, type RunState, type RunStatus, type RunStore, type Takeover } from "./runStore";
import { createStepSpeed } from "./stepSpeed";

export interface ActiveRun {
  /** what the worker knows it by: another id after each fault that it survived */
  readonly runId: RunId;
  readonly experiment: Experiment;
  readonly checkpoints: Checkpoints<Checkpoint>;
  /** row that the worker computes to */
  target: number;
  /** row up to which single steps were asked for */
  stepped: number;
  /** how it comes on screen: playing from 0, or at iterate t; what is asked meanwhile changes it */
  opening: Opening;
  /** its rows are on screen */
  readonly shown: boolean;
  /** it has shown rows or failed: another run may replace it */
  readonly answered: boolean;
  /** no more rows will come */
  readonly ended: boolean;
  receive(message: RunAnswer): void;
  /** What is kept and not yet observed. */
  unobserved(): readonly Moment[];
  /** A part of the work that rows received have left; false if there is none. */
  tidy(): boolean;
  /** Computing goes on. */
  goOn(): void;
  readonly planeQuestions: PlaneQuestions;
  readonly adapter: Adapter | null;
  /** last row of every lane that goes on; −1 before the first */
  readonly lastStep: number;
  /** it rested, or ended, since a worker took it up */
  readonly settled: boolean;
  /** What a worker needs to go on where this run stands. */
  resumption(avoided: Resumption["avoided"]): Resumption;
  /** Another worker or engine goes on with it under the given id; `tell` says so once it is known which one. */
  resume(runId: RunId, tell: (to: Adapter) => Takeover | null): void;
}

export interface Opening {
  readonly playing: boolean;
  readonly t: number;
}

export interface ActiveRunOptions {
  readonly runId: RunId;
  readonly experiment: Experiment;
  readonly target: number;
  readonly opening: Opening;
  readonly store: RunStore;
  readonly playback: Playback;
  /** puts rows on screen */
  readonly show: (history: GrowingHistory) => void;
  /** what its rows may take */
  readonly room: HistoryRoom;
  readonly report: (status: RunStatus) => void;
  readonly now: () => number;
  readonly post: (message: ToWorker) => void;
}

/** What pinned lanes leave of a history. */
export interface HistoryRoom {
  readonly rowLimit: number;
  readonly byteLimit: number;
}

export function createActiveRun(options: ActiveRunOptions): ActiveRun {
  const { experiment, store, playback, report, post } = options;
  let { runId } = options;
  const checkpoints = createCheckpoints<Checkpoint>();
  const planeQuestions = createPlaneQuestions((request, question) => post({ type: "plane", runId, request, question }));
  let history: GrowingHistory = createHistory({ lanes: experiment.lanes.length, precision: "float64" });
  let adapter: Adapter | null = null;
  let facts: readonly LaneFacts[] = [];
  let ledgers: RunState["ledgers"] = experiment.lanes.map(() => []);
  let diverged: readonly Divergence[] = [];
  let observedTo = -1;
  const resumePoint = createResumePoint();
  let precision: Adapter["precision"] = "float64";
  let takeovers: readonly Takeover[] = [];
  let settled = false;
  let tellOf: ((to: Adapter) => Takeover | null) | null = null;
  let computeTimes: readonly number[] = experiment.lanes.map(() => 0);
  let shown = false;
  let ended = false;
  let failed = false;
  const speed = createStepSpeed(options.now);

  /** Last row of every lane that goes on; the last of all once none does. */
  function lastStep(): number {
    const going = history.lanes.filter(({ lane }) => !diverged.some((end) => end.lane === lane));
    if (going.length > 0) return Math.min(...going.map((lane) => lane.lastStep));
    return Math.max(-1, ...history.lanes.map((lane) => lane.lastStep));
  }

  function takeScreen(): void {
    shown = true;
    options.show(history);
    store.setState({ ...nothingShown, experiment, adapter, precision, takeovers, facts, ledgers });
    playback.begin({ T: experiment.T, computed: lastStep(), ...run.opening });
  }

  function takeBlock(message: Extract<FromWorker, { type: "block" }>): void {
    const { block, diverged: ends, elapsed } = message;
    history.append(block);
    computeTimes = computeTimes.map((time, lane) =>
      block.lanes.includes(lane) ? time + elapsed / block.lanes.length : time,
    );
    for (const state of message.checkpoints) checkpoints.add(state);
    resumePoint.take(message.checkpoints);
    diverged = [...diverged, ...ends];
    // batches of lanes come one after the other: the run is on screen once each has rows
    if (lastStep() < 0) return;
    if (!shown) takeScreen();
    const { revision } = store.getState();
    store.setState({
      lastStep: lastStep(),
      diverged,
      computeTimes,
      stepsPerSecond: speed.at(lastStep()) ?? store.getState().stepsPerSecond,
      revision: revision + 1,
    });
    report("running");
    playback.extend(lastStep(), false);
  }

  function rest(message: { readonly stepsPerSecond: number }): void {
    settled = true;
    // a worker that had nothing left to compute has measured no speed
    if (message.stepsPerSecond > 0) store.setState({ stepsPerSecond: message.stepsPerSecond });
  }

  function end(status: RunStatus): void {
    ended = true;
    report(status);
    playback.extend(lastStep(), true);
  }

  function fail(code: FailureCode, message: string): void {
    failed = true;
    if (!shown) {
      // the rows of the run before do not belong under this experiment
      history = createHistory({ lanes: 0, precision: "float64" });
      takeScreen();
      store.setState({ revision: store.getState().revision + 1 });
    }
    store.setState({ failure: { code, message } });
    end("failed");
  }

  function begin(message: Extract<FromWorker, { type: "ready" }>): void {
    ({ adapter, lanes: facts } = message);
    if (adapter.precision === "float32") precision = "float32";
    const takeover = tellOf?.(adapter);
    if (takeover) takeovers = [...takeovers, takeover];
    tellOf = null;
    if (shown) store.setState({ adapter, precision, takeovers });
    if (history.lanes.some(({ rows }) => rows > 0)) return;
    const lossBaselines = facts.map(({ infimum }) => (Number.isFinite(infimum) ? infimum : 0));
    history = createHistory({ lanes: facts.length, precision: adapter.precision, lossBaselines, ...options.room });
  }

  function receive(message: RunAnswer): void {
    switch (message.type) {
      case "ready":
        begin(message);
        break;
      case "block":
        takeBlock(message);
        break;
      case "judged":
        resumePoint.judge(message.lanes);
        break;
      case "ledger":
        ledgers = ledgers.with(message.lane, message.entries);
        if (shown) store.setState({ ledgers });
        break;
      case "paused":
        rest(message);
        report("paused");
        break;
      case "done":
        rest(message);
        end(message.status === "cancelled" ? "paused" : message.status);
        break;
      case "snapshot": {
        const { lane, t, asked, B, A, change } = message;
        store.setState({ snapshot: { lane, t, asked, B, A, change } });
        break;
      }
      case "plane":
        planeQuestions.answer(message);
        break;
      case "observed": {
        const before = store.getState().observed?.lanes ?? experiment.lanes.map(() => []);
        const lanes = before.map((known, lane) => [
          ...known,
          ...message.observations.filter((one) => one.lane === lane),
        ]);
        observedTo = message.observations.at(-1)?.t ?? observedTo;
        if (shown) store.setState({ observed: { frames: store.getState().observed?.frames ?? message.frames, lanes } });
        break;
      }
      case "failed":
        fail(message.code, message.message);
        break;
      default:
        message satisfies never;
    }
  }

  const run: ActiveRun = {
    get runId() {
      return runId;
    },
    experiment,
    checkpoints,
    planeQuestions,
    target: options.target,
    stepped: -1,
    opening: options.opening,
    get shown() {
      return shown;
    },
    get answered() {
      return shown || failed;
    },
    get ended() {
      return ended;
    },
    receive(message) {
      try {
        receive(message);
      } catch (error) {
        fail("internal", error instanceof Error ? error.message : String(error));
      }
    },
    unobserved: () =>
      momentsAfter(observedTo, {
        checkpoints,
        lanes: experiment.lanes.length,
        lastStep: lastStep(),
        T: experiment.T,
      }),
    tidy: () => history.tidy(),
    get adapter() {
      return adapter;
    },
    get lastStep() {
      return lastStep();
    },
    get settled() {
      return settled;
    },
    resumption(avoided) {
      const lastSteps = history.lanes.map((lane) => lane.lastStep);
      return resumePoint.of({ diverged, lastSteps, precision, avoided });
    },
    resume(next, tell) {
      runId = next;
      settled = false;
      tellOf = tell;
    },
    goOn() {
      speed.restart(lastStep());
      report("running");
    },
  };
  return run;
}
