import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, daysAgo, hindsightOf, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { storedNotes } from '../support/stored.ts';
import { ava, ben, createWorld, sales, type World, type WorldOptions } from '../support/world.ts';

const nadia = 'U0NADIA003';
const amit = { name: 'Amit Rao', text: 'He wants a quote for 40 seats.' };

/** From the preview to the receipt. */
export async function forgetAs(someone: Someone, button: string, name = 'Priya Sharma') {
  await someone.press(button);
  await someone.seesModal(`Type ${name} to confirm`);
  await someone.submit({ forget_name: name });
  return someone.seesModal('Forgotten on');
}

/** What deleting and forgetting promise, through the whole bot; runs over a real Hindsight too. */
export function forgetJourneys(name: string, options: () => WorldOptions): void {
  describe(name, () => {
    let world: World;
    let me: Someone;
    beforeEach(async () => {
      world = await createWorld(options());
      me = personIn(world, ava);
    });
    afterEach(() => world.close());

    test('after forgetting, no verb and no read has anything of the person, and the receipt counts what went', async () => {
      const [first, second, both, other] = await storeRead(world, [
        call({ day: daysAgo(9) }),
        call({ day: daysAgo(5), text: 'They agreed to a pilot with 20 seats in March.' }),
        {
          ...call({ day: daysAgo(2), text: 'Both on the call.' }),
          prospects: [...call().prospects, ...call(amit).prospects],
        },
        call({ ...amit, day: daysAgo(3) }),
      ]);
      const gone = [first, second, both].map((note) => note?.id ?? '');
      await me.type('/brief Rentfield');
      await me.sees('Last call');
      const { erasure, memory } = hindsightOf(world);
      // What was read in each of the three.
      expect((await erasure.recordsOn(gone)).length).toBeGreaterThanOrEqual(3);

      await me.type('/forget Priya Sharma', sales);
      const preview = textOf(await me.sees('Forget Priya Sharma · Rentfield', sales));
      expect(preview).toContain('Goes: 3 notes of yours');
      expect(preview).toContain('all that was kept of them');
      expect(preview).toContain('also about Amit Rao');
      await me.press('forget_own', sales);
      await me.seesModal('Type Priya Sharma to confirm');
      const refused = await me.submit({ forget_name: 'Priya' });
      expect(refused.errors).toEqual({ forget_name: expect.stringContaining('Type Priya Sharma') });
      await me.submit({ forget_name: 'priya  SHARMA' });
      await me.seesModal('Forgotten on Priya Sharma: 3 notes and all that was kept of them.');
      await me.seesModal(
        '0 in the list, 0 by meaning, 0 by reading each, nothing among what is kept. Nothing of yours is left.',
      );
      await me.sees('Forgotten on Priya Sharma: 3 notes and all that was kept of them.');

      expect((await storedNotes(world)).map(({ id }) => id)).toEqual([other?.id]);
      expect(await erasure.recordsOn(gone)).toEqual([]);
      for (const id of gone) expect(await memory.read(id, ava)).toBeUndefined();
      const question = { deal: other?.deal.key ?? '', asker: ava, text: 'pilot migration', limit: 20 };
      expect(await memory.recall(question)).toEqual([other?.id]);
      await me.type('/brief Priya Sharma', sales);
      await me.sees('Nothing on Priya Sharma yet', sales);
      await me.type('/timeline Rentfield');
      await me.seesModal('1 note, newest call first');
      expect(world.logged.join()).toContain('"audit":"forgot"');
      expect(world.logged.join()).not.toMatch(/Priya|priya/);
    });

    test('a member forgets own notes alone: what others share stays and is told, what they keep private is not', async () => {
      const [, shared, hidden] = await store(world, [
        call(),
        call({ author: ben, visibility: 'team', text: 'His, for all.' }),
        call({ author: ben, text: 'Hush, his alone.' }),
      ]);
      await me.type('/forget Priya');
      const preview = textOf(await me.sees('Forget Priya Sharma'));
      expect(preview).toContain('Goes: 1 note of yours');
      expect(preview).toContain('Stays: 1 note that colleagues share');
      expect(preview).not.toContain('admin');
      await forgetAs(me, 'forget_own');
      expect(me.modalText()).toContain('Nothing of yours is left.');
      const left = (await storedNotes(world)).map(({ id }) => id).toSorted();
      expect(left).toEqual([shared?.id ?? '', hidden?.id ?? ''].toSorted());
    });

    test('a note on somebody else with their name in it is told before and after, with a way to open it, and never that nothing is left', async () => {
      await store(world, [
        call(),
        call({ ...amit, text: 'He used to work with Priya Sharma and says she is leaving.' }),
        call({ ...amit, author: ben, visibility: 'team', text: 'He said Priya wants three cranes.' }),
        call({ ...amit, author: ben, text: 'Hush, Priya Sharma has left.' }),
        call({ company: 'Ledgerly', text: 'First call with Priya Sharma, VP Sales.' }),
        call({ name: 'Rakesh Sharma', company: 'Northhaul', text: 'Mr Sharma wants a quote.' }),
      ]);
      await me.type('/forget Priya Sharma Rentfield');
      const told = '2 notes on others have their name in the words and stay: Amit Rao · Rentfield';
      expect(textOf(await me.sees('Forget Priya Sharma'))).toContain(told);
      await forgetAs(me, 'forget_own');
      expect(me.modalText()).toContain(`No note of yours on them is left.*\n${told}`);
      expect(me.all()).not.toContain('Nothing of yours is left');
      await me.pressInModal('forget_note_1');
      await me.seesModal('Priya');
      expect(me.all()).not.toContain('Hush');
      expect(await storedNotes(world)).toHaveLength(5);
    });

    test('an admin forgets all on a person by the whole name, without seeing a word of what others wrote', async () => {
      await store(world, [
        call({ text: 'Nobody but Ava reads this.' }),
        call({ author: ben, text: 'Nobody but Ben reads this.' }),
        call({ ...amit, author: ben }),
      ]);
      const admin = personIn(world, nadia);
      await admin.type('/forget Priya');
      await admin.sees('Nothing on Priya. There is nothing to forget.');
      await admin.type('/forget Priya Sharma');
      expect(textOf(await admin.sees('unread'))).not.toContain('2 notes');
      await admin.press('forget_export');
      await admin.sees('There is no note on Priya Sharma · Rentfield that you may read');
      await forgetAs(admin, 'forget_all');
      expect(admin.modalText()).not.toContain('2 notes');
      expect(admin.modalText()).toContain('No note on them is left.');
      expect(admin.all()).not.toContain('reads this');
      const told = textOf(await me.sees('had a person forgotten'));
      expect(told).toContain(`<@${nadia}>, an admin, had a person forgotten.`);
      expect(told).not.toContain('Priya');
      expect(await storedNotes(world)).toHaveLength(1);
    });

    test('the button of an admin does nothing in the hands of a member', async () => {
      await store(world, [call({ author: ben })]);
      const admin = personIn(world, nadia);
      await admin.type('/forget Priya Sharma');
      const { ts } = await admin.sees('unread');
      await world.hand.pressButton(ava, { channel: admin.dm, ts }, { actionId: 'forget_all' });
      await me.seesModal('Only an admin of this workspace');
      expect(await storedNotes(world)).toHaveLength(1);
    });

    test('the export asks for the same right as the deed, at the press', async () => {
      await store(world, [
        call({ author: ben }),
        call({ author: ben, visibility: 'team', text: 'For all.' }),
      ]);
      const admin = personIn(world, nadia);
      await admin.type('/forget Priya Sharma');
      const { ts } = await admin.sees('unread');
      await world.hand.pressButton(ava, { channel: admin.dm, ts }, { actionId: 'forget_export' });
      const told = () => JSON.stringify(world.slack.snapshot());
      await expect.poll(told).toContain('Only an admin of this workspace');
      expect(told()).not.toContain('For all.');
      await admin.press('forget_export');
      await admin.sees(
        'That was 1 note on Priya Sharma · Rentfield, whole. What only its author may read is never',
      );
      expect(admin.all()).toContain('For all.');
      expect(admin.all()).not.toContain('nervous');
    });

    test('what colleagues keep private, and what was kept of it, changes no word of a preview, an export or a receipt', async () => {
      const mine = call({ visibility: 'team', day: daysAgo(4) });
      const said = async (place: World, hidden: boolean) => {
        const [own, you] = [personIn(place, ava), personIn(place, ben)];
        await store(place, [mine]);
        if (hidden) {
          await store(place, [call({ author: ben, day: daysAgo(1), text: 'Hush, the budget is frozen.' })]);
          await you.type('/brief Rentfield');
          await you.sees('Last call');
          const { erasure } = hindsightOf(place);
          const read = async () => (await erasure.recordsOn([mine.id])).length;
          await expect.poll(read, { timeout: 20_000 }).toBeGreaterThan(0);
        }
        await own.type('/forget Priya Sharma export');
        await own.sees('whole.');
        await forgetAs(own, 'forget_own');
        await own.sees('Forgotten on');
        return [...own.texts(), own.modalText()];
      };
      const other = await createWorld(options());
      try {
        expect(await said(world, true)).toEqual(await said(other, false));
      } finally {
        await other.close();
      }
    });

    test('a note deleted from its row is gone from brief, timeline, pipeline, list, read and recall', async () => {
      const [kept, gone] = await store(world, [
        call({ day: daysAgo(9) }),
        call({ day: daysAgo(2), text: 'Otters in the depot.' }),
      ]);
      await me.type('/timeline Priya');
      await me.seesModal('Otters in the depot.');
      await me.pressInModal('timeline_delete', gone?.id);
      await me.seesModal('Deleted. No brief will use that note.');
      const { memory, erasure } = hindsightOf(world);
      const ids = (await memory.list('everyone', ava)).map(({ id }) => id);
      expect(ids).toEqual([kept?.id]);
      expect(await memory.read(gone?.id ?? '', ava)).toBeUndefined();
      const question = { deal: kept?.deal.key ?? '', asker: ava, text: 'otters', limit: 9 };
      expect(await memory.recall(question)).toEqual([kept?.id]);
      expect(await erasure.recordsOn([gone?.id ?? ''])).toEqual([]);
      await me.type('/brief Priya');
      expect(textOf(await me.sees('1 note'))).not.toContain('Otters');
      await me.type('/pipeline');
      await me.sees('1 open deal');
      await me.press('pipeline_csv');
      expect(textOf(await me.sees('people,company,deal'))).toContain('open,1,');
    });
  });
}
