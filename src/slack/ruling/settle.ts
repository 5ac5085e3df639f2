import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Ruling } from '../../brief/corrections/corrections.ts';
import type { Response } from '../answer.ts';
import { md } from '../mrkdwn.ts';
import { pressedValue } from '../pressed.ts';
import { decodeState, signalOf } from './state.ts';
import type { Means, Verdict } from './verdict.ts';
import { settledWords } from './words.ts';

interface Choice {
  readonly settled: NonNullable<Ruling['settled']>;
  readonly older: Ruling['verdict'];
  readonly newer: Ruling['verdict'];
}

const newer: Choice = { settled: 'newer', older: 'not_true', newer: 'holds' };
const both: Choice = { settled: 'both', older: 'holds', newer: 'holds' };
const neither: Choice = { settled: 'neither', older: 'not_true', newer: 'not_true' };

const undoing = z.array(z.string());

/** What one press says: a promise kept, two notes that disagree, and Undo of anything said. */
export function createSettle(verdict: Verdict) {
  function saying(meansOf: (value: string) => Means) {
    return (body: BlockAction): Response => {
      const [state, means] = [decodeState(body.view), meansOf(pressedValue(body))];
      return { work: (asked) => verdict.say(state, means, asked) };
    };
  }

  const settling = (choice: Choice) =>
    saying((value) => (brief) => {
      const [first, second] = value.split(' ').map((token) => signalOf(brief, token));
      if (!first || !second) throw new RangeError('a press on no pair');
      const { settled } = choice;
      return {
        statement: md`*${settledWords[settled]}*`,
        sayings: [
          { signal: first, verdict: choice.older, reason: '', settled },
          { signal: second, verdict: choice.newer, reason: '', settled },
        ],
      };
    });

  return {
    done: saying((token) => (brief) => {
      const signal = signalOf(brief, token);
      return { statement: md`*Done*: ${signal.text}`, sayings: [{ signal, verdict: 'done', reason: '' }] };
    }),
    newer: settling(newer),
    both: settling(both),
    neither: settling(neither),

    undo(body: BlockAction): Response {
      const state = decodeState(body.view);
      const ids = undoing.parse(JSON.parse(pressedValue(body)));
      return { work: (asked) => verdict.takeBack(state, ids, asked) };
    },
  };
}
