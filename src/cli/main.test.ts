import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { certificates } from "../lora/certificates";
import { simulateWith, tableOf } from "./terminal.fixtures";

describe("simulate", () => {
  it("writes a row for each lane and iterate, lane by lane, under the canonical hash", async () => {
    const { status, out, err } = await simulateWith(["https://example.org/#seed=7,8&T=3&theme=dark&r=1,2&L=2"]);
    const { comments, header, rows } = tableOf(out);
    expect(comments).toEqual(["# #v=1&r=1,2&seed=7,8&T=3"]);
    expect(header).toEqual([
      "lane",
      "t",
      "loss",
      "grad_norm_sq",
      "step_size",
      "v_norm_sq",
      "loss_grad_norm",
      "sum_step_sizes",
      "min_grad_norm_sq",
    ]);
    expect(rows.map(([lane, t]) => [lane, t])).toEqual(
      [0, 1, 2, 3].flatMap((lane) => [0, 1, 2, 3].map((t) => [lane, t])),
    );
    expect([status, err]).toEqual([0, ""]);
  });

  it("follows the closed form of full-rank descent on the quadratic", async () => {
    const { out } = await simulateWith(["#method=full&step=constant&eta=0.25/L&T=20&m=3&n=2"]);
    const { rows } = tableOf(out);
    const [first] = rows;
    rows.forEach(([, t = 0, loss = 0, gradNormSq, step, vNormSq], row) => {
      expect(t).toBe(row);
      expect(loss / ((first?.[2] ?? 0) * 0.75 ** (2 * t))).toBeCloseTo(1, 12); // W − W* shrinks by 1 − ηL
      expect([gradNormSq, step, vNormSq]).toEqual([expect.closeTo(4 * loss, 10), 0.125, 0]); // ‖G‖² = 2Lℓ
    });
  });

  it("derives Ση and the running minimum from the columns before them", async () => {
    const { rows } = tableOf((await simulateWith(["#T=200&init=gauss&scale=0.01"])).out);
    let sum = 0;
    let min = Number.POSITIVE_INFINITY;
    for (const [, , , gradNormSq = Number.NaN, step = Number.NaN, , , sumOfSteps, minGradNormSq] of rows) {
      min = Math.min(min, gradNormSq);
      expect(sumOfSteps).toBeCloseTo(sum, 12);
      expect(minGradNormSq).toBe(min);
      sum += step;
    }
  });

  it("writes the iterates of --at alone, once each and in order, with the numbers of the whole run", async () => {
    const all = tableOf((await simulateWith(["#T=5000&r=1,2"])).out).rows;
    const some = tableOf((await simulateWith(["#T=5000&r=1,2", "--at", "4097, 0,2,2,4096"])).out).rows;
    const wanted = [0, 2, 4096, 4097];
    expect(some).toEqual([...wanted, ...wanted.map((t) => t + 5001)].map((row) => all[row]));
  });

  it("writes the verdict on every certificate of every lane to the file of --report", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simulate-"));
    try {
      const path = join(folder, "report.json");
      const { status, out } = await simulateWith(["#method=lora;full&T=200", "--report", path]);
      expect(status).toBe(0);
      expect(tableOf(out).rows).toHaveLength(402);
      const report: readonly Record<string, unknown>[] = JSON.parse(await readFile(path, "utf8"));
      expect(report).toHaveLength(2 * certificates.length);
      expect(Object.keys(report[0]!)).toEqual([
        "lane",
        "id",
        "reference",
        "verdict",
        "worstSlack",
        "worstAt",
        "firstViolation",
        "reason",
      ]);
      const entry = (lane: number, id: string) => report.find((each) => each.lane === lane && each.id === id)!;
      expect(entry(0, "lemma2")).toMatchObject({ verdict: "holds", reference: "paper, Lemma 2 (9)", reason: null });
      expect(entry(0, "lemma2").worstSlack).toBeGreaterThan(4.6);
      expect(entry(0, "balance").verdict).toBe("holds");
      expect(entry(1, "growth")).toMatchObject({ verdict: "not-applicable", worstSlack: null });
      expect(entry(1, "growth").reason).toContain("full-rank");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("judges the whole run for --report, whatever rows --at asks for, and refuses a file that cannot be written", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simulate-"));
    try {
      const path = join(folder, "report.json");
      const { out } = await simulateWith(["#T=300", "--at", "0,10", "--report", path]);
      expect(tableOf(out).rows).toHaveLength(2);
      const report: readonly { id: string; worstAt: number }[] = JSON.parse(await readFile(path, "utf8"));
      expect(report.find((entry) => entry.id === "extractor-norms")!.worstAt).toBeGreaterThan(10);
      const refused = await simulateWith(["#T=300", "--report", join(folder, "missing", "report.json")]);
      expect([refused.status, refused.out]).toEqual([2, ""]);
      expect(refused.err).toContain("--report:");
      expect((await simulateWith(["#T=3", "--out", path, "--report", path])).status).toBe(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("takes the matrices that a link names from the files of --file, and from no other", async () => {
    const fixtures: readonly { readonly name: string; readonly base64: string; readonly rows: number[][] }[] =
      JSON.parse(await readFile(new URL("../files/files.fixtures.json", import.meta.url), "utf8"));
    const { base64, rows } = fixtures.find(({ name }) => name === "fortran.npy")!;
    const folder = await mkdtemp(join(tmpdir(), "simulate-"));
    try {
      const path = join(folder, "other name.npy");
      await writeFile(path, Buffer.from(base64, "base64"));
      const hash = createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex").slice(0, 16);
      const link = (digits: string) => `#v=1&m=4&n=3&r=1&targetFile=w.npy~${digits}~4x3&T=5`;
      const { status, out } = await simulateWith([link(hash), "--file", path]);
      expect(status).toBe(0);
      const target = rows.map((row) => row.join(":")).join("/");
      const inline = await simulateWith([`#v=1&m=4&n=3&r=1&target=${target}&T=5`]);
      expect(tableOf(out).rows).toEqual(tableOf(inline.out).rows);
      const without = await simulateWith([link(hash)]);
      expect([without.status, without.out]).toEqual([2, ""]);
      expect(without.err).toContain("The target is in the file w.npy (4×3, SHA-256");
      const other = await simulateWith([link("0123456789abcdef"), "--file", path]);
      expect([other.status, other.err]).toEqual([2, expect.stringContaining("is not named by the link")]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("writes to the file of --out and nothing to standard output", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simulate-"));
    try {
      const path = join(folder, "run.csv");
      const { status, out } = await simulateWith(["#T=10", "--out", path]);
      expect([status, out]).toEqual([0, ""]);
      expect(await readFile(path, "utf8")).toBe((await simulateWith(["#T=10"])).out);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("runs digits on the page's own data, with its two accuracies", async () => {
    const { out } = await simulateWith(["#loss=digits&T=1"]);
    const { header, rows } = tableOf(out);
    expect(header.slice(-2)).toEqual(["accuracy_source", "accuracy_target"]);
    const [source = 0, target = 1] = rows[0]?.slice(-2) ?? [];
    expect(source).toBeGreaterThan(0.9); // W0 was trained on 0–4 and has never seen 5–9
    expect(target).toBeLessThan(0.1);
  });

  it("ends a lane that diverges at its last row, says so, and calls that a result", async () => {
    const { status, out, err } = await simulateWith(["#step=constant;paper&eta=3&T=50"]);
    const rows = tableOf(out).rows;
    const last = rows.filter(([lane]) => lane === 0).at(-1) ?? [];
    expect(last[2]).toBeGreaterThan(1e100);
    expect(rows.filter(([lane]) => lane === 1)).toHaveLength(51);
    expect(err).toContain(`lane 0: The loss is ${last[2]?.toPrecision(3)} at t = ${last[1]}: the run diverged`);
    expect(status).toBe(0);
  });

  it("computes in float64 whatever engine the link names, and says so", async () => {
    const { status, out, err } = await simulateWith(["#engine=webgpu&T=1"]);
    expect([status, err]).toEqual([0, "note: engine=webgpu is for the page; float64 computes here\n"]);
    expect(tableOf(out).comments).toEqual(["# #v=1&T=1&engine=webgpu"]);
  });

  it("passes on what a lane's configuration means", async () => {
    const { err } = await simulateWith(["#m=2&n=2&r=4&T=1"]);
    expect(err).toContain("note on lane 0: Rank r = 4 is above min(m, n) = 2");
  });

  it("shows progress on a terminal only, and wipes it when done", async () => {
    const { err } = await simulateWith(["#T=9000"], { isTTY: true, tick: 1000 });
    const wiped = "\r\u001b[K";
    expect(err.startsWith(`${wiped}45 %  4096 of 9001 rows, `)).toBe(true);
    expect(err.endsWith(`a second${wiped}`)).toBe(true);
    expect((await simulateWith(["#T=9000"], { tick: 1000 })).err).toBe("");
  });

  it("prints its usage when asked", async () => {
    const { status, out } = await simulateWith(["--help"]);
    expect(out).toMatch(/^usage: npm run -s simulate -- "<link>"/);
    expect(status).toBe(0);
  });
});

describe("bad input to simulate", () => {
  /** arguments and the lines of complaint */
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[], ["link: missing; put it in quotes"]],
    [[" "], ["link: missing; put it in quotes"]],
    [["#v=1", "#v=1"], ["link: 2 given, expected 1; put it in quotes"]],
    [["#m=0&lam=x&foo=1"], ["foo: not a key of this page's links", "m: 0 is not an integer from 1 to 4096"]],
    [["#loss=logistic&L=1&lam=2"], ["lam: 2 is not a number from 0 to L = 1"]],
    [["#m=1&n=1&r=1&init=user&B=1:2&A=1"], ["B: a 1×2 matrix does not fit m×r = 1×1"]],
    [
      ["#T=10", "--at", "0,11,x"],
      ["--at: 11 is not an integer from 0 to T = 10", "--at: x is not an integer from 0 to T = 10"],
    ],
    [["#T=10", "--at"], ["--at: needs a value"]],
    [["#T=10", "--at=1", "--at=2"], ["--at: given more than once"]],
    [["#T=10", "--emit", "numpy"], ["--emit: not an option; one of --at, --out, --report, --file, --help"]],
    [
      ["#T=10", "--out", "/no/such/folder/run.csv"],
      [
        "--out: /no/such/folder/run.csv cannot be written: ENOENT: no such file or directory, open '/no/such/folder/run.csv'",
      ],
    ],
  ];

  it.each(cases)("%j", async (args, lines) => {
    const { status, out, err } = await simulateWith(args);
    expect(err.split("\n").slice(0, -1)).toEqual(lines);
    expect([status, out]).toEqual([2, ""]);
  });

  it("is a problem too large for memory, with the size that would fit", async () => {
    const seeds = Array.from({ length: 64 }, (_, seed) => seed).join();
    const { status, out, err } = await simulateWith([`#m=4096&n=4096&seed=${seeds}`]);
    expect(err).toMatch(/^64 lanes of 4096×4096 are too large: .*; \d+×\d+ would fit\n$/);
    expect([status, out]).toEqual([2, ""]);
  });
});
