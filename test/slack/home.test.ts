import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { Week } from '../../src/digest/week.ts';
import { bucketView } from '../../src/slack/digest/bucket-view.ts';
import { settingsView } from '../../src/slack/digest/command.ts';
import { adminBlocks } from '../../src/slack/home/admin.ts';
import { homeView } from '../../src/slack/home/home.ts';
import { priya, signal } from '../brief/support.ts';
import { anyNote } from '../support/arbitrary.ts';
import { anyWeek, weekOf } from '../support/arbitrary-week.ts';
import { call, daysAgo, store, storeSilent } from '../support/filled.ts';
import { expectLegalView } from '../support/legal.ts';
import { logNewPerson, personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, guest, type World } from '../support/world.ts';
import { seesHome } from './home-doors.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function newWorld(): Promise<World> {
  const world = await createWorld();
  worlds.push(world);
  return world;
}

/** How an installation may stand. */
const operations = (count: number) => ({
  troubles: Array.from({ length: count * 5 }, () => `Something is away. ${'Do this. '.repeat(count * 20)}`),
  waiting: count,
  tokens: count > 1 ? null : { today: 1_200, month: 34_567_890 },
  pricePerMillion: count > 0 ? 0.6 : undefined,
});

const publishes = (world: World) => world.slack.log.named('views.publish').length;

test('Home, the deals on track and the settings are legal views, whatever the notes say', () => {
  const notes = fc.array(anyNote, { maxLength: 5 });
  fc.assert(
    fc.property(anyWeek(), notes, fc.nat(3), (week, some, page) => {
      expectLegalView(
        homeView({
          ...{ week, notes: some, when: 'Your digest is off.', page, missedDay: week.asOf },
          reading: { waiting: page, expected: { tokens: 700, ms: 720_000 } },
          trouble: page > 1 ? 'auth' : null,
          machines: { readPrivate: page > 0, haveSecond: page > 1 },
          more: adminBlocks(operations(page)),
        }),
      );
      expectLegalView(bucketView(week, 'on_track', page));
    }),
    { numRuns: 100 },
  );
  const settings = { isOn: true, day: 'monday', time: '08:00', isQuiet: false, chosenAt: null } as const;
  const holidays = [{ from: '2026-11-01', until: '2026-12-01' }];
  expectLegalView(settingsView({ ...settings, holidays }, { zone: 'UTC', today: '2026-11-23' }));
});

/** Home of somebody with one deal on track. */
function quietHome(given: {
  readonly dueNow?: Week['dueNow'];
  readonly waiting?: number;
  readonly ms?: number;
  readonly machines?: { readonly readPrivate: boolean; readonly haveSecond: boolean };
}): string {
  const { dueNow = [], waiting = 0, ms = 0, machines = { readPrivate: false, haveSecond: false } } = given;
  const coverage = { ...weekOf({}).coverage, open: 1, considered: 1, onTrack: 1 };
  const view = homeView({
    ...{ week: weekOf({ dueNow, coverage, isAllClear: true }), notes: [], when: 'Your digest is off.' },
    ...{ page: 0, missedDay: null, trouble: null, more: [], machines },
    reading: { waiting, expected: { tokens: 0, ms } },
  });
  return textOf(view);
}

test('Home says that nobody needs you only where nothing is due today or tomorrow', () => {
  const step = signal('next_step', '2026-11-17', { text: 'Call with IT', dueOn: '2026-11-24' });
  const due = {
    ...{ deal: { key: 'deal-rentfield', company: 'Rentfield', label: null }, prospect: priya },
    ...{ signal: step, author: null, dueOn: '2026-11-24', isLostSaid: false },
  };
  expect(quietHome({ dueNow: [due] })).toContain('Call with IT');
  expect(quietHome({ dueNow: [due] })).not.toContain('Nobody needs you today.');
  expect(quietHome({})).toContain('Nobody needs you today.');
});

const minuteMs = 60_000;

test.each([
  [29_999, 'less than a minute'],
  [30_000, 'about a minute'],
  [89_999, 'about a minute'],
  [90_000, 'about 2 minutes'],
  [99 * minuteMs, 'about 99 minutes'],
  [100 * minuteMs, 'about 2 hours'],
  [47 * 60 * minuteMs, 'about 47 hours'],
  [48 * 60 * minuteMs, 'about 2 days'],
])('notes that wait for %i milliseconds more are read in %s', (ms, said) => {
  expect(quietHome({ waiting: 1, ms })).toContain(`1 note is being read: ${said}.`);
  expect(quietHome({ waiting: 2, ms })).toContain(`2 notes are being read: ${said}.`);
  expect(quietHome({ ms })).not.toContain('being read');
});

test('Home says which notes go to a model, and whether to a second one', () => {
  const said = (readPrivate: boolean, haveSecond: boolean) =>
    quietHome({ machines: { readPrivate, haveSecond } });
  expect(said(false, false)).toContain(
    'Each note goes to a language model once, after it is saved. Private notes do not.',
  );
  expect(said(true, true)).toContain('to a second one that checks it. Private notes too.');
});

test('an empty Home says what this is, who can read what, and how a good note reads', async () => {
  const world = await newWorld();
  await world.hand.openHome(ava);
  const shown = await seesHome(world, ava, 'A good note');
  for (const words of ['Log a call', 'yours alone', 'Your digest comes on Mondays at 08:00']) {
    expect(shown).toContain(words);
  }
});

test('Home follows a log, an edit and an undo, for those alone who have opened it', async () => {
  const world = await newWorld();
  const [me, other] = [personIn(world, ava), personIn(world, ben)];
  await logNewPerson(other, { name: 'Amit Rao', company: 'Northhaul', text: 'He wants a quote.' });
  expect(publishes(world)).toBe(0);

  await world.hand.openHome(ava);
  await seesHome(world, ava, 'A good note');
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'She is nervous about the move.',
  });
  await seesHome(world, ava, '1 of 1 open deal considered');
  await me.press('log_edit');
  await me.seesModal('How it went');
  await me.submit({ log_text_0: 'She is calm about the move.' });
  await seesHome(world, ava, 'She is calm');
  await me.press('log_undo');
  await seesHome(world, ava, 'A good note');
});

/** Ways to share the note that is open in a timeline with the team. */
const shares: Readonly<Record<string, (me: Someone) => Promise<void>>> = {
  'on the note': async (me) => {
    await me.pressInModal('timeline_share');
    await me.seesModal('Shared.');
  },
  'on the way to a channel': async (me) => {
    await me.pressInModal('share_note');
    await me.seesModal('Only you can read this note');
    await me.pressInModal('share_open_up');
    await me.seesModal('your team can read it now');
  },
};

test.each(Object.entries(shares))(
  'sharing a note with the team %s draws the Home of its author again, once they have opened it',
  async (_where, share) => {
    const world = await newWorld();
    const me = personIn(world, ava);
    const homes = (user: string) =>
      world.slack.log.named('views.publish').filter(({ request }) => JSON.stringify(request).includes(user));
    const [first, second] = await store(world, [call({ day: daysAgo(1) }), call({ day: daysAgo(4) })]);
    const shareNote = async (id: string | undefined) => {
      await me.type('/timeline Priya');
      await me.seesModal('newest call first');
      await me.pressInModal('timeline_open', id);
      await me.seesModal('Back');
      await share(me);
    };
    await shareNote(first?.id);
    expect(homes(ava)).toEqual([]);
    await world.hand.openHome(ava);
    await world.hand.openHome(ben);
    await seesHome(world, ava, 'Priya Sharma');
    await seesHome(world, ben, 'Your digest');
    expect([homes(ava).length, homes(ben).length]).toEqual([1, 1]);
    await shareNote(second?.id);
    await expect.poll(() => homes(ava).length).toBeGreaterThan(1);
    expect(homes(ben)).toHaveLength(1);
  },
);

test('three hundred deals stand on pages of ten, and a log among them joins them', async () => {
  const world = await newWorld();
  const many = Array.from({ length: 300 }, (_, index) =>
    call({ name: `Person ${index}`, company: `Company ${index}`, day: daysAgo(index % 40) }),
  );
  await storeSilent(world, many);
  await world.hand.openHome(ava);
  await seesHome(world, ava, '1 to 10 of 300');
  expect(world.model.log).toHaveLength(0);
  const me = personIn(world, ava);
  await logNewPerson(me, {
    name: 'Priya Sharma',
    company: 'Rentfield',
    text: 'She is nervous about the move.',
  });
  await seesHome(world, ava, '301 of 301 open deals considered');
}, 60_000);

test('a page of Home that is there no more gives way to the last one there is', async () => {
  const world = await newWorld();
  const me = personIn(world, ava);
  const eleven = Array.from({ length: 11 }, (_, index) =>
    call({ name: `Person ${index}`, company: `Company ${index}`, day: daysAgo(index + 1) }),
  );
  await storeSilent(world, eleven);
  await world.hand.openHome(ava);
  await seesHome(world, ava, '1 to 10 of 11');
  const home = { viewId: world.slack.look(ava).home?.id ?? '' };
  await world.hand.pressButton(ava, home, { actionId: 'home_later' });
  await seesHome(world, ava, '11 to 11 of 11');
  await me.type('/timeline Person 3');
  await me.seesModal('1 note, newest call first');
  await me.pressInModal('timeline_delete');
  const shown = await seesHome(world, ava, '10 of 10 open deals considered');
  for (const company of ['Company 0', 'Company 5', 'Company 10']) expect(shown).toContain(company);
});

test('Home is written down as read when it is opened, and not when a change draws it again', async () => {
  const world = await newWorld();
  await storeSilent(world, [call()]);
  await world.hand.openHome(ava);
  await seesHome(world, ava, '1 of 1 open deal considered');
  await logNewPerson(personIn(world, ava), { name: 'Amit Rao', company: 'Northhaul', text: 'A first word.' });
  await seesHome(world, ava, '2 of 2 open deals considered');
  await world.stopBot();
  expect(world.logged.filter((line) => line.includes('"view":"home"'))).toHaveLength(1);
});

test('a guest who opens Home is refused there, and trouble is told there too', async () => {
  const world = await newWorld();
  await world.hand.openHome(guest);
  await seesHome(world, guest, 'SalesMemory is for members of this workspace.');
  world.memory.faults.set({ kind: 'refuse' });
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'Memory (Hindsight) has not answered');
  expect(personIn(world, guest).texts()).toEqual([]);
});

test('what changes while Home is drawn shows there too', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isHeld = false;
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (...[input, init]: Parameters<typeof fetch>) => {
    if (isHeld && String(input).includes('views.publish')) await held;
    return real(input, init);
  });
  const world = await newWorld();
  vi.unstubAllGlobals();
  const me = personIn(world, ava);
  await world.hand.openHome(ava);
  await seesHome(world, ava, 'A good note');
  // What is read of a note later would draw Home once more.
  world.model.faults.set({ kind: 'down' });
  isHeld = true;
  await logNewPerson(me, { name: 'Priya Sharma', company: 'Rentfield', text: 'She is nervous.' });
  await logNewPerson(me, { name: 'Amit Rao', company: 'Northhaul', text: 'He wants a quote.' });
  release();
  await seesHome(world, ava, 'He wants a quote.');
});
