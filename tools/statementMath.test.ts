import { expect, test } from "vitest";
import { statements } from "../src/lora/certificates/statements";
import { substitutions } from "../src/lora/certificates/substitutions";
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

test("a norm stays in one piece, and a long product breaks before its factors", () => {
  const [norm] = mathLines("\\|aaaaaaaaaaaa - bbbbbbbbbbbb\\| \\le c");
  expect((norm!.slice(2) as MathTree[]).map(textOf)).toEqual(["‖aaaaaaaaaaaa−bbbbbbbbbbbb‖", "≤c"]);
  const [product] = mathLines("x = (aaaaaaaaaaaaaaaaaaaa) \\cdot (bbbbbbbbbbbbbbbbbbbb)");
  expect((product!.slice(2) as MathTree[]).map(textOf)).toEqual([
    "x",
    "=(aaaaaaaaaaaaaaaaaaaa)",
    "⋅(bbbbbbbbbbbbbbbbbbbb)",
  ]);
});

test("a number's place is named, and says where it needs parentheses", () => {
  const [line] = mathLines("\\v{a} - \\v{b} = \\v{a}^2 \\cdot \\v{c}");
  const places = (tree: MathTree): unknown[] =>
    typeof tree === "string" ? [] : tree[0] === "mn" ? [tree[1]] : (tree.slice(2) as MathTree[]).flatMap(places);
  expect(places(line!)).toEqual([
    { "data-v": "a" },
    { "data-v": "b", "data-under": "sign" },
    { "data-v": "a", "data-under": "power" },
    {},
    { "data-v": "c", "data-under": "sign" },
  ]);
  expect(textOf(line!)).toBe("−=2⋅");
});

test("a line below becomes an accent, which browsers draw", () => {
  expect(tagsOf(mathLines("\\underline{\\eta}")[0]!)).toEqual(["div", "math", "mrow", "munder", "mi", "mo"]);
});

test("TeX that cannot be read stops the build", () => {
  expect(() => mathLines("\\frac{a}")).toThrow();
});

const formulas = [...statements.map(({ id, statement }) => [id, statement] as const), ...Object.entries(substitutions)];

test.each(formulas)("%s is MathML Core", (_, tex) => {
  const core =
    /^(math|mrow|mi|mo|mn|mtext|ms|mspace|mfrac|msqrt|mroot|mstyle|mpadded|msub|msup|msubsup|munder|mover|munderover)$/;
  for (const line of mathLines(tex)) {
    expect(tagsOf(line).filter((tag) => !core.test(tag))).toEqual(["div"]);
    expect(textOf(line)).not.toMatch(/\\|90070/);
  }
});
