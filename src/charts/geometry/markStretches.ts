/** Marks next to each other as one stretch: from where to where a line has no place on the axis, and why. */
import type { MarkKind, Samples } from "./samples";

export interface MarkStretch {
  readonly kind: MarkKind;
  /** pixels of its first and last mark */
  readonly from: number;
  readonly to: number;
}

/** Where marks stand in a plot: just above its bottom edge. */
export function markHeight(plotHeight: number): number {
  return plotHeight - 4;
}

type Marked = Pick<Samples, "marks" | "length" | "x" | "y">;

/** Marks of one kind belong together until the line is drawn between them. */
export function markStretches({ marks, length, x, y }: Marked): readonly MarkStretch[] {
  const stretches: { kind: MarkKind; from: number; to: number }[] = [];
  let i = 0;
  for (const mark of marks) {
    const last = stretches.at(-1);
    let isDrawn = false;
    for (; i < length && x[i]! < mark.x; i++) isDrawn ||= !Number.isNaN(y[i]!) && x[i]! > (last?.to ?? mark.x);
    if (last && last.kind === mark.kind && !isDrawn) last.to = mark.x;
    else stretches.push({ kind: mark.kind, from: mark.x, to: mark.x });
  }
  return stretches;
}
