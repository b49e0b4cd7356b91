/**
 * Memory that threads have touched since they last waited for each other, from which follows where they must wait again.
 * Within one instruction a thread touches entries that no other writes, so that an instruction never waits for itself.
 */
import { type Place, type Space, spaces } from "./plan";

export class Hazards {
  #reads: Place[] = [];
  #writes: Place[] = [];

  /** The spaces in which an instruction that reads and writes these places must wait for earlier ones. */
  conflicts(reads: readonly Place[], writes: readonly Place[]): readonly Space[] {
    const met = (some: readonly Place[], others: readonly Place[]) =>
      some.filter((a) => others.some((b) => overlap(a, b)));
    const places = [...met(reads, this.#writes), ...met(writes, this.#writes), ...met(writes, this.#reads)];
    return spaces.filter((space) => places.some((place) => place.space === space));
  }

  note(reads: readonly Place[], writes: readonly Place[]): void {
    this.#reads.push(...reads);
    this.#writes.push(...writes);
  }

  /** The spaces that were touched since all threads last waited. */
  get touched(): readonly Space[] {
    return spaces.filter((space) => [...this.#reads, ...this.#writes].some((place) => place.space === space));
  }

  /** All threads have waited for each other's accesses to a space. */
  clear(space: Space): void {
    this.#reads = this.#reads.filter((place) => place.space !== space);
    this.#writes = this.#writes.filter((place) => place.space !== space);
  }
}

export function overlap(a: Place, b: Place): boolean {
  return a.space === b.space && a.offset < b.offset + b.entries && b.offset < a.offset + a.entries;
}
