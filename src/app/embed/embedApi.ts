/** Answers the page around the frame: the only page that is heard, whichever it is. What it may ask stands in messages.ts. */
import type { LaneHistory } from "../../history/types";
import { encodeLink } from "../../permalink/link";
import type { Session } from "../session";
import { type Answer, API, type Command, type FrameEvent, type FrameState, parseRequest, type Rows } from "./messages";

/** The part of a session that is driven. */
export type Driven = Pick<Session, "experiment" | "run" | "playback" | "client" | "commands" | "seek">;

/** Milliseconds between two states told while a run plays. */
const STATE_INTERVAL_MS = 100;

/** What the frame shows now. */
export function frameState({ experiment, run, playback }: Omit<Driven, "commands" | "seek" | "client">): FrameState {
  const { link } = experiment.getState();
  const { status, adapter, lastStep, facts, failure } = run.getState();
  const { selected, playing } = playback.getState();
  return {
    link: encodeLink(link),
    status,
    engine: adapter?.engine ?? null,
    t: selected,
    computed: lastStep,
    T: link.T,
    lanes: facts.length,
    playing,
    failure: failure?.message ?? null,
  };
}

/** Carries a message out, if it is a request, and says what to answer; null if it is none. */
export function answerTo(data: unknown, session: Driven): Answer | null {
  const scope = { T: session.experiment.getState().link.T, lanes: session.client.history().lanes };
  const request = parseRequest(data, scope);
  if (request === null) return null;
  if ("fault" in request) return { api: API, type: "answer", id: request.id, ok: false, error: request.fault };
  return { api: API, type: "answer", id: request.id, ok: true, result: carryOut(request.command, session) };
}

function carryOut(command: Command, session: Driven): FrameState | Rows {
  const { experiment, playback, commands, client } = session;
  switch (command.type) {
    case "load":
      // Whatever the link says of it: a page keeps the frame that it put there.
      experiment.open({ ...command.link, view: { ...command.link.view, mode: "embed" } });
      break;
    case "play":
    case "pause":
      if (playback.getState().playing !== (command.type === "play")) commands.playOrPause();
      break;
    case "seek":
      session.seek(command.t);
      break;
    case "read":
      return rowsOf(client.history().lanes[command.lane]!, command); // the request was checked against these lanes
    case "state":
      break;
    default:
      command satisfies never;
  }
  return frameState(session);
}

function rowsOf(lane: LaneHistory, { from, to, columns }: Extract<Command, { type: "read" }>): Rows {
  const first = lane.rowAt(from);
  const count = lane.rowAt(to) - first + 1;
  const numbers = (of: (row: number) => number) => Float64Array.from({ length: count }, (_, i) => of(first + i));
  return {
    lane: lane.lane,
    bucketSize: lane.bucketSize,
    columns: {
      t: numbers(lane.stepAt),
      ...Object.fromEntries(columns.map((column) => [column, numbers((row) => lane.value(column, row))])),
    },
  };
}

/** Columns go to the other page without being copied. */
function transferOf(answer: Answer): Transferable[] {
  if (!answer.ok || typeof answer.result !== "object" || answer.result === null) return [];
  if (!("columns" in answer.result)) return [];
  // Only `rowsOf` makes results with columns.
  return Object.values((answer.result as Rows).columns).map(({ buffer }) => buffer);
}

/**
 * Listens to the page around this window until the returned function is called. Nothing is said of the run before that page has
 * asked, and then to its origin alone.
 */
export function serveParent(session: Driven): () => void {
  const { parent } = window;
  let origin: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = "";

  function tell() {
    timer = undefined;
    if (origin === null) return;
    const event: FrameEvent = { api: API, type: "state", ...frameState(session) };
    const text = JSON.stringify(event);
    if (text === told) return;
    told = text;
    parent.postMessage(event, origin);
  }
  function changed() {
    timer ??= setTimeout(tell, STATE_INTERVAL_MS);
  }
  function hear(event: MessageEvent<unknown>) {
    if (event.source !== parent) return;
    const answer = answerTo(event.data, session);
    if (answer === null) return;
    // Pages without an origin (a file, a sandbox) can only be answered whoever they are.
    origin = event.origin === "null" ? "*" : event.origin;
    parent.postMessage(answer, { targetOrigin: origin, transfer: transferOf(answer) });
    changed();
  }

  window.addEventListener("message", hear);
  const stops = [session.run, session.playback, session.experiment].map((store) => store.subscribe(changed));
  const ready: FrameEvent = { api: API, type: "ready" };
  parent.postMessage(ready, "*");
  return () => {
    window.removeEventListener("message", hear);
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}
