/**
 * Labels beside the ends of lines. Each wants the height of its line's end; none may overlap or leave the plot. The result is
 * the least-squares solution: labels that collide move as one block centred on what its members want, in their order.
 */
export interface Block {
  /** indices of the labels in the block, from top to bottom */
  readonly members: number[];
  /** position that the block's first label wants */
  start: number;
}

/** Centres for the labels that want `wanted`, at least `height` apart, inside [top, bottom] if they fit there at all. */
export function placeLabels(wanted: readonly number[], height: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const low = top + height / 2;
  const high = bottom - height / 2;
  const clamped = (start: number, size: number) => Math.max(low, Math.min(high - (size - 1) * height, start));
  const blocks: Block[] = [];
  for (const label of order) {
    let block: Block = { members: [label], start: clamped(wanted[label]!, 1) };
    for (
      let above = blocks.at(-1);
      above && above.start + above.members.length * height > block.start;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      const members = [...above.members, ...block.members];
      const mean = members.reduce((sum, member, i) => sum + wanted[member]! - i * height, 0) / members.length;
      block = { members, start: clamped(mean, members.length) };
    }
    blocks.push(block);
  }
  const placed = new Array<number>(wanted.length).fill(0);
  for (const { members, start } of blocks) {
    for (const [i, member] of members.entries()) placed[member] = start + i * height;
  }
  return placed;
}

/** A line to be named: its ends in the plot, and how wide its name is. */
export interface NamedLine {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly width: number;
}

export interface LabelRules {
  /** of a label */
  readonly height: number;
  /** between a line's end and its label */
  readonly gap: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
}

/** Whether a line ends so far before the longest that its label need not stand right of the plot. */
export function endsEarly({ to }: NamedLine, lines: readonly NamedLine[], { gap }: LabelRules): boolean {
  return to.x < Math.max(...lines.map((line) => line.to.x)) - 2 * gap;
}

/**
 * Left edge and middle of each label. It follows its line's end; where that is early and the label would reach over the edge of the
 * plot, it stands before the line's start, if it fits there and meets no other.
 */
export function placeBeside(lines: readonly NamedLine[], rules: LabelRules): readonly (readonly [number, number])[] {
  const { height, gap, plotWidth, plotHeight } = rules;
  const heights = placeLabels(
    lines.map(({ to }) => to.y),
    height,
    0,
    plotHeight,
  );
  const places = lines.map(({ to }, i) => [to.x + gap, heights[i]!] as const);
  for (const [i, line] of lines.entries()) {
    const { from, to, width } = line;
    if (!endsEarly(line, lines, rules) || to.x + gap + width <= plotWidth || from.x <= gap + width) continue;
    const x = from.x - gap - width;
    const y = Math.max(height / 2, Math.min(plotHeight - height / 2, from.y));
    const isFree = places.every(
      ([left, middle], k) =>
        k === i || Math.abs(middle - y) >= height || left >= x + width || left + lines[k]!.width <= x,
    );
    if (isFree) places[i] = [x, y];
  }
  return places;
}

/** Whether that many labels can stand beside a plot without crowding it. */
export function labelsFit(count: number, height: number, plotHeight: number): boolean {
  return count * height <= 0.85 * plotHeight;
}
