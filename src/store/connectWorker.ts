/** Starts the worker: the one place that knows where it is. */
import workerUrl from "../worker/main.ts?worker&url";
import { trustedScript } from "./trustedScript";

const script = trustedScript("worker", workerUrl);

export const connectWorker = () => new Worker(script, { type: "module" });
