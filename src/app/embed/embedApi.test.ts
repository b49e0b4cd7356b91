import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHistory } from "../../history/history";
import { createExperimentStore } from "../../store/experimentStore";
import { createPlayback } from "../../store/playback";
import { createRunStore } from "../../store/runStore";
import { answerTo, type Driven } from "./embedApi";
import { hostileRequests } from "./hostileMessages.fixtures";
import { API } from "./messages";

/** A session whose run has three rows, and what it was told to do. */
function drivenSession() {
  const history = createHistory({ lanes: 1, precision: "float64" });
  const rows = { loss: [9, 4, 1], grad_norm_sq: [8, 2, 3], step_size: [0.5, 0.25, 0.125] };
  history.append({
    ...{ lanes: [0], firstStep: 0, rows: 3 },
    columnIds: ["loss", "grad_norm_sq", "step_size"],
    columns: Object.values(rows).map((values) => Float64Array.from(values)),
  });
  const done: string[] = [];
  const experiment = createExperimentStore({
    read: () => "#v=1&T=2&mode=embed",
    write: (hash) => done.push(hash),
    listen: () => () => {},
  });
  const command = (name: string) => () => void done.push(name);
  // Nothing but what the API uses.
  const session = {
    experiment,
    run: createRunStore(),
    playback: createPlayback({ everyFrame: () => () => {}, prefersReducedMotion: () => false }),
    client: { history: () => history },
    commands: { playOrPause: command("playOrPause") },
    seek: (t: number) => void done.push(`seek ${t}`),
  } as unknown as Driven;
  return { session, done };
}

const ask = (session: Driven, fields: object) => answerTo({ api: API, id: "a", ...fields }, session);

describe("the frame's answers", () => {
  test("a read gives columns of the names of a CSV, with what is derived from them", () => {
    const { session } = drivenSession();
    expect(ask(session, { type: "read", from: 1 })).toEqual({
      ...{ api: API, type: "answer", id: "a", ok: true },
      result: {
        ...{ lane: 0, bucketSize: 1 },
        columns: {
          t: Float64Array.of(1, 2),
          loss: Float64Array.of(4, 1),
          grad_norm_sq: Float64Array.of(2, 3),
          step_size: Float64Array.of(0.25, 0.125),
          sum_step_sizes: Float64Array.of(0.5, 0.75),
          min_grad_norm_sq: Float64Array.of(2, 2),
        },
      },
    });
  });

  test("a loaded link is shown in the frame, whatever it says of the mode", () => {
    const { session, done } = drivenSession();
    expect(ask(session, { type: "load", link: "#v=1&r=2&t=5&mode=projector" })).toMatchObject({
      result: { link: "#v=1&r=2&t=5&mode=embed" },
    });
    expect(done).toEqual(["#v=1&r=2&t=5&mode=embed"]);
    expect(session.experiment.getState().opened).toBe(1);
  });

  test("play and pause do nothing to a run that plays, or rests, already", () => {
    const { session, done } = drivenSession();
    ask(session, { type: "pause" });
    expect(done).toEqual([]);
    ask(session, { type: "play" });
    expect(done).toEqual(["playOrPause"]);
  });

  test("whatever is posted and refused changes nothing", () => {
    const { session, done } = drivenSession();
    fc.assert(
      fc.property(hostileRequests, (data) => {
        const answer = answerTo(data, session);
        if (answer?.ok) return void done.splice(0);
        expect(done).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });
});
