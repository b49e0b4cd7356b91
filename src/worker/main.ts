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

// Nothing else tells a page that its worker is gone. Not everywhere are there locks: there only an error is noticed.
const life = crypto.randomUUID?.();
scope.navigator.locks?.request(life, () => {
  scope.postMessage({ type: "alive", lock: life } satisfies FromWorker);
  return new Promise(() => {});
});

// The page and the worker are built together: what arrives is a ToWorker.
scope.onmessage = ({ data }: MessageEvent) => loop.receive(data as ToWorker);
