import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const launcher = fileURLToPath(new URL("simulate.mjs", import.meta.url));

function launch(...args: readonly string[]) {
  return new Promise<{ status: number | string | null | undefined; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [launcher, ...args], (error, out, err) => {
      resolve({ status: error ? error.code : 0, out, err });
    });
  });
}

describe("npm run simulate", () => {
  it("builds and runs, several at once, and passes on the status", { timeout: 60_000 }, async () => {
    const [first, second, bad] = await Promise.all([launch("#T=2"), launch("#T=2"), launch("#m=0")]);
    expect(first.out.split("\n")[0]).toBe("# #v=1&T=2");
    expect(first.out.split("\n")).toHaveLength(6);
    expect(second).toEqual(first);
    expect(bad).toEqual({ status: 2, out: "", err: "m: 0 is not an integer from 1 to 4096\n" });
  });
});
