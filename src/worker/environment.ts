/** What the message loop needs of the world: in a browser it is a worker's scope, in a test it is played by hand. */
import type { Engines } from "../engine/select";
import type { createWatch } from "../engine/watch";
import type { previewFile } from "../files/preview";
import type { loadMembers } from "../lora/members";
import type { Assets } from "../lora/types";
import type { FromWorker } from "../protocol/messages";
import type { createObserving } from "./observing";
import type { createDesk } from "./plane/desk";

export type PlaneDesk = typeof createDesk;

export interface WorkerEnvironment {
  post(message: FromWorker, transfer: readonly ArrayBufferLike[]): void;
  /** milliseconds */
  now(): number;
  /** Resolves once the messages that are waiting have been received. */
  yieldToMessages(): Promise<void>;
  readonly engines: Engines;
  /** Fetches the formulas of a lane's members, each once. */
  loadMembers: typeof loadMembers;
  /** Fetches what judges runs: the first picture does not wait for it. */
  loadJudging(): Promise<typeof createWatch>;
  /** Fetches what observes states, once the page asks for it. */
  loadObserving(): Promise<typeof createObserving>;
  /** Fetches what the picture of the origin needs, once it asks. */
  loadPlane(): Promise<PlaneDesk>;
  /** Fetches what reads the user's files. */
  loadFileReader(): Promise<typeof previewFile>;
  /** Reads data files, once each. Rejects with a RunFailure. */
  loadAssets(names: readonly (keyof Assets)[], filesUrl: string): Promise<Assets>;
}
