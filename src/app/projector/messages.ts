/** What a driving window tells those that follow it. Any page of the origin may post here, so every message is checked. */
import type { ChartViewState } from "../../charts/chartView";

/** The whole of what is followed; the run itself is computed anew from its link, which gives the same numbers. */
export type Followed = Pick<ChartViewState, "cursor" | "anchor" | "zoom"> & {
  readonly hash: string;
  /** the iterate shown */
  readonly t: number;
};

export type Message =
  /** a window that follows has opened and knows nothing yet */
  { readonly type: "hello" } | ({ readonly type: "state" } & Followed);

/** Longer texts are no links of this page. */
const MAX_HASH = 100_000;

/** The message that `data` is; null if it is none. */
export function parseMessage(data: unknown): Message | null {
  if (typeof data !== "object" || data === null || !("type" in data)) return null;
  if (data.type === "hello") return { type: "hello" };
  if (data.type !== "state") return null;
  const { hash, t, cursor, anchor, zoom } = data as Partial<Record<keyof Followed, unknown>>; // each is checked below
  if (typeof hash !== "string" || !hash.startsWith("#") || hash.length > MAX_HASH) return null;
  if (!isIterate(t) || !isIterateOrNull(cursor) || !isIterateOrNull(anchor) || !isWindowOrNull(zoom)) return null;
  return { type: "state", hash, t, cursor, anchor, zoom };
}

function isIterate(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isIterateOrNull(value: unknown): value is number | null {
  return value === null || isIterate(value);
}

function isWindowOrNull(value: unknown): value is readonly [number, number] | null {
  if (value === null) return true;
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [from, to]: readonly unknown[] = value;
  return typeof from === "number" && typeof to === "number" && from >= 0 && to > from && Number.isFinite(to);
}
