import { describe, expect, test } from 'vitest';
import type { Reading, ReadSignal } from '../../src/brief/signals/reading.ts';
import { createTeamWeeks } from '../../src/digest/team-week.ts';
import type { Note } from '../../src/memory/note.ts';
import { addDays } from '../../src/util/calendar.ts';
import { readingOf } from '../brief/by-hand.ts';
import { type Fact, type FactDeal, factDeals, pipelinesOver, written } from '../brief/pipeline-facts.ts';
import { note, rubric } from '../brief/support.ts';

const today = '2026-11-23';
const manager = 'UBOSS';
const people = ['UANN', 'UCLEO'];

const weeksOver = (deals: readonly FactDeal[]) => weeksOfNotes([written(deals)]);

function weeksOfNotes(deals: readonly ReturnType<typeof written>[]) {
  const all = {
    notes: deals.flatMap(({ notes }) => notes),
    readings: deals.flatMap(({ readings }) => readings),
  };
  const { pipelines } = pipelinesOver(all, today);
  const managers = { peopleOf: async (user: string) => (user === manager ? people : []) };
  return createTeamWeeks({ pipelines, managers, rubric });
}

const asked = { asker: manager, zone: 'UTC', at: new Date(`${today}T12:00:00Z`) };
const shared = ({ visibility }: Fact) => visibility === 'team';

/** What the team may know of one deal, counted by hand; none without a shared note. */
function byHand({ key, facts }: FactDeal) {
  const seen = facts.filter(shared);
  const newest = seen.at(-1);
  if (newest === undefined) return [];
  let state = 'open';
  let closedOn = '';
  for (const { outcome, day } of seen) {
    if ((outcome === 'won' || outcome === 'lost') && outcome !== state) [state, closedOn] = [outcome, day];
    if (outcome === 'next_step' && state === 'lost') [state, closedOn] = ['open', ''];
    if (outcome === 'reopened') [state, closedOn] = ['open', ''];
  }
  return [
    { key, owner: newest.author, state, closedOn, newestDay: newest.day, firstDay: seen[0]?.day ?? '' },
  ];
}

/** The days a deal was to close on, as said up to a day. */
function closesBy({ facts }: FactDeal, day: string): readonly string[] {
  const said = facts.filter(shared).filter((fact) => fact.day <= day);
  return said.flatMap(({ closeOn }) => closeOn ?? []);
}

const isOurs = ({ owner }: { owner: string }) => people.includes(owner);

describe.each([1, 2, 3])('of fifty deals, seed %i', (seed) => {
  const deals = factDeals(seed, today);
  const all = deals.flatMap(byHand).filter(isOurs);
  const open = all.filter(({ state }) => state === 'open');
  const keysOf = (from: readonly { readonly line: { readonly deal: { readonly key: string } } }[]) =>
    from.map(({ line }) => line.deal.key).toSorted();

  test('a manager’s week holds the open deals of their people and nobody else’s, each once', async () => {
    const week = await weeksOver(deals).of(asked);
    expect(open.length).toBeGreaterThan(5);
    const listed = keysOf(week?.open ?? []).filter((key) => open.some((one) => one.key === key));
    expect(listed).toEqual(open.map(({ key }) => key).toSorted());
    expect(week?.open.every(({ line }) => people.includes(line.owner))).toBe(true);
    for (const { user, deals: own } of week?.people ?? [])
      expect(keysOf(own)).toEqual(keysOf((week?.open ?? []).filter(({ line }) => line.owner === user)));
  });

  test('what is quiet has no shared note of the last fourteen days, counted by hand', async () => {
    const week = await weeksOver(deals).of(asked);
    const quiet = open.filter(({ newestDay }) => newestDay < addDays(today, -14)).map(({ key }) => key);
    const listed = (week?.quiet ?? []).filter(({ line }) => line.state === 'open');
    expect(keysOf(listed)).toEqual(quiet.toSorted());
  });

  test('what was won, lost and begun in seven days is in what moved, counted by hand', async () => {
    const week = await weeksOver(deals).of(asked);
    const since = addDays(today, -7);
    const said = (word: string) =>
      (week?.moved ?? [])
        .filter(({ says }) => says.includes(word))
        .map(({ deal }) => deal.line.deal.key)
        .toSorted();
    for (const outcome of ['won', 'lost']) {
      const ended = all.filter(({ state, closedOn }) => state === outcome && closedOn > since);
      expect(said(outcome)).toEqual(ended.map(({ key }) => key).toSorted());
    }
    const begun = open.filter(({ firstDay }) => firstDay > since);
    expect(said('new')).toEqual(begun.map(({ key }) => key).toSorted());
  });

  test('what slipped was put off in seven days or its day has passed, counted by hand', async () => {
    const week = await weeksOver(deals).of(asked);
    const since = addDays(today, -7);
    const slipped = open.filter(({ key }) => {
      const deal = deals.find((one) => one.key === key);
      const dates = deal ? closesBy(deal, today) : [];
      const now = dates.at(-1);
      if (deal === undefined || now === undefined) return false;
      const before = closesBy(deal, since).at(-1);
      const isPutOff =
        dates.some((day) => day < now) && before !== now && dates.length > closesBy(deal, since).length;
      return now < today || isPutOff;
    });
    const listed = (week?.slipped ?? []).filter(({ says }) => says.some((one) => one.startsWith('to close')));
    expect(keysOf(listed.map(({ deal }) => deal))).toEqual(slipped.map(({ key }) => key).toSorted());
  });

  test('it is to the letter the same where nobody has a private note', async () => {
    const without = deals
      .map((deal) => ({ ...deal, facts: deal.facts.filter(shared) }))
      .filter(({ facts }) => facts.length > 0);
    const told = async (from: readonly FactDeal[]) => {
      const weeks = weeksOver(from);
      const pages = await Promise.all(people.map((user) => weeks.page(user, asked)));
      return JSON.parse(JSON.stringify([await weeks.of(asked), pages]));
    };
    expect(await told(deals)).toEqual(await told(without));
  });

  test('a rep’s own page is their manager’s page of them', async () => {
    const weeks = weeksOver(deals);
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    for (const user of people) {
      const own = await weeks.page(user, { ...asked, asker: user });
      expect(plain(own)).toEqual(plain(await weeks.page(user, asked)));
    }
  });
});

test('who leads nobody gets no week of others', async () => {
  expect(await weeksOver(factDeals(1, today)).of({ ...asked, asker: 'UANN' })).toBeNull();
});

/** A deal of Ann's with a shared note on each of these days before today. */
function dealWith(name: string, ago: readonly number[], last: Partial<Fact> = {}): FactDeal {
  const facts = ago.map((days, index): Fact => {
    const isLast = index === ago.length - 1;
    return { day: addDays(today, -days), author: 'UANN', visibility: 'team', ...(isLast ? last : {}) };
  });
  return { key: `deal-${name}`, company: name, facts };
}

const namesIn = (
  deals: readonly { readonly line: { readonly deal: { readonly company: string | null } } }[],
) => deals.map(({ line }) => line.deal.company);

test('fourteen days ago is within the last fourteen days, fifteen is not', async () => {
  const week = await weeksOver([dealWith('Lately', [40, 14]), dealWith('Long ago', [40, 15])]).of(asked);
  expect(namesIn(week?.quiet ?? [])).toEqual(['Long ago']);
});

test('what was won by this hour seven days ago was last week’s, what was logged since is this one’s', async () => {
  const won = { outcome: 'won' } as const;
  const weeks = weeksOver([dealWith('Before', [30, 7], won), dealWith('Since', [30, 6], won)]);
  const moved = async (hour: string) => {
    const week = await weeks.of({ ...asked, at: new Date(`${today}T${hour}:00Z`) });
    return namesIn((week?.moved ?? []).map(({ deal }) => deal)).toSorted();
  };
  expect(await moved('15:00')).toEqual(['Since']);
  expect(await moved('14:59')).toEqual(['Before', 'Since']);
});

test('a closing date put off later on the day of the last week has slipped in this one', async () => {
  const fact = (ago: number, closeIn: number): Fact => {
    const said = { author: 'UANN', visibility: 'team' } as const;
    return { ...said, day: addDays(today, -ago), closeOn: addDays(today, closeIn) };
  };
  const weeks = weeksOver([{ key: 'deal-Acme', company: 'Acme', facts: [fact(20, 4), fact(7, 11)] }]);
  const slipped = async (hour: string) =>
    (await weeks.of({ ...asked, at: new Date(`${today}T${hour}:00Z`) }))?.slipped.map(({ says }) => says);
  expect(await slipped('12:00')).toEqual([['to close 27 Nov → 4 Dec']]);
  expect(await slipped('16:00')).toEqual([]);
});

test('a deal that nothing was shared on for long needs somebody, whatever its rep has put off for themselves', async () => {
  const week = await weeksOver([dealWith('Silent', [60, 45])]).of(asked);
  expect(namesIn(week?.needed ?? [])).toEqual(['Silent']);
  expect(week?.needed[0]?.why).toBe('no contact in shared notes for 45 days');
  // What the last note asked for may be done long ago.
  expect(week?.needed[0]?.next).toBeNull();
});

/** A deal of Ann's with two shared notes, the newest of which says this. */
function dealSaying(company: string, newest: Partial<Reading>, more: Partial<Note> = {}) {
  const deal = { key: `deal-${company}`, company, label: null };
  const common = { deal, author: 'UANN', visibility: 'team' } as const;
  const [older, newer] = [40, 3].map((ago) => {
    const day = addDays(today, -ago);
    return note({ ...common, id: `note-${company}-${day}`, day, ...more });
  });
  if (!older || !newer) throw new RangeError('two notes');
  return { notes: [older, newer], readings: [readingOf(older), readingOf(newer, newest)] };
}

const said = (kind: string, more: Partial<ReadSignal> = {}): ReadSignal => {
  return {
    kind,
    who: 'us',
    text: kind,
    quote: 'nervous about the migration',
    dueOn: null,
    over: null,
    ...more,
  };
};
const late = said('promise', { text: 'ROI sheet', dueOn: addDays(today, -2) });

test('where the newest note says lost that is asked first, and nobody is chased for a promise', async () => {
  const outcome = { words: 'lost', quote: 'nervous about the migration' } as const;
  const all = [dealSaying('Alive', { signals: [late] }), dealSaying('Lost', { signals: [late], outcome })];
  const week = await weeksOfNotes(all).of(asked);
  expect(namesIn((week?.overdue ?? []).map(({ deal }) => deal))).toEqual(['Alive']);
  expect(namesIn(week?.needed ?? [])).toEqual(['Lost']);
});

test('what is won and still owes something is open work, and no money to come', async () => {
  const signals = [said('amount', { quote: '12k EUR' }), late];
  const won = dealSaying('Won', { signals }, { outcome: 'won', text: 'nervous about the migration 12k EUR' });
  const open = dealSaying('Open', { signals });
  const week = await weeksOfNotes([won, open]).of(asked);
  expect(namesIn(week?.open ?? []).toSorted()).toEqual(['Open', 'Won']);
  expect(week?.worth.sums).toMatchObject([{ value: 12_000, currency: 'EUR', deals: 1 }]);
});

test('an amount in another currency is neither more nor less', async () => {
  const before = (words: string) => said('amount', { quote: words });
  const from = (company: string, now: string) => {
    const { notes, readings } = dealSaying(company, { signals: [before(now)] });
    const wasMore = (one: Reading) =>
      one.signals.length === 0 ? { ...one, signals: [before('20k EUR')] } : one;
    return { notes, readings: readings.map(wasMore) };
  };
  const week = await weeksOfNotes([from('Less', '12k EUR'), from('Other', '12k USD')]).of(asked);
  expect((week?.slipped ?? []).map(({ deal, says }) => [deal.line.deal.company, says])).toEqual([
    ['Less', ['20k EUR → 12k EUR']],
  ]);
});

test('what was brought from elsewhere and not touched for long is no part of the week', async () => {
  const old = dealSaying('Old', {}, { source: 'import-1' });
  const notes = old.notes.map((one) => ({ ...one, day: addDays(one.day, -100) }));
  const week = await weeksOfNotes([{ ...old, notes }, dealSaying('Fresh', {}, { source: 'import-1' })]).of(
    asked,
  );
  expect(namesIn(week?.open ?? [])).toEqual(['Fresh']);
});

test('a deal of which nothing is read yet is told to have moved nowhere, and stands behind the others', async () => {
  const unread = dealSaying('Unread', {});
  const notes = unread.notes.slice(1);
  const week = await weeksOfNotes([{ notes, readings: [] }, dealSaying('Read', {})]).of(asked);
  expect(namesIn(week?.open ?? [])).toEqual(['Read', 'Unread']);
  expect(week?.moved).toEqual([]);
});

test('of what is quiet the longest comes first, however far the others have come', async () => {
  const since = (company: string, ago: number, newest: Partial<Reading>) => {
    const { notes, readings } = dealSaying(company, newest);
    return { notes: notes.map((one) => ({ ...one, day: addDays(one.day, -ago) })), readings };
  };
  const far = since('Far on', 20, { signals: [said('proposal_out')] });
  const week = await weeksOfNotes([far, since('Begun', 60, {})]).of(asked);
  expect(namesIn(week?.open ?? [])).toEqual(['Far on', 'Begun']);
  expect(namesIn(week?.quiet ?? [])).toEqual(['Begun', 'Far on']);
});

test('a closing date that was known before has not moved, and of what is won none has slipped', async () => {
  const closes = (ahead: number) => said('close_date', { who: 'them', dueOn: addDays(today, ahead) });
  const known = dealSaying('Known', { signals: [closes(20)] });
  const readings = known.readings.map((one) => ({ ...one, signals: [closes(20)] }));
  const past = [closes(-2), late];
  const deals = [
    { ...known, readings },
    dealSaying('Named', { signals: [closes(20)] }),
    dealSaying('Won', { signals: past }, { outcome: 'won' }),
    dealSaying('Late', { signals: past }),
  ];
  const week = await weeksOfNotes(deals).of(asked);
  const dated = (week?.moved ?? []).filter(({ says }) => says.some((one) => one.startsWith('to close')));
  expect(namesIn(dated.map(({ deal }) => deal)).toSorted()).toEqual(['Late', 'Named']);
  expect(namesIn((week?.slipped ?? []).map(({ deal }) => deal))).toEqual(['Late']);
});
