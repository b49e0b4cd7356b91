/**
 * The largest eigenvalue of symmetric positive semidefinite matrices of one side n, generated: tridiagonalization by Householder
 * reflections (as in math/factorization), M ← M − vwᵀ − wvᵀ, from the last row up. One pass over M takes off a reflection and
 * multiplies what is left by the vector u of the next. What is left to do for the tridiagonal matrix is O(n), in JavaScript.
 */
import { DENSE_LIMIT, largestOfTridiagonal } from "../../../math/factorization";
import { Code, type Local } from "./code";
import { encodeModule } from "./encoder";
import { instantiate } from "./instantiate";
import { combineLanes, DOUBLE, loadPair, storePair, walkCounted } from "./pairs";
import { mathImports } from "./postfix";

const PAGE = 2 ** 16;

/** Null where WebAssembly is refused or has no memory, or n is too large for O(n³). The matrix is given as its n² entries. */
export function compileLargestEigenvalue(n: number): ((M: Float64Array) => number) | null {
  if (n > DENSE_LIMIT) return null;
  const places = placesFor(n);
  const functions = [tridiagonalization(n)];
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(places.end / PAGE) });
    const bytes = encodeModule({ imports: mathImports, functions, exports: { run: mathImports.length } });
    // The module exports exactly this function.
    const run = instantiate(bytes, memory).run as () => void;
    const doubles = (offset: number, count: number) => new Float64Array(memory.buffer, offset, count);
    const own = doubles(0, n * n);
    const alpha = doubles(places.alpha, n);
    const beta = doubles(places.beta, n);
    return (M) => {
      own.set(M);
      run();
      return largestOfTridiagonal(alpha, beta, n);
    };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return null;
    throw error;
  }
}

/** Offsets of what stands behind M: both diagonals, and four vectors. */
function placesFor(n: number) {
  const place = (index: number) => (n + index) * n * DOUBLE;
  return { alpha: place(0), beta: place(1), v: place(2), w: place(3), u: place(4), y: place(5), end: place(6) };
}

/** Reads M from address 0, overwrites it, and leaves diagonal and positive side diagonal of QᵀMQ. */
function tridiagonalization(n: number): Code {
  const writer = new TridiagonalizationWriter(n);
  writer.write();
  return writer.code;
}

class TridiagonalizationWriter {
  readonly code = new Code({ parameters: [], results: [] });
  readonly #place: ReturnType<typeof placesFor>;
  /** the row whose reflection is next, and in bytes its place among rows and its entry of a vector */
  readonly #k = this.code.local("i32");
  readonly #row = this.code.local("i32");
  readonly #entry = this.code.local("i32");
  /** along vectors, and along a row of M */
  readonly #at = this.code.local("i32");
  readonly #along = this.code.local("i32");
  /** 1/half, for the reflection I − uuᵀ/half; 0 where there is nothing to reflect */
  readonly #scale = this.code.local("f64");
  /** uᵀMu/half */
  readonly #product = this.code.local("f64");
  /** the entries of v and w that belong to a row, repeated */
  readonly #vi = this.code.local("v128");
  readonly #wi = this.code.local("v128");
  readonly #x = this.code.local("v128");
  readonly #sum = this.code.local("v128");

  constructor(readonly n: number) {
    this.#place = placesFor(n);
  }

  write(): void {
    const { code, n } = this;
    const { v, w, alpha } = this.#place;
    code.i32(0).set(this.#at);
    code.times(n, () => {
      for (const vector of [v, w]) code.get(this.#at).f64(0).access("f64.store", vector);
      code.advance(this.#at, DOUBLE);
    });
    code.i32(n - 1).set(this.#k);
    code.i32((n - 1) * n * DOUBLE).set(this.#row);
    code.i32((n - 1) * DOUBLE).set(this.#entry);
    code.times(n - 1, () => {
      this.#reflection();
      this.#multiply();
      this.#vectors();
      code.advance(this.#k, -1);
      code.advance(this.#row, -n * DOUBLE);
      code.advance(this.#entry, -DOUBLE);
    });
    // k, row and entry are 0.
    this.#bindRow(this.#entry);
    code.get(this.#entry);
    this.#diagonal().access("f64.store", alpha);
  }

  /** u = row k left of the diagonal, with ‖row‖ added to its last entry: reflected by it, one entry is left beside the diagonal. */
  #reflection(): void {
    const { code } = this;
    const { alpha, beta, u } = this.#place;
    const [norm, last, half] = [code.local("f64"), code.local("f64"), code.local("f64")];
    this.#overRow(this.#row, this.#entry, (offset, isHalf) => {
      storePair(code, this.#at, u + offset, isHalf, this.#x);
      code.get(this.#sum).get(this.#x).get(this.#x).op("f64x2.mul").op("f64x2.add").set(this.#sum);
    });
    code.get(this.#entry);
    this.#diagonal().access("f64.store", alpha);
    combineLanes(code, this.#sum, "add").tee(half).op("f64.sqrt").set(norm);
    code
      .get(this.#entry)
      .get(norm)
      .access("f64.store", beta - DOUBLE);
    code
      .get(this.#entry)
      .access("f64.load", u - DOUBLE)
      .set(last);
    code.get(this.#entry).get(last).get(norm).get(last).op("f64.copysign").op("f64.add");
    code.access("f64.store", u - DOUBLE);
    // half = ‖row‖² + ‖row‖ |last|
    code.get(half).get(norm).get(last).op("f64.abs").op("f64.mul").op("f64.add").set(half);
    code.f64(0).f64(1).get(half).op("f64.div").get(half).f64(0).op("f64.eq").op("select").set(this.#scale);
  }

  /** y = Mu/half, M less the reflection before. */
  #multiply(): void {
    const { code, n } = this;
    const { u, y } = this.#place;
    const [i, row, left] = [code.local("i32"), code.local("i32"), code.local("i32")];
    code.f64(0).set(this.#product).i32(0).tee(i).set(row).get(this.#k).set(left);
    code.repeat(() => {
      this.#overRow(row, i, (offset, isHalf) => {
        storePair(code, this.#along, offset, isHalf, this.#x);
        loadPair(code.get(this.#sum).get(this.#x), this.#at, u + offset, isHalf);
        code.op("f64x2.mul").op("f64x2.add").set(this.#sum);
      });
      combineLanes(code.get(i), this.#sum, "add").get(this.#scale).op("f64.mul").access("f64.store", y);
      code.get(this.#product).get(i).access("f64.load", y).get(i).access("f64.load", u);
      code.op("f64.mul").op("f64.add").set(this.#product);
      code.advance(i, DOUBLE).advance(row, n * DOUBLE);
      code.get(left).i32(1).op("i32.sub").tee(left);
    });
  }

  /** w = y − u uᵀy/(2 half) and v = u: what the next passes take off. */
  #vectors(): void {
    const { code } = this;
    const { v, w, u, y } = this.#place;
    const share = code.local("v128");
    code.get(this.#product).get(this.#scale).op("f64.mul").f64(0.5).op("f64.mul").op("f64x2.splat").set(share);
    code.i32(0).set(this.#at);
    walkCounted(code, [this.#at], this.#k, ({ offset, half }) => {
      loadPair(code, this.#at, u + offset, half).set(this.#x);
      loadPair(code, this.#at, y + offset, half)
        .get(share)
        .get(this.#x)
        .op("f64x2.mul")
        .op("f64x2.sub");
      code.set(this.#sum);
      storePair(code, this.#at, v + offset, half, this.#x);
      storePair(code, this.#at, w + offset, half, this.#sum);
    });
  }

  /** For each pair of the first k entries of the row at `start`: x = row − vᵢ w − wᵢ v. Clears the sum first. */
  #overRow(start: Local, entry: Local, body: (offset: number, isHalf: boolean) => void): void {
    const { code } = this;
    const { v, w } = this.#place;
    this.#bindRow(entry);
    code.f64x2(0, 0).set(this.#sum);
    code.i32(0).set(this.#at).get(start).set(this.#along);
    walkCounted(code, [this.#at, this.#along], this.#k, ({ offset, half }) => {
      loadPair(code, this.#along, offset, half);
      loadPair(code.get(this.#vi), this.#at, w + offset, half).op("f64x2.mul");
      loadPair(code.get(this.#wi), this.#at, v + offset, half).op("f64x2.mul");
      code.op("f64x2.add").op("f64x2.sub").set(this.#x);
      body(offset, half);
    });
  }

  #bindRow(entry: Local): void {
    this.code.get(entry).access("v128.load64_splat", this.#place.v).set(this.#vi);
    this.code.get(entry).access("v128.load64_splat", this.#place.w).set(this.#wi);
  }

  /** The diagonal entry of row k, onto the stack: less 2 v_k w_k. */
  #diagonal(): Code {
    const { code } = this;
    code.get(this.#row).get(this.#entry).op("i32.add").access("f64.load", 0);
    code.get(this.#vi).extract(0).get(this.#wi).extract(0).op("f64.mul").f64(2).op("f64.mul");
    return code.op("f64.sub");
  }
}
