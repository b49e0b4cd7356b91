/** What a page and its worker hold: of JavaScript, of arrays, and of device memory, after a collection of garbage. */
import type { CDPSession, Page } from "@playwright/test";

export interface Held {
  /** bytes of JavaScript objects */
  readonly heap: number;
  /** bytes of arrays: on the page, the run's history */
  readonly arrays: number;
}

export interface HeapProbe {
  page(): Promise<Held>;
  worker(): Promise<Held>;
  /** tensors on the device, as tfjs counts them; none where it is not loaded */
  tensors(): Promise<number>;
}

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
}

type Send = (method: "HeapProfiler.collectGarbage" | "Runtime.getHeapUsage") => Promise<unknown>;

async function heldBy(send: Send): Promise<Held> {
  // What one collection frees may be all that held something else.
  await send("HeapProfiler.collectGarbage");
  await send("HeapProfiler.collectGarbage");
  // the answer of Runtime.getHeapUsage
  const { usedSize, backingStorageSize = 0 } = (await send("Runtime.getHeapUsage")) as Usage;
  return { heap: usedSize, arrays: backingStorageSize };
}

/** The page must be at about:blank or otherwise without a worker: the probe meets those that start from then on. */
export async function probeHeap(page: Page): Promise<HeapProbe> {
  const session = await page.context().newCDPSession(page);
  const workers = await followWorkers(session);
  return {
    page: () => heldBy((method) => session.send(method)),
    worker: () => heldBy(workers),
    tensors: () => {
      const worker = page.workers().at(-1);
      if (!worker) throw new Error("the page has no worker");
      // tfjs keeps its engine in the global scope under this name
      return worker.evaluate(() => Number(Reflect.get(globalThis, "_tfengine")?.memory().numTensors ?? 0));
    },
  };
}

/** Sends to the worker that started last. */
async function followWorkers(session: CDPSession): Promise<Send> {
  let latest: string | null = null;
  let lastId = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") latest = sessionId;
  });
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    // written by the browser
    const { id, result } = JSON.parse(message) as { readonly id?: number; readonly result?: unknown };
    if (id === undefined) return;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return async (method) => {
    if (latest === null) throw new Error("the page has no worker");
    const id = ++lastId;
    const answered = new Promise((resolve) => waiting.set(id, resolve));
    await session.send("Target.sendMessageToTarget", {
      sessionId: latest,
      message: JSON.stringify({ id, method }),
    });
    return answered;
  };
}
