/**
 * The step formula over intervals that are rounded outward: whatever a device of the given arithmetic computes from a state, in
 * whatever order it adds, lies in the interval. The tolerance of the comparison of engines is thereby derived and not chosen:
 * it is as wide as the formula's own conditioning at that state, and a comparison that rounding may decide either way gives
 * both. An interval with an infinite end says nothing: the device may overflow there.
 */
import type { Ops } from "../../lora/ops";
import { type ElementFunction, elementFunctions } from "../elementFunctions";
import { broadcastShape, opsOf, type Primitives, productShape } from "../primitives";
import type { Arithmetic } from "./arithmetic.fixtures";

/** Entries between `low` and `high`, row-major. */
export interface Intervals {
  readonly rows: number;
  readonly columns: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

type Ends = readonly [low: number, high: number];

const ANYTHING: Ends = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

const decided = ([low, high]: Ends) => low === high;
const isBounded = ([low, high]: Ends) => Number.isFinite(low) && Number.isFinite(high);
const magnitude = ([low, high]: Ends) => Math.max(Math.abs(low), Math.abs(high));
const hull = (...ends: readonly Ends[]): Ends => [
  Math.min(...ends.map(([low]) => low)),
  Math.max(...ends.map(([, high]) => high)),
];

/** What of a function is needed to enclose it: where it is not monotone, its extremes lie at 0. */
const monotoneFunctions: ReadonlySet<ElementFunction> = new Set([
  "exp",
  "log",
  "log1p",
  "tanh",
  "abs",
  "sqrt",
  "square",
  "sigmoid",
  "softplus",
  "logCosh",
]);

/** A function is defined from here on; an argument that may lie below may give NaN. */
const domainOf: Partial<Readonly<Record<ElementFunction, number>>> = { sqrt: 0, log: 0, log1p: -1 };

export function intervalOps(arithmetic: Arithmetic): Ops<Intervals, Intervals> {
  return opsOf(new IntervalPrimitives(arithmetic));
}

/** The entries as the engine holds them: rounded, and flushed to 0 where they are too small. */
export function held(
  { held: hold, smallest }: Arithmetic,
  rows: number,
  columns: number,
  data: ArrayLike<number>,
): Intervals {
  const ends = Array.from(data, (x): Ends => {
    const y = hold(x);
    const both: Ends = [Math.min(x, y), Math.max(x, y)];
    return x !== 0 && Math.abs(x) < smallest ? hull(both, [0, 0]) : both;
  });
  return packed(rows, columns, (i) => ends[i]!);
}

function packed(rows: number, columns: number, ends: (index: number) => Ends): Intervals {
  const low = new Float64Array(rows * columns);
  const high = new Float64Array(rows * columns);
  for (let i = 0; i < low.length; i++) [low[i], high[i]] = ends(i) as [number, number];
  return { rows, columns, low, high };
}

const at = ({ low, high }: Intervals, i: number): Ends => [low[i]!, high[i]!];

class IntervalPrimitives implements Primitives<Intervals> {
  constructor(private readonly arithmetic: Arithmetic) {}

  shape(X: Intervals) {
    return X;
  }

  constant(x: number): Intervals {
    return held(this.arithmetic, 1, 1, [x]);
  }

  elementwise(fn: ElementFunction, operands: readonly Intervals[]): Intervals {
    const { rows, columns } = broadcastShape(fn, operands);
    const same = operands.length === 2 && operands[0] === operands[1];
    return packed(rows, columns, (e) => {
      const ends = operands.map((X) => {
        const i = X.rows === 1 ? 0 : Math.floor(e / columns);
        return at(X, X.columns === 1 ? i : i * columns + (e % columns));
      });
      return this.apply(same && fn === "multiply" ? "square" : fn, ends);
    });
  }

  product(X: Intervals, Y: Intervals, transposeX: boolean, transposeY: boolean): Intervals {
    const { rows, columns, inner } = productShape(X, Y, transposeX, transposeY);
    const [rowX, stepX] = transposeX ? [1, X.columns] : [X.columns, 1];
    const [columnY, stepY] = transposeY ? [Y.columns, 1] : [1, Y.columns];
    return packed(rows, columns, (e) => {
      const [x, y] = [Math.floor(e / columns) * rowX, (e % columns) * columnY];
      const total = new Total(this.arithmetic);
      for (let k = 0; k < inner; k++) {
        const [i, j] = [x + k * stepX, y + k * stepY];
        total.addProduct(X.low[i]!, X.high[i]!, Y.low[j]!, Y.high[j]!);
      }
      return this.fitted(total.ends());
    });
  }

  reduce(fn: "sum" | "max", axis: "all" | "row", X: Intervals): Intervals {
    const rows = axis === "all" ? 1 : X.rows;
    const length = X.low.length / rows;
    return packed(rows, 1, (i) => {
      const entries = {
        low: X.low.subarray(i * length, (i + 1) * length),
        high: X.high.subarray(i * length, (i + 1) * length),
      };
      if (fn === "max") return [Math.max(...entries.low), Math.max(...entries.high)];
      const total = new Total(this.arithmetic);
      for (const [k, low] of entries.low.entries()) total.add(low, entries.high[k]!);
      return this.fitted(total.ends());
    });
  }

  reshape({ low, high }: Intervals, rows: number, columns: number): Intervals {
    return { rows, columns, low, high };
  }

  /** Where `done` is not decided, the loop may end or go on: the result may be any value it could end with. */
  repeatUntil(
    limit: number,
    first: Intervals,
    body: (value: Intervals) => { readonly done: Intervals; readonly next: Intervals },
  ): Intervals {
    const possible: Ends[] = [];
    let value = first;
    for (let trial = 0; trial < limit; trial++) {
      const { done, next } = body(value);
      const ends = at(done, 0);
      const mayEnd = !(decided(ends) && ends[0] === 0);
      if (mayEnd) possible.push(at(value, 0));
      if (decided(ends) && ends[0] !== 0) return packed(1, 1, () => hull(...possible));
      value = next;
    }
    return packed(1, 1, () => hull(...possible, at(value, 0)));
  }

  /** NaN says nothing, and neither does what may overflow. */
  private fitted([low, high]: Ends): Ends {
    const { largest } = this.arithmetic;
    return low >= -largest && high <= largest ? [low, high] : ANYTHING;
  }

  private apply(fn: ElementFunction, x: readonly Ends[]): Ends {
    if (fn === "select") return selected(x[0]!, x[1]!, x[2]!);
    // A comparison with what may be anything is undecided.
    if (!x.every(isBounded)) return fn === "atLeast" || fn === "atMost" ? [0, 1] : ANYTHING;
    if (fn === "addScaled") return this.apply("add", [x[0]!, this.apply("multiply", [x[1]!, x[2]!])]);
    const exact = enclosure(fn, x);
    const { relative, absolute } = this.arithmetic.rounding(fn, x.map(magnitude));
    return this.fitted(this.widened(fn, exact, relative, absolute));
  }

  /** Rounding is monotone: a result keeps its sign, and 0 stays 0. */
  private widened(fn: ElementFunction, [low, high]: Ends, relative: number, absolute: number): Ends {
    if (relative === 0 && absolute === 0) return [low, high];
    const { smallest } = this.arithmetic;
    const flush = (y: number) => (y !== 0 && Math.abs(y) < smallest ? smallest : 0);
    const down = low - Math.abs(low) * relative - absolute - flush(low);
    const up = high + Math.abs(high) * relative + absolute + flush(high);
    // An absolute error may change the sign, and a sine stays one.
    if (fn === "log") return [down, up];
    if (fn === "sin") return [Math.max(down, -1 - relative), Math.min(up, 1 + relative)];
    return [low >= 0 ? Math.max(0, down) : down, high <= 0 ? Math.min(0, up) : up];
  }
}

/** A sum in any order: n − 1 roundings of at most Σ|x| each; terms may be products, rounded too. */
class Total {
  private low = 0;
  private high = 0;
  private size = 0;
  private products = 0;
  private terms = 0;
  private nonNegative = true;

  constructor(private readonly arithmetic: Arithmetic) {}

  add(low: number, high: number): void {
    this.low += low;
    this.high += high;
    this.size += Math.max(Math.abs(low), Math.abs(high));
    this.terms++;
    if (!(low >= 0)) this.nonNegative = false;
  }

  addProduct(a: number, b: number, c: number, d: number): void {
    const ac = a * c;
    // Most factors are numbers, rounded or not.
    if (a === b && c === d) this.add(ac, ac);
    else this.add(Math.min(ac, a * d, b * c, b * d), Math.max(ac, a * d, b * c, b * d));
    this.products++;
  }

  ends(): Ends {
    const { u, smallest } = this.arithmetic;
    const operations = this.terms - 1 + this.products;
    // The bounds are sums in float64 themselves: 2⁻⁵² of each term more.
    const slack = this.size * (operations * u * (1 + operations * u) + this.terms * 2 ** -52) + operations * smallest;
    if (this.size === 0) return [this.low, this.high];
    const low = this.low - slack;
    return [this.nonNegative ? Math.max(0, low) : low, this.high + slack];
  }
}

function selected(condition: Ends, x: Ends, y: Ends): Ends {
  if (decided(condition)) return condition[0] !== 0 ? x : y;
  return hull(x, y);
}

/** The exact range of a function over a box. */
function enclosure(fn: ElementFunction, x: readonly Ends[]): Ends {
  const [a, b] = x as readonly [Ends, Ends];
  const f = elementFunctions[fn].float64;
  if (monotoneFunctions.has(fn)) {
    if (a[0] < (domainOf[fn] ?? Number.NEGATIVE_INFINITY)) return ANYTHING;
    const ends = [f(a[0]), f(a[1])];
    if (a[0] < 0 && a[1] > 0) ends.push(f(0));
    return [Math.min(...ends), Math.max(...ends)];
  }
  switch (fn) {
    case "reciprocal":
      return a[0] <= 0 && a[1] >= 0 ? ANYTHING : [1 / a[1], 1 / a[0]];
    case "divide":
      return b[0] <= 0 && b[1] >= 0 ? ANYTHING : corners(a, b, (x, y) => x / y);
    case "sin":
      return enclosedSine(a);
    case "power":
      return a[0] <= 0 ? ANYTHING : corners(a, b, Math.pow);
    case "atLeast":
      return compared(b, a);
    case "atMost":
      return compared(a, b);
    case "subtract":
      return [a[0] - b[1], a[1] - b[0]];
    case "add":
    case "min":
    case "max":
      return [f(a[0], b[0]), f(a[1], b[1])];
    default:
      return corners(a, b, f);
  }
}

function corners(a: Ends, b: Ends, f: (x: number, y: number) => number): Ends {
  const values = a.flatMap((x) => b.map((y) => f(x, y)));
  return [Math.min(...values), Math.max(...values)];
}

function enclosedSine([low, high]: Ends): Ends {
  const radius = (high - low) / 2;
  const center = Math.sin((low + high) / 2);
  return [Math.max(-1, center - radius), Math.min(1, center + radius)];
}

/** x ≤ y: 1, 0, or either. */
function compared(x: Ends, y: Ends): Ends {
  if (x[1] <= y[0]) return [1, 1];
  return x[0] > y[1] ? [0, 0] : [0, 1];
}
