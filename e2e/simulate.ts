/** The command line on a link: the float64 oracle that the page is compared with. */
import { spawnSync } from "node:child_process";
import { expect } from "./test";

export function simulate(link: string, ...options: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/simulate.mjs", link, ...options], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}
