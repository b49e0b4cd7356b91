/** What judging a lane remembers of the rows it has seen: with it another worker, on another engine, judges on as if it had seen them. */
import type { Audit } from "./audit";
import type { Arrival } from "./chunk";

export interface LaneMemory {
  readonly ledger: LedgerMemory;
  /** audited iterates passed */
  readonly passed: number;
  /** whether the first iterates were audited */
  readonly begun: boolean;
}

/** Steps under suspicion are left out: the states that would settle them go with the device. */
export interface LedgerMemory {
  readonly reader: ReaderMemory;
  /** the columns of the tally, one after the other */
  readonly tally: Float64Array;
  readonly audit: Audit | null;
  readonly failures: number;
}

export interface ReaderMemory {
  readonly latest: Arrival;
  readonly compensation: number;
  readonly alive: boolean;
}
