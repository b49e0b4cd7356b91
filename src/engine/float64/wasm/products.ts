/**
 * Matrix products as generated functions (x, y, z addresses) of one shape each, so that all strides are constants. Two forms:
 *   rows   Z[i,·] = Σₖ x(i,k) Y[k,·]      for X Y and Xᵀ Y: blocks of 2 rows × 4 terms, coefficients in registers
 *   dots   Z[i,j] = ⟨X[i,·], Y[j,·]⟩      for X Yᵀ: blocks of 8 running sums in registers
 * Both read along rows only. The order of summation follows from the shape alone.
 */
import type { Shape } from "../../primitives";
import { Code, type Local } from "./code";
import { combineLanes, DOUBLE, loadPair, storePair, walkPairs } from "./pairs";

export interface Product extends Shape {
  readonly transposeX: boolean;
  readonly transposeY: boolean;
  readonly inner: number;
}

const ROWS = 2;
const TERMS = 4;
const SUMS = 8;
/** Pairs in one round of the innermost loop: a block is enough work for a round. */
const UNROLL = 1;
const X = 0;
const Y = 1;
const Z = 2;

/** Z = op(X) op(Y). Throws for XᵀYᵀ, which no formula asks for. */
export function productFunction(product: Product): Code {
  const { rows, columns, inner, transposeX, transposeY } = product;
  const code = new Code({ parameters: ["i32", "i32", "i32"], results: [] });
  if (transposeX && transposeY) throw new Error("product: both factors transposed");
  const strideX = transposeX ? { row: DOUBLE, term: rows * DOUBLE } : { row: inner * DOUBLE, term: DOUBLE };
  if (columns === 1 && transposeX) {
    // (Xᵀy)ᵀ = yᵀX, which has the same entries in the same places.
    rowsForm(code, { rows: 1, inner, columns: rows }, { row: 0, term: DOUBLE }, { x: Y, y: X });
  } else if ((transposeY && inner > 1) || (columns === 1 && !transposeX)) {
    dotsForm(code, product);
  } else {
    rowsForm(code, product, strideX, { x: X, y: Y });
  }
  return code;
}

interface Run {
  readonly size: number;
  readonly times: number;
}

/** `count` as full blocks of `size` and one smaller block. */
function blocks(count: number, size: number): readonly Run[] {
  const all = [
    { size, times: Math.floor(count / size) },
    { size: count % size, times: 1 },
  ];
  return all.filter((run) => run.size > 0 && run.times > 0);
}

/** `body(size)` for every block, with the pointers moved `size` strides after each. */
function overBlocks(
  code: Code,
  runs: readonly Run[],
  pointers: readonly { readonly local: Local; readonly stride: number }[],
  body: (size: number) => void,
): void {
  for (const { size, times } of runs) {
    code.times(times, () => {
      body(size);
      for (const { local, stride } of pointers) code.advance(local, size * stride);
    });
  }
}

/** a copy of a pointer that may move */
function from(code: Code, pointer: Local, local = code.local("i32")): Local {
  code.get(pointer).set(local);
  return local;
}

/**
 * The larger of Y and Z is passed over once: rows of Z outside if Z has more rows than Y, terms outside otherwise.
 * The first block of terms starts the sums, the following ones add to Z.
 */
function rowsForm(
  code: Code,
  { rows, inner, columns }: Shape & { readonly inner: number },
  stride: { readonly row: number; readonly term: number },
  { x, y }: { readonly x: Local; readonly y: Local },
): void {
  const width = columns * DOUBLE;
  const block = new RowBlock(code, stride, columns);
  const [xAt, yAt, zAt] = [code.local("i32"), code.local("i32"), code.local("i32")];
  const [firstTerms, ...otherTerms] = blocks(inner, TERMS);
  const rowRuns = blocks(rows, ROWS);
  const terms = (body: (count: number, first: boolean) => void) => {
    const moving = [
      { local: xAt, stride: stride.term },
      { local: yAt, stride: width },
    ];
    overBlocks(code, [{ ...firstTerms!, times: 1 }], moving, (count) => body(count, true));
    overBlocks(code, [{ ...firstTerms!, times: firstTerms!.times - 1 }, ...otherTerms], moving, (count) =>
      body(count, false),
    );
  };
  if (rows >= inner) {
    const moving = [
      { local: x, stride: stride.row },
      { local: Z, stride: width },
    ];
    overBlocks(code, rowRuns, moving, (height) => {
      from(code, x, xAt);
      from(code, y, yAt);
      terms((count, first) => block.write({ x: xAt, y: yAt, z: Z }, height, count, first));
    });
  } else {
    from(code, x, xAt);
    from(code, y, yAt);
    const xRow = code.local("i32");
    const moving = [
      { local: xRow, stride: stride.row },
      { local: zAt, stride: width },
    ];
    terms((count, first) => {
      from(code, xAt, xRow);
      from(code, Z, zAt);
      overBlocks(code, rowRuns, moving, (height) => block.write({ x: xRow, y: yAt, z: zAt }, height, count, first));
    });
  }
}

/** Z[a,·] (+)= Σ_b x(a,b) Y[b,·] for a few rows a and terms b, the coefficients held in registers. */
class RowBlock {
  readonly #coefficients: readonly Local[];
  readonly #terms: readonly Local[];
  readonly #sum: Local;
  readonly #y: Local;
  readonly #z: Local;

  constructor(
    readonly code: Code,
    readonly stride: { readonly row: number; readonly term: number },
    readonly columns: number,
  ) {
    this.#coefficients = Array.from({ length: ROWS * TERMS }, () => code.local("v128"));
    this.#terms = Array.from({ length: TERMS }, () => code.local("v128"));
    this.#sum = code.local("v128");
    this.#y = code.local("i32");
    this.#z = code.local("i32");
  }

  write(at: { x: Local; y: Local; z: Local }, height: number, terms: number, first: boolean): void {
    const { code, stride, columns } = this;
    const width = columns * DOUBLE;
    const coefficient = (a: number, b: number) => this.#coefficients[a * TERMS + b]!;
    for (let a = 0; a < height; a++) {
      for (let b = 0; b < terms; b++) {
        const offset = a * stride.row + b * stride.term;
        code.get(at.x).access("v128.load64_splat", offset).set(coefficient(a, b));
      }
    }
    const y = from(code, at.y, this.#y);
    const z = from(code, at.z, this.#z);
    walkPairs(code, [y, z], columns, UNROLL, ({ offset, half }) => {
      for (let b = 0; b < terms; b++) loadPair(code, y, offset + b * width, half).set(this.#terms[b]!);
      for (let a = 0; a < height; a++) {
        if (!first) loadPair(code, z, offset + a * width, half);
        for (let b = 0; b < terms; b++) {
          code.get(coefficient(a, b)).get(this.#terms[b]!).op("f64x2.mul");
          if (!first || b > 0) code.op("f64x2.add");
        }
        code.set(this.#sum);
        storePair(code, z, offset + a * width, half, this.#sum);
      }
    });
  }
}

function dotsForm(code: Code, { rows, columns, inner }: Product): void {
  const wide = Math.min(columns, rows >= SUMS / 2 ? 2 : Math.floor(SUMS / rows));
  const high = Math.min(rows, Math.floor(SUMS / wide));
  const width = inner * DOUBLE;
  const sums = Array.from({ length: SUMS }, () => code.local("v128"));
  const rights = Array.from({ length: wide }, () => code.local("v128"));
  const left = code.local("v128");
  const [yAt, zAt, x, y] = [code.local("i32"), code.local("i32"), code.local("i32"), code.local("i32")];
  const movingRows = [
    { local: X, stride: width },
    { local: Z, stride: columns * DOUBLE },
  ];
  const movingColumns = [
    { local: yAt, stride: width },
    { local: zAt, stride: DOUBLE },
  ];
  overBlocks(code, blocks(rows, high), movingRows, (height) => {
    from(code, Y, yAt);
    from(code, Z, zAt);
    overBlocks(code, blocks(columns, wide), movingColumns, (breadth) => {
      const sum = (a: number, b: number) => sums[a * breadth + b]!;
      for (let s = 0; s < height * breadth; s++) code.f64x2(0, 0).set(sums[s]!);
      from(code, X, x);
      from(code, yAt, y);
      walkPairs(code, [x, y], inner, UNROLL, ({ offset, half }) => {
        for (let a = 0; a < height; a++) {
          loadPair(code, x, offset + a * width, half).set(left);
          for (let b = 0; b < breadth; b++) {
            if (a === 0) loadPair(code, y, offset + b * width, half).set(rights[b]!);
            code.get(sum(a, b)).get(left).get(rights[b]!).op("f64x2.mul").op("f64x2.add").set(sum(a, b));
          }
        }
      });
      for (let a = 0; a < height; a++) {
        for (let b = 0; b < breadth; b++) {
          code.get(zAt);
          combineLanes(code, sum(a, b), "add").access("f64.store", (a * columns + b) * DOUBLE);
        }
      }
    });
  });
}
