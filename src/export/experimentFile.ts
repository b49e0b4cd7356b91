/** An experiment as JSON: what ran where, the link that makes it again, and how its certificates were judged. */

import type { LedgerEntry } from "../lora/certificates/ledger";
import type { Experiment } from "../lora/experiment";
import type { LaneFacts } from "../lora/lane";
import { type ReportEntry, reportOf } from "./report";

export interface ExperimentRecord {
  /** version of this tool */
  readonly version: string;
  /** ISO 8601; the core knows no clock */
  readonly date: string;
  readonly permalink: string;
  /** canonical, without view keys: what the rows of the CSV are headed by */
  readonly hash: string;
  readonly status: string;
  /** last iterate computed */
  readonly computed: number;
  readonly adapter: {
    readonly engine: string;
    readonly precision: string;
    readonly name: string;
    readonly software: boolean;
    readonly execution: string;
  };
  readonly experiment: Experiment;
  readonly facts: readonly LaneFacts[];
  readonly diverged: readonly { readonly lane: number; readonly t: number; readonly reason: string }[];
  readonly ledgers: readonly (readonly LedgerEntry[])[];
}

interface ExperimentFile
  extends Omit<ExperimentRecord, "version" | "adapter" | "experiment" | "facts" | "ledgers" | "diverged"> {
  readonly tool: { readonly name: "LoRA descent"; readonly version: string };
  readonly engine: ExperimentRecord["adapter"];
  readonly steps: number;
  readonly lanes: readonly unknown[];
  readonly certificates: readonly ReportEntry[];
}

export function experimentFile(record: ExperimentRecord): ExperimentFile {
  const { version, date, permalink, hash, status, computed, adapter, experiment, facts, diverged, ledgers } = record;
  const { engine, precision, name, software, execution } = adapter;
  return {
    tool: { name: "LoRA descent", version },
    date,
    permalink,
    hash,
    engine: { engine, precision, name, software, execution },
    status,
    steps: experiment.T,
    computed,
    lanes: experiment.lanes.map((configuration, lane) => {
      const { m, n, r, L, infimum, infimumSource, notes } = facts[lane] ?? {};
      const end = diverged.find((each) => each.lane === lane);
      return {
        lane,
        configuration,
        problem: { m, n, r, L, infimum, infimumSource, notes },
        ended: end ? { t: end.t, reason: end.reason } : null,
      };
    }),
    certificates: reportOf(ledgers),
  };
}

/** Matrices as lists; what JSON has no number for is null there. */
export function experimentJson(record: ExperimentRecord): string {
  const plain = (_key: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  return `${JSON.stringify(experimentFile(record), plain, 2)}\n`;
}
