/**
 * The kinds of values that a link carries. `read` never throws: it returns the nearest valid value and whether that is what
 * the text says, or null for text that is near no value; `write` is its inverse on valid values and uses only characters
 * that no program escapes in a hash.
 */

import type { EtaValue, FileReference } from "../lora/experiment";
import { type Matrix, matrix as matrixOf } from "../math/matrix";

export interface Reading<V> {
  readonly value: V;
  readonly valid: boolean;
}

export interface Kind<V> {
  readonly kind: "choice" | "integer" | "real" | "eta" | "matrix" | "file" | "flag" | "speed" | "names" | "id";
  /** completes "… is not": an integer from 1 to 4096 */
  readonly range: string;
  readonly min?: number;
  readonly max?: number;
  /** ids of a choice, names of a set */
  readonly values?: readonly string[];
  /** the text that stands for null */
  readonly word?: string;
  read(text: string): Reading<V> | null;
  write(value: V): string;
}

/** Entries of one matrix in a link. */
export const MAX_ENTRIES = 1024;

/** No two ways to match one text, so that refusing takes linear time. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A decimal number as a double (1e999 is ∞), or null. −0 reads as 0, so that equal links have equal values. */
function parseDecimal(text: string): number | null {
  return decimal.test(text) ? Number(text) + 0 : null;
}

/** The shortest text of a double without "+", which some programs take for a blank. */
const writeDecimal = (x: number) => String(x).replace("e+", "e");

/** For sentences: 1e6 instead of 1000000, but 0.001. */
export function readable(x: number): string {
  const plain = String(x);
  const scientific = x.toExponential().replace("e+", "e");
  return scientific.length + 1 < plain.length ? scientific : plain;
}

const clamped = (x: number, min: number, max: number) => Math.min(max, Math.max(min, x));

export function integer(min: number, max: number): Kind<number> {
  return {
    kind: "integer",
    range: `an integer from ${readable(min)} to ${readable(max)}`,
    min,
    max,
    read: (text) => {
      const x = parseDecimal(text);
      if (x === null) return null;
      const value = clamped(Math.round(x), min, max) + 0;
      return { value, valid: value === x };
    },
    write: writeDecimal,
  };
}

/** What the generators of NumPy and of this project take. */
export const seed = integer(0, 2 ** 32 - 1);

export function real(min: number, max: number): Kind<number> {
  return {
    kind: "real",
    range: `a number from ${readable(min)} to ${readable(max)}`,
    min,
    max,
    read: (text) => {
      const x = parseDecimal(text);
      if (x === null) return null;
      const value = clamped(x, min, max);
      return { value, valid: value === x };
    },
    write: writeDecimal,
  };
}

/** A number, or null written as `word` (T, full, natural …), which is also what text that means nothing reads as. */
export function orWord(word: string, kind: Kind<number>): Kind<number | null> {
  return {
    ...kind,
    range: `${word} or ${kind.range}`,
    word,
    read: (text) => (text === word ? { value: null, valid: true } : kind.read(text)),
    write: (value) => (value === null ? word : kind.write(value)),
  };
}

/** One of `values`. */
export function choice<V extends string>(values: readonly [V, ...V[]]): Kind<V> {
  return {
    kind: "choice",
    range: values.length === 2 ? values.join(" or ") : `one of ${values.join(", ")}`,
    values,
    read: (text) => {
      const value = values.find((each) => each === text);
      return value === undefined ? null : { value, valid: true };
    },
    write: (value) => value,
  };
}

/** One of a family's members. */
export function idsOf([first, ...others]: readonly { readonly id: string }[]): Kind<string> {
  // Every family has a member.
  return choice([first!.id, ...others.map(({ id }) => id)]);
}

export const flag: Kind<boolean> = {
  kind: "flag",
  range: "0 or 1",
  read: (text) => (text === "0" || text === "1" ? { value: text === "1", valid: true } : null),
  write: (value) => (value ? "1" : "0"),
};

/** A step size: a number, or `x/L` for x divided by the smoothness constant. */
export function eta(min: number, max: number): Kind<EtaValue> {
  const number = real(min, max);
  return {
    kind: "eta",
    range: `${number.range}, or such a number followed by /L`,
    min,
    max,
    read: (text) => {
      const perL = /\/L$/i.test(text);
      const reading = number.read(perL ? text.slice(0, -2) : text);
      return reading && { value: { value: reading.value, perL }, valid: reading.valid };
    },
    write: ({ value, perL }) => writeDecimal(value) + (perL ? "/L" : ""),
  };
}

/** A matrix, rows separated by `/`, entries by `:`, or null, written `none`. */
export const matrix: Kind<Matrix | null> = {
  kind: "matrix",
  range: `none or a matrix of at most ${MAX_ENTRIES} numbers, rows separated by / and entries by :`,
  word: "none",
  read: (text) => {
    if (text === "none") return { value: null, valid: true };
    const value = parseMatrix(text);
    return value && { value, valid: true };
  },
  write: (value) => {
    if (value === null) return "none";
    const entries = Array.from(value.data, writeDecimal);
    const rows = Array.from({ length: value.rows }, (_, i) =>
      entries.slice(i * value.columns, (i + 1) * value.columns),
    );
    return rows.map((row) => row.join(":")).join("/");
  },
};

function parseMatrix(text: string): Matrix | null {
  const rows = text.split("/", MAX_ENTRIES + 1).map((row) => row.split(":", MAX_ENTRIES + 1));
  const columns = rows[0]?.length ?? 0;
  if (rows.length * columns > MAX_ENTRIES || rows.some((row) => row.length !== columns)) return null;
  const entries = rows.flat().map((entry) => parseDecimal(entry.trim()) ?? Number.NaN);
  return entries.every(Number.isFinite) ? matrixOf(rows.length, columns, Float64Array.from(entries)) : null;
}

const reference =
  /^([\w.-]{1,100})~([0-9a-f]{16})~([1-9]\d{0,3})x([1-9]\d{0,3})(?:x([1-9]\d{0,3}))?(?:~([\w.-]{1,200}))?$/;

/** A matrix in a file: its name, hash, shape (and rank, for the two factors of an adapter) and which of several, or `none`. */
export const file: Kind<FileReference | null> = {
  kind: "file",
  range: "none or a file: name~16 digits of its SHA-256~rows x columns, as in w.npy~0123456789abcdef~16x12",
  word: "none",
  read: (text) => {
    if (text === "none") return { value: null, valid: true };
    const [, name, hash, rows, columns, rank, tensor = ""] = reference.exec(text) ?? [];
    if (!name || !hash) return null;
    const shape = { rows: Number(rows), columns: Number(columns), rank: rank === undefined ? null : Number(rank) };
    return { value: { name, hash, ...shape, tensor }, valid: true };
  },
  write: (value) => {
    if (value === null) return "none";
    const { name, hash, rows, columns, rank, tensor } = value;
    const shape = [rows, columns, ...(rank === null ? [] : [rank])].join("x");
    return [name, hash, shape, ...(tensor ? [tensor] : [])].join("~");
  },
};

export type Speed = "auto" | "max" | number;

/** Speed of the playhead. */
export function speed(min: number, max: number): Kind<Speed> {
  const number = real(min, max);
  return {
    kind: "speed",
    range: `auto, max, or ${number.range} iterates a second`,
    min,
    max,
    values: ["auto", "max"],
    read: (text) => (text === "auto" || text === "max" ? { value: text, valid: true } : number.read(text)),
    write: (value) => (typeof value === "number" ? writeDecimal(value) : value),
  };
}

/** Some of `values`, separated by dots and written in their order; `none` is the empty set, `all` (null) needs no list. */
export function names(values: readonly string[]): Kind<readonly string[] | null> {
  return {
    kind: "names",
    range: `all, none, or names out of ${values.join(", ")}, separated by dots`,
    values,
    word: "all",
    read: (text) => {
      if (text === "all" || text === "none") return { value: text === "all" ? null : [], valid: true };
      const asked = text.split(".");
      const known = values.filter((each) => asked.includes(each));
      if (known.length === 0) return null;
      const valid = asked.every((each) => values.includes(each));
      return { value: known.length === values.length ? null : known, valid };
    },
    write: (value) => (value === null ? "all" : value.length === 0 ? "none" : value.join(".")),
  };
}

/** A published id outside the families, as lessons have; null is written `none`. Whether there is such a one is the page's to say. */
export const idOrNone: Kind<string | null> = {
  kind: "id",
  range: "none or an id: small letters, digits and hyphens, at most 40",
  word: "none",
  read: (text) => {
    if (text === "none") return { value: null, valid: true };
    return /^[a-z0-9][a-z0-9-]{0,39}$/.test(text) ? { value: text, valid: true } : null;
  },
  write: (value) => value ?? "none",
};
