/**
 * `npm run test:faults`: what the page withstands, part by part, on the built site. Prints each part's rows and writes them into
 * docs/reliability.md. 1 if a row is missed or a part could not be run.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "../tools/chromium.mjs";
import { agreement } from "./agreement";
import { devices } from "./devices";
import { hostile } from "./hostile";
import { load } from "./load";
import { policy } from "./policy";
import { type Part, type Site, tableOf, writeSection } from "./report";
import { soakPart } from "./soak";

/** By the name under which each is asked for and has its place in the document. */
const parts: Readonly<Record<string, Part>> = { devices, hostile, load, policy, agreement, soak: soakPart };

const print = (text: string) => process.stdout.write(`${text}\n`);

/** When and on what, as far as figures depend on it. */
function circumstances(): string {
  const browser = spawnSync(ensureChromium(), ["--version"], { encoding: "utf8" }).stdout.trim();
  const version = /\w+ [\d.]+/.exec(browser)?.[0] ?? "unknown browser";
  return `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]!.model}, ${cpus().length} processors; ${version}.`;
}

/** Whether every row is met. */
async function runPart(name: string, site: Site): Promise<boolean> {
  const part = parts[name];
  if (!part) throw new Error(`there is no part “${name}”; there are ${Object.keys(parts).join(", ")}`);
  print(`\n${name}`);
  const rows = await part(site);
  const table = tableOf(rows);
  print(table);
  writeSection(join(site.root, "docs/reliability.md"), name, `${circumstances()}\n\n${table}`);
  return rows.every(({ met }) => met);
}

export async function main(root: string, names: readonly string[]): Promise<number> {
  const site = { root, folder: join(root, "dist") };
  let allMet = true;
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    try {
      allMet = (await runPart(name, site)) && allMet;
    } catch (error) {
      print(`${name} could not be run: ${error instanceof Error ? error.stack : error}`);
      allMet = false;
    }
  }
  return allMet ? 0 : 1;
}
