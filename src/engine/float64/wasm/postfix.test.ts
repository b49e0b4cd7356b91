import { describe, expect, test } from "vitest";
import { type ElementFunction, elementFunctions } from "../../elementFunctions";
import { Code } from "./code";
import { instanceOf } from "./instance.fixtures";
import { applyElementFunction } from "./postfix";

const numbers = [0, -0, 0.3, -0.7, 1, -1, 2.5, -40, 709, 1e-300, -1e300, Number.POSITIVE_INFINITY];
numbers.push(Number.NEGATIVE_INFINITY, Number.NaN);

/** call(): memory[0 … 2] are the operands of the first entry, memory[3 … 5] of the second; results in 6 and 7 */
function scalarFunction(fn: ElementFunction, arity: number): Code {
  const code = new Code({ parameters: ["i32"], results: [] });
  const operands = Array.from({ length: arity }, () => code.local("f64"));
  for (const entry of [0, 1]) {
    for (const [i, x] of operands.entries())
      code
        .get(0)
        .access("f64.load", 8 * (3 * entry + i))
        .set(x);
    code.get(0);
    applyElementFunction(code, fn, "f64", operands);
    code.access("f64.store", 8 * (6 + entry));
  }
  return code;
}

function pairFunction(fn: ElementFunction, arity: number): Code {
  const code = new Code({ parameters: ["i32"], results: [] });
  const operands = Array.from({ length: arity }, () => code.local("v128"));
  for (const [i, x] of operands.entries()) {
    code
      .get(0)
      .access("f64.load", 8 * i)
      .op("f64x2.splat");
    code
      .get(0)
      .access("f64.load", 8 * (3 + i))
      .replace(1)
      .set(x);
  }
  code.get(0);
  applyElementFunction(code, fn, "v128", operands);
  code.access("v128.store", 48);
  return code;
}

// Object.keys widens to string.
describe.each(Object.keys(elementFunctions) as ElementFunction[])("%s", (fn) => {
  const { parameters, float64 } = elementFunctions[fn];
  test.each([
    ["scalars", scalarFunction],
    ["pairs", pairFunction],
  ])("of %s is what JavaScript computes, at 0, infinities and NaN too", (_, generated) => {
    const { memory, call } = instanceOf(generated(fn, parameters.length));
    for (const [i] of numbers.entries()) {
      for (const [j] of numbers.entries()) {
        const tuple = (entry: number) => parameters.map((__, p) => numbers[(i + j * p + 5 * entry) % numbers.length]!);
        memory.set(tuple(0), 0);
        memory.set(tuple(1), 3);
        call(0);
        for (const entry of [0, 1]) {
          const expected = float64(...tuple(entry));
          // Two correct forms of the logistic function differ in their last bits.
          const close = fn === "sigmoid" && Math.abs(memory[6 + entry]! - expected) <= 2 * Number.EPSILON * expected;
          if (!close && !Object.is(memory[6 + entry], expected)) {
            expect.unreachable(`${fn}(${tuple(entry).join(", ")}) is ${memory[6 + entry]}, not ${expected}`);
          }
        }
      }
    }
  });
});
