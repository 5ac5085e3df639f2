import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../support/asking.ts';
import { call, daysAgo, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, deals, type World, type WorldOptions } from '../support/world.ts';

/** Known from Ava's private notes alone: people, companies and words. */
const secret = /Quirke|Wilhelmina|Hollowmere|zeppelin|lighthouse|Notewright/i;

/** Ava's own two, one of them on a deal that both share, and one that she gave to the team. */
async function mixedNotes(world: World) {
  return store(world, [
    call({ day: daysAgo(9), visibility: 'team', text: 'She is nervous about the migration timeline.' }),
    call({ day: daysAgo(4), text: 'The zeppelin budget is frozen. They are also looking at Notewright.' }),
    call({
      name: 'Wilhelmina Quirke',
      company: 'Hollowmere',
      day: daysAgo(2),
      outcome: 'objection',
      text: 'The lighthouse merger worries her.',
    }),
  ]);
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
      // The author has read all of it, so that every kept answer is there to leak.
      const author = personIn(world, ava);
      await ask(author, '/brief Rentfield', /Last call/);
      await ask(author, '/brief Wilhelmina', /Hollowmere/);
    });
    afterEach(() => world.close());

    test('no command of a colleague tells of private notes: not their words, names, counts or points', async () => {
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
      await ask(colleague, '/ask How much is open?', /\b1 open deal\b/);
      await ask(colleague, '/ask Whose budget is frozen?', /Nothing in your notes/);
      await ask(colleague, '/ask What worries Wilhelmina?', /Nothing in your notes/);
      await ask(colleague, '/ask How many notes are there?', /\b1 note\b/);
      await ask(colleague, '/ask How many deals are open?', /\b1 (open )?deal\b/);
      await ask(colleague, '/forget Wilhelmina', /Nothing on/);
      await ask(colleague, '/forget Priya export', /You have no notes of your own on Priya Sharma/);
      await ask(colleague, '/ask Whose zeppelin budget is frozen?', /Nothing in your notes/);
      await ask(colleague, '/ask What worries her at Hollowmere?', /Nothing in your notes/);
      await ask(colleague, '/ask How many deals are there?', /1 deal/);
      await ask(colleague, '/ask How many deals mention the lighthouse?', /0 deals/);
      await ask(colleague, '/digest now', /open deals considered/);
      await world.hand.openHome(ben);
      await colleague.type('/log Wilhelmina');
      await colleague.seesModal('What happened');
      const typed = ['wilhelmina', 'Hollowmere', 'Quirke', 'zeppelin', 'lighthouse'];
      expect(colleague.all().replace(new RegExp(typed.join('|'), 'gi'), '')).not.toMatch(secret);
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
      await expect.poll(() => author.modalText(), { timeout: 8_000 }).toMatch(/Posted in|has changed/);
      // What is read meanwhile has the preview shown again.
      if (!author.modalText().includes('Posted in')) await author.submit({});
      await author.seesModal('Posted in');
      const post = await colleague.sees('Shared by', deals);
      expect(JSON.stringify(post)).toContain('nervous');
      expect(colleague.all()).not.toMatch(secret);
      expect(JSON.stringify(post)).not.toMatch(/frozen|2 notes|only you|private/);
    });

    test('no suggestion names a person whom private notes alone know', async () => {
      for (const query of ['', 'w', 'wil', 'quirke', 'hollow']) {
        await colleague.type('/log');
        await colleague.seesModal('What happened');
        for (const field of ['log_who', 'log_also']) {
          const { options: offered } = await colleague.suggestions(field, query);
          const known = offered.filter(({ text }) => !text.text.startsWith('New person'));
          expect(JSON.stringify(known)).not.toMatch(secret);
        }
      }
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
