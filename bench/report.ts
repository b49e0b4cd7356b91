/** A table of measurements with their budgets, as every benchmark of the page prints it. */
import { cpus } from "node:os";

export interface Row {
  readonly what: string;
  readonly value: string;
  /** beside the value, not judged */
  readonly note?: string;
  readonly budget?: string;
  /** whether the budget is met; left out where there is none, or where a software adapter cannot show it */
  readonly met?: boolean;
}

const WHAT = 50;
const VALUE = 12;
const BUDGET = 12;

export function printHead(title: string, browserVersion: string): void {
  print(`${title}, ${new Date().toISOString().slice(0, 10)}`);
  print(`${cpus()[0]!.model}, ${cpus().length} processors; ${browserVersion}`);
}

export function printGroup(title: string): void {
  print("");
  print(title);
}

export function printRow({ what, value, note = "", budget = "", met }: Row): void {
  const verdict = met === false ? "MISSED" : "";
  print(
    `  ${what.padEnd(WHAT)}${value.padStart(VALUE)}  ${budget.padEnd(BUDGET)}${verdict.padEnd(8)}${note}`.trimEnd(),
  );
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
