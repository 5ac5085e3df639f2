import type { BlockAction } from '@slack/bolt';
import type { Button } from '@slack/types';
import { z } from 'zod';
import { whyAbove } from '../../digest/bucket.ts';
import { type Comparison, linesOf, type Week } from '../../digest/week.ts';
import { UserError } from '../../errors.ts';
import { keysOf } from '../../memory/identity/keys.ts';
import { resolve } from '../../memory/identity/resolve.ts';
import type { Roster } from '../../memory/memory.ts';
import type { NoteHeader } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import type { Audit } from '../kit/audit.ts';
import { button, type Message, message, modal, section, sentence, workingView } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { digestIds } from '../kit/ids.ts';
import { quoted } from '../kit/phrases.ts';
import type { ReadWeek } from '../kit/ports.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { clip, lines, md } from '../kit/text.ts';

interface Deps {
  readonly roster: Roster;
  readonly readWeek: ReadWeek;
  readonly audit: Audit;
  readonly commandName: CommandName;
}

const fillers = /\s+(?:stands?\s+)?(?:above|over|before|and|vs\.?|than)\s+|\s*,\s*/i;

function unclear(digest: string): string {
  return `Name two people with open deals, such as ${digest} why James Priya; a full name tells two of one name apart.`;
}

/** "Why is James above Priya?", answered with a note of each, by code. */
export async function typedWhy(deps: Deps, text: string, { member, place }: Request): Promise<void> {
  const pair = pairIn(text, await deps.roster.headers(member.id));
  if (!pair) throw new UserError(unclear(deps.commandName('digest')));
  await place.show(answer(deps.audit, await deps.readWeek(member), pair));
}

/** The same of the first two of a digest. */
export function pressWhy({ readWeek, audit }: Pick<Deps, 'readWeek' | 'audit'>, body: BlockAction): Response {
  const pair = comparedDeals(body);
  return {
    opens: workingView('Side by side', 'Reading their notes…'),
    async work({ member, modal: shown, place }) {
      const said = answer(audit, await readWeek(member), pair);
      if (!(await shown.show(modal('Side by side', said.blocks)))) await place.tell(said);
    },
  };
}

function answer(audit: Audit, week: Week, pair: readonly [string, string]): Message {
  const known = linesOf(week).map(({ deal }) => deal);
  const now = (key: string) => known.find((deal) => keysOf(deal).includes(key))?.key ?? key;
  const [a, b] = [now(pair[0]), now(pair[1])];
  const why = whyAbove(week, a, b);
  if (why !== null) {
    const noteIds = why.cited.map(({ noteId }) => noteId);
    audit({ did: 'read', view: 'comparison', by: week.rep, noteIds });
    const isTurned = known.findIndex(({ key }) => key === a) > known.findIndex(({ key }) => key === b);
    const text = isTurned ? `It is the other way round. ${why.text}` : why.text;
    return comparisonMessage({ ...why, text }, week.asOf);
  }
  const open = new Set(known.map(({ key }) => key));
  const both = open.has(a) && open.has(b);
  return sentence(both ? 'They are in one deal.' : 'One of them is not among your open deals this week.');
}

/** Keys of the two deals that a text names, however it parts the names; undefined unless both are clear. */
function pairIn(text: string, headers: readonly NoteHeader[]): readonly [string, string] | undefined {
  const words = text
    .replace(/^is\s+/i, '')
    .replace(/\?$/, '')
    .trim();
  const parted = words.split(fillers).filter(Boolean);
  if (parted.length === 2) return pairOf(parted, headers);
  const single = words.split(/\s+/);
  for (let at = 1; at < Math.min(single.length, 8); at += 1) {
    const found = pairOf([single.slice(0, at).join(' '), single.slice(at).join(' ')], headers);
    if (found) return found;
  }
  return undefined;
}

function pairOf(names: readonly string[], headers: readonly NoteHeader[]) {
  const [a, b] = names.map((name) => dealNamed(name, headers));
  return a === undefined || b === undefined ? undefined : ([a, b] as const);
}

/** Several people of that name in one deal are one answer. */
function dealNamed(name: string, headers: readonly NoteHeader[]): string | undefined {
  const found = resolve(name, headers);
  if (found.kind === 'one') return found.target.deal.key;
  if (found.kind !== 'many') return undefined;
  const deals = new Set(found.targets.map(({ deal }) => deal.key));
  return deals.size === 1 ? [...deals][0] : undefined;
}

const pair = z.tuple([z.string(), z.string()]);
const quoteLength = 160;

/** "Why is James above Priya?" for the first two of a week; undefined when there are fewer. */
export function compareButton(week: Week): Button | undefined {
  const [first, second] = linesOf(week);
  if (first === undefined || second === undefined) return undefined;
  const isOne = first.prospect.name === second.prospect.name;
  const [above, below] = [first, second].map(({ prospect, deal }) =>
    clip(isOne ? (deal.company ?? prospect.name) : prospect.name, 25),
  );
  return button(digestIds.compare, `Why is ${above} above ${below}?`, {
    value: JSON.stringify([first.deal.key, second.deal.key]),
  });
}

/** Keys of the two deals. Throws when the value is not ours. */
function comparedDeals(body: BlockAction): readonly [string, string] {
  return pair.parse(JSON.parse(pressedValue(body)));
}

/** Why one stands above the other, with a note of each. */
function comparisonMessage({ text, cited }: Comparison, asOf: string): Message {
  const notes = cited.map(({ day, quote }) => md`• ${dayName(day, asOf)}: ${quoted(quote, quoteLength)}`);
  return message(text, [section(lines([md`${clip(text, 900)}`, ...notes]))]);
}
