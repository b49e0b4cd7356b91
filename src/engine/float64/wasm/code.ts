/**
 * Writes the instructions of one function. WebAssembly is a stack machine: an instruction takes its operands from the stack and
 * leaves its result there, so that `code.get(x).get(y).op("f64.mul").set(z)` reads z = x · y.
 */
import { type FunctionBody, type Signature, signed, unsigned, type ValueType } from "./encoder";

/** Index of a parameter or local variable. */
export type Local = number;

const simd = (code: number): number[] => [0xfd, ...unsigned(code)];
const VOID = 0x40;
/** log₂ of the alignment in bytes that loads and stores promise: that of one double. */
const ALIGNMENT = [3];
const LOCAL_GET = [0x20];
const LOCAL_SET = [0x21];
const LOCAL_TEE = [0x22];

const opcodes = {
  select: [0x1b],
  "i32.eqz": [0x45],
  "i32.ne": [0x47],
  "i32.lt_u": [0x49],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.and": [0x71],
  "i32.shr_u": [0x76],
  "f64.convert_i32_u": [0xb8],
  "f64.eq": [0x61],
  "f64.ne": [0x62],
  "f64.le": [0x65],
  "f64.ge": [0x66],
  "f64.abs": [0x99],
  "f64.neg": [0x9a],
  "f64.sqrt": [0x9f],
  "f64.add": [0xa0],
  "f64.sub": [0xa1],
  "f64.mul": [0xa2],
  "f64.div": [0xa3],
  "f64.min": [0xa4],
  "f64.max": [0xa5],
  "f64.copysign": [0xa6],
  "f64x2.splat": simd(0x14),
  "f64x2.ne": simd(0x48),
  "f64x2.le": simd(0x4b),
  "f64x2.ge": simd(0x4c),
  "f64x2.abs": simd(0xec),
  "f64x2.neg": simd(0xed),
  "f64x2.sqrt": simd(0xef),
  "f64x2.add": simd(0xf0),
  "f64x2.sub": simd(0xf1),
  "f64x2.mul": simd(0xf2),
  "f64x2.div": simd(0xf3),
  "f64x2.min": simd(0xf4),
  "f64x2.max": simd(0xf5),
  /** the first operand where it is not less, as `first < second ? second : first` */
  "f64x2.pmax": simd(0xf7),
  "v128.and": simd(0x4e),
  "v128.bitselect": simd(0x52),
} as const satisfies Record<string, readonly number[]>;
export type Opcode = keyof typeof opcodes;

const memoryOpcodes = {
  "f64.load": [0x2b],
  "f64.store": [0x39],
  "v128.load": simd(0x00),
  "v128.load64_splat": simd(0x0a),
  /** one double into lane 0, zero into lane 1 */
  "v128.load64_zero": simd(0x5d),
  "v128.store": simd(0x0b),
} as const satisfies Record<string, readonly number[]>;

function bytesOf(...values: readonly number[]): number[] {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  return [...new Uint8Array(view.buffer)];
}

export class Code implements FunctionBody {
  readonly bytes: number[] = [];
  readonly locals: ValueType[] = [];

  constructor(readonly signature: Signature) {}

  /** a new local variable, zero at first */
  local(type: ValueType): Local {
    return this.signature.parameters.length + this.locals.push(type) - 1;
  }

  #emit(first: readonly number[], second: readonly number[] = []): this {
    for (const byte of first) this.bytes.push(byte);
    for (const byte of second) this.bytes.push(byte);
    return this;
  }

  get(local: Local): this {
    return this.#emit(LOCAL_GET, unsigned(local));
  }

  set(local: Local): this {
    return this.#emit(LOCAL_SET, unsigned(local));
  }

  /** like `set`, and leaves the value on the stack */
  tee(local: Local): this {
    return this.#emit(LOCAL_TEE, unsigned(local));
  }

  i32(value: number): this {
    return this.#emit([0x41], signed(value | 0));
  }

  f64(value: number): this {
    return this.#emit([0x44], bytesOf(value));
  }

  /** both lanes of a vector */
  f64x2(first: number, second: number): this {
    return this.#emit(simd(0x0c), bytesOf(first, second));
  }

  op(name: Opcode): this {
    return this.#emit(opcodes[name]);
  }

  /** from or to the address on the stack plus `offset` */
  access(name: keyof typeof memoryOpcodes, offset: number): this {
    return this.#emit(memoryOpcodes[name]).#emit(ALIGNMENT, unsigned(offset));
  }

  /** stores lane 0 of a vector */
  storeLane(offset: number): this {
    return this.#emit(simd(0x5b), ALIGNMENT).#emit(unsigned(offset), [0]);
  }

  extract(lane: 0 | 1): this {
    return this.#emit(simd(0x21), [lane]);
  }

  replace(lane: 0 | 1): this {
    return this.#emit(simd(0x22), [lane]);
  }

  call(index: number): this {
    return this.#emit([0x10], unsigned(index));
  }

  /** copies `bytes` bytes; destination and source address are on the stack */
  copy(bytes: number): this {
    return this.i32(bytes).#emit([0xfc, 0x0a, 0, 0]);
  }

  /** `target` += `step`, both addresses or counters */
  advance(target: Local, step: number): this {
    return step === 0 ? this : this.get(target).i32(step).op("i32.add").set(target);
  }

  /** a block that `leaveIf` inside leaves at once */
  block(body: () => void): this {
    this.#emit([0x02, VOID]);
    body();
    return this.#emit([0x0b]);
  }

  /** repeats `body` while it leaves a non-zero i32 on the stack */
  repeat(body: () => void): this {
    this.#emit([0x03, VOID]);
    body();
    return this.#emit([0x0d, 0, 0x0b]);
  }

  /** leaves the `depth`-th enclosing block if the i32 on the stack is not 0 */
  leaveIf(depth: number): this {
    return this.#emit([0x0d], unsigned(depth));
  }

  /** `count` times; a single time is no loop */
  times(count: number, body: () => void): this {
    if (count === 1) body();
    if (count <= 1) return this;
    const left = this.local("i32");
    this.i32(count).set(left);
    return this.repeat(() => {
      body();
      this.get(left).i32(1).op("i32.sub").tee(left);
    });
  }
}
