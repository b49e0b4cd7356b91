/**
 * Faults of devices and workers, made from outside: the page under test is the one that is shipped. What the worker asks of its
 * device is watched by a few lines that stand in front of its script while it is served.
 */
import type { BrowserContext, Page } from "@playwright/test";

/** The worker's names for what a fault needs. */
interface Watched {
  readonly devices: GPUDevice[];
  readonly contexts: WebGL2RenderingContext[];
  /** reads from the device do not come back, and whoever waits for them becomes impatient sooner */
  silent: boolean;
}

/** Runs in the worker, before the worker's own script. Written as one function, since its text is what is sent. */
function watch(): void {
  const watched: Watched = { devices: [], contexts: [], silent: false };
  Object.assign(globalThis, { watched });
  const { GPUAdapter: Adapter, GPUBuffer: Buffer, WebGL2RenderingContext: Gl, OffscreenCanvas: Canvas } = globalThis;
  if (Adapter) {
    const { requestDevice } = Adapter.prototype;
    Adapter.prototype.requestDevice = async function (...of) {
      const device = await requestDevice.apply(this, of);
      watched.devices.push(device);
      watched.silent = false;
      return device;
    };
    const { mapAsync } = Buffer.prototype;
    Buffer.prototype.mapAsync = function (...of) {
      return watched.silent ? new Promise(() => {}) : mapAsync.apply(this, of);
    };
  }
  if (Gl) {
    const { clientWaitSync } = Gl.prototype;
    Gl.prototype.clientWaitSync = function (...of) {
      return watched.silent ? this.TIMEOUT_EXPIRED : clientWaitSync.apply(this, of);
    };
    const { getContext } = Canvas.prototype;
    Canvas.prototype.getContext = function (this: OffscreenCanvas, ...of: unknown[]) {
      const context = Reflect.apply(getContext, this, of) as WebGL2RenderingContext | null; // the worker asks for no other
      if (context) watched.contexts.push(context);
      watched.silent = false;
      return context;
    } as typeof getContext;
  }
  const later = globalThis.setTimeout;
  const IMPATIENT_MS = 500;
  globalThis.setTimeout = ((handler: () => void, ms?: number) =>
    later(handler, watched.silent ? Math.min(ms ?? 0, IMPATIENT_MS) : ms)) as typeof setTimeout;
}

/** Before a page of the context is opened. */
export async function prepare(context: BrowserContext): Promise<void> {
  await context.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const isEntry = text.includes("onmessage");
    await route.fulfill({ response, body: isEntry ? `(${watch})();\n${text}` : text });
  });
  await context.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(window, {
      workers,
      Worker: class extends Worker {
        constructor(...of: ConstructorParameters<typeof Worker>) {
          super(...of);
          workers.push(this);
        }
      },
    });
  });
}

/** False if the worker went away before it could happen. */
async function inWorker(page: Page, act: () => void): Promise<boolean> {
  const worker = page.workers().at(-1);
  if (!worker) return false;
  return worker.evaluate(act).then(
    () => true,
    () => false,
  );
}

declare global {
  var watched: Watched;
  interface Window {
    readonly workers: Worker[];
  }
}

async function crashGpu(page: Page): Promise<boolean> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  await session.detach();
  return true;
}

const workerFaults = {
  "worker ended": (page: Page) =>
    page.evaluate(async () => {
      // The page is told by a lock; before it waits for that, only a timer of half a minute would tell it.
      while ((await navigator.locks.query()).pending?.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
      window.workers.at(-1)?.terminate();
      return true;
    }),
  "error that the worker does not catch": (page: Page) =>
    inWorker(page, () => {
      setTimeout(() => {
        throw new Error("injected");
      });
    }),
};

/** By the engine that computes. */
export const faults = {
  float64: workerFaults,
  webgpu: {
    ...workerFaults,
    "WebGPU device destroyed": (page: Page) => inWorker(page, () => watched.devices.at(-1)?.destroy()),
    "WebGPU out of memory": (page: Page) =>
      inWorker(page, () => {
        const error = new GPUOutOfMemoryError("Out of memory: injected");
        watched.devices.at(-1)?.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error }));
      }),
    "WebGPU read that never comes back": (page: Page) =>
      inWorker(page, () => {
        watched.silent = true;
      }),
    "GPU process crashed": crashGpu,
  },
  webgl: {
    ...workerFaults,
    "WebGL context lost": (page: Page) =>
      inWorker(page, () => watched.contexts.at(-1)?.getExtension("WEBGL_lose_context")?.loseContext()),
    "WebGL read that never comes back": (page: Page) =>
      inWorker(page, () => {
        watched.silent = true;
      }),
    "GPU process crashed": crashGpu,
  },
} satisfies Readonly<Record<string, Readonly<Record<string, (page: Page) => Promise<boolean>>>>>;
