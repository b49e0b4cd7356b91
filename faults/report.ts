/** What a part of `npm run test:faults` measures, how it is printed, and how it gets into docs/reliability.md. */
import { readFileSync, writeFileSync } from "node:fs";

export interface Row {
  readonly what: string;
  /** as measured */
  readonly figure: string;
  /** empty where the figure is told and not judged */
  readonly required: string;
  readonly met: boolean;
}

export interface Site {
  /** of the project */
  readonly root: string;
  /** the built site: `openFolder` of bench/browser.ts opens a page beside it */
  readonly folder: string;
}

export type Part = (site: Site) => Promise<readonly Row[]>;

const head = ["what", "figure", "required", ""] as const;

/** The rows as a table of a document, its columns aligned. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [
    head,
    ...rows.map(({ what, figure, required, met }) => [what, figure, required, met ? "" : "MISSED"] as const),
  ].map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, c) => Math.max(3, ...lines.map((cells) => cells[c]!.length)));
  const text = lines.map((cells) => `| ${cells.map((cell, c) => cell.padEnd(widths[c]!)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [text[0]!, rule, ...text.slice(1)].join("\n");
}

/** Puts what a part measured between its marks in the document: what is written around them stays. */
export function writeSection(path: string, name: string, text: string): void {
  const document = readFileSync(path, "utf8");
  const [begin, end] = [`<!-- npm run test:faults ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`${path} has no place for what the part “${name}” measures: ${begin} … ${end}`);
  writeFileSync(path, `${document.slice(0, from)}${begin}\n\n${text}\n\n${document.slice(to)}`);
}
