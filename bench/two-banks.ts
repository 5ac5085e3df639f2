import { type Prompts, readPrompts } from '../src/brief/prompts.ts';
import type { Note } from '../src/memory/note.ts';
import { dayIn } from '../src/util/calendar.ts';
import { type Bank, createBank } from './bank.ts';
import type { Target } from './fill.ts';
import { makeNotes } from './notes.ts';
import { plainReadingsOf, readingsOf } from './readings.ts';

/** One deal in a bank of 2,000 notes and in one of its own. */
export interface TwoBanks {
  readonly large: Bank;
  readonly small: Bank;
  /** Newest first; the asker may read all of them. */
  readonly deal: readonly Note[];
  readonly asker: string;
  /** As typed after the command: it leads to one person. */
  readonly name: string;
  readonly prompts: Prompts;
}

const [deals, notesPerDeal] = [40, 50];
const reps: readonly [string, string] = ['UREPONE', 'UREPTWO'];

/** Fills both: the deal is read as the bot reads it, all others a note at a time. */
export async function fillTwoBanks(target: Target): Promise<TwoBanks> {
  const prompts = await readPrompts();
  const notes = makeNotes({ deals, notesPerDeal, today: dayIn('UTC', new Date()), reps });
  const deal = notes.slice(0, notesPerDeal);
  const own = await readingsOf(deal, prompts);
  const others = await plainReadingsOf(notes.slice(notesPerDeal), prompts);
  return {
    large: await createBank(target, notes, [...own, ...others]),
    small: await createBank(target, deal, own),
    ...{ deal, asker: reps[0], prompts },
    name: `${deal[0]?.prospects[0]?.name} ${deal[0]?.deal.company}`,
  };
}
