/** Which iterates are audited: t < 16, then 32 a decade evenly in log t, and the last one. */

/** Below this every iterate is audited. */
export const FIRST_AUDITED = 16;
const PER_DECADE = 32;

export function isAudited(t: number, T: number): boolean {
  return t === T || nextAudited(t, T) === t;
}

/** The first audited iterate at or after t. */
export function nextAudited(t: number, T: number): number {
  if (t < FIRST_AUDITED) return Math.min(t, T);
  const index = Math.floor(PER_DECADE * Math.log10(t / FIRST_AUDITED));
  for (let k = Math.max(0, index); ; k++) {
    const step = Math.round(FIRST_AUDITED * 10 ** (k / PER_DECADE));
    if (step >= t) return Math.min(step, T);
  }
}
