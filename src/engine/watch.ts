/**
 * Watches a run's certificates: judges every row of every block, audits states in float64 at the audited iterates, and recomputes
 * in float64 the steps that a float32 engine seems to have failed. The worker and the command line both run behind it.
 */
import type { Block } from "../history/columns";
import type { Audit } from "../lora/certificates/audit";
import { FIRST_AUDITED, isAudited } from "../lora/certificates/auditSteps";
import type { ChunkJudge } from "../lora/certificates/chunk";
import { type Precision, toleranceOfLoss } from "../lora/certificates/constants";
import { createLedger, type Ledger, type LedgerEntry } from "../lora/certificates/ledger";
import type { LaneMemory } from "../lora/certificates/memory";
import type { LedgerRows } from "../lora/certificates/reader";
import type { Lane } from "../lora/lane";
import type { LaneState, StepProgram } from "../lora/program";
import type { Engine } from "./engine";
import { type Auditor, createAuditor } from "./float64/auditor";
import { createChunkJudge } from "./float64/chunkJudge";
import { createFloat64Engine } from "./float64/engine";

type Column = Block["columns"][number];
type FirstColumns = readonly [Column, Column, Column, Column, Column];

interface Known {
  readonly t: number;
  readonly state: LaneState;
}

export interface Watch {
  /** Judges the rows of a block. */
  append(block: Block): void;
  /** Audits V_t of a lane where t is an audited iterate. */
  audit(lane: number, t: number, state: LaneState): void;
  /** Audits the first iterates of a lane, replayed from V_0, once. */
  auditStart(lane: number): Promise<void>;
  /**
   * Settles the suspects of a lane by replaying `engine` from where its block began. Called with every block: a block's last step is
   * judged with the next block's first row, and is replayed from the block before.
   */
  recheck(lane: number, program: StepProgram, block: Known, engine: Engine): Promise<void>;
  entries(lane: number): readonly LedgerEntry[];
  /** What another watch of the lane goes on from. */
  memory(lane: number): LaneMemory;
}

/** Entries of W above which an audit, which decomposes G, would be felt: none is made. */
const AUDIT_LIMIT = 128 * 128;
/** Entries of the data above which an audit, some seven evaluations of the loss, would be felt: one in eight is made. */
const DATA_LIMIT = 2 ** 15;
const SPARSE = 8;

let chunkJudge: ChunkJudge | null | undefined;

/** Compiled once; null where that is refused. */
function chunkJudgeOnce(): ChunkJudge | null {
  if (chunkJudge === undefined) chunkJudge = createChunkJudge();
  return chunkJudge;
}

/** `memories`: by lane, where this watch goes on for another one, and `starts`: where the block before that began. */
export function createWatch(
  lanes: readonly Lane[],
  precision: Precision,
  T: number,
  memories: readonly (LaneMemory | undefined)[] = [],
  starts: readonly (LaneState & { readonly lane: number; readonly t: number })[] = [],
): Watch {
  const judge = chunkJudgeOnce();
  const small = (lane: number) => lanes[lane]!.program.m * lanes[lane]!.program.n <= AUDIT_LIMIT;
  const ledgers: readonly Ledger[] = lanes.map((lane, i) => {
    const { m, n } = lane.program;
    return createLedger(lane.facts.theory, precision, {
      unaudited: small(i) ? null : `W is ${m}×${n}: too large to audit its iterates`,
      judge,
      memory: memories[i]?.ledger ?? null,
    });
  });
  const strides = lanes.map(({ inputs }) => {
    const entries = Object.values(inputs.matrices).reduce((sum, X) => sum + X.data.length, 0);
    return entries > DATA_LIMIT ? SPARSE : 1;
  });
  /** where each lane's block before began */
  const before = lanes.map((_, lane): Known | undefined => {
    const start = starts.find((state) => state.lane === lane);
    return start && { t: start.t, state: start };
  });
  /** audited iterates passed by each lane, made or not */
  const passed = lanes.map((_, lane) => memories[lane]?.passed ?? 0);
  /** whether each lane's first iterates were audited */
  const begun = lanes.map((_, lane) => memories[lane]?.begun ?? false);
  const auditors: (Auditor | undefined)[] = lanes.map(() => undefined);
  const auditorOf = (lane: number): Auditor => {
    auditors[lane] ??= createAuditor(lanes[lane]!, toleranceOfLoss(lanes[lane]!.facts.theory, "float64"));
    return auditors[lane];
  };

  return {
    append({ lanes: members, rows: count, columns }) {
      // Every program measures these five columns first.
      const [loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm] = columns as unknown as FirstColumns;
      const rows: LedgerRows = { loss, grad_norm_sq, step_size, v_norm_sq, loss_grad_norm };
      members.forEach((lane, i) => {
        ledgers[lane]!.append(rows, i * count, count);
      });
    },
    audit(lane, t, state) {
      if (t < FIRST_AUDITED || !isAudited(t, T) || !small(lane)) return;
      const due = passed[lane]!++ % strides[lane]! === 0 || t === T;
      if (due) ledgers[lane]!.audit(auditorOf(lane).audit(state, t));
    },
    async auditStart(lane) {
      if (begun[lane] || !small(lane)) return;
      const { program, inputs, state } = lanes[lane]!;
      const stride = strides[lane]!;
      const { audit, next } = auditorOf(lane);
      // An audit makes the step as well; links, and many steps between two audits, are the engine's.
      const run = inputs.chain || stride > 1 ? await createFloat64Engine().start(program, [inputs], [state]) : null;
      let now = state;
      const audits: Audit[] = [];
      for (let t = 0; t < FIRST_AUDITED && t <= T; t += stride) {
        audits.push(audit(now, t));
        now = run ? (await run.advance(stride)).states[0]! : next();
      }
      run?.dispose();
      // all at once: what is remembered meanwhile has them or has not
      for (const made of audits) ledgers[lane]!.audit(made);
      begun[lane] = true;
    },
    async recheck(lane, program, block, engine) {
      const [first] = ledgers[lane]!.suspects;
      const from = first !== undefined && first < block.t ? (before[lane] ?? block) : block;
      before[lane] = block;
      const suspects = [...ledgers[lane]!.suspects].filter((t) => t >= from.t);
      if (suspects.length === 0) return;
      const run = await engine.start(program, [lanes[lane]!.inputs], [from.state]);
      try {
        let { t, state } = from;
        for (const suspect of suspects) {
          if (suspect > t) state = (await run.advance(suspect - t)).states[0]!;
          t = suspect;
          ledgers[lane]!.recheck(auditorOf(lane).audit(state, t));
        }
      } finally {
        run.dispose();
      }
    },
    entries: (lane) => ledgers[lane]!.entries(),
    memory: (lane) => ({ ledger: ledgers[lane]!.memory(), passed: passed[lane]!, begun: begun[lane]! }),
  };
}
