import { afterEach, expect, test } from 'vitest';
import { writesMonthFirst } from '../../src/util/calendar.ts';
import { spelledDays } from '../../src/util/named-days.ts';
import { call, storeRead } from '../support/filled.ts';
import { logNewPerson, optionFor, personIn, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

/** Ava is in Stockholm and Ben in Los Angeles; all scores count their days in one zone of the team's. */
const avaIsAhead = { who: ava, now: '2026-11-17T23:30:00Z', scores: 'UTC' };
const benIsBehind = { who: ben, now: '2026-11-18T02:00:00Z', scores: 'Europe/Stockholm' };
const benIsFarBehind = { who: ben, now: '2026-11-17T16:00:00Z', scores: 'Asia/Tokyo' };

async function arrive({ who, now, scores }: typeof avaIsAhead) {
  let laterMs = 0;
  world = await createWorld({
    now: () => new Date(Date.parse(now) + laterMs),
    env: { DEFAULT_TIMEZONE: scores },
  });
  const me = personIn(world, who);
  return {
    me,
    later() {
      laterMs += 4_000;
    },
  };
}

test.each([
  ['ahead of', avaIsAhead, '2026-11-18', '18 Nov', 'T12:00:00+01:00'],
  ['behind', benIsBehind, '2026-11-17', '17 Nov', 'T12:00:00-08:00'],
])(
  'a rep %s the zone of scores logs a call of their own day, and reads that day',
  async (...[, at, day, said, noon]) => {
    const { me } = await arrive(at);
    await me.type('/log');
    await me.seesModal('What happened');
    expect(JSON.stringify(me.modal()?.view)).toContain(`"initial_date":"${day}"`);
    await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text: 'We spoke of seats.' });
    await me.sees(`Saved on Priya Sharma · Rentfield, ${said}.`);
    const [note] = await storedNotes(world);
    expect(note?.document_metadata?.['timestamp']).toBe(`${day}${noon}`);
    await me.type('/timeline Priya');
    await me.seesModal(`${said}, today`);
  },
);

test('a day that has begun where scores are counted is still in the future of a rep for whom it has not', async () => {
  const { me } = await arrive(benIsBehind);
  await me.type('/log');
  await me.seesModal('What happened');
  const who = await optionFor(me, 'New person: ‘Priya’', 'Priya');
  await me.choose('log_who', who);
  await me.seesModal('Company');
  const { errors } = await me.submit({ log_who: who, log_text_0: 'We spoke.', log_day: '2026-11-18' });
  expect(errors).toEqual({ log_day: 'That date is in the future. When was the call?' });
});

test.each([
  // The 13th day without contact for scores, the 14th for Ava.
  ['ahead of', avaIsAhead, 'Last call 4 Nov, 14 days ago', '17 Cold', 'nothing logged for 14 days'],
  // The 14th for scores, the 13th for Ben.
  ['behind', benIsBehind, 'Last call 4 Nov, 13 days ago', '16 Cold', 'no step agreed'],
  ['far behind', benIsFarBehind, 'Last call 4 Nov, 13 days ago', '16 Cold', 'no step agreed'],
])(
  'a rep %s the zone of scores gets the score of the team’s day, and days and a week of their own',
  async (...[, at, contact, score, why]) => {
    const { me, later } = await arrive(at);
    await storeRead(world, [
      call({ author: me.user, day: '2026-10-28', text: 'We spoke of seats.' }),
      call({ author: me.user, day: '2026-11-04', text: 'We spoke of seats again.' }),
    ]);
    await me.type('/brief Priya');
    const card = textOf(await me.sees('Last call'));
    expect(card).toContain(contact);
    expect(card).toContain(`*${score}*`);
    later();
    await me.type('/digest now');
    const week = textOf(await me.sees('Your week · ')).toLowerCase();
    expect(week).toContain(score.toLowerCase());
    expect(week).toContain(why);
  },
);

test.each([
  ['ahead of', avaIsAhead, '21 Nov'],
  ['behind', benIsBehind, '20 Nov'],
])('a rep %s the zone of scores snoozes a deal for three days of their own', async (...[, at, until]) => {
  const { me } = await arrive(at);
  await storeRead(world, [call({ author: me.user, day: '2026-10-20', text: 'We spoke of seats.' })]);
  await me.type('/digest now');
  const { ts, blocks } = await me.sees('Your week · ');
  const line = blocks?.find(({ block_id: id }) => id?.startsWith('line:'));
  const choice = { actionId: 'digest_line', blockId: line?.block_id, value: 'snooze' };
  await world.hand.choose(me.user, { channel: me.dm, ts }, choice);
  expect(textOf(await me.sees('Snoozed until'))).toMatch(new RegExp(`Snoozed until \\w{3} ${until}\\.`));
});

test.each([
  ['America/Chicago', undefined, true],
  ['US/Pacific', undefined, true],
  ['Asia/Seoul', undefined, true],
  ['Europe/London', undefined, false],
  ['America/Sao_Paulo', undefined, false],
  ['Australia/Sydney', undefined, false],
  ['America/New_York', 'en-GB', false],
  ['America/Chicago', 'fr-FR', false],
  ['Europe/Berlin', 'en-US', true],
  ['Europe/Berlin', 'ja-JP', true],
  ['America/Denver', 'not a locale', true],
])('in %s with the locale %s the month standing first is %s', (zone, locale, isMonthFirst) => {
  expect(writesMonthFirst(locale, zone)).toBe(isMonthFirst);
});

test.each([
  ['who writes the day first', ava, 'Wed 12 May'],
  ['who writes the month first', ben, 'Sun 6 Dec'],
])('a due day in numbers is that of the rep %s, and is shown in words', async (...[, who, said]) => {
  world = await createWorld({ now: () => new Date('2026-11-17T17:00:00Z') });
  const me = personIn(world, who);
  const day = who === ava ? '12/5' : '12/6';
  const text = `I will send the ROI sheet by ${day}.`;
  await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text });
  await me.type('/brief Priya');
  await me.sees(said);
});

test.each([
  [
    'who writes the day first',
    ava,
    /back on Wed 12 May/,
    '12 May 2027',
    /ROI sheet, by Wed 12 May/,
    /no note on this by 12 May/,
  ],
  [
    'who writes the month first',
    ben,
    /back on Sat 5 Dec/,
    /ROI sheet, by Sat 5 Dec/,
    /no note on this by 5 Dec 2025/,
  ],
])(
  'a pause, a question and a past day in numbers are those of the rep %s',
  async (...[, who, paused, asked, ahead]) => {
    world = await createWorld({ now: () => new Date('2026-11-17T17:00:00Z') });
    const me = personIn(world, who);
    const text = 'I will send the ROI sheet by 12/5.';
    await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text });
    await me.type('/digest pause until 12/5');
    const told = () => me.texts().join('\n');
    await expect.poll(told).toMatch(paused);
    await expect.poll(told).toMatch(/you promised/);
    await me.type('/ask what is due on 12/5?');
    await expect.poll(told).toMatch(asked);
    await me.type('/brief Priya as of 12/5');
    await expect.poll(told).toMatch(ahead);
  },
);

test.each([
  ['until 3/4', '3 April', '4 March'],
  ['pause 11.10.', '11 October', '11 October'],
  ['due by 24/12/2026 or so', '24 December 2026', '24 December 2026'],
  ['from 1/2 to 2/3', '1 February to 2 March', '2 January to 3 February'],
])('“%s” is “%s” or, with the month first, “%s”', (words, dayFirst, monthFirst) => {
  const read = [spelledDays(words, false), spelledDays(words, true)];
  expect(read.map((one) => one.replace(/^(?:until|pause|due by|from) | or so$/g, ''))).toEqual([
    dayFirst,
    monthFirst,
  ]);
});

test.each(['open 24/7', 'the 50/50 split', '9/10 people', 'at 8.30 am', 'version 2.5 of it', 'until 31/31'])(
  'in “%s” there is no day in numbers',
  (words) => {
    expect(spelledDays(words, false)).toBe(words);
    expect(spelledDays(words, true)).toBe(words);
  },
);
