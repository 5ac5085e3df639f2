import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contest } from '../slack/corrections-stage.ts';
import { merge, move, rename, save, undo } from '../slack/people-hands.ts';
import { call, daysAgo, hindsightOf, store, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, createWorld, type World, type WorldOptions } from '../support/world.ts';

const typo = { name: 'Priya S.', company: 'Rentfeld' };

/** What saying who somebody is promises, through the whole bot; runs over a real Hindsight too. */
export function mendJourneys(name: string, options: () => WorldOptions): void {
  describe(name, () => {
    let world: World;
    let me: Someone;
    let ahead = 0;
    beforeEach(async () => {
      world = await createWorld({ ...options(), now: () => new Date(Date.now() + ahead) });
      me = personIn(world, ava);
    });
    afterEach(() => world.close());

    /** So that what is asked twice is not taken for one press. */
    const later = () => {
      ahead += 5_000;
    };

    async function saved(): Promise<void> {
      await save(me);
      later();
    }

    async function undone(who: string): Promise<void> {
      later();
      await undo(me, who);
      later();
    }

    test('a right name finds the notes, which stay as they were typed, and a restart keeps it', async () => {
      const [note] = await store(world, [call({ name: 'Prya Sharma' })]);
      await rename(me, 'Prya', 'Priya Sharma');
      await saved();
      await world.restartBot();
      await me.type('/brief Priya Sharma');
      expect(textOf(await me.sees('Last call'))).toContain('Priya Sharma · Rentfield');
      expect(await hindsightOf(world).memory.read(note?.id ?? '', ava)).toEqual(note);
      await undone('Priya Sharma');
      await me.type('/timeline Prya Sharma');
      await me.seesModal('1 note, newest call first');
    });

    test('two people of two companies become one deal in list, search and count, and two again after Undo', async () => {
      await storeRead(world, [
        call({ ...typo, day: daysAgo(9), text: 'Asked for the security review.' }),
        call({ day: daysAgo(3) }),
      ]);
      await merge(me, 'Priya S.', 'Priya Sharma · Rentfield');
      await saved();
      await me.type('/timeline Priya Sharma');
      await me.seesModal('2 notes, newest call first');
      await me.type('/ask What did Priya say about the security review?');
      await me.sees('Asked for the security review');
      await me.type('/pipeline');
      await me.sees('1 open deal');
      await undone('Priya Sharma');
      await me.type('/pipeline');
      await me.sees('2 open deals');
    });

    test('what was contested stays so when two deals become one, and when they are parted', async () => {
      await storeRead(world, [
        call({ ...typo, day: daysAgo(9) }),
        call({ ...typo, day: daysAgo(3), text: 'They agreed to a pilot with 20 seats.' }),
        call({ day: daysAgo(12), text: 'She liked the demo.' }),
      ]);
      const whyOf = async (who: string) => {
        const cards = () => me.texts().filter((text) => text.includes('Last call')).length;
        const before = cards();
        later();
        await me.type(`/brief ${who}`);
        await world.slack.waitFor(() => cards() > before || undefined);
        await me.press('brief_why');
        await me.seesModal('= ');
      };
      await whyOf('Priya S.');
      await contest(me, 'pilot with 20 seats', 'Settled by phone');
      await me.seesModal('Corrected');
      later();
      await merge(me, 'Priya S.', 'Priya Sharma · Rentfield');
      await saved();
      await whyOf('Priya Sharma');
      expect(me.modalText()).toContain('“Settled by phone”');
      await undone('Priya Sharma');
      await whyOf('Priya S.');
      expect(me.modalText()).toContain('“Settled by phone”');
    });

    test('somebody who moved is known at the new company with where they were, until Undo', async () => {
      await store(world, [call(), call({ day: daysAgo(9) })]);
      await move(me, 'Priya', 'Fleetline');
      await saved();
      await me.type('/brief Priya');
      await me.sees('Nothing on Priya Sharma at Fleetline yet. You knew them at Rentfield: 2 notes.');
      await undone('Priya Sharma Rentfield');
      await me.type('/brief Priya');
      expect(textOf(await me.sees('Last call'))).toContain('Priya Sharma · Rentfield');
    });

    test('forgetting somebody reaches every name and company of theirs, and leaves no word on who they are', async () => {
      const [, , , other] = await store(world, [
        call(typo),
        call({ day: daysAgo(9) }),
        call({ company: 'Fleetline', text: 'First call in the new job.' }),
        call({ name: 'Amit Rao', company: 'Kestrel', text: 'He wants a quote for 40 seats.' }),
      ]);
      await merge(me, 'Priya S.', 'Priya Sharma · Rentfield');
      await saved();
      await move(me, 'Priya Sharma Rentfield', 'Fleetline');
      await saved();
      await me.type('/forget Priya Sharma Rentfield');
      await me.sees('Goes: 3 notes of yours');
      expect(textOf(await me.sees('Forget Priya'))).toContain('2 corrections of who they are');
      await me.press('forget_own');
      await me.seesModal('to confirm');
      await me.submit({ forget_name: 'Priya Sharma' });
      await me.seesModal('Nothing of yours is left.');
      const { memory, state } = hindsightOf(world);
      expect((await memory.list('everyone', ava)).map(({ id }) => id)).toEqual([other?.id]);
      expect(await state.list('kind:alias')).toEqual([]);
    });
  });
}
