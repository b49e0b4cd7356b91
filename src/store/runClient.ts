/**
 * The page's side of the protocol: the only place that talks to the worker. Stores blocks and checkpoints, grants a credit for
 * each block stored, and drops whatever belongs to an earlier run. While a parameter is dragged, each run that was started shows
 * its first rows before the next one starts, and those asked for in between are skipped.
 */
import type { ReadFile } from "../files/entries";
import { createHistory, type GrowingHistory, HISTORY_BYTES, HISTORY_ROWS } from "../history/history";
import type { Experiment } from "../lora/experiment";
import type { Checkpoint, FailureCode, RunAnswer, RunId } from "../protocol/messages";
import { type ActiveRun, createActiveRun, type HistoryRoom, type Opening } from "./activeRun";
import { connectWorker } from "./connectWorker";
import { createInbox, type InboxClock } from "./inbox";
import type { AskPlane } from "./planeQuestions";
import { createPlayback, type Playback } from "./playback";
import type { Recovery } from "./recovery";
import { createRunStore, type RunStatus, type RunStore } from "./runStore";
import { createWorkerConnection, type WorkerPort } from "./workerConnection";

export interface StartOptions {
  /** row to compute to; T if not given */
  readonly until?: number;
  /** row to show; the last one asked for if not given */
  readonly show?: number;
  /** play from 0 while computing to T */
  readonly play?: boolean;
}

export interface RunClient {
  readonly store: RunStore;
  readonly playback: Playback;
  /** the rows of the run on screen */
  history(): GrowingHistory;
  start(experiment: Experiment, options?: StartOptions): void;
  /** Stops computing and playing. */
  pause(): void;
  /** Plays, and computes on to T. */
  resume(): void;
  /** Lets computing rest, or go on to where it was asked to; what plays is left alone. */
  rest(rests: boolean): void;
  /** Shows the next iterate, computing it if need be. */
  stepOnce(): void;
  /** Shows iterate t, computing up to it if need be. */
  seek(t: number): void;
  /** Asks for B, A and W − W0 of a lane at t: `store.snapshot`. Of several asked for at once the last is answered. */
  snapshot(lane: number, t: number): void;
  /** Asks what the kept states show that were not observed yet: `store.observed`. A few at a time; call it again then. */
  observe(): void;
  /** What the picture of the origin asks of the run on screen. Resolves to null if another run takes its place; may reject. */
  plane: AskPlane;
  /** the states kept of a lane of the run on screen, in order of t */
  states(lane: number): readonly Checkpoint[];
  /** What a file of the user holds. Rejects with the sentence that says what is wrong with it. */
  readFile(file: File, select: string | null): Promise<ReadFile>;
  dispose(): void;
}

export interface RunClientOptions {
  readonly connect?: () => WorkerPort;
  readonly playback?: Playback;
  readonly now?: () => number;
  readonly inboxClock?: InboxClock;
  /** what the rows of the next run may take */
  readonly room?: () => HistoryRoom;
  /** where the page's static files lie */
  readonly filesUrl?: string;
}

/** Blocks that may be under way: enough to keep the worker busy while the page stores one. */
const CREDITS = 8;

/** What another worker or engine may survive; the rest would happen again. */
const survivable: ReadonlySet<FailureCode> = new Set(["device-lost", "out-of-memory", "worker-stopped"]);

interface Asked {
  readonly lane: number;
  readonly t: number;
}

/** A run that is asked for but not sent. */
interface Waiting {
  readonly experiment: Experiment;
  readonly options: StartOptions;
}

export function createRunClient(options: RunClientOptions = {}): RunClient {
  // a Worker's handlers take wider events than a port's
  const { connect = connectWorker as () => WorkerPort } = options;
  const { playback = createPlayback(), now = () => performance.now() } = options;
  const { room = () => ({ rowLimit: HISTORY_ROWS, byteLimit: HISTORY_BYTES }) } = options;
  const filesUrl = options.filesUrl ?? globalThis.document?.baseURI ?? "";
  const store = createRunStore();
  let lastRunId = 0;
  let active: ActiveRun | null = null;
  let waiting: Waiting | null = null;
  /** whether the run is to be computed to its target, and whether it has to wait for its tab */
  let wanted = true;
  let resting = false;
  let history: GrowingHistory = createHistory({ lanes: 0, precision: "float64" });
  /** one snapshot is under way at a time; the other one comes next */
  let snapshotUnderWay: Asked | null = null;
  let snapshotWanted: Asked | null = null;
  let observingUnderWay = false;
  /** of the run on screen, once it had a fault */
  let recovery: Promise<Recovery> | null = null;
  const connection = createWorkerConnection({
    connect,
    onAnswer(message) {
      if (message.runId === active?.runId) inbox.put(message);
    },
    onStopped(message) {
      inbox.clear();
      if (active !== null) receive({ type: "failed", runId: active.runId, code: "worker-stopped", message });
    },
  });
  const { post } = connection;

  /** Lets the run go on after a fault, where it can; what decides that is fetched with the first one. */
  async function recover(run: ActiveRun, failure: Extract<RunAnswer, { type: "failed" }>): Promise<void> {
    recovery ??= import("./recovery").then(({ createRecovery }) => createRecovery());
    const found = await recovery.catch(() => null);
    // another run took its place, or an earlier fault has been dealt with
    if (run !== active || run.runId !== failure.runId) return;
    const way = found?.wayOn(failure, run) ?? failure;
    if ("code" in way) return take({ ...failure, ...way });
    snapshotWanted ??= snapshotUnderWay;
    snapshotUnderWay = null;
    observingUnderWay = false;
    const runId = nextRunId();
    run.resume(runId, way.tell);
    const { experiment, target, stepped, lastStep } = run;
    const until = Math.max(wanted && !resting ? target : lastStep, stepped);
    const resumption = run.resumption(way.avoided);
    post({ type: "start", runId, experiment, until, credits: CREDITS, filesUrl, resumption });
    run.planeQuestions.repeat();
  }

  function receive(message: RunAnswer): void {
    const isFault = message.type === "failed" && survivable.has(message.code) && waiting === null;
    if (isFault && active !== null) recover(active, message);
    else take(message);
  }

  function take(message: RunAnswer): void {
    if (active === null) return;
    const wasShown = active.shown;
    if (message.type === "snapshot" || message.type === "failed") snapshotUnderWay = null;
    if (message.type === "observed" || message.type === "failed") observingUnderWay = false;
    active.receive(message);
    if (message.type === "paused" || message.type === "done" || message.type === "failed") inbox.hurry(false);
    if (message.type === "block") post({ type: "credit", runId: active.runId, credits: 1 });
    if (waiting !== null && active.answered) {
      const { experiment, options: startOptions } = waiting;
      waiting = null;
      send(experiment, startOptions);
    }
    sendSnapshot();
    if (active.shown && !wasShown) inbox.rest();
  }

  const inbox = createInbox({ take: receive, goOn: () => active?.tidy() ?? false, clock: options.inboxClock });

  function send(experiment: Experiment, { until = experiment.T, show: t = until, play = false }: StartOptions): void {
    const target = play ? experiment.T : Math.min(until, experiment.T);
    const runId = nextRunId();
    const show = (rows: GrowingHistory) => {
      history = rows;
    };
    const report = (status: RunStatus) => store.setState({ status: waiting === null ? status : "loading" });
    report("loading");
    wanted = true;
    inbox.clear();
    inbox.hurry(false);
    active?.planeQuestions.drop();
    const means = { store, playback, show, report, now, post, room: room() };
    active = createActiveRun({ runId, experiment, target, opening: { playing: play, t }, ...means });
    snapshotUnderWay = null;
    snapshotWanted = null;
    observingUnderWay = false;
    recovery = null;
    post({ type: "start", runId, experiment, until: target, credits: CREDITS, filesUrl, resumption: null });
    if (resting) command("pause");
  }

  /** The only place that makes run ids. */
  function nextRunId(): RunId {
    return ++lastRunId as RunId;
  }

  function sendSnapshot(): void {
    if (active === null || snapshotWanted === null || snapshotUnderWay !== null || !active.shown) return;
    const { lane, t } = snapshotWanted;
    snapshotUnderWay = snapshotWanted;
    snapshotWanted = null;
    const from = active.checkpoints.nearest(lane, t);
    post({ type: "snapshot", runId: active.runId, lane, t, from });
  }

  /** A command for the run on screen; none while another one is waiting to replace it. */
  function command(type: "pause" | "resume" | "stepOnce"): void {
    if (active !== null) post({ type, runId: active.runId });
  }

  /** What is asked of a run that is not on screen yet holds once it is. */
  function openAs(change: (before: Opening) => Opening): void {
    if (active !== null && !active.shown) active.opening = change(active.opening);
  }

  const client: RunClient = {
    store,
    playback,
    history: () => history,
    start(experiment, startOptions = {}) {
      store.setState({ status: "loading", failure: null });
      if (active === null || active.answered) send(experiment, startOptions);
      else waiting = { experiment, options: startOptions };
    },
    pause() {
      playback.pause();
      wanted = false;
      inbox.hurry(true);
      openAs((before) => ({ ...before, playing: false }));
      if (waiting !== null) waiting = { ...waiting, options: { ...waiting.options, play: false } };
      command("pause");
    },
    resume() {
      inbox.hurry(false);
      playback.play();
      openAs((before) => ({ ...before, playing: true }));
      if (active === null || active.ended) return;
      active.target = active.experiment.T;
      wanted = true;
      active.goOn();
      command("resume");
    },
    rest(rests) {
      const hasChanged = rests !== resting;
      resting = rests;
      if (!hasChanged || !wanted || active === null || active.ended) return;
      if (active.shown && store.getState().lastStep >= active.target) return;
      if (rests) command("pause");
      else {
        if (active.shown) active.goOn();
        post({ type: "seek", runId: active.runId, t: active.target });
      }
    },
    stepOnce() {
      const { selected } = playback.getState();
      playback.select(selected + 1);
      if (active === null || active.ended || selected < store.getState().lastStep) return;
      active.stepped = Math.min(active.experiment.T, Math.max(active.stepped, active.lastStep) + 1);
      active.goOn();
      command("stepOnce");
    },
    seek(t) {
      playback.select(t);
      openAs(() => ({ playing: false, t }));
      if (active === null || active.ended || t <= store.getState().lastStep) return;
      if (store.getState().status === "running" && t <= active.target) return;
      active.target = t;
      wanted = true;
      active.goOn();
      post({ type: "seek", runId: active.runId, t });
    },
    snapshot(lane, t) {
      snapshotWanted = { lane, t };
      sendSnapshot();
    },
    observe() {
      if (observingUnderWay || active === null || !active.shown) return;
      const moments = active.unobserved();
      if (moments.length === 0) return;
      observingUnderWay = true;
      post({ type: "observe", runId: active.runId, moments });
    },
    plane: (question) => active?.planeQuestions.ask(question) ?? Promise.resolve(null),
    states: (lane) => active?.checkpoints.of(lane) ?? [],
    readFile: connection.readFile,
    dispose() {
      playback.dispose();
      inbox.clear();
      connection.close();
      active = null;
    },
  };
  return client;
}
