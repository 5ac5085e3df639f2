import type { Note } from '../../memory/note.ts';
import type { Model } from '../model/model.ts';
import { carriesPoints, type Rubric } from '../score/rubric.ts';
import type { Reading } from '../signals/reading.ts';
import type { SecondWitness } from './reading-keeper.ts';
import { applyWitness, type WitnessPrompt, witnessItems, witnessMessage } from './witness.ts';

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
export function createSecondWitness({ model, prompt, rubric, now }: Deps): SecondWitness {
  return {
    async check(reading: Reading, note: Note, people: readonly string[]): Promise<Reading> {
      const all = witnessItems(prompt, note, reading);
      const items = all.filter(({ part, index }) => {
        const kind = part === 'signal' ? rubric.kinds[reading.signals[index]?.kind ?? ''] : undefined;
        return part !== 'signal' || (kind !== undefined && carriesPoints(kind));
      });
      if (items.length === 0) return reading;
      const answer = await model.complete(
        {
          name: 'witness',
          system: prompt.system,
          user: witnessMessage(note, people, items),
          schema: prompt.schema,
          maxOutputTokens: answerTokens.call + answerTokens.claim * items.length,
          priority: 'note',
          person: note.author,
        },
        new Date(now().getTime() + patienceMs),
      );
      return applyWitness(reading, items, answer);
    },
  };
}
