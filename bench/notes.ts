import { uuidV5 } from '../src/memory/hindsight/claims.ts';
import { dealKey, prospectKey } from '../src/memory/identity/keys.ts';
import type { Note, Prospect } from '../src/memory/note.ts';
import { addDays } from '../src/util/calendar.ts';
import { personName, properName, sentence } from './made-words.ts';
import { createRandom, type Random } from './random.ts';

interface Order {
  readonly deals: number;
  readonly notesPerDeal: number;
  /** `YYYY-MM-DD`: the newest call of every deal. */
  readonly today: string;
  /** Who wrote them: the first may read every note of the first deal. */
  readonly reps: readonly [string, ...string[]];
}

const [shortest, longest] = [150, 300];

/** The same notes for the same order, deal after deal; each deal has two people, and one note in five is private. */
export function makeNotes(order: Order): readonly Note[] {
  const random = createRandom(7);
  return Array.from({ length: order.deals }, (_, index) => notesOfDeal(order, index, random)).flat();
}

function notesOfDeal(order: Order, index: number, random: Random): readonly Note[] {
  const company = `${properName(random)} ${index + 1}`;
  const people = [personOf(company, random), personOf(company, random)] as const;
  const deal = { key: dealKey({ name: people[0].name, company }, null), company, label: null };
  return Array.from({ length: order.notesPerDeal }, (_, number): Note => {
    const day = addDays(order.today, -3 * number);
    const author = authorOf(order, index + number);
    const mayHide = index > 0 || author === order.reps[0];
    return {
      id: `note-${uuidV5(`${order.reps[0]} ${index} ${number}`)}`,
      prospects: number % 3 === 0 ? [...people] : [people[number % 2 === 0 ? 0 : 1]],
      deal,
      author,
      outcome: random.pick(['spoke', 'objection', 'next_step', 'no_answer']),
      day,
      timestamp: `${day}T12:00:00+00:00`,
      loggedAt: `${day}T15:00:00.000Z`,
      visibility: mayHide && random.below(5) === 0 ? 'private' : 'team',
      source: 'modal',
      link: null,
      text: textOf(random),
    };
  });
}

function authorOf({ reps }: Order, turn: number): string {
  return reps[turn % reps.length] ?? reps[0];
}

function personOf(company: string, random: Random): Prospect {
  const name = personName(random);
  return { key: prospectKey(name, company), name, company };
}

function textOf(random: Random): string {
  const wanted = shortest + random.below(longest - shortest - 60);
  let text = sentence(random);
  while (text.length < wanted) {
    const longer = `${text} ${sentence(random)}`;
    if (longer.length <= longest) text = longer;
  }
  return text;
}
