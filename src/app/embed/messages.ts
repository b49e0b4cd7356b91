/**
 * What another page may ask of the frame that it embeds, and what it is answered: docs/embed.md in types. Whatever arrives is checked
 * here; a request that is not as documented is refused in one sentence and changes nothing.
 */
import { type ColumnId, derivedColumns } from "../../history/columns";
import { accuracyColumns, measuredColumns } from "../../lora/columns";
import { type Link, readLink } from "../../permalink/link";
import type { RunStatus } from "../../store/runStore";

/** In every message, either way: its number changes when a message changes its meaning. */
export const API = "lora-descent/1";

export interface FrameState {
  /** canonical: what the frame shows, in a link of its own */
  readonly link: string;
  readonly status: RunStatus;
  readonly engine: "webgpu" | "webgl" | "float64" | null;
  /** iterate shown and last one computed; −1 before the first */
  readonly t: number;
  readonly computed: number;
  readonly T: number;
  readonly lanes: number;
  readonly playing: boolean;
  readonly failure: string | null;
}

export interface Rows {
  readonly lane: number;
  /** 1 while every iterate is kept; else rows past the first few thousand stand for this many iterates */
  readonly bucketSize: number;
  /** `t` and each column asked for: one number for each row */
  readonly columns: Readonly<Record<string, Float64Array<ArrayBuffer>>>;
}

export type Answer =
  | { readonly api: typeof API; readonly type: "answer"; readonly id: Id; readonly ok: true; readonly result: unknown }
  | {
      readonly api: typeof API;
      readonly type: "answer";
      readonly id: Id | null;
      readonly ok: false;
      readonly error: string;
    };

export type FrameEvent =
  /** the frame listens */
  | { readonly api: typeof API; readonly type: "ready" }
  | ({ readonly api: typeof API; readonly type: "state" } & FrameState);

type Id = string | number;

export type Command =
  | { readonly type: "load"; readonly link: Link }
  | { readonly type: "play" | "pause" | "state" }
  | { readonly type: "seek"; readonly t: number }
  | {
      readonly type: "read";
      readonly lane: number;
      readonly from: number;
      readonly to: number;
      readonly columns: readonly ColumnId[];
    };

/** What is on screen, as far as it bounds what may be asked. */
export interface Scope {
  readonly T: number;
  readonly lanes: readonly { readonly lastStep: number; readonly columnIds: readonly ColumnId[] }[];
}

export type Request =
  | { readonly id: Id; readonly command: Command }
  | { readonly id: Id | null; readonly fault: string };

/** Longer texts are no links of this page. */
const MAX_LINK = 100_000;
const MAX_ID = 64;
/** Problems of a link that are told. */
const MAX_TOLD = 3;
/** Longest text repeated in a sentence. */
const MAX_QUOTE = 40;

/** Fields of each request, besides `api`, `id` and `type`. */
const fieldsOf: Readonly<Record<Command["type"], readonly string[]>> = {
  load: ["link"],
  play: [],
  pause: [],
  state: [],
  seek: ["t"],
  read: ["lane", "from", "to", "columns"],
};

/** Every column that is published; coordinates for drawing are not. */
const published: readonly ColumnId[] = [...measuredColumns, ...derivedColumns, ...accuracyColumns];

class Refusal extends Error {}

/** The request that `data` is; null if it is not meant for this page: frames hear from extensions and tools too. */
export function parseRequest(data: unknown, scope: Scope): Request | null {
  if (typeof data !== "object" || data === null) return null;
  const fields = data as Readonly<Record<string, unknown>>; // each is checked before it is used
  if (typeof fields.api !== "string" || !fields.api.startsWith("lora-descent/")) return null;
  const id = isId(fields.id) ? fields.id : null;
  try {
    if (fields.api !== API) throw new Refusal(`api: ${told(fields.api)} is not ${API}, the only version`);
    if (id === null)
      throw new Refusal(`id: ${told(fields.id)} is not an integer or a text of 1 to ${MAX_ID} characters`);
    return { id, command: commandOf(fields, scope) };
  } catch (error) {
    if (error instanceof Refusal) return { id, fault: error.message };
    throw error;
  }
}

function isId(value: unknown): value is Id {
  return typeof value === "string" ? value.length > 0 && value.length <= MAX_ID : Number.isSafeInteger(value);
}

function isType(value: unknown): value is Command["type"] {
  return typeof value === "string" && Object.hasOwn(fieldsOf, value);
}

function commandOf(fields: Readonly<Record<string, unknown>>, scope: Scope): Command {
  const { type } = fields;
  if (!isType(type)) throw new Refusal(`type: ${told(type)} is not one of ${Object.keys(fieldsOf).join(", ")}`);
  const known = ["api", "id", "type", ...fieldsOf[type]];
  const other = Object.keys(fields).find((key) => !known.includes(key));
  if (other !== undefined) {
    const taken = fieldsOf[type].join(", ") || "no fields";
    throw new Refusal(`${type}: ${told(other)} is not a field of it; it takes ${taken}`);
  }
  switch (type) {
    case "play":
    case "pause":
    case "state":
      return { type };
    case "load":
      return { type, link: linkOf(fields.link) };
    case "seek":
      return { type, t: integer("t", fields.t, { from: 0, to: scope.T, toName: "T" }) };
    case "read":
      return readOf(fields, scope);
    default:
      return type satisfies never;
  }
}

/** Strict, as the command line is: a program is told what is wrong and given nothing in its place. */
function linkOf(text: unknown): Link {
  if (typeof text !== "string" || text.length > MAX_LINK)
    throw new Refusal(`link: ${told(text)} is not a text of at most ${MAX_LINK} characters`);
  const { link, faults } = readLink(text);
  if (faults.length === 0) return link;
  const more = faults.length > MAX_TOLD ? `; and ${faults.length - MAX_TOLD} more` : "";
  throw new Refusal(
    faults
      .slice(0, MAX_TOLD)
      .map(({ problem }) => problem)
      .join("; ") + more,
  );
}

function readOf(fields: Readonly<Record<string, unknown>>, { lanes }: Scope): Command {
  const lane = integer("lane", fields.lane, { from: 0, to: lanes.length - 1, otherwise: 0 });
  const found = lanes[lane];
  if (!found || found.lastStep < 0) throw new Refusal("read: no row is computed yet; a state says when there are");
  const to = integer("to", fields.to, {
    from: 0,
    to: found.lastStep,
    toName: "the last iterate computed",
    otherwise: found.lastStep,
  });
  const from = integer("from", fields.from, { from: 0, to, toName: "to", otherwise: 0 });
  const offered = published.filter((column) => found.columnIds.includes(column));
  return { type: "read", lane, from, to, columns: columnsOf(fields.columns, offered) };
}

function columnsOf(asked: unknown, offered: readonly ColumnId[]): readonly ColumnId[] {
  if (asked === undefined) return offered;
  if (!Array.isArray(asked) || asked.length > published.length)
    throw new Refusal(`columns: ${told(asked)} is not a list of at most ${published.length} names`);
  for (const name of asked as readonly unknown[]) {
    if (!offered.some((column) => column === name))
      throw new Refusal(`columns: ${told(name)} is not one of ${offered.join(", ")}`);
  }
  return offered.filter((column) => asked.includes(column));
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** what the upper end is */
  readonly toName?: string;
  /** where the field may be left out */
  readonly otherwise?: number;
}

function integer(name: string, value: unknown, { from, to, toName, otherwise }: Range): number {
  if (value === undefined && otherwise !== undefined) return otherwise;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to) return value;
  throw new Refusal(
    `${name}: ${told(value)} is not an integer from ${from} to ${toName ? `${toName} = ` : ""}${Math.max(from, to)}`,
  );
}

/** A value in a sentence, whatever it is. */
function told(value: unknown): string {
  if (typeof value === "string") return `“${value.length > MAX_QUOTE ? `${value.slice(0, MAX_QUOTE - 1)}…` : value}”`;
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value).slice(0, MAX_QUOTE);
}
