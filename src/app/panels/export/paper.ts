/** What a picture is made for: how wide it is, how its charts stand, and how large their text is. */

export interface Paper {
  readonly id: "single" | "double" | "slide";
  readonly name: string;
  readonly millimetres: number;
  /** at 96 pixels an inch, which is what a style sheet's pixel is */
  readonly width: number;
  /** of the whole picture, where that is fixed */
  readonly height: number | null;
  readonly columns: number;
  /** text and strokes are this many times as large as at a desk */
  readonly magnification: number;
}

const PIXELS_PER_MM = 96 / 25.4;
const paper = (millimetres: number, rest: Omit<Paper, "millimetres" | "width">): Paper => ({
  ...rest,
  millimetres,
  width: Math.round(millimetres * PIXELS_PER_MM),
});

export const papers: readonly Paper[] = [
  paper(85, { id: "single", name: "Single column, 85 mm", height: null, columns: 1, magnification: 1 }),
  paper(175, { id: "double", name: "Double column, 175 mm", height: null, columns: 2, magnification: 1 }),
  // 13.33 × 7.5 inches, as presentation programs have it
  paper(338.67, { id: "slide", name: "Slide, 16 : 9", height: 720, columns: 2, magnification: 1.8 }),
];

/** Pixels of a PNG for each of the picture's. */
export const resolutions = [1, 2, 3, 6.25] as const;
export const dotsPerInch = (resolution: number) => Math.round(96 * resolution);
