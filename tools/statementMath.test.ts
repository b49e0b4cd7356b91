import { expect, test } from "vitest";
import { statements } from "../src/lora/certificates/statements";
import { type MathTree, mathLines } from "./statementMath.mjs";

const textOf = (tree: MathTree): string =>
  typeof tree === "string" ? tree : (tree.slice(2) as MathTree[]).map(textOf).join("");
const tagsOf = (tree: MathTree): string[] =>
  typeof tree === "string" ? [] : [tree[0], ...(tree.slice(2) as MathTree[]).flatMap(tagsOf)];

test("a fraction keeps its parts and their order", () => {
  expect(mathLines("\\frac{a}{b}")).toEqual([
    ["div", {}, ["math", { displaystyle: "true" }, ["mrow", {}, ["mfrac", {}, ["mi", {}, "a"], ["mi", {}, "b"]]]]],
  ]);
});

test("a statement is broken into lines where it defines its symbols", () => {
  expect(mathLines("x \\le y,\\quad y = 2").map(textOf)).toEqual(["x≤y", "y=2"]);
});

test("a long line may break before its relations and sums, not inside parentheses", () => {
  const [line] = mathLines("aaaaaaaa \\le bbbbbbbb(c + d) + eeeeeeee");
  expect((line!.slice(2) as MathTree[]).map(textOf)).toEqual(["aaaaaaaa", "≤bbbbbbbb(c+d)", "+eeeeeeee"]);
  expect(mathLines("a \\le b + c")[0]!.length).toBe(3);
});

test("a line below becomes an accent, which browsers draw", () => {
  expect(tagsOf(mathLines("\\underline{\\eta}")[0]!)).toEqual(["div", "math", "mrow", "munder", "mi", "mo"]);
});

test("TeX that cannot be read stops the build", () => {
  expect(() => mathLines("\\frac{a}")).toThrow();
});

test.each(statements.map(({ id, statement }) => [id, statement] as const))("%s is MathML Core", (_, statement) => {
  const core =
    /^(math|mrow|mi|mo|mn|mtext|ms|mspace|mfrac|msqrt|mroot|mstyle|mpadded|msub|msup|msubsup|munder|mover|munderover)$/;
  for (const line of mathLines(statement)) {
    expect(tagsOf(line).filter((tag) => !core.test(tag))).toEqual(["div"]);
    expect(textOf(line)).not.toContain("\\");
  }
});
