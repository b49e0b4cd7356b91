/** The worker's entry: joins the message loop to the scope it runs in. */
import { createFloat64Engine } from "../engine/float64/engine";
import type { EngineChoice } from "../lora/experiment";
import type { ToWorker } from "../protocol/messages";
import { createAssetLoader } from "./assets";
import type { SelectedEngine } from "./environment";
import { createMessageLoop } from "./loop";

// The project compiles with the DOM-free worker library, in which the global scope is typed as any worker's.
const scope = self as unknown as DedicatedWorkerGlobalScope;

const engines = new Map<EngineChoice, Promise<SelectedEngine>>();

function selectOnce(choice: EngineChoice): Promise<SelectedEngine> {
  const selected = engines.get(choice) ?? Promise.resolve({ engine: createFloat64Engine(), reasons: [] });
  engines.set(choice, selected);
  selected.catch(() => engines.delete(choice));
  return selected;
}

const turn = new MessageChannel();
let resumeTurn = () => {};
turn.port1.onmessage = () => resumeTurn();

const loop = createMessageLoop({
  post: (message, transfer) => scope.postMessage(message, transfer as ArrayBuffer[]),
  now: () => performance.now(),
  // a task of its own: a promise alone would resolve before any message is received; a timer waits 4 ms
  yieldToMessages: () =>
    new Promise((resolve) => {
      resumeTurn = resolve;
      turn.port2.postMessage(null);
    }),
  selectEngine: selectOnce,
  loadAssets: createAssetLoader(async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return response.arrayBuffer();
  }),
});

// The page and the worker are built together: what arrives is a ToWorker.
scope.onmessage = ({ data }: MessageEvent) => loop.receive(data as ToWorker);
