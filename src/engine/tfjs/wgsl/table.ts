/**
 * Which steps run as one generated program, and in workgroups of which size: what was measured once, and nothing that is measured
 * while a run goes on, so that results do not depend on how fast a device happened to be. `npm run bench:table` measures again.
 */
export interface Table {
  /** By the work of a step of one lane, up to and including `work`; beyond the last row operations run one by one. */
  readonly rows: readonly { readonly work: number; readonly workgroup: number }[];
  /** bytes of workgroup memory to use at most */
  readonly workgroupMemory: number;
  /** work that is queued at once: operating systems end a program that runs for seconds */
  readonly workAtOnce: number;
}

/** Not measured yet: as many threads as the smallest matrices of a step have entries, and 16 KiB, which every device has. */
export const hardware: Table = {
  rows: [
    { work: 2 ** 15, workgroup: 64 },
    { work: 2 ** 22, workgroup: 256 },
  ],
  workgroupMemory: 2 ** 14,
  workAtOnce: 2 ** 31,
};

/**
 * Measured on SwiftShader, which runs four threads of a workgroup at once and all others in turn, from barrier to barrier. Workgroup
 * memory is no faster than any other there, and is cleared by an instruction an entry, each of which takes 0.7 ms to compile.
 */
export const software: Table = {
  rows: [{ work: 2 ** 24, workgroup: 4 }],
  workgroupMemory: 2 ** 10,
  workAtOnce: 2 ** 26,
};
