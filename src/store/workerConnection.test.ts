import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createWorkerConnection, START_MS, type WorkerPort } from "./workerConnection";

const ended = { granted: () => {} };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", {
    locks: {
      request: (_: string, callback: () => void) => {
        ended.granted = callback;
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connect() {
  const ports: WorkerPort[] = [];
  const stopped: string[] = [];
  const terminated: WorkerPort[] = [];
  const connection = createWorkerConnection({
    connect() {
      const port: WorkerPort = {
        postMessage() {},
        onmessage: null,
        onerror: null,
        terminate: () => terminated.push(port),
      };
      ports.push(port);
      return port;
    },
    onAnswer() {},
    onStopped: (message) => stopped.push(message),
  });
  connection.post({ type: "parseFile", id: 0, name: "", bytes: new ArrayBuffer(0), select: null });
  return { connection, ports, stopped, terminated };
}

describe("the line to the worker", () => {
  it("hears of a worker that never says anything, once", () => {
    const { ports, stopped, terminated } = connect();
    vi.advanceTimersByTime(START_MS - 1);
    expect(stopped).toEqual([]);
    vi.advanceTimersByTime(1);
    ports[0]!.onerror?.({ message: "late" });
    expect(stopped).toEqual(["the worker stopped: it did not start"]);
    expect(terminated).toEqual(ports);
  });

  it("hears of a worker that the browser ended, by the lock that it held, and of none that it ended itself", () => {
    const { connection, ports, stopped } = connect();
    ports[0]!.onmessage?.({ data: { type: "alive", lock: "a" } });
    vi.advanceTimersByTime(2 * START_MS);
    expect(stopped).toEqual([]);
    ended.granted();
    expect(stopped).toEqual(["the worker stopped: the browser ended it"]);
    connection.post({ type: "parseFile", id: 0, name: "", bytes: new ArrayBuffer(0), select: null });
    ports[1]!.onmessage?.({ data: { type: "alive", lock: "b" } });
    connection.close();
    ended.granted();
    expect(stopped).toHaveLength(1);
  });

  it("hears of a script that cannot be loaded, which gives no message", () => {
    const { ports, stopped } = connect();
    ports[0]!.onerror?.({ message: undefined as unknown as string });
    expect(stopped).toEqual(["the worker stopped: its script could not be loaded"]);
  });
});
