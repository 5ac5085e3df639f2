import { createBriefer } from '../../src/brief/briefer.ts';
import { createCorrectionStore } from '../../src/brief/corrections/correction-store.ts';
import { createReadDeals } from '../../src/brief/reading/read-deals.ts';
import type { Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import type { Words } from '../../src/brief/words/words.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import type { Team } from '../../src/memory/team.ts';
import { keepReadings, readingOf, storeOn } from './by-hand.ts';
import { memoryOf, stateInMemory } from './memory-stand-in.ts';
import { deal, note, priya, rubric } from './support.ts';

export const amit = { key: 'amit-rao-rentfield-2c', name: 'Amit Rao', company: 'Rentfield' };
export const first = note({ day: '2026-11-03', text: 'She is nervous about the migration timeline.' });
export const second = note({
  day: '2026-11-17',
  prospects: [amit],
  text: 'Amit Rao, their CTO: pilot agreed with 20 seats. I owe him the ROI sheet by Friday.',
});
export const notes = [second, first];
export const request = { deal: deal.key, prospect: priya.key, asker: 'U1' };

export function says(kind: string, text: string, quote: string, more: Partial<ReadSignal> = {}): ReadSignal {
  return { kind, who: 'them', text, quote, dueOn: null, over: null, ...more };
}

export const worry = says('objection', 'Migration timeline', 'nervous about the migration timeline');
const pilot = says('pilot_agreed', 'Pilot with 20 seats', 'pilot agreed with 20 seats');
export const sheet = says('promise', 'ROI sheet', 'I owe him the ROI sheet by Friday', {
  who: 'us',
  dueOn: '2026-11-20',
});
const person = says('person', 'Amit Rao, CTO', 'Amit Rao, their CTO');
export const ofFirst = readingOf(first, { signals: [worry] });
export const ofSecond = readingOf(second, { signals: [pilot, sheet, person] });

export interface Parts {
  readonly state?: StateBank;
  readonly held?: typeof notes;
  readonly words?: Words;
  readonly team?: Pick<Team, 'has'>;
  readonly readFirst?: () => Promise<void>;
  readonly onWait?: () => Promise<void>;
}

/** A briefer over what a state bank holds; no model is within its reach. */
export function brieferOn(state: StateBank, { held = notes, words, team, ...parts }: Parts = {}) {
  const now = () => new Date();
  const waits: number[] = [];
  const deals = createReadDeals({
    ...{ readings: storeOn(state), corrections: createCorrectionStore(state), rubric, zone: 'UTC', now },
  });
  const briefer = createBriefer({
    memory: memoryOf(held),
    deals,
    ...(team ? { team } : {}),
    readFirst: parts.readFirst ?? (async () => undefined),
    wait: async (ms) => {
      waits.push(ms);
      await parts.onWait?.();
    },
    words: { on: async () => () => words ?? null },
  });
  return { ...briefer, waits };
}

/** A briefer of a deal of which all was read when it was logged. */
export async function brieferOf(parts: Parts = {}, readings: readonly Reading[] = [ofFirst, ofSecond]) {
  const state = parts.state ?? stateInMemory();
  await keepReadings(state, parts.held ?? notes, readings);
  return brieferOn(state, parts);
}
