/** A terminal whose output is kept as text, and `simulate` run on it. */
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { main } from "./main";

function collector(isTTY: boolean) {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => chunks.join("") };
}

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command; `tick` is what the clock advances by at each reading, in ms. */
export async function simulateWith(args: readonly string[], { isTTY = false, tick = 1 } = {}): Promise<Outcome> {
  const out = collector(false);
  const err = collector(isTTY);
  let time = 0;
  const dataFolder = fileURLToPath(new URL("../../public", import.meta.url));
  const now = () => {
    time += tick;
    return time;
  };
  const status = await main(args, { stdout: out.stream, stderr: err.stream, dataFolder, now });
  return { status, out: out.text(), err: err.text() };
}

export interface Table {
  readonly comments: readonly string[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** A CSV, read with nothing of what wrote it. */
export function tableOf(csv: string): Table {
  const lines = csv.split("\n").filter((line) => line !== "");
  const comments = lines.filter((line) => line.startsWith("#"));
  const [header = "", ...rows] = lines.slice(comments.length);
  return { comments, header: header.split(","), rows: rows.map((row) => row.split(",").map(Number)) };
}
