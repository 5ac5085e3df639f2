/** Numbers from 0 to 1 that a seed decides (mulberry32), and what is drawn with them. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
    chance: (share: number) => next() < share,
  };
}

export type Random = ReturnType<typeof createRandom>;

const named = process.env['CHAOS_SEED'];

/** `CHAOS_SEED`, or the one that every run has alike. */
export const seed = named === undefined ? 20_261_123 : Number(named);
