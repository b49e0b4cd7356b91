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

  function twist(): void {
    for (let i = 0; i < WORDS; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % WORDS]! & 0x7fffffff);
      state[i] = state[(i + MIDDLE) % WORDS]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
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
