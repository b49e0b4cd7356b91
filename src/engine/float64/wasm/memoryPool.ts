/**
 * WebAssembly memories that runs share one after another: each reserves gigabytes of address space until it is collected,
 * and a slider that moves starts many runs.
 */
const PAGE = 2 ** 16;
/** Memory never shrinks, so that larger ones, in bytes, are left to the garbage collector. */
const LARGEST_KEPT = 2 ** 26;

export class MemoryPool {
  readonly #free = new Set<WebAssembly.Memory>();

  /** At least as many pages of 64 KiB, with whatever they held. Throws a RangeError if the machine does not have as much. */
  take(pages: number): WebAssembly.Memory {
    const [known] = this.#free;
    const memory = known ?? new WebAssembly.Memory({ initial: pages });
    const missing = pages - memory.buffer.byteLength / PAGE;
    if (missing > 0) memory.grow(missing);
    this.#free.delete(memory);
    return memory;
  }

  /** Safe to call twice, as long as nobody took the memory in between. */
  give(memory: WebAssembly.Memory): void {
    if (memory.buffer.byteLength <= LARGEST_KEPT) this.#free.add(memory);
  }
}
