/** Random links for property tests: any values that the table allows, alone or in lists, over all families. */
import fc from "fast-check";
import type { ParameterId } from "../lora/experiment";
import { matrix as matrixOf } from "../math/matrix";
import { rowOf } from "./lanes";
import { runParameters, viewParameters } from "./runParameters";
import { laneKeys } from "./schema";

const real = (min: number, max: number) =>
  fc.oneof(
    fc.double({ min, max, noNaN: true }),
    fc.constantFrom(min, max),
    fc.integer({ min: Math.ceil(min), max: Math.floor(max) }),
  );

const matrix = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([rows, columns]) =>
  fc
    .array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: rows * columns,
      maxLength: rows * columns,
    })
    .map((entries) => matrixOf(rows, columns, Float64Array.from(entries))),
);

/** A text that a person could write for one value, not only the canonical one. */
function textOf(key: ParameterId): fc.Arbitrary<string> {
  const { kind, min = 0, max = 0, values = [], word, write } = rowOf(key);
  const plain = {
    choice: () => fc.constantFrom(...values),
    integer: () => fc.oneof(fc.integer({ min, max }), fc.integer({ min, max: Math.min(max, 8) })).map(String),
    real: () => real(min, max).map(String),
    eta: () => fc.tuple(real(min, max), fc.constantFrom("", "/L")).map(([x, per]) => `${x}${per}`),
    matrix: () => matrix.map(write),
    file: () => fc.constantFrom("w.npy~0123456789abcdef~16x12", "a.safetensors~00ff00ff00ff00ff~8x6x2~q.proj"),
    flag: () => fc.constantFrom("0", "1"),
    speed: () => fc.constantFrom("auto", "max", "10"),
    names: () => fc.subarray([...values], { minLength: 1 }).map((some) => some.join(".")),
    id: () => fc.constantFrom("origin", "step-rules"),
  }[kind]();
  return word === undefined
    ? plain
    : fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: fc.constant(word) });
}

const list = (key: ParameterId, separator: string, length: number) =>
  fc.array(textOf(key), { minLength: length, maxLength: length }).map((texts) => `${key}=${texts.join(separator)}`);

const view = fc
  .record({
    T: fc.integer({ min: runParameters.T.min ?? 1, max: 5000 }).map(String),
    engine: fc.constantFrom(...(runParameters.engine.values ?? [])),
    t: fc.oneof(fc.constant("T"), fc.integer({ min: 0, max: 6000 }).map(String)),
    play: fc.constantFrom("0", "1"),
    speed: fc.oneof(fc.constantFrom("auto", "max"), real(0.1, 1e7).map(String)),
    x: fc.constantFrom(...(viewParameters.x.values ?? [])),
    y: fc.constantFrom(...(viewParameters.y.values ?? [])),
    charts: fc.subarray([...(viewParameters.charts.values ?? [])]).map((some) => some.join(".") || "none"),
    bounds: fc.constantFrom("all", "none"),
    mode: fc.constantFrom(...(viewParameters.mode.values ?? [])),
    lesson: fc.constantFrom("none", "origin", "step-rules", "h2"),
    theme: fc.constantFrom(...(viewParameters.theme.values ?? [])),
  })
  .chain((all) => fc.subarray(Object.entries(all)))
  .map((pairs) => pairs.map(([key, text]) => `${key}=${text}`));

/** The text of a link, keys in any order: some single values, some lists with `,`, and lists of one length with `;`. */
export const linkTexts: fc.Arbitrary<string> = fc
  .record({ length: fc.integer({ min: 2, max: 5 }), keys: fc.shuffledSubarray([...laneKeys], { maxLength: 14 }) })
  .chain(({ length, keys }) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.oneof(
          { weight: 12, arbitrary: list(key, ",", 1) },
          { weight: 1, arbitrary: list(key, ",", length) },
          { weight: 1, arbitrary: list(key, ";", length) },
        ),
      ),
    ),
  )
  .chain((pairs) => view.map((others) => [...pairs, ...others]))
  .chain((pairs) => fc.shuffledSubarray(pairs, { minLength: pairs.length }))
  .map((pairs) => `#${["v=1", ...pairs].join("&")}`);

/** Any UTF-16 code units, halves of surrogate pairs included. */
const noise = (maxLength: number) => fc.uint16Array({ maxLength }).map((units) => String.fromCharCode(...units));

const piece = fc.oneof(
  fc.constantFrom(
    "v=1",
    "v=2",
    "&",
    "=",
    "#",
    ",",
    ";",
    ":",
    "/",
    "//",
    ".",
    "%",
    "%2",
    "%26",
    "%ff",
    "+",
    "-",
    "0",
    "-0",
    "1e999",
    "1e-999",
    "NaN",
    "Infinity",
    "null",
    "__proto__",
    "constructor",
    "https://x.org/?m=2",
    "loss=",
    "m=",
    "B=",
    "t=",
    "T=",
    "🙂",
    "\u0000",
    "1,2;3",
    "r=1,2,3,4,5,6,7,8,9",
    "seed=1,2,3,4,5,6,7,8,9",
    "L=;;;;;",
    "1:2/3",
    "1/L",
    "full",
    "natural",
    "digits",
    "user",
  ),
  fc.constantFrom(...laneKeys.map((key) => `&${key}=`)),
  fc.string({ maxLength: 12 }),
  noise(6),
  fc.double().map(String),
);

/** Text that no page of ours wrote: broken escapes, unknown keys, huge and misshapen values, valid links with noise in them. */
export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  noise(200),
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
  fc
    .tuple(linkTexts, fc.array(fc.tuple(fc.nat(300), piece), { minLength: 1, maxLength: 5 }))
    .map(([text, noise]) =>
      noise.reduce((noisy, [at, some]) => noisy.slice(0, at) + some + noisy.slice(at + (some.length % 3)), text),
    ),
);
