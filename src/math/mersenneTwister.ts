/**
 * MT19937 (Matsumoto and Nishimura, 1998), seeded as `init_genrand`: the 32-bit words under NumPy's RandomState.
 * Pinned to NumPy by src/math/random.fixtures.json.
 */
const WORDS = 624;
const MIDDLE = 397;

/** Returns a function that draws the next 32-bit word, 0 ≤ word < 2³², for 0 ≤ seed < 2³². */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(WORDS);
  state[0] = seed;
  for (let i = 1; i < WORDS; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  let position = WORDS;

  function renew(i: number, next: number, middle: number): void {
    const y = (state[i]! & 0x80000000) | (state[next]! & 0x7fffffff);
    state[i] = state[middle]! ^ (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
  }

  /** Each word from the next and the one MIDDLE further on, around the end: in stretches, since remainders cost more than the rest. */
  function twist(): void {
    const around = WORDS - MIDDLE;
    for (let i = 0; i < around; i++) renew(i, i + 1, i + MIDDLE);
    for (let i = around; i < WORDS - 1; i++) renew(i, i + 1, i - around);
    renew(WORDS - 1, 0, MIDDLE - 1);
    position = 0;
  }

  return () => {
    if (position === WORDS) twist();
    let y = state[position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
