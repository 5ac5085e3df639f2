import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readWitnessed } from '../sandbox/model/read-note.ts';
import { sentenceFault } from '../src/brief/checks/sentence-check.ts';
import type { Grounds } from '../src/brief/checks/sentence-ground.ts';
import type { Model } from '../src/brief/model/model.ts';
import type { Prompts } from '../src/brief/prompts.ts';
import { createSecondWitness } from '../src/brief/reading/second-witness.ts';
import { lastSaid, type Signal } from '../src/brief/signals/signal.ts';
import type { Note } from '../src/memory/note.ts';
import { storedId, storedNotes } from './case-notes.ts';
import { type Case, type Fact, readCases } from './cases.ts';
import { levelled } from './played-reader.ts';

export const meanings = ['time', 'person', 'negation', 'tense', 'number', 'condition'] as const;
const line = z.tuple([z.string(), z.string(), z.enum(meanings), z.string(), z.string()]);
const file = z.record(z.string(), z.array(line));

/** One true sentence and one of false meaning, over the same quotes. */
export interface Pair {
  readonly deal: string;
  readonly meaning: (typeof meanings)[number];
  readonly isTrue: string;
  readonly isFalse: string;
  readonly grounds: Grounds;
  /** The one whose words it cites. */
  readonly note: Note;
  /** Written before the check was tuned, and not looked at before its first count. */
  readonly isHeldOut: boolean;
}

const folder = new URL('./', import.meta.url);

/** All pairs of `sentences.yml`, with what each cites as it stood on its day. */
export function readPairs(): readonly Pair[] {
  const cases = new Map(readCases(new URL('cases', folder).pathname).map((one) => [one.deal, one]));
  const lines = file.parse(parse(readFileSync(new URL('sentences.yml', folder), 'utf8')));
  let index = -1;
  return Object.entries(lines).flatMap(([deal, pairs]) =>
    pairs.map(([day, cited, meaning, isTrue, isFalse]) => {
      index += 1;
      const own = cases.get(deal);
      if (own === undefined) throw new TypeError(`there is no case ${deal}`);
      const grounds = groundsOf(own, day, cited);
      return {
        ...{ deal, meaning, isTrue, isFalse, grounds },
        note: noteOf(own, grounds),
        isHeldOut: index % 3 === 2,
      };
    }),
  );
}

function noteOf(deal: Case, { signals }: Grounds): Note {
  const cited = signals.map((one) => storedId(deal, lastSaid(one).noteId));
  const note = storedNotes(deal).find(({ id }) => cited.includes(id));
  if (note === undefined) throw new TypeError(`a sentence of ${deal.deal} cites no note`);
  return note;
}

function groundsOf(deal: Case, today: string, cited: string): Grounds {
  const notes = deal.notes.filter(({ day }) => day <= today);
  const [note = '', kind = '', place = '1'] = cited.split(' ');
  const fact = deal.facts.filter((one) => one.note === note && one.kind === kind)[Number(place) - 1];
  if (fact === undefined) throw new TypeError(`${deal.deal} has no ${cited}`);
  const signal = signalOf(deal, fact, today);
  const ids = [signal.raisedBy, ...signal.again, ...(signal.closedBy ? [signal.closedBy] : [])].map(
    ({ noteId }) => noteId,
  );
  const persons = deal.facts.flatMap((one) => (one.kind === 'person' ? [one.text.split(',')[0] ?? ''] : []));
  return {
    signals: [signal],
    notes: notes.filter(({ id }) => ids.includes(id)),
    dealText: [deal.company, ...notes.map(({ text }) => text)].join('\n'),
    people: [...new Set([...notes.flatMap(({ people }) => people), ...persons])],
    newestDay: notes.at(-1)?.day ?? today,
    today,
  };
}

function signalOf({ notes }: Case, fact: Fact, today: string): Signal {
  const dayOf = (id: string): string => notes.find((one) => one.id === id)?.day ?? '';
  const cite = ({ note, quote }: { note: string; quote: string }) => ({
    noteId: note,
    day: dayOf(note),
    quote,
  });
  const dueOn = fact.due_on ?? null;
  const { closed } = fact;
  return {
    kind: fact.kind,
    text: fact.text,
    who: fact.who,
    raisedBy: { ...cite(fact), dueOn },
    closedBy: closed && dayOf(closed.note) <= today ? { ...cite(closed), how: closed.how } : null,
    dueOn,
    dueBefore: [],
    again: fact.again
      .filter(({ note }) => dayOf(note) <= today)
      .map((one) => ({ ...cite(one), dueOn: null })),
    isBeingChecked: false,
  };
}

interface Faults {
  /** Of the false ones. */
  readonly replaced: number;
  /** Of the true ones. */
  readonly lost: number;
  readonly of: number;
}

/** How many false sentences are replaced, and how many true ones are lost, by code alone. */
export function countFaults(pairs: readonly Pair[]): Faults {
  const replaced = pairs.filter(({ isFalse, grounds }) => sentenceFault(isFalse, grounds) !== null).length;
  const lost = pairs.filter(({ isTrue, grounds }) => sentenceFault(isTrue, grounds) !== null).length;
  return { replaced, lost, of: pairs.length };
}

/**
 * The same where what code lets pass is put before a second witness, as the bot does it. The witness is played and
 * knows which sentences are true, so the figure is of the path: what never reaches it, or is lost on the way.
 */
export async function countWitnessed(pairs: readonly Pair[], prompts: Prompts): Promise<Faults> {
  const truths = new Set(pairs.map(({ isTrue }) => levelled(isTrue)));
  const model: Model = {
    name: 'played',
    async complete({ user }) {
      const { claims } = readWitnessed(user);
      return {
        claims: claims.map(({ number, matter }) => {
          const supported = truths.has(levelled(matter));
          return { claim: number, why: supported ? 'it is so' : 'it is not so', supported };
        }),
      };
    },
  };
  const { witness: prompt, rubric } = prompts;
  const witness = createSecondWitness({ model, prompt, rubric, now: () => new Date() });
  const isShown = async ({ grounds, note }: Pair, text: string): Promise<boolean> => {
    const [signal] = grounds.signals;
    if (!signal || sentenceFault(text, grounds) !== null) return false;
    const [says] = await witness.says(note, grounds.people, [{ text, quote: lastSaid(signal).quote }]);
    return says === true;
  };
  const shown = await Promise.all(
    pairs.map(async (pair) => [await isShown(pair, pair.isFalse), await isShown(pair, pair.isTrue)]),
  );
  return {
    replaced: shown.filter(([isFalseShown]) => !isFalseShown).length,
    lost: shown.filter(([, isTrueShown]) => !isTrueShown).length,
    of: pairs.length,
  };
}
