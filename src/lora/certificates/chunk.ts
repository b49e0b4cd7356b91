/**
 * Judging many rows at once. The formulas of the certificates are evaluated on whole columns of a chunk of rows, and what a
 * tally keeps of them is reduced on the way: an engine generates this once, instead of calling each formula for each row.
 */
import type { Ops } from "../ops";
import type { Arithmetic } from "./arithmetic";
import { iterateCertificates, runCertificates } from "./index";
import { READABLE, type RowTally } from "./tally";
import type { Comparison, Constants, Iterate, IterateCertificate, Prefix, Row, RunCertificate, Sums } from "./types";

/** What certificates look at when a row arrives: the row before, the row itself, and the sums over the rows before it. */
export interface Arrival<X = number> {
  readonly before: Row<X>;
  readonly row: Row<X>;
  readonly sums: Sums<X>;
}

/** An arrival whose values come by name. */
export function bindArrival<X>(
  row: (which: "before" | "row", name: keyof Row) => X,
  sum: (name: keyof Sums) => X,
): Arrival<X> {
  const bind = (which: "before" | "row"): Row<X> => ({
    J: row(which, "J"),
    sSq: row(which, "sSq"),
    eta: row(which, "eta"),
    vSq: row(which, "vSq"),
    g: row(which, "g"),
    tolJ: row(which, "tolJ"),
  });
  const sums = {
    T: sum("T"),
    S: sum("S"),
    minSSq: sum("minSSq"),
    maxVSq: sum("maxVSq"),
    harmonic: sum("harmonic"),
    logarithm: sum("logarithm"),
  };
  return { before: bind("before"), row: bind("row"), sums };
}

/** Columns of as many arrivals; the rows before are the same memory, one entry earlier. */
export function arrivalColumns(count: number): Arrival<Float64Array> {
  const columns = new Map<keyof Row, Float64Array>();
  const column = (name: keyof Row) => columns.get(name) ?? columns.set(name, new Float64Array(count + 1)).get(name)!;
  return bindArrival(
    (which, name) => (which === "before" ? column(name).subarray(0, count) : column(name).subarray(1)),
    () => new Float64Array(count),
  );
}

/** Arrival number k of columns. */
export function arrivalAt({ before, row, sums }: Arrival<Float64Array>, k: number): Arrival {
  const { T, S, minSSq, maxVSq, harmonic, logarithm } = sums;
  return {
    before: rowAt(before, k),
    row: rowAt(row, k),
    sums: {
      T: T[k]!,
      S: S[k]!,
      minSSq: minSSq[k]!,
      maxVSq: maxVSq[k]!,
      harmonic: harmonic[k]!,
      logarithm: logarithm[k]!,
    },
  };
}

function rowAt({ J, sSq, eta, vSq, g, tolJ }: Row<Float64Array>, k: number): Row {
  return { J: J[k]!, sSq: sSq[k]!, eta: eta[k]!, vSq: vSq[k]!, g: g[k]!, tolJ: tolJ[k]! };
}

/** In the order of the ledger. */
export const judgedByRow: readonly (IterateCertificate | RunCertificate)[] = [
  ...iterateCertificates,
  ...runCertificates,
];

// Written out: copying objects by spreading takes microseconds where their fields are now numbers, now columns.
function prefixOf<X>(sums: Sums<X>, { J, vSq, eta }: Row<X>): Prefix<X> {
  const { T, S, minSSq, maxVSq, harmonic, logarithm } = sums;
  return { T, S, minSSq, maxVSq, harmonic, logarithm, J, vSq, eta };
}

function stepOf<X>(o: Arithmetic<X>, { J, sSq, eta, vSq, g, tolJ }: Row<X>, next: Row<X>): Iterate<X> {
  return { J, sSq, eta, vSq, g, nextJ: next.J, tolJ: o.max(tolJ, next.tolJ) };
}

/** What the certificate says when a row arrives. */
export function compareAt<X>(
  certificate: IterateCertificate | RunCertificate,
  o: Arithmetic<X>,
  { before, row, sums }: Arrival<X>,
  constants: Constants<X>,
): Comparison<X> {
  switch (certificate.kind) {
    case "run":
      return certificate.compare(o, prefixOf(sums, row), constants);
    case "row":
      return certificate.compare(o, row, constants);
    case "step":
      return certificate.compare(o, stepOf(o, before, row), constants);
    default:
      return certificate satisfies never;
  }
}

/** Arithmetic with what a tally needs of columns: comparisons entry by entry, the sum and the largest entry. */
export type ColumnArithmetic<X> = Arithmetic<X> & Pick<Ops<X, X>, "atMost" | "select" | "sum" | "rowMax">;

interface ChunkTally<X> {
  /** number of rows that do not violate the certificate */
  readonly passed: X;
  /** the most by which a measured quantity stands above its tolerance */
  readonly clearance: X;
  /** minus the slack at each row where it can be read or the certificate is violated, −∞ elsewhere */
  readonly tightness: X;
  /** the largest of these, NaN passed over */
  readonly tightest: X;
}

/** The tally of every certificate of `judgedByRow`, in its order. */
export function tallyChunk<X>(
  o: ColumnArithmetic<X>,
  arrival: Arrival<X>,
  constants: Constants<X>,
): readonly ChunkTally<X>[] {
  return judgedByRow.map((certificate) => {
    const { left, right, tolerance, measured } = compareAt(certificate, o, arrival, constants);
    const passes = o.atMost(o.minus(left, right), tolerance);
    const counted = o.plus(o.minus(1, passes), o.atMost(tolerance, o.times(READABLE, left)));
    const tightness = o.select(counted, o.over(right, o.times(-1, left)), Number.NEGATIVE_INFINITY);
    const clearance = o.rowMax(o.minus(measured, tolerance));
    return { passed: o.sum(passes), clearance, tightness, tightest: o.rowMax(tightness) };
  });
}

/** Evaluates `tallyChunk` on columns of at most `most` arrivals, the first `rows` of which the caller has written. */
export interface ChunkJudge {
  readonly most: number;
  readonly columns: Arrival<Float64Array>;
  /** of each certificate; overwritten by the next call */
  tally(constants: Constants, rows: number): readonly RowTally[];
}
