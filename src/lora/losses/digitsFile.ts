/**
 * Reads public/digits.bin (written by tools/digits.mjs): handwritten digits at 8×8 as rows x = (pixels / 255, 1) of X (N×65),
 * labels as one-hot rows of Y (N×10), and W0 (10×65), trained on the digits 0–4. Source means 0–4, target 5–9.
 * The payload's hash is not verified here: it needs a crypto API, and the core has none. The tool's test does.
 */
import { type Matrix, matrix } from "../../math/matrix";

export interface LabelledImages {
  readonly X: Matrix;
  readonly Y: Matrix;
}

export interface Digits {
  /** training images of 5–9: what a run adapts to */
  readonly X: Matrix;
  readonly Y: Matrix;
  /** training images of 0–4: what W0 was trained on */
  readonly trainSource: LabelledImages;
  readonly testSource: LabelledImages;
  readonly testTarget: LabelledImages;
  readonly W0: Matrix;
  /** where the images come from, and how they were chosen and reduced, one sentence each */
  readonly source: string;
  readonly rule: string;
}

const CLASSES = 10;
const PIXELS = 64;
const FEATURES = PIXELS + 1;

interface Header {
  readonly source: string;
  readonly rule: string;
  readonly trainPerDigit: number;
  readonly testPerDigit: number;
}

function invalid(what: string): Error {
  return new Error(`digits.bin: ${what}`);
}

function isCount(x: unknown): x is number {
  return typeof x === "number" && Number.isInteger(x) && x > 0;
}

function parseHeader(text: string): Header {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw invalid("the header is not JSON");
  }
  if (typeof header !== "object" || header === null) throw invalid("the header is not an object");
  // A record of unknowns is what any object is; every field is checked before use.
  const fields = header as Record<string, unknown>;
  const { magic, version, side, classes, source, rule, trainPerDigit, testPerDigit } = fields;
  if (magic !== "digits-8x8") throw invalid(`magic is ${String(magic)}, expected digits-8x8`);
  if (version !== 1) throw invalid(`version ${String(version)} is not known, expected 1`);
  if (side !== 8 || classes !== CLASSES) throw invalid("images are not 8×8 of 10 classes");
  if (!isCount(trainPerDigit)) throw invalid("trainPerDigit is not a positive integer");
  if (!isCount(testPerDigit)) throw invalid("testPerDigit is not a positive integer");
  if (typeof source !== "string" || typeof rule !== "string") throw invalid("source or rule is missing");
  return { source, rule, trainPerDigit, testPerDigit };
}

/** Images [from, to) as X and Y. */
function labelled(pixels: Uint8Array, labels: Uint8Array, from: number, to: number): LabelledImages {
  const X = matrix(to - from, FEATURES);
  const Y = matrix(to - from, CLASSES);
  for (let i = 0; i < X.rows; i++) {
    const image = from + i;
    for (let j = 0; j < PIXELS; j++) X.data[i * FEATURES + j] = pixels[image * PIXELS + j]! / 255;
    X.data[i * FEATURES + PIXELS] = 1;
    const label = labels[image]!;
    if (label >= CLASSES) throw invalid(`label ${label} of image ${image} is not a digit`);
    Y.data[i * CLASSES + label] = 1;
  }
  return { X, Y };
}

/** Throws an Error that names what is wrong with the file. */
export function parseDigits(buffer: ArrayBuffer): Digits {
  const bytes = new Uint8Array(buffer);
  const ascii = (from: number, to: number) =>
    Array.from(bytes.subarray(from, to), (b) => String.fromCharCode(b)).join("");
  if (bytes.length < 8 || ascii(0, 4) !== "DIG8") throw invalid("not a digits file (it does not begin with DIG8)");
  const view = new DataView(buffer);
  const payload = 8 + view.getUint32(4, true);
  if (payload > bytes.length)
    throw invalid(`cut off: the header alone needs ${payload} bytes, the file has ${bytes.length}`);
  const { source, rule, trainPerDigit, testPerDigit } = parseHeader(ascii(8, payload));

  const train = CLASSES * trainPerDigit;
  const test = CLASSES * testPerDigit;
  const trainPixels = payload + 8 * CLASSES * FEATURES;
  const testPixels = trainPixels + train * PIXELS;
  const trainLabels = testPixels + test * PIXELS;
  const testLabels = trainLabels + train;
  const end = testLabels + test;
  if (bytes.length !== end) throw invalid(`${bytes.length} bytes, expected ${end} from the header's counts`);

  const W0 = matrix(CLASSES, FEATURES);
  for (let i = 0; i < W0.data.length; i++) W0.data[i] = view.getFloat64(payload + 8 * i, true);
  const section = (pixels: number, labels: number, from: number, to: number) =>
    labelled(bytes.subarray(pixels), bytes.subarray(labels), from, to);
  return {
    ...section(trainPixels, trainLabels, train / 2, train),
    trainSource: section(trainPixels, trainLabels, 0, train / 2),
    testSource: section(testPixels, testLabels, 0, test / 2),
    testTarget: section(testPixels, testLabels, test / 2, test),
    W0,
    source,
    rule,
  };
}
