import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { everythingStored, storedNotes, storedRecords } from '../support/stored.ts';
import { ava, ben, createWorld, type World, type WorldOptions } from '../support/world.ts';
import { forgetAs } from './forget-journeys.ts';
import { asksLater, fillFrom, type Stage } from './rests-on-notes.ts';

/** Names, company and words that stand in the notes on one person and in what people said of her. */
const marks = /priya|pryia|sharma|raman-voss|rentfield|migration|otters|walrus|seats|heron/i;
/** Everything that can rest on a person's notes, each made through the bot; runs over a real Hindsight too. */
export function forgetEverywhere(name: string, options: () => WorldOptions): void {
  describe(name, () => {
    let world: World;
    let ahead = 0;
    const stage = (): Stage => ({ world, me, colleague, later });
    const later = () => {
      ahead += 5_000;
    };
    let me: Someone;
    let colleague: Someone;
    beforeEach(async () => {
      ahead = 0;
      world = await createWorld({ now: () => new Date(Date.now() + ahead), ...options() });
      [me, colleague] = [personIn(world, ava), personIn(world, ben)];
    });
    afterEach(() => world.close());

    test('whatever was made of a person’s notes goes with them: neither bank holds a name or a word, and the receipt says what went', async () => {
      await fillFrom(stage());
      const records = await storedRecords(world);
      const kinds = records.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('kind:')));
      for (const kind of ['alias', 'handover', 'last-brief', 'reading', 'ruling', 'snooze'])
        expect(kinds).toContain(`kind:${kind}`);
      expect(await everythingStored(world)).toMatch(marks);

      await me.type('/forget Priya Sharma');
      await me.sees('Forget Priya Sharma');
      await forgetAs(me, 'forget_own');
      const counts = '3 notes and all that was kept of them, 1 correction of who they are.';
      expect(me.modalText()).toContain(counts);
      expect(me.modalText()).toContain('Nothing of yours is left.');
      expect(await everythingStored(world)).not.toMatch(marks);
      expect(await everythingStored(world)).toContain('40 chairs');
      expect(await storedNotes(world)).toHaveLength(1);
    });

    test('after forgetting, answers, counts, suggestions, the week and Home have none of it, and old buttons bring nothing back', async () => {
      await fillFrom(stage());
      await me.type('/forget Priya Sharma');
      await me.sees('Forget Priya Sharma');
      await forgetAs(me, 'forget_own');
      await me.sees('Forgotten on');
      const said = me.texts().length;
      const since = () => me.texts().slice(said).join('\n');

      await asksLater(stage(), '/ask Who is nervous?', /Nothing in your notes/);
      await asksLater(stage(), '/ask How many notes are there?', /\b1 note\b/);
      await asksLater(stage(), '/ask How many deals are open?', /\b1 (open )?deal\b/);
      await asksLater(stage(), '/ask Who wants a quote for 40 chairs?', /wants a quote for 40/);
      await asksLater(stage(), '/digest now', /1 of 1 open deal considered/);
      await asksLater(stage(), '/pipeline', /1 open deal/);
      await asksLater(stage(), '/brief', /Amit Rao/);
      await world.hand.openHome(ava);
      const home = () => textOf(world.slack.look(ava).home?.view);
      await expect.poll(home).toContain('Amit Rao');
      expect(home()).not.toMatch(marks);
      expect(since()).not.toMatch(marks);
      await me.type('/log');
      await me.seesModal('What happened');
      const { options: offered } = await me.suggestions('log_who', 'priya');
      expect(offered.map(({ text }) => text.text)).toEqual(['New person: ‘priya’']);

      await colleague.press('handover_accept');
      await colleague.sees('there is nothing to take over');
      expect(await everythingStored(world)).not.toMatch(marks);
    });

    test('a note that is deleted takes with it what was read in it and said of it, to the last word', async () => {
      const [, pilot] = await fillFrom(stage());
      expect(await everythingStored(world)).toMatch(/heron/);
      await me.type('/timeline Priya');
      await me.seesModal('Search by words');
      await me.pressInModal('timeline_delete', pilot);
      await me.seesModal('Deleted.');
      const left = await everythingStored(world);
      expect(left).not.toMatch(/otters|seats|heron/);
      expect(left).toContain('migration');
    });

    test('an offer from before is a new note when it is saved after, and knows nothing of the old ones', async () => {
      await fillFrom(stage());
      await me.type('/forget Priya Sharma');
      await me.sees('Forget Priya Sharma');
      await forgetAs(me, 'forget_own');
      await me.press('talk_save_0');
      await me.sees('Saved on Priya Sharma');
      expect(await storedNotes(world)).toHaveLength(2);
      const said = me.texts().length;
      await asksLater(stage(), '/brief Priya', /1 note|One note/);
      await asksLater(stage(), '/timeline Priya', /1 note, newest call first/);
      expect(`${me.texts().slice(said)} ${me.modalText()}`).not.toMatch(
        /migration|otters|walrus|heron|Pryia/,
      );
    });
  });
}
