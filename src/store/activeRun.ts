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
  RunAnswer,
  RunId,
  ToWorker,
} from "../protocol/messages";
import { momentsAfter } from "./moments";
import { createPlaneQuestions, type PlaneQuestions } from "./planeQuestions";
import type { Playback } from "./playback";
import { nothingShown, type RunState, type RunStatus, type RunStore } from "./runStore";

export interface ActiveRun {
  readonly runId: RunId;
  readonly experiment: Experiment;
  readonly checkpoints: Checkpoints<Checkpoint>;
  /** row that the worker computes to */
  target: number;
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

/** The speed shown is measured over one to two of these, and from when on it is. */
const SPEED_WINDOW_MS = 1000;
const SPEED_KNOWN_MS = 100;

export function createActiveRun(options: ActiveRunOptions): ActiveRun {
  const { runId, experiment, store, playback, report, now, post } = options;
  const checkpoints = createCheckpoints<Checkpoint>();
  const planeQuestions = createPlaneQuestions((request, question) => post({ type: "plane", runId, request, question }));
  let history: GrowingHistory = createHistory({ lanes: experiment.lanes.length, precision: "float64" });
  let adapter: Adapter | null = null;
  let facts: readonly LaneFacts[] = [];
  let ledgers: RunState["ledgers"] = experiment.lanes.map(() => []);
  let diverged: readonly Divergence[] = [];
  let observedTo = -1;
  let computeTimes: readonly number[] = experiment.lanes.map(() => 0);
  let shown = false;
  let ended = false;
  let failed = false;
  /** the two latest moments, a window apart, from which the speed is measured: the earlier one counts */
  let earlier = { time: now(), step: -1 };
  let later = earlier;

  /** Last row of every lane that goes on; the last of all once none does. */
  function lastStep(): number {
    const going = history.lanes.filter(({ lane }) => !diverged.some((end) => end.lane === lane));
    if (going.length > 0) return Math.min(...going.map((lane) => lane.lastStep));
    return Math.max(-1, ...history.lanes.map((lane) => lane.lastStep));
  }

  function stepsPerSecond(): number {
    const moment = { time: now(), step: lastStep() };
    if (moment.time - later.time > SPEED_WINDOW_MS) {
      earlier = later;
      later = moment;
    }
    const elapsed = moment.time - earlier.time;
    return elapsed > SPEED_KNOWN_MS ? (1000 * (moment.step - earlier.step)) / elapsed : store.getState().stepsPerSecond;
  }

  function takeScreen(): void {
    shown = true;
    options.show(history);
    store.setState({ ...nothingShown, experiment, adapter, facts, ledgers });
    playback.begin({ T: experiment.T, computed: lastStep(), ...run.opening });
  }

  function takeBlock(message: Extract<FromWorker, { type: "block" }>): void {
    const { block, checkpoints: states, diverged: ends, elapsed } = message;
    history.append(block);
    computeTimes = computeTimes.map((time, lane) =>
      block.lanes.includes(lane) ? time + elapsed / block.lanes.length : time,
    );
    for (const state of states) checkpoints.add(state);
    diverged = [...diverged, ...ends];
    // batches of lanes come one after the other: the run is on screen once each has rows
    if (lastStep() < 0) return;
    if (!shown) takeScreen();
    const { revision } = store.getState();
    store.setState({
      lastStep: lastStep(),
      diverged,
      computeTimes,
      stepsPerSecond: stepsPerSecond(),
      revision: revision + 1,
    });
    report("running");
    playback.extend(lastStep(), false);
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
      case "ledger":
        ledgers = ledgers.with(message.lane, message.entries);
        if (shown) store.setState({ ledgers });
        break;
      case "paused":
        store.setState({ stepsPerSecond: message.stepsPerSecond });
        report("paused");
        break;
      case "done":
        store.setState({ stepsPerSecond: message.stepsPerSecond });
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
    runId,
    experiment,
    checkpoints,
    planeQuestions,
    target: options.target,
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
    goOn() {
      earlier = { time: now(), step: lastStep() };
      later = earlier;
      report("running");
    },
  };
  return run;
}
