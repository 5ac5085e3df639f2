import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { Note } from '../../src/memory/note.ts';
import { unaskedFeatures } from '../../src/slack/kit/grants.ts';
import { call, daysAgo, hindsightOf, store, storeRead } from '../support/filled.ts';
import { personIn } from '../support/person.ts';
import { ava, ben, createWorld, deals } from '../support/world.ts';
import { benLeadsAva, pressHome } from './manager-doors.ts';

const shownKeys = ['text', 'value', 'initial_value', 'accessibility_label', 'alt_text', 'caption'];

/** Everything in a message or view that tells something: texts, and what buttons and fields carry. */
function told(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(told);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (typeof inner !== 'string') return told(inner);
    return shownKeys.includes(key) ? [inner] : [];
  });
}

const texts = [
  'The zeppelin budget is frozen until Q3.',
  'They agreed to a pilot with 40 seats, signature on Friday.',
  'They are also looking at Notewright.',
  'She will not sign. It is lost.',
  'I promised the lighthouse sheet by Monday.',
];
const people = [
  { name: 'Priya Sharma', company: 'Rentfield' },
  { name: 'Priya Quirke', company: 'Hollowmere' },
  { name: 'Amit Rao', company: 'Rentfield' },
];
/** Private notes of Ava's: on what Ben knows, beside it, and on people of the same name. */
const privateNotes: fc.Arbitrary<readonly Note[]> = fc.array(
  fc
    .record({
      who: fc.constantFrom(...people),
      text: fc.constantFrom(...texts),
      outcome: fc.constantFrom('spoke', 'objection', 'next_step', 'won', 'lost', 'no_answer', 'note'),
      day: fc.integer({ min: 0, max: 40 }).map(daysAgo),
    })
    .map(({ who, ...rest }) => call({ ...who, ...rest, author: ava, visibility: 'private' })),
  { minLength: 2, maxLength: 6 },
);

test('with private notes of a colleague beside them, everything a person sees is to the letter the same as without', async () => {
  let aheadMs = 0;
  // A week passes before the first look: what comes by itself would come between two of them.
  const env = { DIGEST_DEFAULT: 'off' };
  const features = new Set([...unaskedFeatures(), 'pictures' as const]);
  const world = await createWorld({ env, features, now: () => new Date(Date.now() + aheadMs) });
  onTestFinished(() => world.close());
  const me = personIn(world, ben);
  await storeRead(world, [
    call({ author: ben, day: daysAgo(8), text: 'She is nervous about the migration timeline.' }),
    call({ author: ben, day: daysAgo(3), text: 'They agreed to a pilot with 20 seats.' }),
    call({
      author: ava,
      visibility: 'team',
      day: daysAgo(5),
      text: 'I promised her the ROI sheet by Friday.',
    }),
  ]);

  await benLeadsAva(world, (ms) => {
    aheadMs += ms;
  });

  async function answer(line: string): Promise<readonly string[]> {
    aheadMs += 5_000;
    const before = me.messages().length;
    await me.type(line);
    const last = () => me.messages().at(-1);
    await expect
      .poll(() => me.messages().length > before && !JSON.stringify(last()).includes('"progress"'), {
        timeout: 15_000,
      })
      .toBe(true);
    return told(last());
  }

  async function modal(open: () => Promise<unknown>, words: string): Promise<readonly string[]> {
    aheadMs += 5_000;
    await open();
    await me.seesModal(words);
    return told(me.modal()?.view);
  }

  /** All messages that come until one of them has the words. */
  async function messages(act: () => Promise<unknown>, words: string): Promise<readonly string[]> {
    aheadMs += 5_000;
    const before = me.messages().length;
    await act();
    const came = () => me.messages().slice(before).flatMap(told);
    await expect.poll(() => came().join('\n'), { timeout: 15_000 }).toContain(words);
    return came();
  }

  async function home(): Promise<readonly string[]> {
    await world.hand.openHome(ben);
    await expect.poll(() => told(world.slack.look(ben).home).join()).toContain('Who needs you');
    return told(world.slack.look(ben).home?.view);
  }

  async function everything() {
    // A fresh process, which finds what nobody has read yet while the model does not answer.
    world.model.faults.set({ kind: 'down' });
    await world.restartBot();
    const seen: Record<string, readonly string[]> = {};
    seen['Home'] = await home();
    seen['suggestions'] = told((await suggestions()).flat());
    for (const line of [
      '/brief Priya',
      '/brief Quirke',
      '/pipeline',
      '/ask how many notes are there',
      '/ask how many deals are there',
      '/ask whose budget is frozen',
      '/forget Priya',
      '/forget Amit',
      '/digest now',
    ])
      seen[line] = await answer(line);
    await answer('/pipeline');
    seen['the list as CSV'] = await messages(() => me.press('pipeline_csv'), 'people,company,deal');
    seen['open deals as a table'] = await messages(() => showAs('deals'), 'Last contact');
    seen['open deals as a picture'] = await messages(() => showAs('dark'), ': 1 deal (');
    await answer('/forget Priya');
    seen['the notes before forgetting'] = await messages(() => me.press('forget_export'), 'That was 2 notes');
    seen['/forget Priya export'] = await messages(() => me.type('/forget Priya export'), 'That was 2 notes');
    await answer('/brief Priya');
    await modal(() => me.press('share_brief'), 'Channel');
    seen['what would be shared'] = await modal(
      () => me.choose('share_channel', deals),
      'people will see it, under your name',
    );
    await answer('/brief Priya');
    for (const [button, words] of [
      ['brief_why', '='],
      ['brief_notes', 'nervous'],
      ['brief_more', 'What is known'],
      ['share_brief', 'Channel'],
    ] as const)
      seen[button] = await modal(() => me.press(button), words);
    const team = { sees: 'You lead', actionId: 'manager_open' };
    seen['the team they lead'] = await modal(() => pressHome(world, ben, team), 'From notes shared');
    seen['one of their people'] = await modal(() => me.choose('manager_person', ava), 'in shared notes');
    seen['timeline'] = await modal(() => me.type('/timeline Priya'), 'newest call first');
    return seen;
  }

  async function showAs(value: string): Promise<void> {
    const { ts } = await me.sees('as far as you may see');
    await world.hand.choose(ben, { channel: me.dm, ts }, { actionId: 'pipeline_show_as', value });
  }

  async function suggestions() {
    await me.type('/log');
    await me.seesModal('What happened');
    const all = [];
    for (const query of ['', 'p', 'priya', 'quirke', 'hollow', 'amit'])
      all.push((await me.suggestions('log_who', query)).options);
    return all;
  }

  const without = await everything();
  for (const notes of fc.sample(privateNotes, { numRuns: 2, seed: 13 })) {
    await store(world, notes);
    const beside = await everything();
    for (const [view, said] of Object.entries(without))
      expect([view, ...(beside[view] ?? [])]).toEqual([view, ...said]);
    const { memory } = hindsightOf(world);
    for (const { id, author } of notes) await memory.remove(id, author);
  }
}, 240_000);
