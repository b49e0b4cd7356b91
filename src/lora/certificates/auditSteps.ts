/** Which iterates are audited: t < 16, then 32 a decade evenly in log t, and the last one. */

const DENSE = 16;
const PER_DECADE = 32;

export function isAudited(t: number, T: number): boolean {
  return t === T || nextAudited(t, T) === t;
}

/** The first audited iterate at or after t. */
export function nextAudited(t: number, T: number): number {
  if (t < DENSE) return Math.min(t, T);
  const index = Math.ceil(PER_DECADE * Math.log10(t / DENSE) - 1e-9);
  for (let k = Math.max(0, index - 1); ; k++) {
    const step = Math.round(DENSE * 10 ** (k / PER_DECADE));
    if (step >= t) return Math.min(step, T);
  }
}
