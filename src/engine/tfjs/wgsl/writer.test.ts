import { describe, expect, test } from "vitest";
import { batchOf, cases } from "../../conformance.fixtures";
import { recordStep } from "../../trace/record";
import { chooseProgram } from "./choice";
import { planStep } from "./plan";
import { literal } from "./syntax";
import { writeStep } from "./writer";

const WORKGROUP = 64;
const small = cases().filter(({ lanes }) => lanes[0]!.loss !== "digits");
const graphOf = ({ lanes }: (typeof small)[number]) => {
  const { program, inputs, states } = batchOf(lanes, {});
  return recordStep(program, inputs[0]!, states[0]!);
};

describe.each(small)("the program of $name", (each) => {
  const graph = graphOf(each);
  const { code, constants, uniforms } = writeStep(planStep(graph, WORKGROUP, 4096), WORKGROUP);
  const lines = code.slice(code.indexOf("fn main")).split("\n");

  test("meets at barriers only where control flow is uniform", () => {
    // Conditions that may differ from thread to thread mention it, or an index that began with it.
    const open: boolean[] = [];
    for (const line of lines) {
      const uniform = !/\b(thread|e|i|j)\b.*\{/.test(line) || line.startsWith("fn main");
      if (/workgroupBarrier|storageBarrier|workgroupUniformLoad/.test(line)) expect(open.every((x) => x)).toBe(true);
      const change = line.split("{").length - line.split("}").length;
      if (change > 0) open.push(uniform);
      if (change < 0) open.pop();
    }
    expect(open).toEqual([]);
  });

  test("leaves a loop only by a value that all threads read together", () => {
    const breaks = lines.filter((line) => line.includes("break"));
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
  const limits = { workgroupMemory: 16384, workgroupSize: 256 };
  const choose = (m: number, r: number, workgroupSize = 256) => {
    const lane = { ...small[0]!.lanes[0]!, m, n: m, r, init: "gauss", B: null, A: null };
    return chooseProgram(graphOf({ name: "", lanes: [lane] }), { ...limits, workgroupSize });
  };

  test("generates small and moderate steps and leaves large ones to operations one by one", () => {
    expect(choose(16, 4)?.workgroup).toBe(64);
    expect(choose(64, 8)?.workgroup).toBe(256);
    expect(choose(256, 64)).toBeNull();
  });

  test("keeps to the device's largest workgroup", () => {
    expect(choose(64, 8, 128)?.workgroup).toBe(64);
  });
});
