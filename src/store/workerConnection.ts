/**
 * The page's line to its worker: starts one when something is first sent, and again after one stopped. Answers what is of no run,
 * which are questions about files; what belongs to a run is handed on. Hears of a worker's end from an error it did not catch, or
 * from the lock that a worker holds as long as it lives.
 */
import type { ReadFile } from "../files/entries";
import type { FromWorker, RunAnswer, ToWorker } from "../protocol/messages";

/** The part of a `Worker` that the client needs: tests pass their own. */
export interface WorkerPort {
  postMessage(message: ToWorker, transfer?: readonly Transferable[]): void;
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  terminate(): void;
}

export interface WorkerConnection {
  post(message: ToWorker, transfer?: readonly Transferable[]): void;
  /** What a file of the user holds. Rejects with the sentence that says what is wrong with it. */
  readFile(file: File, select: string | null): Promise<ReadFile>;
  close(): void;
}

export interface ConnectionOptions {
  readonly connect: () => WorkerPort;
  readonly onAnswer: (message: RunAnswer) => void;
  readonly onStopped: (message: string) => void;
}

/** A worker says something as soon as its script runs: one that has not by then never will. */
export const START_MS = 30_000;

type FileAnswer = Extract<FromWorker, { readonly type: "file" }>["result"];

export function createWorkerConnection({ connect, onAnswer, onStopped }: ConnectionOptions): WorkerConnection {
  let port: WorkerPort | null = null;
  /** questions about files that wait for their answer */
  const asked = new Map<number, (answer: FileAnswer) => void>();
  let lastQuestion = 0;

  function close(): void {
    port?.terminate();
    port = null;
  }

  function connected(): WorkerPort {
    if (port !== null) return port;
    const created = connect();
    const stop = (message: string) => {
      if (port !== created) return;
      clearTimeout(silence);
      close();
      const fault = `the worker stopped: ${message}`;
      for (const answer of asked.values()) answer({ fault });
      asked.clear();
      onStopped(fault);
    };
    const silence = setTimeout(() => stop("it did not start"), START_MS);
    created.onmessage = ({ data }) => {
      clearTimeout(silence);
      if (data.type === "alive") navigator.locks.request(data.lock, () => stop("the browser ended it"));
      else if (data.type === "file") {
        asked.get(data.id)?.(data.result);
        asked.delete(data.id);
      } else onAnswer(data);
    };
    // a script that cannot be loaded gives no message
    created.onerror = ({ message }) => stop(message || "its script could not be loaded");
    port = created;
    return created;
  }

  return {
    post: (message, transfer) => connected().postMessage(message, transfer),
    async readFile(file, select) {
      const bytes = await file.arrayBuffer();
      const id = ++lastQuestion;
      const answer = new Promise<FileAnswer>((resolve) => asked.set(id, resolve));
      connected().postMessage({ type: "parseFile", id, name: file.name, bytes, select }, [bytes]);
      const result = await answer;
      if ("fault" in result) throw new Error(result.fault);
      return result.file;
    },
    close,
  };
}
