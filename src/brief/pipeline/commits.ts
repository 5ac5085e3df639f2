import { z } from 'zod';
import { dealHash, dealHashes } from '../../memory/identity/keys.ts';
import type { StateBank } from '../../memory/memory.ts';
import type { DealKeys, Note } from '../../memory/note.ts';
import { dayName } from '../../util/calendar.ts';
import { counted, timesText } from '../../util/counted.ts';
import { hashOf } from '../../util/hash.ts';
import type { ReadDeal } from '../reading/read-deals.ts';
import { closeDateOf, isSignerHeard } from '../score/risk.ts';
import type { Rubric } from '../score/rubric.ts';
import { silentDays } from '../score/silence.ts';
import { closingNote, type Known, lostSaid, unreadNotes } from '../signals/history.ts';
import {
  byLastSaid,
  type Cited,
  citedOf,
  isProven,
  lastSaid,
  type Signal,
  slipsOf,
} from '../signals/signal.ts';

/** A deal that somebody counts on, held against its notes. */
export interface Commit {
  /** Slack user ids of who put it in commit, as far as the viewer may know. */
  readonly by: readonly string[];
  /** What the notes do not carry, the weightiest first; empty when they carry it. */
  readonly doubts: readonly Doubt[];
}

export interface Doubt {
  /** In a few words, to stand in a row of others. */
  readonly text: string;
  /** Null where it is something that no note says. */
  readonly cited: Cited | null;
}

/** Deals in commit, in the state bank. Rejects when memory does not answer. */
export interface Commits {
  /** By the hash of a deal's key, who put it in commit: one list, however many there are. */
  all(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Of the deal's key a hash alone is kept. Taking it out takes out what the rep said under any of its keys. */
  say(rep: string, deal: DealKeys, isIn: boolean): Promise<void>;
}

const kind = 'commit';
/** `deal` is a hash of the deal's key, which spells names. */
const commitRecord = z.object({ rep: z.string(), deal: z.string() });

export function createCommits(state: StateBank): Commits {
  const idOf = (rep: string, hash: string) => `${kind}-${hashOf(JSON.stringify([rep, hash]), 40)}`;
  return {
    async all() {
      const byDeal = new Map<string, readonly string[]>();
      for (const record of await state.list(`kind:${kind}`)) {
        const said = commitRecord.safeParse(record.data).data;
        if (said) byDeal.set(said.deal, [...(byDeal.get(said.deal) ?? []), said.rep]);
      }
      return byDeal;
    },
    async say(rep, deal, isIn) {
      if (!isIn) {
        for (const hash of dealHashes(deal)) await state.remove(idOf(rep, hash));
        return;
      }
      const hash = dealHash(deal.key);
      await state.put({ id: idOf(rep, hash), kind, data: { rep, deal: hash }, noteIds: [], tags: [] });
    },
  };
}

/**
 * Whether somebody counts on this deal, as far as the viewer may know: their own word, and that of a colleague with a
 * note on it that the team may read. Null where nobody does, or it is over.
 */
export function commitOf(
  deal: ReadDeal,
  rubric: Rubric,
  { said, viewer }: { readonly said: ReadonlyMap<string, readonly string[]>; readonly viewer: string | null },
): Commit | null {
  const [newest] = deal.notes;
  if (!newest || closingNote(deal.notes) !== null) return null;
  const reps = [...new Set(dealHashes(newest.deal).flatMap((hash) => said.get(hash) ?? []))];
  const by = reps.filter((rep) => rep === viewer || hasShared(deal.notes, rep));
  return by.length === 0 ? null : { by, doubts: doubtsOf(deal, rubric) };
}

function hasShared(notes: readonly Note[], rep: string): boolean {
  return notes.some(({ author, visibility }) => author === rep && visibility === 'team');
}

const mostWorries = 2;
const worries: ReadonlySet<string> = new Set(['objection', 'budget_doubt', 'price_pressure', 'setback']);

/** What is missing is said only where every note is read: an unread one may say it. */
function doubtsOf({ history, asOf }: ReadDeal, rubric: Rubric): readonly Doubt[] {
  const known = history.on(asOf);
  const unread = unreadNotes(known).length;
  const lost = lostSaid(known);
  const missing = unread > 0 ? [without(`${counted(unread, 'note')} not read yet`)] : missingIn(known);
  return [
    ...(lost ? [{ text: 'the newest note says lost', cited: lost.cited }] : []),
    ...missing,
    ...datesIn(known, asOf),
    ...open(known, new Set(['competitor'])).map((one) => about(one, `rival: ${one.text}`)),
    ...open(known, worries)
      .slice(0, mostWorries)
      .map((one) => about(one, `open: ${one.text}`)),
    ...silenceIn(known, rubric, asOf),
  ];
}

function without(text: string): Doubt {
  return { text, cited: null };
}

function about(signal: Signal, text: string): Doubt {
  return { text, cited: citedOf(lastSaid(signal)) };
}

function open({ signals }: Known, kinds: ReadonlySet<string>): readonly Signal[] {
  return signals
    .filter((one) => kinds.has(one.kind) && one.closedBy === null && !one.isBeingChecked)
    .toSorted(byLastSaid);
}

function missingIn(known: Known): readonly Doubt[] {
  const hasBudget = known.signals.some((one) => one.kind === 'budget_confirmed' && isProven(one));
  return [
    ...(isSignerHeard(known) ? [] : [without('nobody who signs was heard')]),
    ...(hasBudget ? [] : [without('no budget confirmed')]),
    ...(closeDateOf(known) ? [] : [without('no closing date')]),
  ];
}

function datesIn(known: Known, asOf: string): readonly Doubt[] {
  const date = closeDateOf(known);
  if (!date || date.dueOn === null) return [];
  const slips = slipsOf(date);
  const day = dayName(date.dueOn, asOf);
  const isPast = date.dueOn < asOf;
  if (slips === 0) return isPast ? [about(date, `the closing date ${day} has passed`)] : [];
  const now = isPast ? `${day} has passed too` : `now ${day}`;
  return [about(date, `the closing date was put off ${timesText(slips)}, ${now}`)];
}

function silenceIn(known: Known, rubric: Rubric, asOf: string): readonly Doubt[] {
  const days = silentDays(known, { rubric, asOf });
  return days > rubric.silence.after_days ? [without(`no contact for ${counted(days, 'day')}`)] : [];
}
