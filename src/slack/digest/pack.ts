import type { KnownBlock } from '@slack/types';
import { context } from '../blocks.ts';
import { fits, type Message, message } from '../message.ts';
import { md } from '../mrkdwn.ts';

/** Blocks that stay together, and what they say to those who only hear the notification. */
export interface Unit {
  readonly blocks: readonly KnownBlock[];
  readonly said: string;
  /** How many deals it tells of, for "31 more deals". */
  readonly deals: number;
}

/** What every first message begins and ends with. */
export interface Frame {
  readonly head: Unit;
  /** Ends with the buttons; told how many deals follow in the thread and whether anything does. */
  readonly tail: (left: number, hasMore: boolean) => Unit;
}

const mostParts = 99;

export function unit(said: string, ...blocks: readonly KnownBlock[]): Unit {
  return { blocks, said, deals: 0 };
}

function blocksOf(units: readonly Unit[]): KnownBlock[] {
  return units.flatMap(({ blocks }) => blocks);
}

function dealsIn(units: readonly Unit[]): number {
  return units.reduce((sum, { deals }) => sum + deals, 0);
}

/** How many of the units fit between others, at least one where nothing else would ever be placed. */
function takes(units: readonly Unit[], around: (taken: readonly Unit[]) => readonly KnownBlock[]): number {
  let count = 0;
  while (count < units.length && fits(around(units.slice(0, count + 1)))) count += 1;
  return count;
}

function toMessage(units: readonly Unit[]): Message {
  const said = units.flatMap((one) => one.said || []).join(' ');
  return message(said, blocksOf(units));
}

/** All units in as few messages as they need: the first whole in itself, the others for its thread. Nothing is left out. */
export function pack(
  { head, tail }: Frame,
  body: readonly Unit[],
  later: readonly Unit[],
): readonly Message[] {
  const all = dealsIn([...body, ...later]);
  const inFirst = takes(body, (taken) => blocksOf([head, ...taken, tail(all, true)]));
  const rest = [...body.slice(inFirst), ...later];
  const first = toMessage([head, ...body.slice(0, inFirst), tail(dealsIn(rest), rest.length > 0)]);
  return [first, ...packRest(rest)];
}

function packRest(units: readonly Unit[]): readonly Message[] {
  const parts: (readonly Unit[])[] = [];
  let left = units;
  while (left.length > 0) {
    const count = Math.max(
      1,
      takes(left, (taken) => blocksOf([title(mostParts, mostParts), ...taken])),
    );
    parts.push(left.slice(0, count));
    left = left.slice(count);
  }
  return parts.map((part, index) => toMessage([title(index + 2, parts.length + 1), ...part]));
}

function title(part: number, of: number): Unit {
  const words = `Your week, part ${part} of ${of}.`;
  return unit(words, context(md`${words}`));
}
