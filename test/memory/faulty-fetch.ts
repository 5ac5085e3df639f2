/** A fetch that loses some requests before the server sees them and some answers after it acted. */
export function createFaultyFetch(random: () => number, rate: number): typeof fetch {
  return async (input, init) => {
    const fate = random();
    if (fate < rate / 2) throw new TypeError('fetch failed');
    const response = await fetch(input, init);
    if (fate < rate) {
      await response.arrayBuffer();
      throw new TypeError('fetch failed');
    }
    return response;
  };
}

/** Numbers between 0 and 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
