import type { Note } from '../../memory/note.ts';
import type { Model, Priority } from '../model/model.ts';
import { carriesPoints, type Rubric } from '../score/rubric.ts';
import type { SecondWitness } from './reading-keeper.ts';
import {
  applyWitness,
  sentencesLeft,
  type WitnessedSentence,
  type WitnessItem,
  type WitnessPrompt,
  witnessItems,
  witnessMessage,
} from './witness.ts';

/** The second look at sentences before anybody sees them. */
export interface SentenceWitness {
  /** Which of these the note says, in their order; rejects when nobody could be asked. */
  says(
    note: Note,
    people: readonly string[],
    sentences: readonly WitnessedSentence[],
  ): Promise<readonly boolean[]>;
}

interface Deps {
  /** Another than the reader, with limits of its own. */
  readonly model: Model;
  readonly prompt: WitnessPrompt;
  readonly rubric: Rubric;
  readonly now: () => Date;
}

const patienceMs = 55_000;
/** Per claim a reason of a few words and a verdict; thinking included. */
const answerTokens = { call: 400, claim: 45 } as const;

/** Asks a second model whether the note says what was read in it; only what carries points or ends something is asked. */
export function createSecondWitness({ model, prompt, rubric, now }: Deps): SecondWitness & SentenceWitness {
  const ask = (
    note: Note,
    people: readonly string[],
    items: readonly WitnessItem[],
    priority: Priority,
  ): Promise<unknown> =>
    model.complete(
      {
        name: 'witness',
        system: prompt.system,
        user: witnessMessage(note, people, items),
        schema: prompt.schema,
        maxOutputTokens: answerTokens.call + answerTokens.claim * items.length,
        priority,
        person: note.author,
      },
      new Date(now().getTime() + patienceMs),
    );

  return {
    async check(reading, note, people) {
      const all = witnessItems(prompt, note, reading);
      const items = all.filter(({ part, index }) => {
        const kind = part === 'signal' ? rubric.kinds[reading.signals[index]?.kind ?? ''] : undefined;
        return part !== 'signal' || (kind !== undefined && carriesPoints(kind));
      });
      if (items.length === 0) return reading;
      return applyWitness(reading, items, await ask(note, people, items, 'note'));
    },
    async says(note, people, sentences) {
      const items = witnessItems(prompt, note, { signals: [], changes: [], sentences });
      const answer = items.length === 0 ? undefined : await ask(note, people, items, 'words');
      return sentencesLeft(sentences.length, items, answer);
    },
  };
}
