/** The iterates of a table of samples: 0, the powers of ten, the last, and those that the reader has chosen. */
export function decadeSteps(T: number, chosen: readonly number[] = []): readonly number[] {
  const steps = new Set([0, T, ...chosen.filter((t) => t >= 0 && t <= T)]);
  for (let t = 1; t < T; t *= 10) steps.add(t);
  return [...steps].sort((a, b) => a - b);
}
