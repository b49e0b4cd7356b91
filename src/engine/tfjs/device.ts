/**
 * What the tensor engine needs of a TensorFlow.js backend beyond its kernels: a way to run our own programs, a
 * read-back that fails instead of hanging when the device goes away, and facts for the page.
 */
import type { EngineInfo } from "../engine";
import type { Program } from "./programs";
import type { Tensor } from "./runtime";

export interface Device {
  readonly info: EngineInfo;
  /** name under which the backend and its kernels are registered */
  readonly backend: "webgpu" | "webgl";
  run(program: Program): Tensor;
  /** The result of `read`, or a rejection once the device is lost or reported an error. */
  guard<T>(read: Promise<T>): Promise<T>;
  dispose(): void;
}

/** The device went away under a run; its tensors are gone. */
export class DeviceLost extends Error {
  override readonly name = "DeviceLost";
}

/** A read that takes longer will not come: blocks take a fraction of a second, the longest on software adapters some seconds. */
export const PATIENCE_MS = 60_000;

/** Turns what goes wrong on a device outside any call (loss, validation, memory) into rejections of present and later reads. */
export class Faults {
  private fault: DeviceLost | null = null;
  private readonly waiting = new Set<(fault: DeviceLost) => void>();

  report(reason: string): void {
    this.fault ??= new DeviceLost(reason);
    for (const reject of this.waiting) reject(this.fault);
  }

  /** Not `Promise.race` with one long-lived promise: that would keep every read of a run alive. */
  async guard<T>(read: Promise<T>): Promise<T> {
    read.catch(() => {}); // once the device is lost nobody may be left to hear it
    if (this.fault) throw this.fault;
    let reject: (fault: DeviceLost) => void = () => {};
    const watchdog = setTimeout(() => this.report("The GPU did not answer for a minute."), PATIENCE_MS);
    try {
      return await new Promise<T>((resolve, refuse) => {
        reject = refuse;
        this.waiting.add(reject);
        read.then(resolve, refuse);
      });
    } finally {
      clearTimeout(watchdog);
      this.waiting.delete(reject);
    }
  }
}
