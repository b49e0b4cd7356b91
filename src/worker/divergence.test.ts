import { describe, expect, it } from "vitest";
import type { Block } from "../history/columns";
import { matrix } from "../math/matrix";
import { cutBlock } from "./divergence";
import { expectedLosses, experimentOf, lossesOf, playLoop } from "./loop.fixtures";

describe("a lane that diverges", () => {
  it("keeps the row where it did, says why, and lets the others go on unchanged", async () => {
    const played = playLoop();
    const wild = { step: "constant", eta: { value: 40, perL: false } } as const;
    const calm = { step: "constant", eta: { value: 0.01, perL: false } } as const;
    played.start(1, experimentOf([calm, wild, { ...calm, seed: 8 }], 300));
    await played.settle();
    const [done] = played.of("done");
    expect(done).toMatchObject({ status: "finished", diverged: [{ lane: 1 }] });
    const { t, reason } = done!.diverged[0]!;
    const losses = lossesOf(played, 1);
    expect(losses).toHaveLength(t + 1);
    expect(losses.at(-1)! <= 1e100).toBe(false);
    expect(losses.slice(0, -1).every((loss) => loss <= 1e100)).toBe(true);
    expect(reason).toContain(`t = ${t}`);
    expect(lossesOf(played, 0)).toEqual(await expectedLosses(calm, 301));
    expect(lossesOf(played, 2)).toEqual(await expectedLosses({ ...calm, seed: 8 }, 301));
    expect(played.of("block").flatMap(({ diverged }) => diverged)).toEqual(done!.diverged);
    expect(
      played
        .of("block")
        .flatMap(({ checkpoints }) => checkpoints)
        .some(({ lane, t: at }) => lane === 1 && at > t),
    ).toBe(false);
  });

  it("ends the run when it is the last one, also within one block and for NaN", async () => {
    const played = playLoop({
      tamper: (columns, rows, firstStep) => {
        if (firstStep <= 5 && 5 < firstStep + rows) columns[0]![5 - firstStep] = Number.NaN;
      },
    });
    played.start(1, experimentOf([{}], 1000));
    await played.settle();
    expect(lossesOf(played, 0)).toHaveLength(6);
    expect(played.of("done")).toMatchObject([{ status: "diverged", diverged: [{ lane: 0, t: 5 }] }]);
    expect(played.live()).toBe(0);
  });

  it("ends at 1e30 in float32", async () => {
    const tamper = ([loss]: readonly (Float32Array | Float64Array)[], rows: number, firstStep: number) => {
      if (firstStep + rows > 3) loss![3 - firstStep] = 1.1e30;
    };
    const fine = playLoop({ tamper });
    fine.start(1, experimentOf([{}], 3));
    const float32 = playLoop({ tamper, info: { precision: "float32" } });
    float32.start(1, experimentOf([{}], 3));
    await fine.settle();
    await float32.settle();
    expect(fine.of("done")).toMatchObject([{ status: "finished" }]);
    expect(float32.of("done")).toMatchObject([{ status: "diverged" }]);
  });
});

describe("a block in which something is not finite", () => {
  const block = (loss: number, gradNormSq: number): Block => ({
    lanes: [3],
    firstStep: 10,
    rows: 2,
    columnIds: ["loss", "grad_norm_sq"],
    columns: [Float32Array.of(1, loss), Float32Array.of(1, gradNormSq)],
  });
  const states = (entry: number) => [{ theta: [matrix(1, 1, Float64Array.of(entry))] }];
  const endOf = (...[loss, gradNormSq, entry]: readonly [number, number, number]) =>
    cutBlock(block(loss, gradNormSq), "float32", states(entry)).ends;

  it("ends there, whatever it is: a measured quantity, or the next iterate where a shader lost the NaN", () => {
    expect(endOf(1, 1, 1)).toEqual([]);
    expect(endOf(1, Infinity, Number.NaN)).toMatchObject(
      [{ lane: 3, t: 11, reason: /^‖∇J‖² overflows float32 at t = 11/ }].map(matching),
    );
    expect(endOf(1, Number.NaN, 1)).toMatchObject(
      [{ t: 11, reason: /^‖∇J‖² is not a number in float32/ }].map(matching),
    );
    expect(endOf(Number.NaN, 1, 1)).toMatchObject([{ t: 11, reason: /^The loss is not a number/ }].map(matching));
    expect(endOf(1, 1, Infinity)).toMatchObject(
      [{ t: 11, reason: /^The iterate overflows float32 after t = 11/ }].map(matching),
    );
  });
});

const matching = <E extends { readonly reason: RegExp }>({ reason, ...end }: E) => ({
  ...end,
  reason: expect.stringMatching(reason),
});
