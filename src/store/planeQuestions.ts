/** Questions of the picture of the origin on their way to the worker: each is answered once, or not at all if its run is left. */
import type { FromWorker } from "../protocol/messages";
import type { PlaneAnswer, PlaneQuestion } from "../protocol/plane";

/** Resolves to null if the run is replaced before the answer comes; rejects, with a reason to read, if there is none. */
export type AskPlane = <Q extends PlaneQuestion>(
  question: Q,
) => Promise<Extract<PlaneAnswer, { kind: Q["kind"] }> | null>;

export interface PlaneQuestions {
  readonly ask: AskPlane;
  answer(message: Extract<FromWorker, { type: "plane" }>): void;
  drop(): void;
  /** Sends again what is not answered, after the question that placed the plane it is about: another worker knows of none. */
  repeat(): void;
}

interface Open {
  readonly question: PlaneQuestion;
  resolve(answer: PlaneAnswer | null): void;
  reject(reason: Error): void;
}

export function createPlaneQuestions(send: (request: number, question: PlaneQuestion) => void): PlaneQuestions {
  const open = new Map<number, Open>();
  let last = 0;
  let placing: PlaneQuestion | null = null;
  return {
    ask: <Q extends PlaneQuestion>(question: Q) =>
      new Promise<Extract<PlaneAnswer, { kind: Q["kind"] }> | null>((resolve, reject) => {
        const request = ++last;
        // The worker answers a question by one of its own kind.
        open.set(request, { question, resolve: resolve as Open["resolve"], reject });
        if (question.kind === "place") placing = question;
        send(request, question);
      }),
    answer({ request, answer, reason }) {
      const waiting = open.get(request);
      open.delete(request);
      if (answer) waiting?.resolve(answer);
      else waiting?.reject(new Error(reason));
    },
    drop() {
      for (const waiting of open.values()) waiting.resolve(null);
      open.clear();
    },
    repeat() {
      // nobody waits for the answer to request 0
      if (placing) send(0, placing);
      for (const [request, { question }] of open) send(request, question);
    },
  };
}
