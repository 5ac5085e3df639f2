import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createLog } from '../../src/log.ts';
import { createAudit } from '../../src/slack/kit/audit.ts';
import { call, daysAgo, store, storeRead } from '../support/filled.ts';
import { logNewPerson, personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, deals, type World } from '../support/world.ts';
import { offerTo } from './handover-doors.ts';

const line = z.object({
  audit: z.string(),
  view: z.string().optional(),
  by: z.string(),
  notes: z.array(z.string()),
  count: z.number(),
  deals: z.number().optional(),
  channel: z.string().optional(),
  time: z.number(),
});

/** The audit among log lines. */
function entriesIn(lines: readonly string[]) {
  return lines.flatMap((one) => line.safeParse(JSON.parse(one)).data ?? []);
}

let world: World;
let me: Someone;
let laterMs = 0;
beforeAll(async () => {
  world = await createWorld({ now: () => new Date(Date.now() + laterMs) });
  me = personIn(world, ava);
});
afterAll(() => world.close());

/** What is written down from here on. */
function watching() {
  const begun = world.logged.length;
  laterMs += 10_000;
  return async (entry: Readonly<Record<string, unknown>>) => {
    const all = () => entriesIn(world.logged.slice(begun));
    await expect.poll(all).toContainEqual(expect.objectContaining({ by: ava, ...entry }));
  };
}

function twoNotes(name: string) {
  return storeRead(world, [
    call({ name, company: 'Moorgate', day: daysAgo(4), text: 'They agreed to a pilot.' }),
    call({ name, company: 'Moorgate', day: daysAgo(9), text: 'She is nervous about cost.' }),
  ]);
}

test('a brief and each view behind it is written down as read, with the notes in it', async () => {
  const notes = (await twoNotes('Tilda Grey')).map(({ id }) => id);
  let wrote = watching();
  await me.type('/brief Tilda');
  await me.sees('Last call');
  await wrote({ audit: 'read', view: 'brief', notes, count: 2 });
  for (const [button, view] of [
    ['brief_why', 'why'],
    ['brief_more', 'full brief'],
    ['brief_notes', 'notes'],
  ] as const) {
    wrote = watching();
    await me.press(button);
    await wrote({ audit: 'read', view, notes });
  }
});

test('a question writes down the notes it was answered from, those too that are told beside a no', async () => {
  const sent = await storeRead(world, [
    call({ name: 'Nils Rask', company: 'Norrby', text: `I promised the ROI sheet by ${daysAgo(-4)}.` }),
    call({
      ...{ name: 'Pia Holm', company: 'Sundby', author: ben, visibility: 'team' as const },
      text: `I promised the ROI sheet by ${daysAgo(-4)}.`,
    }),
  ]);
  const [own, theirs] = sent.map(({ id }) => id);
  let wrote = watching();
  await me.type('/ask What did I promise Nils Rask?');
  await me.sees('you promised');
  await wrote({ audit: 'read', view: 'answer', notes: [own] });
  wrote = watching();
  await me.type('/ask What did I promise Pia Holm?');
  await me.sees('Nothing of yours');
  await wrote({ audit: 'read', view: 'answer', notes: [theirs] });
});

test('a timeline, a note opened from it, sharing, hiding and deleting are each written down', async () => {
  const [first, second] = (await twoNotes('Otto Lang')).map(({ id }) => id);
  let wrote = watching();
  await me.type('/timeline Otto');
  await me.seesModal('newest call first');
  await wrote({ audit: 'read', view: 'timeline', notes: [first, second] });
  await me.pressInModal('timeline_open', first);
  await me.seesModal('Back');
  await wrote({ audit: 'read', view: 'note', notes: [first] });
  await me.pressInModal('timeline_share');
  await me.seesModal('Shared.');
  await wrote({ audit: 'shared', notes: [first] });
  wrote = watching();
  await me.pressInModal('timeline_share');
  await me.seesModal('Private.');
  await wrote({ audit: 'made private', notes: [first] });
  await me.pressInModal('timeline_delete', second);
  await me.seesModal('Deleted.');
  await wrote({ audit: 'deleted', notes: [second] });
});

test('a note shared with the team on its way to a channel, and those shared with a deal handed over, are written down', async () => {
  const tova = { name: 'Tova Lind', company: 'Greywater', day: daysAgo(2) };
  const [note] = await store(world, [call({ name: 'Wren Ashby', company: 'Fallow' })]);
  await me.type('/timeline Wren');
  await me.seesModal('newest call first');
  await me.pressInModal('timeline_open', note?.id);
  await me.seesModal('Back');
  let wrote = watching();
  await me.pressInModal('share_note');
  await me.seesModal('Only you can read this note');
  await me.pressInModal('share_open_up');
  await me.seesModal('your team can read it now');
  await wrote({ audit: 'shared', notes: [note?.id], count: 1 });

  const [, hushed] = await store(world, [
    call({ ...tova, visibility: 'team', text: 'She liked the demo.' }),
    call({ ...tova, text: 'Hers alone so far.' }),
  ]);
  const later = () => {
    laterMs += 10_000;
  };
  await offerTo({ me, world, later }, ben, { handover_share: ['share'] });
  const colleague = personIn(world, ben);
  await colleague.sees('hands this deal over to you');
  wrote = watching();
  await colleague.press('handover_accept');
  await me.sees('took over Tova Lind');
  await wrote({ audit: 'shared', notes: [hushed?.id], count: 1 });
});

test('a brief posted in a channel is written down with the channel and the notes that it was drawn from', async () => {
  const una = { name: 'Una Marsh', company: 'Tidewell' };
  const [first, second] = await storeRead(world, [
    call({ ...una, visibility: 'team', day: daysAgo(4), text: 'They agreed to a pilot.' }),
    call({ ...una, visibility: 'team', day: daysAgo(9), text: 'She is nervous about cost.' }),
    call({ ...una, day: daysAgo(6), text: 'Hers alone: she likes us.' }),
  ]);
  const wrote = watching();
  await me.type('/brief Una');
  await me.sees('Una Marsh · Tidewell');
  await me.press('share_brief');
  await me.seesModal('before anything is posted');
  await me.choose('share_channel', deals);
  await me.seesModal('3 people will see it');
  await me.submit({});
  await me.seesModal('Posted in #deals-emea');
  const notes = [first?.id, second?.id];
  await wrote({ audit: 'shared to channel', channel: deals, notes, count: 2 });
});

test('saving, editing and Undo on a receipt, and Delete in the notes of a brief, are written down', async () => {
  let wrote = watching();
  await logNewPerson(me, { name: 'Bert Lowe', company: 'Hillside', text: 'A first word with Bert.' });
  await wrote({ audit: 'saved in private', count: 1 });
  wrote = watching();
  await me.press('log_edit');
  await me.seesModal('How it went');
  await wrote({ audit: 'read', view: 'note', count: 1 });
  await me.submit({ log_text_0: 'A second word with Bert.', log_share: ['team'] });
  await wrote({ audit: 'saved for the team', count: 1 });
  wrote = watching();
  await me.press('log_undo');
  await me.sees('Undone');
  await wrote({ audit: 'deleted', count: 1 });

  const [newest] = await twoNotes('Cleo Marsh');
  wrote = watching();
  await me.type('/brief Cleo');
  await me.sees('Cleo Marsh · Moorgate');
  await me.press('brief_notes');
  await me.seesModal('agreed to a pilot');
  await me.pressInModal('log_undo', newest?.id);
  await wrote({ audit: 'deleted', notes: [newest?.id] });
});

test.each([
  ['team', 'saved for the team'],
  ['private', 'saved in private'],
] as const)(
  'the answer that closes a deal is written down as its note is read: %s',
  async (visibility, audit) => {
    const name = { team: 'Dora Vance', private: 'Egon Pryce' }[visibility];
    const given = { name, company: `${name} Works`, visibility, text: 'They went with Fixwell, we are out.' };
    const [note] = await storeRead(world, [call(given)]);
    const wrote = watching();
    await me.type(`/brief ${name}`);
    await me.sees(`${name} · `);
    await me.press('outcome_yes');
    await wrote({ audit, notes: [note?.id], count: 1 });
  },
);

test('the people behind a number, the CSV, a week, Home and an export are written down', async () => {
  const notes = await twoNotes('Fergus Gone');
  let wrote = watching();
  await me.type('/pipeline');
  await me.sees('Pipeline');
  await me.press('pipeline_open_0');
  await me.seesModal('A brief opens above this list');
  await wrote({ audit: 'read', view: 'pipeline', notes: [], deals: expect.any(Number) });
  await me.press('pipeline_csv');
  await me.sees('The CSV is in your DM');
  await wrote({ audit: 'exported', view: 'pipeline' });
  wrote = watching();
  await me.type('/digest now');
  await wrote({ audit: 'read', view: 'week' });
  await world.hand.openHome(ava);
  await wrote({ audit: 'read', view: 'home' });
  await me.type('/forget Fergus Gone');
  await me.sees('Forget Fergus Gone');
  await me.press('forget_export');
  await wrote({ audit: 'exported', notes: notes.map(({ id }) => id) });
});

test('whatever notes and names say, no line of the log has a word of them', async () => {
  const anyWord = fc.stringMatching(/^[bcdfgz]{9}$/);
  const property = fc.asyncProperty(anyWord, anyWord, anyWord, async (spoken, called, firm) => {
    laterMs += 10_000;
    const begun = world.logged.length;
    const [name, company] = [`Zz${called} Zz${firm}`, `Zz${firm}`];
    const text = `Nervous about the Zz${spoken} migration. They agreed to a pilot of Zz${spoken}.`;
    await store(world, [
      call({ name, company, text, day: daysAgo(3) }),
      call({ name, company, text, day: daysAgo(8) }),
    ]);
    await me.type(`/brief ${name}`);
    await me.sees(`Zz${called}`);
    await me.sees('Last call');
    for (const button of ['brief_why', 'brief_more', 'brief_notes']) await me.press(button);
    await me.type(`/timeline ${name}`);
    await me.seesModal('2 notes');
    await me.submit({ timeline_query: spoken });
    await me.seesModal('is in 2 of 2 notes');
    await me.pressInModal('timeline_delete');
    await me.seesModal('Deleted.');
    await me.type(`/brief ${name} as of soonish Zz${spoken}`);
    await me.type(`/pipeline`);
    await me.type(`/forget ${name}`);
    await me.sees(`Forget Zz${called}`);
    const told = world.logged.slice(begun).join('\n').toLowerCase();
    expect(told).toContain('"audit":"deleted"');
    for (const word of [spoken, called, firm]) expect(told).not.toContain(word);
  });
  await fc.assert(property, { numRuns: 3 });
});

test('a line stays small: of what was read the first ids and their count, of what was changed every id', () => {
  const lines: string[] = [];
  const audit = createAudit(createLog('info', { write: (one) => void lines.push(one) }));
  const noteIds = Array.from(
    { length: 2_001 },
    (_, index) => `note-00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  );
  audit({ did: 'read', view: 'week', by: ava, noteIds, deals: 400 });
  expect(entriesIn(lines)).toMatchObject([{ count: 2_001, deals: 400, notes: noteIds.slice(0, 50) }]);
  audit({ did: 'forgot', by: ava, noteIds });
  expect(entriesIn(lines.slice(1)).flatMap(({ notes }) => notes)).toEqual(noteIds);
  for (const one of lines) expect(one.length).toBeLessThan(3_000);
  audit({ did: 'exported', view: 'pipeline', by: ava, noteIds: [], deals: 0 });
  expect(entriesIn(lines).at(-1)).toMatchObject({ audit: 'exported', notes: [], count: 0 });
});
