import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contest as contestAs } from '../slack/corrections-stage.ts';
import { ask } from '../support/asking.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone, textOf } from '../support/person.ts';
import { ava, ben, createWorld, sales, type World, type WorldOptions } from '../support/world.ts';

/** Known from Ava's private notes and what she said of them alone; the first name is what the colleague types. */
const secret = /Quirke|Hollowmere|zeppelin|lighthouse|Notewright|gondola|\bMina\b/i;

const wilhelmina = { name: 'Wilhelmina Quirke', company: 'Hollowmere' };

const notes = () => [
  call({ day: daysAgo(9), visibility: 'team', text: 'She is nervous about the migration timeline.' }),
  call({ day: daysAgo(6), visibility: 'team', text: 'They agreed to a pilot with 20 seats.' }),
  call({ day: daysAgo(5), text: 'The zeppelin budget is frozen. They are also looking at Notewright.' }),
  call({ ...wilhelmina, day: daysAgo(2), outcome: 'objection', text: 'The lighthouse merger worries her.' }),
  call({ author: ben, day: daysAgo(8), text: 'She likes the reports.' }),
];

/** Private notes and what is said to the bot, of a past day, of a score and of people; runs over a real Hindsight too. */
export function privacySaid(name: string, options: () => WorldOptions): void {
  describe(name, () => {
    let world: World;
    let author: Someone;
    let colleague: Someone;
    let ahead = 0;
    beforeEach(async () => {
      ahead = 0;
      world = await createWorld({ now: () => new Date(Date.now() + ahead), ...options() });
      [author, colleague] = [personIn(world, ava), personIn(world, ben)];
      await storeRead(world, notes());
      await asks(author, '/brief Priya', /Last call/);
    });
    afterEach(() => {
      // Whatever was tried: nothing that Slack shows the colleague, and nothing inside a button or a modal, tells.
      const told = colleague.all().match(secret)?.[0];
      return world.close().then(() => expect(told).toBeUndefined());
    });

    function asks(someone: Someone, line: string, words: RegExp): Promise<void> {
      ahead += 5_000;
      return ask(someone, line, words);
    }

    async function contest(row: string, reason: string): Promise<void> {
      await asks(author, '/brief Priya', /Last call/);
      await author.press('brief_why');
      await author.seesModal(row);
      await contestAs(author, row, reason);
      await author.seesModal('Corrected');
    }

    test('what a colleague says in the DM, asked or dictated, finds nobody known from private notes', async () => {
      await colleague.say('What worries Wilhelmina?');
      await colleague.sees('Nothing in your notes');
      await colleague.say('Called Wilhelmina, she signed.');
      const offer = await colleague.sees('Who is this about?');
      expect(JSON.stringify(offer.blocks)).not.toContain('talk_save');
      await colleague.press('talk_else');
      await colleague.seesModal('Called Wilhelmina, she signed.');
      await colleague.say('brief me on Wilhelmina');
      await colleague.sees('Nothing on Wilhelmina yet');
      await colleague.say('How many notes are there?');
      await colleague.sees('3 notes');
    });

    test('a mention in a channel answers a colleague from what they may read, and shows nobody else a word', async () => {
      await colleague.say('@salesmemory whose budget is frozen', { where: sales });
      await colleague.sees('Nothing in your notes', sales);
      await colleague.say('@salesmemory brief Wilhelmina', { where: sales });
      await expect.poll(() => colleague.texts(sales).join()).toMatch(/Nothing (on|in your notes)/);
      await author.say('@salesmemory whose budget is frozen', { where: sales });
      await author.sees('zeppelin budget is frozen', sales);
    });

    test('a brief of a past day counts for a colleague what they could read of it', async () => {
      await asks(author, `/brief Priya as of ${daysAgo(4)}`, /3 notes, 1 only you can see/);
      await asks(colleague, `/brief Priya as of ${daysAgo(4)}`, /3 notes, 1 only you can see/);
      await colleague.press('brief_notes');
      await colleague.seesModal('reports');
      await colleague.press('brief_more');
      await colleague.seesModal('What is known');
      await asks(colleague, `/brief Wilhelmina as of ${daysAgo(1)}`, /Nothing on Wilhelmina/);
    });

    test('what is said of a private note reaches no colleague, in no row, count or note; of a shared one it does', async () => {
      await asks(colleague, '/brief Priya', /Last call/);
      await colleague.press('brief_why');
      await colleague.seesModal('= ');
      const before = colleague.modalText();
      await contest('frozen', 'The gondola fund pays.');
      await asks(colleague, '/brief Priya', /Last call/);
      await colleague.press('brief_why');
      await colleague.seesModal('= ');
      expect(colleague.modalText()).toBe(before);
      await contest('migration', 'She saw the plan.');
      await asks(colleague, '/brief Priya', /Last call/);
      await colleague.press('brief_why');
      await colleague.seesModal('She saw the plan.');
      await asks(colleague, '/pipeline', /1 open deal/);
      await asks(colleague, '/digest now', /1 of 1 open deal considered/);
    });

    test('whom a colleague may say that somebody is, and what was said of private people, names nobody private', async () => {
      await author.type('/timeline Wilhelmina');
      await author.seesModal('Search by words');
      await author.pressInModal('mend_open');
      await author.seesModal('What is not right?');
      await author.pressInModal('mend_as_rename');
      await author.seesModal('The right name');
      await author.submit({ mend_name: 'Mina Quirke' });
      await author.seesModal('Nothing is deleted.');
      await author.submit({});
      await author.seesModal('Saved.');
      ahead += 60_000;
      await colleague.type('/timeline Priya');
      await colleague.seesModal('3 notes, newest call first');
      await colleague.pressInModal('mend_open');
      await colleague.seesModal('What is not right?');
      await colleague.pressInModal('mend_as_merge');
      await colleague.seesModal('The same person as');
      for (const query of ['', 'w', 'wil', 'min', 'q', 'hol'])
        expect((await colleague.suggestions('mend_other', query)).options).toEqual([]);
      await asks(colleague, '/brief Wilhelmina', /Nothing on Wilhelmina/);
    });

    test('Home, an export and the week are of what a colleague may read', async () => {
      await world.hand.openHome(ben);
      await expect.poll(() => textOf(world.slack.look(ben).home?.view)).toContain('Priya');
      await asks(colleague, '/forget Priya export', /That was 1 note on Priya/);
      expect(colleague.texts().join()).toContain('She likes the reports.');
      await asks(colleague, '/pipeline', /1 open deal/);
      await colleague.press('pipeline_csv');
      await colleague.sees('people,company,deal');
      await asks(colleague, '/digest now', /1 of 1 open deal considered/);
    });
  });
}
