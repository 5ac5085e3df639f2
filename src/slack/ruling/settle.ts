import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import type { Ruling } from '../../brief/rulings/ruling.ts';
import type { Response } from '../answer.ts';
import { md } from '../mrkdwn.ts';
import { pressedValue } from '../pressed.ts';
import { decodeState, signalOf } from './state.ts';
import type { Means, Verdict } from './verdict.ts';

interface Choice {
  readonly reason: string;
  readonly older: Ruling['verdict'];
  readonly newer: Ruling['verdict'];
}

const newer: Choice = { reason: 'Settled: newer is right', older: 'not_true', newer: 'holds' };
const both: Choice = { reason: 'Settled: both hold', older: 'holds', newer: 'holds' };
const neither: Choice = { reason: 'Settled: neither holds', older: 'not_true', newer: 'not_true' };

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
      const { reason } = choice;
      return {
        statement: md`*${reason}*`,
        sayings: [
          { signal: first, verdict: choice.older, reason },
          { signal: second, verdict: choice.newer, reason },
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
