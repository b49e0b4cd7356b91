/**
 * Memory that threads have touched since they last waited for each other, from which follows where they must wait again.
 * Within one instruction a thread touches entries that no other writes, so that an instruction never waits for itself.
 */
import type { Place } from "./plan";

export class Hazards {
  #reads: Place[] = [];
  #writes: Place[] = [];

  /** Whether an instruction that reads and writes these places must wait for earlier ones. */
  conflict(reads: readonly Place[], writes: readonly Place[]): boolean {
    const meets = (some: readonly Place[], others: readonly Place[]) =>
      some.some((a) => others.some((b) => overlap(a, b)));
    return meets(reads, this.#writes) || meets(writes, this.#writes) || meets(writes, this.#reads);
  }

  note(reads: readonly Place[], writes: readonly Place[]): void {
    this.#reads.push(...reads);
    this.#writes.push(...writes);
  }

  /** All threads have waited. */
  clear(): void {
    this.#reads = [];
    this.#writes = [];
  }
}

export function overlap(a: Place, b: Place): boolean {
  return a.space === b.space && a.offset < b.offset + b.entries && b.offset < a.offset + a.entries;
}
