import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Visibility } from '../../src/memory/note.ts';
import type { Feature } from '../../src/slack/kit/grants.ts';
import { nameManager, pressHome } from '../slack/manager-doors.ts';
import { ask } from '../support/asking.ts';
import { call, daysAgo, storeRead } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, deals, forecast, type World, type WorldOptions } from '../support/world.ts';

/** Known from Ava's private notes alone: people, companies and words. */
const secret = /Quirke|Wilhelmina|Hollowmere|zeppelin|lighthouse|Notewright/i;

/** Ava's own two, one of them on a deal that both share, and one that she gave to the team: read, so that all of it is there to leak. */
async function mixedNotes(world: World, visibility: Visibility = 'private') {
  return storeRead(world, [
    call({ day: daysAgo(9), visibility: 'team', text: 'She is nervous about the migration timeline.' }),
    call({
      day: daysAgo(4),
      visibility,
      text: 'The zeppelin budget is frozen. They are also looking at Notewright.',
    }),
    call({
      name: 'Wilhelmina Quirke',
      company: 'Hollowmere',
      day: daysAgo(2),
      visibility,
      outcome: 'objection',
      text: 'The lighthouse merger worries her.',
    }),
  ]);
}

/** What a colleague types of it comes back as it was typed. */
const typed = /wilhelmina|Hollowmere|Quirke|zeppelin|lighthouse/gi;

/** In the words of somebody who can read one note, which is on Priya, and asks every verb of what others know too. */
async function asksEverything(world: World, colleague: Someone): Promise<void> {
  await ask(colleague, '/brief Priya', /One note so far|1 note/);
  await ask(colleague, '/brief Wilhelmina', /Nothing on/);
  await ask(colleague, '/brief Hollowmere', /Nothing on/);
  await ask(colleague, '/brief', /Priya Sharma/);
  await ask(colleague, '/timeline Priya', /1 note, newest call first/);
  await ask(colleague, '/timeline Hollowmere', /Nothing on/);
  await ask(colleague, '/pipeline', /1 open deal/);
  await colleague.press('pipeline_csv');
  await colleague.sees('people,company,deal');
  await ask(colleague, '/pipeline calibration', /No deal is closed yet/);
  await ask(colleague, '/pipeline commit Wilhelmina', /Nothing on/);
  await ask(colleague, '/pipeline commit', /No deal is in commit/);
  await ask(colleague, '/ask How much is open?', /\b1 open deal\b/);
  await ask(colleague, '/ask Whose budget is frozen?', /Nothing in your notes/);
  await ask(colleague, '/ask What worries Wilhelmina?', /Nothing in your notes/);
  await ask(colleague, '/ask How many notes are there?', /\b1 note\b/);
  await ask(colleague, '/ask How many deals are open?', /\b1 (open )?deal\b/);
  await ask(colleague, '/forget Wilhelmina', /Nothing on/);
  await ask(colleague, '/ask Whose zeppelin budget is frozen?', /Nothing in your notes/);
  await ask(colleague, '/ask What worries her at Hollowmere?', /Nothing in your notes/);
  await ask(colleague, '/ask How many deals are there?', /1 deal/);
  await ask(colleague, '/ask How many deals mention the lighthouse?', /0 deals/);
  await ask(colleague, '/digest now', /open deals? considered/);
  await world.hand.openHome(colleague.user);
  await colleague.type('/log Wilhelmina');
  await colleague.seesModal('What happened');
}

/** What a type-ahead offers of people whom others know. */
async function offered(colleague: Someone): Promise<string> {
  const known: unknown[] = [];
  for (const query of ['', 'w', 'wil', 'quirke', 'hollow']) {
    await colleague.type('/log');
    await colleague.seesModal('What happened');
    for (const field of ['log_who', 'log_also']) {
      const { options } = await colleague.suggestions(field, query);
      known.push(options.filter(({ text }) => !text.text.startsWith('New person')));
    }
  }
  return JSON.stringify(known);
}

/** What is private stays with its author, whichever way a colleague asks; runs over a real Hindsight too. */
export function privacyJourneys(name: string, options: () => WorldOptions): void {
  describe(name, () => {
    let world: World;
    let colleague: Someone;
    beforeEach(async () => {
      world = await createWorld(options());
      colleague = personIn(world, ben);
      await mixedNotes(world);
      // The author has looked at all of it, so that every kept answer is there to leak.
      const author = personIn(world, ava);
      await ask(author, '/brief Rentfield', /Last call/);
      await ask(author, '/brief Wilhelmina', /Hollowmere/);
    });
    afterEach(() => world.close());

    test('no command of a colleague tells of private notes: not their words, names, counts or points', async () => {
      await asksEverything(world, colleague);
      await ask(colleague, '/forget Priya export', /You have no notes of your own on Priya Sharma/);
      expect(colleague.all().replace(typed, '')).not.toMatch(secret);
      expect(colleague.texts().join()).not.toContain('2 notes');
    });

    test('a deal on offer, and one that was accepted, hands on what the team can read and nothing else', async () => {
      const author = personIn(world, ava);
      await ask(author, '/brief Priya', /Last call/);
      await author.press('brief_more');
      await author.seesModal('What is known');
      await author.pressInModal('handover_open');
      await author.seesModal('Share my private note on this deal');
      await author.submit({ handover_to: ben, handover_words: 'Yours, if you like.' });
      await colleague.sees('From the 1 note that the team can read');
      await ask(colleague, '/brief Priya', /One note so far|1 note/);
      expect(colleague.all()).not.toMatch(secret);
      await colleague.press('handover_accept');
      await colleague.sees('You took over Priya Sharma');
      await ask(colleague, '/digest now', /1 of 1 open deal considered/);
      await ask(colleague, '/pipeline', /1 open deal/);
      await world.hand.openHome(ben);
      expect(colleague.all()).not.toMatch(secret);
      await ask(author, '/digest now', /1 of 1 open deal considered/);
    });

    test('what the author shares in a channel is the team’s alone: not a word, name, count or point of the rest', async () => {
      const author = personIn(world, ava);
      await ask(author, '/brief Priya', /1 only you can see/);
      await author.press('share_brief');
      await author.seesModal('before anything is posted');
      await author.choose('share_channel', deals);
      await author.seesModal('from 1 note shared with the team');
      await author.submit({});
      await expect.poll(() => author.modalText()).toMatch(/Posted in|has changed/);
      // What is read meanwhile has the preview shown again.
      if (!author.modalText().includes('Posted in')) await author.submit({});
      await author.seesModal('Posted in');
      const post = await colleague.sees('Shared by', deals);
      expect(JSON.stringify(post)).toContain('nervous');
      expect(colleague.all()).not.toMatch(secret);
      expect(JSON.stringify(post)).not.toMatch(/frozen|2 notes|only you|private/);
    });

    test('no suggestion names a person whom private notes alone know', async () => {
      expect(await offered(colleague)).not.toMatch(secret);
    });

    test('two teams on one server never meet: neither finds the other’s shared notes', async () => {
      const other = await createWorld({ ...options(), team: 'T0ELSEWH9', sharesMemoryOf: world });
      try {
        const stranger = personIn(other, ava);
        for (const line of ['/brief Priya', '/timeline Priya', '/forget Priya Sharma'])
          await ask(stranger, line, /Nothing on/);
        await ask(stranger, '/pipeline', /No notes yet/);
        expect(stranger.all()).not.toMatch(/nervous|Priya Sharma at|1 note/);
      } finally {
        await other.close();
      }
      await ask(colleague, '/brief Priya', /nervous/);
    });
  });
}

/** Of Ava's three, all shared: what the colleague outside the sales group wrote himself is all he can read. */
async function sharedNotes(world: World): Promise<void> {
  await mixedNotes(world, 'team');
  await storeRead(world, [
    call({
      author: ben,
      day: daysAgo(9),
      visibility: 'team',
      text: 'She is nervous about the migration timeline.',
    }),
  ]);
}

/** Ava and Nadia, a user group and a private channel of the same people, each as the sales group; Ben is in neither. */
const groups = { 'a user group': 'S0SALES001', 'a private channel': forecast };

/** For a member outside the sales group what the team shares does not exist; runs over a real Hindsight too. */
export function groupJourneys(name: string, options: () => WorldOptions): void {
  describe.each(Object.entries(groups))(`${name}, %s is the team`, (_what, group) => {
    let world: World;
    let apart: Someone;
    let author: Someone;
    let aheadMs = 0;
    const pass = (ms: number) => {
      aheadMs += ms;
    };
    beforeEach(async () => {
      aheadMs = 0;
      const features = new Set<Feature>(['share', 'mentions', 'group']);
      const now = () => new Date(Date.now() + aheadMs);
      world = await createWorld({ ...options(), features, now, env: { SALES_GROUP: group } });
      [author, apart] = [personIn(world, ava), personIn(world, ben)];
      await sharedNotes(world);
      await ask(author, '/brief Rentfield', /Last call/);
      await ask(author, '/brief Wilhelmina', /Hollowmere/);
    });
    afterEach(() => world.close());

    test('no command of somebody outside it tells of shared notes: not their words, names, counts or points', async () => {
      await asksEverything(world, apart);
      await ask(apart, '/forget Priya export', /That was 1 note on Priya Sharma/);
      for (const line of ['Whose budget is frozen?', 'What worries Wilhelmina?']) await apart.say(line);
      await apart.say('How many notes are there?');
      await apart.sees('1 note');
      expect(apart.all().replace(typed, '')).not.toMatch(secret);
      expect(apart.texts().join()).not.toMatch(/[23] (?:notes|deals|open deals)/);
    });

    test('no suggestion names a person whom the team’s notes alone know', async () => {
      expect(await offered(apart)).not.toMatch(secret);
    });

    test('who is in it reads what is shared, their own form says how many that is, and theirs is read by them', async () => {
      const other = personIn(world, 'U0NADIA003');
      await ask(other, '/brief Priya', /frozen|Notewright|3 notes/);
      await other.type('/log');
      await other.seesModal('Share with my team (2 people)');
    });

    test('who shares a note from its timeline is told that their team reads it, and not the whole workspace', async () => {
      await author.type('/timeline Rentfield');
      await author.seesModal('newest call first');
      await author.pressInModal('timeline_share');
      await author.seesModal('Private. Only you can read that note now.');
      await author.pressInModal('timeline_share');
      await author.seesModal('Shared. ');
      expect(author.modalText()).toContain('Shared. Your team can read that note now.');
    });

    test('nothing goes to somebody outside it: no hand-over, and no share where they read along', async () => {
      await ask(author, '/brief Priya', /Last call/);
      await author.press('brief_more');
      await author.seesModal('What is known');
      await author.pressInModal('handover_open');
      await author.seesModal('This is what they get');
      const refused = await author.submit({ handover_to: ben });
      expect(JSON.stringify([refused, author.all()])).toContain('not in your sales group');
      await ask(author, '/brief Sharma', /Last call/);
      await author.press('share_brief');
      await author.seesModal('before anything is posted');
      await author.choose('share_channel', deals);
      await author.seesModal('#deals-emea has 1 person outside your sales group');
      expect(apart.all()).not.toMatch(secret);
    });

    test('what somebody outside it shares in a channel holds their own note and nothing of the team’s', async () => {
      world.hand.changeChannel(deals, { members: [ava, 'U0NADIA003', 'U0BOTUSER1'] });
      await ask(apart, '/brief Priya', /One note so far|1 note/);
      await apart.press('share_brief');
      await apart.seesModal('before anything is posted');
      await apart.choose('share_channel', deals);
      await expect.poll(() => apart.modalText()).toMatch(/outside your sales group|from 1 note/);
      expect(apart.all()).not.toMatch(secret);
    });

    test('somebody outside it leads nobody, and who leads somebody and leaves it is shown nothing of them', async () => {
      const admin = personIn(world, 'U0NADIA003');
      const form = { sees: 'Who leads whom', actionId: 'manager_name' };
      await pressHome(world, admin.user, form);
      await admin.seesModal('Each of them is told');
      await admin.submit({ manager_who: ben });
      await admin.seesModal('not in your sales group');
      pass(5_000);
      await nameManager(world, admin.user, [ava]);
      pass(7 * 24 * 60 * 60 * 1000);
      const team = { sees: 'You lead', actionId: 'manager_open' };
      await pressHome(world, admin.user, team);
      await admin.seesModal('Hollowmere');
      if (group === forecast) await world.hand.leaveChannel(admin.user, forecast);
      else await world.hand.changeUserGroup(group, [ava]);
      pass(5_000);
      await pressHome(world, admin.user, team);
      await admin.seesModal('1 person, 0 open deals');
      expect(admin.modalText()).not.toMatch(secret);
    });

    test('who leaves it reads nothing more of it from the moment Slack tells', async () => {
      const other = personIn(world, 'U0NADIA003');
      await ask(other, '/brief Wilhelmina', /Hollowmere/);
      if (group === forecast) await world.hand.leaveChannel(other.user, forecast);
      else await world.hand.changeUserGroup(group, [ava]);
      await ask(other, '/timeline Wilhelmina', /Nothing on/);
      await ask(other, '/ask How many notes are there?', /No notes|0 notes|Nothing|no notes/i);
    });
  });
}
