/** The worker's entry: joins the message loop to the scope it runs in. */
import { selectEngine } from "../engine/select";
import type { EngineChoice } from "../lora/experiment";
import { loadMembers } from "../lora/members";
import type { ToWorker } from "../protocol/messages";
import { createAssetLoader } from "./assets";
import type { SelectedEngine } from "./environment";
import { createMessageLoop } from "./loop";

// The project compiles with the DOM-free worker library, in which the global scope is typed as any worker's.
const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Engines are kept between runs: compiled programs and buffers are what makes the next run start at once. */
const engines = new Map<EngineChoice, Promise<SelectedEngine>>();

function engineFor(choice: EngineChoice): Promise<SelectedEngine> {
  const selected = engines.get(choice) ?? selectEngine(choice);
  engines.set(choice, selected);
  return selected;
}

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
  selectEngine: engineFor,
  async dropEngine(choice) {
    const selected = engines.get(choice);
    engines.delete(choice);
    (await selected)?.engine.dispose();
  },
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

// The page and the worker are built together: what arrives is a ToWorker.
scope.onmessage = ({ data }: MessageEvent) => loop.receive(data as ToWorker);
