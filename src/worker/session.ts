/**
 * One run from `start` to its end: prepares the lanes, then computes block after block while the page wants rows and grants
 * credits. Between two blocks waiting messages are received, so that a pause or a new run takes effect after one block.
 */
import type { Engine } from "../engine/engine";
import { createFloat64Engine } from "../engine/float64/engine";
import { Float64Ops } from "../engine/float64/ops";
import type { Selection } from "../engine/select";
import { batchLanes, type Lane, type LaneBatch, prepareLane, requiredAssets, snapshotOf } from "../lora/lane";
import type { Adapter, FromWorker, RunId, RunMessage } from "../protocol/messages";
import { piecesOf, rowsAfter } from "./blockRows";
import { type Bookkeeping, createBookkeeping, type LedgerReport } from "./bookkeeping";
import type { PlaneDesk, WorkerEnvironment } from "./environment";
import { failureOf, RunFailure } from "./failure";
import { checkSize } from "./limits";
import type { Observing } from "./observing";
import { type KnownState, replay } from "./replay";
import { createRun, type Run, type Step } from "./run";
import { createSpeedMeter } from "./schedule";

type Start = Extract<RunMessage, { type: "start" }>;
export type Command = Exclude<RunMessage, { type: "start" }>;

export interface Session {
  readonly runId: RunId;
  receive(command: Command): void;
  /** Stops after the block under way; resolves when everything is freed. */
  close(): Promise<void>;
}

interface Prepared {
  readonly lanes: readonly Lane[];
  readonly batches: readonly LaneBatch[];
}

export function createSession(start: Start, previous: Promise<void>, environment: WorkerEnvironment): Session {
  const { runId, experiment, resumption } = start;
  const { now } = environment;
  const speed = createSpeedMeter();
  let { until, credits } = start;
  let stepsWanted = 0;
  let paused = false;
  let closed = false;
  let cancelled = false;
  /** whether the page has been told that nothing is under way */
  let idle = false;
  /** whether it computes no more, whatever it is told */
  let isOver = false;
  let wake = () => {};
  /** snapshots are answered in the order in which they were asked for */
  let snapshots = Promise.resolve();
  /** so is what the picture of the origin asks: each answer is about the plane placed before it */
  let planes = Promise.resolve();
  let desk: ReturnType<PlaneDesk> | null = null;
  let replayed: (KnownState & { readonly lane: number }) | null = null;
  let observing: Promise<Observing> | null = null;

  const post = (message: FromWorker, transfer: readonly ArrayBufferLike[] = []) => {
    if (!closed || cancelled) environment.post(message, transfer);
  };
  const fail = (error: unknown) => {
    const { code, message } = failureOf(error, "internal");
    post({ type: "failed", runId, code, message });
  };

  async function prepare(): Promise<Prepared & { readonly selected: Selection }> {
    const loading = Promise.all(experiment.lanes.map(environment.loadMembers));
    // Awaited below; until then a failure is not yet anybody's.
    loading.catch(() => {});
    await previous;
    const selected = await environment.engines.select(experiment.engine, resumption?.avoided);
    checkSize(experiment, selected.engine.info);
    const assets = await environment.loadAssets(requiredAssets(experiment.lanes), start.filesUrl);
    const members = await loading;
    try {
      const lanes = experiment.lanes.map((config, i) => prepareLane(config, members[i]!, assets, new Float64Ops()));
      return { lanes, batches: batchLanes(lanes), selected };
    } catch (error) {
      throw failureOf(error, "bad-experiment");
    }
  }

  const prepared = prepare();
  const finished = compute();

  async function compute(): Promise<void> {
    let run: Run | null = null;
    let engine: Engine | null = null;
    try {
      const { lanes, batches, selected } = await prepared;
      if (closed) return;
      ({ engine } = selected);
      run = await createRun(batches, engine, experiment.T, resumption);
      const bookkeeping = createBookkeeping(lanes, engine, experiment.T, environment, resumption);
      post({ type: "ready", runId, adapter: adapterOf(selected), lanes: lanes.map((lane) => lane.facts) });
      await advanceWhileOpen(run, bookkeeping);
    } catch (error) {
      const failure = failureOf(error, "internal");
      run?.dispose();
      if (engine && isOfDevice(failure)) environment.engines.drop(engine);
      fail(failure);
    } finally {
      run?.dispose();
      isOver = true;
      if (cancelled) post(doneOf(run, "cancelled"));
    }
  }

  async function advanceWhileOpen(run: Run, bookkeeping: Bookkeeping): Promise<void> {
    while (!closed) {
      if (stepsWanted > 0) {
        until = Math.min(experiment.T, Math.max(run.front, run.t + stepsWanted));
        stepsWanted = 0;
      }
      if (paused || !run.lacks(Math.min(until, experiment.T))) {
        if (!idle) {
          await report(bookkeeping.settle());
          announceIdle(run);
        }
        await woken();
      } else if (credits === 0) await woken();
      else {
        const step = await run.advance(Math.min(until, experiment.T), now);
        const judged = bookkeeping.take(step);
        judged.catch(() => {}); // awaited below, where its failure is told
        const isSent = await send(step, run);
        await report(judged);
        if (isSent) post({ type: "judged", runId, lanes: bookkeeping.memoriesOf(step) });
        await environment.yieldToMessages();
      }
    }
  }

  /** Sends the ledgers that are due. */
  async function report(ledgers: Promise<readonly LedgerReport[]>): Promise<void> {
    for (const ledger of await ledgers) post({ type: "ledger", runId, ...ledger });
  }

  /** Sends what the page lacks of a step in pieces, each for a credit; the states go with the last one. False if it lacks nothing. */
  async function send({ blocks, ends, checkpoints, rows, elapsed }: Step, run: Run): Promise<boolean> {
    speed.add(rows / Math.max(1, run.batches), elapsed);
    const pieces = blocks.flatMap((block) => rowsAfter(block, resumption?.lastSteps ?? [])).flatMap(piecesOf);
    const computed = pieces.reduce((sum, piece) => sum + piece.rows * piece.lanes.length, 0);
    for (const [i, block] of pieces.entries()) {
      while (credits === 0 && !closed) await woken();
      credits--;
      const states = i === pieces.length - 1 ? checkpoints : [];
      const matrices = states.flatMap(({ theta }) => theta.map((X) => X.data.buffer));
      const transfer = [...block.columns.map((column) => column.buffer), ...matrices];
      const last = block.firstStep + block.rows - 1;
      const share = (elapsed * block.rows * block.lanes.length) / computed;
      const diverged = ends.filter((end) => end.t === last && block.lanes.includes(end.lane));
      post({ type: "block", runId, block, checkpoints: states, diverged, elapsed: share }, transfer);
    }
    return pieces.length > 0;
  }

  function announceIdle(run: Run): void {
    idle = true;
    if (run.lacks(experiment.T)) {
      post({ type: "paused", runId, t: run.t, stepsPerSecond: speed.stepsPerSecond });
    } else post(doneOf(run, run.diverged.length === experiment.lanes.length ? "diverged" : "finished"));
  }

  function doneOf(run: Run | null, status: "finished" | "diverged" | "cancelled"): FromWorker {
    return { type: "done", runId, status, stepsPerSecond: speed.stepsPerSecond, diverged: run?.diverged ?? [] };
  }

  function woken(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  async function snapshot({ lane, t, from }: Extract<Command, { type: "snapshot" }>): Promise<void> {
    const { lanes, batches } = await prepared;
    const batch = batches.find((each) => each.lanes.includes(lane));
    if (!batch) throw new RunFailure("bad-experiment", `there is no lane ${lane}: the run has ${lanes.length}`);
    const place = batch.lanes.indexOf(lane);
    let known: KnownState = from ? { t: from.t, state: from } : { t: 0, state: batch.states[place]! };
    if (replayed?.lane === lane && replayed.t > known.t && replayed.t <= t) known = replayed;
    const found = await replay(batch.program, batch.inputs[place]!, known, t, now);
    replayed = { ...found, lane };
    const shown = snapshotOf(lanes[lane]!, found.state, new Float64Ops());
    post({ type: "snapshot", runId, lane, t: found.t, asked: t, ...shown });
  }

  /** What takes several turns lets a pause be answered first, and ends with its session. */
  async function turnWhileOpen(): Promise<void> {
    do await environment.yieldToMessages();
    while (paused && !idle && !isOver && !closed);
    if (closed) throw new RunFailure("internal", "the run was replaced");
  }

  async function answerPlane({ request, question }: Extract<Command, { type: "plane" }>): Promise<void> {
    try {
      const { lanes, batches } = await prepared;
      desk ??= (await environment.loadPlane())(lanes, batches, { now, yieldToMessages: turnWhileOpen });
      post({ type: "plane", runId, request, answer: await desk(question), reason: "" });
    } catch (error) {
      // The run goes on without its picture.
      post({ type: "plane", runId, request, answer: null, reason: failureOf(error, "internal").message });
    }
  }

  async function observe({ moments }: Extract<Command, { type: "observe" }>): Promise<void> {
    const [{ lanes }, createObserving] = await Promise.all([prepared, environment.loadObserving()]);
    observing ??= createObserving(lanes, () => new Float64Ops(), createFloat64Engine());
    const { frames, observe: observed } = await observing;
    post({ type: "observed", runId, frames, observations: observed(moments, now) });
  }

  function go(change: () => void): void {
    change();
    idle = false;
  }

  function receive(command: Command): void {
    switch (command.type) {
      case "credit":
        credits += command.credits;
        break;
      case "pause":
        paused = true;
        break;
      case "resume":
        go(() => {
          paused = false;
          until = experiment.T;
        });
        break;
      case "stepOnce":
        go(() => {
          paused = false;
          stepsWanted++;
        });
        break;
      case "seek":
        go(() => {
          paused = false;
          until = command.t;
        });
        break;
      case "snapshot":
        snapshots = snapshots.then(() => snapshot(command)).catch(fail);
        break;
      case "plane":
        planes = planes.then(() => answerPlane(command));
        break;
      case "observe":
        observe(command).catch(fail);
        break;
      case "cancel":
        cancelled = true;
        closed = true;
        break;
      default:
        command satisfies never;
    }
    wake();
  }

  return {
    runId,
    receive,
    close() {
      closed = true;
      wake();
      return finished;
    },
  };
}

/** Whether the engine is to be given up: what a device that failed once holds or says afterwards means nothing. */
function isOfDevice({ code }: RunFailure): boolean {
  return code === "device-lost" || code === "out-of-memory";
}

function adapterOf({ engine, reasons }: Selection): Adapter {
  const { id, precision, adapter, software, execution } = engine.info;
  return { engine: id, precision, name: adapter, software, execution, reasons };
}
