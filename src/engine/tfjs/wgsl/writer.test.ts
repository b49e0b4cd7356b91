import { describe, expect, test } from "vitest";
import { batchOf, cases } from "../../conformance.fixtures";
import { recordStep } from "../../trace/record";
import { chooseProgram, type DeviceLimits } from "./choice";
import { planStep } from "./plan";
import { literal } from "./syntax";
import { writeStep } from "./writer";

const small = cases().filter(({ lanes }) => lanes[0]!.loss !== "digits");
const graphOf = ({ lanes }: (typeof small)[number]) => {
  const { program, inputs, states } = batchOf(lanes, {});
  return recordStep(program, inputs[0]!, states[0]!);
};

const written = small.flatMap((each) => [64, 4].map((workgroup) => ({ ...each, workgroup })));

describe.each(written)("the program of $name for $workgroup threads", ({ workgroup, ...each }) => {
  const graph = graphOf(each);
  const { code, constants, uniforms } = writeStep(planStep(graph, workgroup, 250), workgroup);
  const lines = code.slice(code.indexOf("fn main")).split("\n");

  test("meets at barriers only where control flow is uniform", () => {
    // A condition, or the beginning of a loop's index, that may differ from thread to thread mentions it.
    const open: boolean[] = [];
    for (const line of lines) {
      const uniform = !/(if|\{).*\bthread\b/.test(line);
      if (/workgroupBarrier|storageBarrier|workgroupUniformLoad/.test(line)) expect(open.every((x) => x)).toBe(true);
      const change = line.split("{").length - line.split("}").length;
      if (change > 0) open.push(uniform);
      open.length += Math.min(0, change);
    }
    expect(open).toEqual([]);
  });

  test("leaves a loop only by a value that all threads read together", () => {
    const breaks = lines.filter((line) => line.includes("break;"));
    const loops = graph.nodes.filter(({ kind }) => kind === "repeatUntil");
    expect(breaks).toHaveLength(loops.length);
    expect(breaks.every((line) => line.startsWith("if (workgroupUniformLoad("))).toBe(true);
  });

  test("mentions both inputs and every uniform, without which the library computes zeros", () => {
    expect(code).toContain("Constants[");
    expect(code).toContain("State[");
    expect(code).toContain("uniforms.steps");
    constants.forEach((_, i) => {
      expect(uniforms).toContain(`from${i} : i32, stride${i} : i32,`);
      expect(code).toContain(`uniforms.from${i} + lane * uniforms.stride${i}`);
    });
  });

  test("defines every scalar before it is read, and once", () => {
    const defined = new Set<string>();
    for (const line of lines) {
      const [, name] = /^(?:let|var) ([sx]\d+) =/.exec(line) ?? [];
      const [, right = line] = name ? /=(.*)/.exec(line)! : [];
      for (const read of right.match(/\bs\d+\b/g) ?? []) expect(defined).toContain(read);
      if (name?.startsWith("s")) {
        expect(defined).not.toContain(name);
        defined.add(name);
      }
    }
  });
});

test("numbers that no literal says are read from uniforms", () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1e-60, 0.1].map(literal)).toEqual([
    "uniforms.NAN",
    "uniforms.INFINITY",
    "(-uniforms.INFINITY)",
    "f32(0)",
    `f32(${Math.fround(0.1)})`,
  ]);
});

describe("the choice of a program", () => {
  const limits = { software: false, workgroupMemory: 32768, workgroupSize: 256 };
  const choose = (m: number, r: number, unusual: Partial<DeviceLimits> = {}) => {
    const lane = { ...small[0]!.lanes[0]!, m, n: m, r, init: "gauss", B: null, A: null };
    return chooseProgram(graphOf({ name: "", lanes: [lane] }), { ...limits, ...unusual });
  };

  test("generates small and moderate steps and leaves large ones to operations one by one", () => {
    expect(choose(16, 4)?.workgroup).toBe(64);
    expect(choose(64, 8)?.workgroup).toBe(256);
    expect(choose(512, 64)).toBeNull();
    expect(choose(512, 64, { software: true })).toBeNull();
  });

  test("gives a software adapter the four threads that it runs at once, and blocks that end soon", () => {
    expect(choose(64, 8, { software: true })?.workgroup).toBe(4);
    expect(choose(64, 8, { software: true })!.stepsAtOnce).toBeLessThan(choose(64, 8)!.stepsAtOnce);
  });

  test("keeps to the device's largest workgroup and to its workgroup memory", () => {
    expect(choose(64, 8, { workgroupSize: 128 })?.workgroup).toBe(128);
    expect(choose(64, 8, { workgroupMemory: 8192 })?.memory).toBe(8192);
    expect(choose(64, 8)?.memory).toBeLessThanOrEqual(limits.workgroupMemory);
  });
});
