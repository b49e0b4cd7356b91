/**
 * Places values that live for a while each into one piece of memory, so that no two that live at the same time overlap.
 * Greedy first fit in the order given: where a step has some ten matrices of few shapes, that is as good as it gets.
 */

export interface Lifetime {
  readonly entries: number;
  /** first and last instruction that touch the value, both included */
  readonly from: number;
  readonly to: number;
}

/**
 * Offsets, or null where a value does not fit below `capacity`. `replaces(fresh, old)`: whether the instruction that writes the
 * one and is the last to read the other reads of it only the entry that it is about to write; they may then have one place.
 */
export function placeValues<T extends Lifetime>(
  values: readonly T[],
  capacity: number,
  replaces: (fresh: T, old: T) => boolean,
): Map<T, number | null> {
  const follows = (a: T, b: T) => a.from === b.to && replaces(a, b);
  const offsets = new Map<T, number | null>();
  for (const value of values) {
    const neighbours = [...offsets].flatMap(([other, offset]) =>
      offset !== null && meet(value, other) ? { other, offset } : [],
    );
    const fits = (at: number) =>
      neighbours.every(({ other, offset }) => {
        if (at + value.entries <= offset || offset + other.entries <= at) return true;
        return at === offset && value.entries === other.entries && (follows(value, other) || follows(other, value));
      });
    const candidates = [0, ...neighbours.flatMap(({ other, offset }) => [offset, offset + other.entries])];
    const lowest = candidates.filter(fits).reduce((a, b) => Math.min(a, b));
    offsets.set(value, lowest + value.entries <= capacity ? lowest : null);
  }
  return offsets;
}

function meet(a: Lifetime, b: Lifetime): boolean {
  return a.from <= b.to && b.from <= a.to;
}
