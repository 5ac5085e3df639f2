import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBriefer, createTeamBrief } from '../../src/brief/briefer.ts';
import type { Note } from '../../src/memory/note.ts';
import { packMessage } from '../../src/slack/handover/messages.ts';
import { readDealsOf, readingOf, said } from '../ask/answering.ts';
import { memoryOf } from '../brief/memory-stand-in.ts';
import { note } from '../brief/support.ts';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { textOf } from '../support/person.ts';
import { ava, ben } from '../support/world.ts';
import { openHandover, teamNotes } from './handover-doors.ts';
import { type HandoverStage, handoverStage } from './handover-stage.ts';
import { merge, save } from './people-hands.ts';

let stage: HandoverStage;
beforeEach(async () => {
  stage = await handoverStage();
});
afterEach(() => stage.world.close());

const tova = { name: 'Tova Lind', company: 'Greywater' };
const nadia = 'U0NADIA003';
const secret = /quillback|Zsofia|Merger/i;

/** Ava's own on the deal, with words, a person and an outcome that nobody else may know. */
const privateNotes = () => [
  call({
    ...tova,
    day: daysAgo(1),
    text: 'She whispered quillback: they owe us an answer on the quillback.',
  }),
  call({ ...tova, name: 'Zsofia Bell', day: daysAgo(1), outcome: 'no_answer', text: 'Quillback again.' }),
  call({ ...tova, day: daysAgo(2), text: 'I promised Zsofia the merger sheet by tomorrow.' }),
];

/** How the notes on the deal are shared, by author and words. */
async function visibilities(asker: string) {
  const { roster } = hindsightOf(stage.world);
  const headers = await roster.headers(asker);
  return headers.filter(({ deal }) => deal.company === 'Greywater').length;
}

test('private notes reach the colleague neither by the offer, nor a brief, a count or Home, before or after', async () => {
  const { me, you, world, later, weekOf, offered, accepted } = stage;
  await store(world, [...teamNotes(), ...privateNotes()]);
  await offered();
  await me.sees('You offered Tova Lind · Greywater');
  const seen = async () => {
    later();
    await you.type('/brief Greywater');
    await you.sees('3 notes');
    later();
    await you.type('/brief Zsofia');
    await you.sees('Nothing on Zsofia yet');
    later();
    await you.type('/pipeline');
    await you.sees('open deal');
    await world.hand.openHome(ben);
    return you.all().replace(/Nothing on \*?Zsofia\*?|"value":"Zsofia"/g, '');
  };
  const pack = you.texts().find((text) => text.includes('hands this deal over')) ?? '';
  expect(pack).toContain('From the 3 notes that the team can read');
  expect(await seen()).not.toMatch(secret);
  await accepted();
  expect(await weekOf(you)).toContain('Tova Lind');
  expect((await seen()).replace(/Nothing on \*?Zsofia\*?|\/brief Zsofia/g, '')).not.toMatch(
    /quillback|Merger|Bell/i,
  );
  expect(await visibilities(ben)).toBe(3);
});

test('a ticked box shares exactly the giver’s own notes on that deal, once it is accepted', async () => {
  const { me, you, world, given, offered, accepted } = stage;
  const others = [
    call({ ...tova, author: ben, day: daysAgo(4), text: 'Ben keeps this.' }),
    call({ ...tova, author: nadia, day: daysAgo(4), text: 'Nadia keeps this.' }),
    call({ name: 'Osei Mensah', company: 'Kestrel', text: 'Another deal of Ava’s.' }),
  ];
  await store(world, [...teamNotes(), ...privateNotes(), ...others]);
  await offered({ handover_share: ['share'] });
  expect(await visibilities(nadia)).toBe(4);
  await store(world, [call({ ...tova, text: 'Written after the offer.', loggedAt: later(given) })]);
  await accepted();
  await me.sees('Your 3 private notes on it are shared with the team now');
  expect(await visibilities(nadia)).toBe(7);
  expect(await visibilities(ben)).toBe(7);
  const { roster } = hindsightOf(world);
  const osei = (await roster.headers(ben)).filter(({ deal }) => deal.company === 'Kestrel');
  expect(osei).toEqual([]);
  expect(world.logged.join('\n')).toMatch(/"audit":"shared","by":"U0AVA00001"/);
  await you.type('/brief Tova');
  await you.sees('7 notes');
});

function later({ later: pass }: Pick<HandoverStage, 'later'>): string {
  pass();
  return new Date(Date.now() + 10 * 60_000).toISOString();
}

test('a note made private again or deleted between offer and acceptance is not shared', async () => {
  const { me, world, offered, accepted } = stage;
  const [first, , third] = await store(world, privateNotes());
  await store(world, teamNotes());
  await offered({ handover_share: ['share'] });
  const { memory } = hindsightOf(world);
  await memory.remove(first?.id ?? '', first?.author ?? '');
  await memory.setVisibility(third?.id ?? '', 'team', { by: third?.author ?? '' });
  await accepted();
  await me.sees('Your private note on it is shared with the team now');
  expect(await visibilities(nadia)).toBe(5);
});

test('words written after the box was ticked, and notes made private since, stay with the giver, who is told', async () => {
  const { me, you, world, given, accepted } = stage;
  const [first, second] = await store(world, privateNotes());
  const [opened] = await store(world, teamNotes());
  await openHandover(given);
  await me.seesModal('my 3 private notes');
  const { memory } = hindsightOf(world);
  // Newer than the form, and dated before it: what was shown counts, not a clock.
  const early = { text: 'Written meanwhile: quillback.', loggedAt: '2020-01-01T00:00:00.000Z' };
  await store(world, [call({ ...tova, ...early })]);
  if (first) await memory.edit({ ...first, text: 'Merger, edited.', loggedAt: new Date().toISOString() });
  await memory.setVisibility(opened?.id ?? '', 'private', { by: ava });
  await me.submit({ handover_to: ben, handover_share: ['share'] });
  await you.sees('hands this deal over to you');
  await me.sees('1 private note is left out: changed, shared or deleted since you ticked the box.');
  if (second) await memory.edit({ ...second, text: 'Quillback after.', loggedAt: new Date().toISOString() });
  stage.later();
  await accepted();
  await me.sees(
    'Your private note on it is shared with the team now, as you ticked. 1 private note is left out',
  );
  await you.sees('Not all that was to come with it has: what changed since the offer stays with them.');
  const { roster } = hindsightOf(world);
  const readable = (await roster.headers(nadia)).filter(({ deal }) => deal.company === 'Greywater');
  const texts = (await memory.texts(readable)).map(({ text }) => text).join();
  expect(readable).toHaveLength(3);
  expect(texts).toContain('merger sheet');
  expect(texts).not.toMatch(/quillback|edited/i);
});

test('a person whom the giver alone knows by another name is offered under the name that the colleague knows', async () => {
  const { me, you, world, given } = stage;
  await store(world, [...teamNotes(), ...privateNotes()]);
  stage.later();
  await merge(me, 'Tova Lind', 'Zsofia Bell · Greywater');
  await save(me);
  await openHandover(given, 'Zsofia Bell');
  await me.seesModal('Zsofia Bell · Greywater stays on your week');
  await me.submit({ handover_to: ben });
  const pack = textOf(await you.sees('hands this deal over to you'));
  expect(pack).toContain('Tova Lind · Greywater');
  expect(you.all()).not.toMatch(secret);
});

test('the form offers no box when there is nothing private, and nobody else’s count', async () => {
  const { me, world, given } = stage;
  await store(world, [...teamNotes(), call({ ...tova, author: nadia, text: 'Nadia keeps this.' })]);
  await openHandover(given);
  await me.seesModal('This is what they get');
  expect(me.modalText()).not.toContain('private note');
});

const anyMix = fc.array(
  fc.record({
    author: fc.constantFrom('U1', 'U2', 'U3'),
    visibility: fc.constantFrom('private' as const, 'team' as const),
    age: fc.integer({ min: 0, max: 60 }),
    kind: fc.constantFrom('promise', 'objection', 'competitor', 'next_step', 'pilot_agreed', 'budget_doubt'),
    who: fc.constantFrom('us' as const, 'them' as const),
  }),
  { minLength: 1, maxLength: 24 },
);

function noteOf(mix: { author: string; visibility: Note['visibility']; age: number }, index: number): Note {
  const day = new Date(Date.parse('2026-11-23T12:00:00Z') - mix.age * 86_400_000).toISOString().slice(0, 10);
  const mark = mix.visibility === 'private' ? 'hush' : 'open';
  const prospects = [{ key: `p-${mark}-${index}`, name: `${mark}name${index}`, company: 'Rentfield' }];
  return note({
    ...mix,
    id: `note-${index}`,
    day,
    prospects,
    text: `${mark}words${index} were said in this note`,
  });
}

test('whatever the mix of notes, and were memory to hand out all of them, the offer is drawn from those of the team', async () => {
  await fc.assert(
    fc.asyncProperty(anyMix, async (mixes) => {
      const notes = mixes.map(noteOf);
      const readings = notes.map(({ id, text }, index) => {
        const { kind = 'promise', who = 'us' } = mixes[index] ?? {};
        return readingOf({ id }, { signals: [said(kind, `signal ${index} ${text}`, text, { who })] });
      });
      const nothing = async () => undefined;
      const briefer = createBriefer({
        memory: { ...memoryOf(notes), list: async () => notes },
        deals: readDealsOf(readings),
        ...{ words: { on: async () => () => null }, readFirst: nothing, wait: nothing },
      });
      const make = createTeamBrief(briefer);
      const shared = notes.filter(({ visibility }) => visibility === 'team').length;
      if (shared === 0)
        return void (await expect(make('deal', 'U2')).rejects.toThrow('no notes on this deal'));
      const brief = await make('deal', 'U2');
      const shown = JSON.stringify(packMessage(brief, { id: 'o', deal: 'd', from: 'U1' }, ''));
      expect(shown).not.toContain('hush');
      expect(shown).toContain('open');
      expect(brief.notes).toHaveLength(shared);
      expect(shown).toContain(shared === 1 ? 'the 1 note that' : `the ${shared} notes that`);
    }),
    { numRuns: 100 },
  );
});
