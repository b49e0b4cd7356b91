/**
 * The binary format of a WebAssembly module (core specification 2.0, chapter 5), as far as generated programs need it:
 * imported functions, one imported memory, functions, exports. Every function has a type entry of its own, with its own index.
 * Leaves out validation (the browser does it), tables, globals and data: inputs are written into memory from outside.
 */
export type ValueType = "i32" | "f64" | "v128";

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface FunctionBody {
  readonly signature: Signature;
  /** beyond the parameters */
  readonly locals: readonly ValueType[];
  readonly bytes: readonly number[];
}

export interface ModuleParts {
  /** by name, in the order of their indices, all from the module "math" */
  readonly imports: readonly (readonly [name: string, signature: Signature])[];
  /** indices go on after the imports */
  readonly functions: readonly FunctionBody[];
  /** export name → function index */
  readonly exports: Readonly<Record<string, number>>;
}

const valueTypes: Readonly<Record<ValueType, number>> = { i32: 0x7f, f64: 0x7c, v128: 0x7b };
const FUNCTION_TYPE = 0x60;
const FUNCTION = 0;
const MEMORY = 2;
const section = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;
const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const END = 0x0b;

/** unsigned LEB128 of an integer in [0, 2³²) */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}

/** signed LEB128 of an integer in [−2³¹, 2³¹) */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest < -0x40 || rest >= 0x40) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  bytes.push(rest & 0x7f);
  return bytes;
}

// `concat` copies whole arrays: spreading or flattening them takes longer than all the rest of a program's generation.
const vector = (items: readonly (readonly number[])[]): number[] => unsigned(items.length).concat(...items);
const name = (text: string): number[] => vector([...text].map((letter) => [letter.charCodeAt(0)]));
const sized = (bytes: readonly number[]): number[] => unsigned(bytes.length).concat(bytes);
const typesOf = (types: readonly ValueType[]): number[] => vector(types.map((type) => [valueTypes[type]]));

export function encodeModule({ imports, functions, exports }: ModuleParts): Uint8Array<ArrayBuffer> {
  const signatures = [...imports.map(([, signature]) => signature), ...functions.map(({ signature }) => signature)];
  const memory = [...name("host"), ...name("memory"), MEMORY, 0, 0];
  const sections: readonly (readonly [number, readonly (readonly number[])[]])[] = [
    [section.types, signatures.map((s) => [FUNCTION_TYPE, ...typesOf(s.parameters), ...typesOf(s.results)])],
    [section.imports, [memory, ...imports.map(([id], i) => [...name("math"), ...name(id), FUNCTION, ...unsigned(i)])]],
    [section.functions, functions.map((_, i) => unsigned(imports.length + i))],
    [section.exports, Object.entries(exports).map(([id, index]) => [...name(id), FUNCTION, ...unsigned(index)])],
    [
      section.code,
      functions.map(({ locals, bytes }) =>
        sized(vector(locals.map((type) => [1, valueTypes[type]])).concat(bytes, END)),
      ),
    ],
  ];
  return new Uint8Array(MAGIC_AND_VERSION.concat(...sections.map(([id, items]) => [id].concat(sized(vector(items))))));
}
