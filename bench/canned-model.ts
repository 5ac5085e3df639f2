import { setImmediate as turn } from 'node:timers/promises';
import { digestByRules } from '../sandbox/model/digest-answer.ts';
import { readingByRules } from '../sandbox/model/reading-answer.ts';
import { wordsByRules } from '../sandbox/model/words-answer.ts';
import type { Model } from '../src/brief/model/model.ts';

/** A model that answers at once, by rules: quotes to the letter, and sentences that say what their lines say. */
export function createCannedModel(kinds: readonly string[], modelName = 'canned'): Model {
  return {
    name: modelName,
    async complete({ name, user, maxOutputTokens }) {
      // Else nothing but it would run, and connections that wait would be cut.
      await turn();
      if (name === 'digest') return digestByRules(user);
      return name === 'words' ? wordsByRules(user) : readingByRules(user, kinds, maxOutputTokens);
    },
  };
}

/** A model that nobody may ask: it stands where one has to be given. */
export const noModel: Model = {
  name: 'canned',
  complete: () => Promise.reject(new Error('a model was asked')),
};
