import type { BlockAction } from '@slack/bolt';
import type { Button } from '@slack/types';
import { z } from 'zod';
import { type Comparison, linesOf, type Week } from '../../digest/week.ts';
import { button, section } from '../blocks.ts';
import { quoted } from '../brief/phrases.ts';
import { dayName } from '../dates.ts';
import { type Message, message } from '../message.ts';
import { clip, lines, md } from '../mrkdwn.ts';
import { pressedValue } from '../pressed.ts';
import { ids } from './ids.ts';

const pair = z.tuple([z.string(), z.string()]);
const quoteLength = 160;

/** "Why is James above Priya?" for the first two of a week; undefined when there are fewer. */
export function compareButton(week: Week): Button | undefined {
  const [first, second] = linesOf(week);
  if (first === undefined || second === undefined) return undefined;
  const [above, below] = [first, second].map(({ prospect }) => clip(prospect.name, 25));
  return button(ids.compare, `Why is ${above} above ${below}?`, {
    value: JSON.stringify([first.deal.key, second.deal.key]),
  });
}

/** Keys of the two deals. Throws when the value is not ours. */
export function comparedDeals(body: BlockAction): readonly [string, string] {
  return pair.parse(JSON.parse(pressedValue(body)));
}

/** Why one stands above the other, with a note of each. */
export function comparisonMessage({ text, cited }: Comparison, asOf: string): Message {
  const notes = cited.map(({ day, quote }) => md`• ${dayName(day, asOf)}: ${quoted(quote, quoteLength)}`);
  return message(text, [section(lines([md`${clip(text, 900)}`, ...notes]))]);
}
