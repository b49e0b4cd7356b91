/** The arguments of `simulate`, checked: nothing is replaced by a nearest valid value here, every fault is one line. */
import { parseArgs } from "node:util";
import { integer } from "../permalink/kinds";
import { type Link, readLink } from "../permalink/link";

export const usage = `usage: npm run -s simulate -- "<link>" [--at 0,1,2,5,10,100] [--out run.csv] [--report report.json] [--file w.npy]

Runs the link's experiment on the float64 engine and writes one row for each lane and iterate as CSV.
<link> is a full address, its hash #v=1&…, or the bare keys; docs/url-api.md lists them.
  --at      write only these iterates
  --out     write to this file instead of standard output
  --file    a file that the link names; once for each
  --report  also judge every certificate at every step and write the verdicts to this JSON file
`;

export interface Request {
  readonly link: Link;
  /** iterates to write, ascending; null: all */
  readonly at: readonly number[] | null;
  /** null: standard output */
  readonly out: string | null;
  /** files that the link names */
  readonly files: readonly string[];
  /** file for the certificates' report; null: none */
  readonly report: string | null;
}

export type Arguments =
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "help" }
  | { readonly kind: "faults"; readonly faults: readonly string[] };

const options = {
  at: { type: "string" },
  out: { type: "string" },
  file: { type: "string" },
  report: { type: "string" },
  help: { type: "boolean" },
} as const;

export function parseArguments(args: readonly string[]): Arguments {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  if (tokens.some((token) => token.kind === "option" && token.name === "help")) return { kind: "help" };
  const faults: string[] = [];
  const given = new Map<string, string>();
  const files: string[] = [];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(options, token.name))
      faults.push(`${token.rawName}: not an option; one of --at, --out, --report, --file, --help`);
    else if (token.name === "file" && token.value) files.push(token.value);
    else if (given.has(token.name)) faults.push(`${token.rawName}: given more than once`);
    else if (!token.value) faults.push(`${token.rawName}: needs a value`);
    else given.set(token.name, token.value);
  }
  const links = tokens.flatMap((token) => (token.kind === "positional" ? token.value : []));
  const [text] = links;
  if (text === undefined || text.trim() === "") faults.push("link: missing; put it in quotes");
  // the value of an unknown option is no second link
  if (links.length > 1 && faults.length === 0) faults.push(`link: ${links.length} given, expected 1; put it in quotes`);
  const { link, faults: linkFaults } = readLink(text ?? "");
  faults.push(...linkFaults.map(({ problem }) => problem));
  const report = given.get("report") ?? null;
  if (report !== null && report === given.get("out")) faults.push(`--report: ${report} is the file of --out already`);
  const at = stepsOf(given.get("at"), link.T, faults);
  if (faults.length > 0) return { kind: "faults", faults };
  return { kind: "request", request: { link, at, out: given.get("out") ?? null, files, report } };
}

/** The iterates of `--at`, each once, ascending. */
function stepsOf(text: string | undefined, T: number, faults: string[]): readonly number[] | null {
  if (text === undefined) return null;
  const step = integer(0, T);
  const steps = text.split(",").map((entry) => {
    const reading = step.read(entry.trim());
    if (!reading?.valid) faults.push(`--at: ${entry.trim() || "(nothing)"} is not an integer from 0 to T = ${T}`);
    return reading?.value ?? 0;
  });
  return [...new Set(steps)].toSorted((a, b) => a - b);
}
