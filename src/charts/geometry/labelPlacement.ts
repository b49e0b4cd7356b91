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

/** Whether that many labels can stand beside a plot without crowding it. */
export function labelsFit(count: number, height: number, plotHeight: number): boolean {
  return count * height <= 0.85 * plotHeight;
}
