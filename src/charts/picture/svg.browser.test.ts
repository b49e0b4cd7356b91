/** SVG that is written, read by the browser's own XML parser: an oracle that shares nothing with the writer. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Picture } from "./picture";
import { svgOf } from "./svgOf";
import { createSvgPen } from "./svgPen";

/** What XML can hold of a text, by its own production of Char (XML 1.0, 2.2). */
function heldByXml(text: string): string {
  const isChar = (c: number) =>
    c === 9 || c === 10 || c === 13 || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
  return Array.from(text, (character) => (isChar(character.codePointAt(0)!) ? character : "\ufffd")).join("");
}

function parse(svg: string): Document {
  // biome-ignore lint/plugin: the parser is the oracle, and what it makes is never shown
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(parsed.querySelector("parsererror")?.textContent ?? null).toBeNull();
  return parsed;
}

const pictureOf = (text: string): Picture => ({
  width: 100,
  height: 50,
  ground: "#ffffff",
  figures: [
    {
      title: text,
      marks: [
        {
          kind: "text",
          parts: [{ text, rise: 0, font: { face: "sans", size: 10, weight: 400, isItalic: false } }],
          ...{ x: 1, y: 2, anchor: "start", colour: "#000000", halo: null },
        },
      ],
    },
  ],
});

const hostile = [
  `</title><script>alert(1)</script>`,
  `"><svg onload="x">`,
  "]]>",
  "&amp;&#0;",
  "\u0000\ud800a\udc00\uffff\t\r\n",
];

describe("a picture as SVG", () => {
  test("is well-formed and holds every text as it is, whatever a link or a file name brings", () => {
    const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom(...hostile));
    fc.assert(
      fc.property(texts, texts, (text, description) => {
        const parsed = parse(svgOf(pictureOf(text), { millimetres: 85, title: text, description, fontFaces: "" }));
        expect(parsed.querySelector("svg > title")?.textContent).toBe(heldByXml(text));
        expect(parsed.querySelector("desc")?.textContent).toBe(heldByXml(description));
        expect(parsed.querySelector("tspan")?.textContent ?? "").toBe(heldByXml(text));
        expect(parsed.querySelector("script, [onload]")).toBeNull();
      }),
      { examples: hostile.map((text) => [text, text]) },
    );
  });
});

describe("createSvgPen", () => {
  test("places a path as a canvas does: by translation, rotation and scale, the last first", () => {
    const pen = createSvgPen("a");
    const traced = (draw: (on: Pick<CanvasRenderingContext2D, "translate" | "rotate" | "scale">) => void) => {
      pen.save();
      draw(pen);
      pen.beginPath();
      pen.moveTo(1, 2);
      pen.lineTo(3, 4);
      pen.stroke();
      pen.restore();
    };
    const context = document.createElement("canvas").getContext("2d")!;
    const move: Parameters<typeof traced>[0] = (on) => {
      on.translate(10, 20);
      on.rotate(0.5);
      on.scale(2, 2);
    };
    move(context);
    const { a, b, c, d, e, f } = context.getTransform();
    traced(move);
    const path = parse(`<svg xmlns="http://www.w3.org/2000/svg">${pen.markup()}</svg>`).querySelector("path");
    const found = [...(path?.getAttribute("d") ?? "").matchAll(/-?[\d.]+/g)].map(Number);
    const wanted = [a + 2 * c + e, b + 2 * d + f, 3 * a + 4 * c + e, 3 * b + 4 * d + f];
    wanted.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 2);
    });
    expect(path?.getAttribute("stroke-width")).toBe("2");
  });

  test("clips lie within the clip before, and end where the canvas's do", () => {
    const pen = createSvgPen("a");
    pen.save();
    for (const side of [10, 5]) {
      pen.beginPath();
      pen.rect(0, 0, side, side);
      pen.clip();
    }
    pen.fillRect(0, 0, 20, 20);
    pen.restore();
    pen.fillRect(1, 1, 2, 2);
    const parsed = parse(`<svg xmlns="http://www.w3.org/2000/svg">${pen.markup()}</svg>`);
    const [outer, inner] = parsed.querySelectorAll("clipPath");
    expect(inner?.getAttribute("clip-path")).toBe(`url(#${outer?.id})`);
    const [clipped, free] = parsed.querySelectorAll("path[fill='#000000']");
    expect(clipped?.closest("g")?.getAttribute("clip-path")).toBe(`url(#${inner?.id})`);
    expect(free?.closest("g")).toBeNull();
  });
});
