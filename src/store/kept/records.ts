/**
 * What a browser keeps of the page, and how it is read back: like a stranger's message, since anyone may have written there and other
 * versions of the page have. What does not fit is left out, and stays where it is.
 */

import { derivedColumns } from "../../history/columns";
import type { FrozenColumn, FrozenRows } from "../../history/frozenLane";
import { accuracyColumns, measuredColumns, planeColumns } from "../../lora/columns";
import type { FileReference } from "../../lora/experiment";
import type { FileMatrices } from "../../lora/fileMatrices";
import type { Matrix } from "../../math/matrix";
import { file as fileKind } from "../../permalink/kinds";
import { encodeRun, experimentOf, readLink } from "../../permalink/link";
import type { Adapter, Divergence } from "../../protocol/messages";
import { type EngineChange, PINNED_ROWS, type Pin } from "../laneStore";

/** Of every record; another one's are not read. */
export const VERSION = 1;

/** One tab's work: what it shows, and the links before and after it. */
export interface KeptSession {
  readonly version: typeof VERSION;
  readonly hash: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
  /** milliseconds since 1970 */
  readonly updated: number;
}

/** A pinned lane, its rows included. */
export type KeptPin = Pick<Pin, "hash" | "facts" | "adapter" | "changes" | "computeTime" | "divergence"> & {
  readonly version: typeof VERSION;
  readonly rows: FrozenRows;
};

/** A matrix of a file of the user, or two factors, under the reference that a link has. */
export interface KeptFile {
  readonly version: typeof VERSION;
  readonly reference: string;
  readonly matrices: FileMatrices;
  /** milliseconds since 1970 */
  readonly updated: number;
}

/** Longer texts are no links of this page. */
const MAX_HASH = 100_000;
/** Changes that can be undone after a visit. */
export const KEPT_CHANGES = 50;
const MAX_TEXT = 1000;
const MAX_REASONS = 8;
const MAX_CHANGES = 8;

const columnIds: ReadonlySet<unknown> = new Set([
  ...measuredColumns,
  ...derivedColumns,
  ...accuracyColumns,
  ...planeColumns,
]);

type Fields = Readonly<Record<string, unknown>>;

export function parseSession(value: unknown): KeptSession | null {
  if (!isCurrent(value)) return null;
  const { hash, past, future, updated } = value;
  if (!isHash(hash) || !isNumber(updated)) return null;
  const linksIn = (list: unknown) => (Array.isArray(list) ? list.slice(-KEPT_CHANGES).filter(isHash) : []);
  return { version: VERSION, hash, past: linksIn(past), future: linksIn(future), updated };
}

export function parsePin(value: unknown): KeptPin | null {
  if (!isCurrent(value)) return null;
  const { hash, computeTime } = value;
  if (!isHash(hash) || !isNumber(computeTime) || !(computeTime >= 0)) return null;
  const { link, faults } = readLink(hash);
  if (faults.length > 0 || encodeRun(link) !== hash || experimentOf(link).lanes.length !== 1) return null;
  const rows = parseRows(value.rows, link.T);
  const facts = parseFacts(value.facts);
  const adapter = parseAdapter(value.adapter);
  const changes = parseChanges(value.changes, link.T);
  const divergence = value.divergence === null ? null : parseDivergence(value.divergence, link.T);
  if (!rows || !facts || !adapter || !changes || divergence === undefined) return null;
  return { version: VERSION, hash, rows, facts, adapter, changes, computeTime, divergence };
}

/** The reference, and what it stands for. */
export function parseFile(value: unknown): { readonly reference: FileReference; readonly file: KeptFile } | null {
  if (!isCurrent(value)) return null;
  const { reference: text, matrices: found, updated } = value;
  const reference = typeof text === "string" && text.length < MAX_TEXT ? fileKind.read(text)?.value : null;
  if (!reference || typeof text !== "string" || !Array.isArray(found) || !isNumber(updated)) return null;
  const { rows, columns, rank } = reference;
  const shapes = rank === null ? [[rows, columns] as const] : [[rows, rank] as const, [rank, columns] as const];
  const matrices = shapes.map(([m, n], i) => parseMatrix(found[i], m, n));
  if (found.length !== shapes.length || matrices.includes(null)) return null;
  // one or two: so says the reference
  return {
    reference,
    file: { version: VERSION, reference: text, matrices: matrices as unknown as FileMatrices, updated },
  };
}

function parseMatrix(value: unknown, rows: number, columns: number): Matrix | null {
  const data = isFields(value) ? value.data : null;
  if (!(data instanceof Float64Array) || data.length !== rows * columns) return null;
  return { rows, columns, data };
}

function parseRows(value: unknown, T: number): FrozenRows | null {
  if (!isFields(value)) return null;
  const { lane, lastStep, bucketSize, steps, columns: found } = value;
  if (!isCount(lane) || !isCount(lastStep) || !isCount(bucketSize) || lastStep > T || bucketSize < 1) return null;
  if (!(steps instanceof Float64Array) || steps.length === 0 || steps.length > PINNED_ROWS) return null;
  const isInOrder = steps.every(
    (step, row) => Number.isInteger(step) && (row === 0 ? step === 0 : step > steps[row - 1]!),
  );
  if (!isInOrder || steps.at(-1)! > lastStep || !Array.isArray(found) || found.length > columnIds.size) return null;
  const columns = found.flatMap((column) => parseColumn(column, steps.length) ?? []);
  const ids = new Set(columns.map(({ id }) => id));
  if (columns.length < found.length || ids.size < columns.length) return null;
  // Every lane has these, and the page reads them without asking.
  if (![...measuredColumns, ...derivedColumns].every((id) => ids.has(id))) return null;
  return { lane, lastStep, bucketSize, steps, columns };
}

function parseColumn(value: unknown, rows: number): FrozenColumn | null {
  if (!isFields(value) || !columnIds.has(value.id)) return null;
  const { values, min, max, minPositive, flags } = value;
  const isOfRows = (data: unknown): data is Float64Array => data instanceof Float64Array && data.length === rows;
  if (!isOfRows(values) || !isOfRows(min) || !isOfRows(max) || !isOfRows(minPositive)) return null;
  if (!(flags instanceof Uint8Array) || flags.length !== rows) return null;
  // one of the ids, by the first line
  return { id: value.id as FrozenColumn["id"], values, min, max, minPositive, flags };
}

function parseFacts(value: unknown): Pin["facts"] | null {
  if (!isFields(value)) return null;
  const { infimum, infimumSource, factored } = value;
  if (!isNumber(infimum) || !isText(infimumSource) || typeof factored !== "boolean") return null;
  return { infimum, infimumSource, factored };
}

function parseAdapter(value: unknown): Adapter | null {
  const kind = parseKind(value);
  if (!kind || !isFields(value)) return null;
  const { name, software, execution, reasons } = value;
  if (!isText(name) || !isText(execution) || typeof software !== "boolean") return null;
  if (!Array.isArray(reasons) || reasons.length > MAX_REASONS || !reasons.every(isText)) return null;
  return { ...kind, name, software, execution, reasons };
}

function parseKind(value: unknown): EngineChange["to"] | null {
  if (!isFields(value)) return null;
  const { engine, precision } = value;
  if (engine !== "webgpu" && engine !== "webgl" && engine !== "float64") return null;
  return precision === "float32" || precision === "float64" ? { engine, precision } : null;
}

/** Records that were written before there were any have none. */
function parseChanges(value: unknown, T: number): readonly EngineChange[] | null {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_CHANGES) return null;
  const changes = value.flatMap((change: unknown) => {
    if (!isFields(change)) return [];
    const { firstStep } = change;
    const [from, to] = [parseKind(change.from), parseKind(change.to)];
    return isCount(firstStep) && firstStep <= T && from && to ? [{ firstStep, from, to }] : [];
  });
  return changes.length === value.length ? changes : null;
}

/** Undefined if it is none. */
function parseDivergence(value: unknown, T: number): Divergence | undefined {
  if (!isFields(value)) return undefined;
  const { lane, t, reason } = value;
  return isCount(lane) && isCount(t) && t <= T && isText(reason) ? { lane, t, reason } : undefined;
}

function isCurrent(value: unknown): value is Fields {
  return isFields(value) && value.version === VERSION;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("#") && value.length <= MAX_HASH;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_TEXT;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
