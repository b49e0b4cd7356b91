/** The worker's entry: joins the message loop to the scope it runs in. */
import { createEngines } from "../engine/select";
import { loadMembers } from "../lora/members";
import type { FromWorker, ToWorker } from "../protocol/messages";
import { createAssetLoader } from "./assets";
import { createMessageLoop } from "./loop";

// The project compiles with the DOM-free worker library, in which the global scope is typed as any worker's.
const scope = self as unknown as DedicatedWorkerGlobalScope;

const turn = new MessageChannel();
/** Whoever waits for a turn, in order: the run and what the page asks of it may wait together. */
const waiting: (() => void)[] = [];
turn.port1.onmessage = () => waiting.shift()?.();

const loop = createMessageLoop({
  post: (message, transfer) => scope.postMessage(message, transfer as ArrayBuffer[]),
  now: () => performance.now(),
  // a task of its own: a promise alone would resolve before any message is received; a timer waits 4 ms
  yieldToMessages: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      turn.port2.postMessage(null);
    }),
  engines: createEngines(),
  loadMembers,
  loadJudging: async () => (await import("../engine/watch")).createWatch,
  loadObserving: async () => (await import("./observing")).createObserving,
  loadPlane: async () => (await import("./plane/desk")).createDesk,
  loadFileReader: async () => (await import("../files/preview")).previewFile,
  loadAssets: createAssetLoader(async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return response.arrayBuffer();
  }),
});

/** Nothing else tells a page that its worker is gone: nothing is sent before the page can hear of it, where there are locks. */
const alive = new Promise<void>((resolve) => {
  // absent outside secure contexts, whatever the types say
  const locks = scope.navigator.locks as LockManager | undefined;
  if (!locks) return resolve();
  const lock = crypto.randomUUID();
  const held = locks.request(lock, () => {
    scope.postMessage({ type: "alive", lock } satisfies FromWorker);
    resolve();
    return new Promise<never>(() => {});
  });
  held.catch(() => resolve()); // refused to pages without an origin
});

// The page and the worker are built together: what arrives is a ToWorker.
scope.onmessage = ({ data }: MessageEvent) => alive.then(() => loop.receive(data as ToWorker));
