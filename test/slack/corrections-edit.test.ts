import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { optionFor } from '../support/person.ts';
import { chooseIn, contest, correctionStage, type Stage, valueIn } from './corrections-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await correctionStage();
});
afterEach(() => stage.world.close());

const worry = 'She is nervous about the migration timeline.';
const more = [call({ day: daysAgo(3), text: 'They agreed to a pilot with 20 seats.' })];

/** Her own note by way of the timeline, with other words. */
async function edit(id: string, text: string): Promise<void> {
  const { me } = stage;
  await me.type('/timeline Priya');
  await me.seesModal('newest call first');
  await me.pressInModal('log_edit', id);
  await me.seesModal('How it went');
  await me.submit({ log_who: await optionFor(me, 'Priya Sharma · Rentfield', 'pri'), log_text_0: text });
  const { memory } = hindsightOf(world());
  await expect.poll(async () => (await memory.read(id, me.user))?.text).toBe(text);
}

test('what was said of a note outlives an edit that leaves those words, and goes with them', async () => {
  const { me, open, kept } = stage;
  const notes = await store(world(), [
    call({ day: daysAgo(9), text: `${worry} We spoke of seets.` }),
    ...more,
  ]);
  const before = valueIn(await open('brief_why'));
  await contest(me, 'Worry: ', 'She saw the plan.');
  await me.seesModal('Corrected');
  await edit(notes[0]?.id ?? '', `${worry} We spoke of seats.`);
  expect(await kept(notes)).toHaveLength(1);
  const why = await open('brief_why');
  expect(valueIn(why)).toBeGreaterThan(before);
  expect(why).toContain('“She saw the plan.”');

  await edit(notes[0]?.id ?? '', 'She is worried about the migration of their data.');
  expect(await kept(notes)).toEqual([]);
  // Until the new words are read those that still stand serve.
  const anew = await vi.waitFor(
    async () => {
      const shown = await open('brief_why');
      expect(valueIn(shown)).toBe(before);
      return shown;
    },
    { timeout: 30_000 },
  );
  expect(anew).not.toContain('She saw the plan');
});

test('what a colleague said of a note stays with its author when the note is made private', async () => {
  const { me, colleague, open, kept } = stage;
  const shared = [call({ day: daysAgo(9), text: worry }), ...more].map((note) => ({
    ...note,
    visibility: 'team' as const,
  }));
  const notes = await store(world(), [
    ...shared,
    call({ day: daysAgo(1), visibility: 'team', text: 'Seats again.' }),
  ]);
  const before = valueIn(await open('brief_why', colleague));
  await contest(colleague, 'Worry: ', 'She saw the plan.');
  await colleague.seesModal('Corrected');
  await me.type('/timeline Priya');
  await me.seesModal('newest call first');
  await me.pressInModal('timeline_share', JSON.stringify({ id: notes[0]?.id, to: 'private' }));
  await me.seesModal('Only you can read that note now.');
  expect(await kept(notes)).toHaveLength(1);
  const why = await open('brief_why');
  expect(valueIn(why)).toBeGreaterThan(before);
  expect(why).toContain(`“She saw the plan.” (<@${colleague.user}>)`);
  expect(await open('brief_why', colleague)).not.toContain('She saw the plan');
});

test('an edit of the newer of two notes that both hold closes nothing', async () => {
  const { me, open } = stage;
  const [, newer] = await store(world(), [
    call({ day: daysAgo(9), text: 'The budget is frozen for this year.' }),
    call({ day: daysAgo(3), text: 'The CFO approved the budget this morning. We spoke of seets.' }),
  ]);
  await open('brief_more');
  await me.pressInModal('ruling_both');
  await me.seesModal('Settled: both hold');
  const before = valueIn(await open('brief_why'));
  stage.later();
  await edit(newer?.id ?? '', 'The CFO approved the budget this morning. We spoke of seats.');
  expect(valueIn(await open('brief_why'))).toBe(before);
});

test('who settles a team note by a private one tells a colleague nothing of the private one', async () => {
  const { me, colleague, open } = stage;
  await store(world(), [
    call({ day: daysAgo(9), visibility: 'team', text: 'The budget is frozen for this year.' }),
    call({ day: daysAgo(5), visibility: 'team', text: 'They agreed to a pilot with 20 seats.' }),
    call({ day: daysAgo(3), text: 'The CFO approved the budget this morning.' }),
  ]);
  const theirs = valueIn(await open('brief_why', colleague));
  await open('brief_more');
  await me.pressInModal('ruling_newer');
  await me.seesModal('Settled: newer is right');
  expect(await open('brief_why')).toMatch(/no longer true since \d+ \w+, “Settled: newer is right” \(you\)/);

  const why = await open('brief_why', colleague);
  expect(valueIn(why)).toBeGreaterThan(theirs);
  expect(why).toMatch(new RegExp(`no longer true since \\d+ \\w+ \\(<@${me.user}>\\)`));
  await open('brief_more', colleague);
  expect(colleague.all()).not.toMatch(/Settled:|newer|disagree|CFO|approved/i);
  const kept = JSON.stringify(await hindsightOf(world()).state.list('kind:correction'));
  expect(kept).not.toMatch(/newer is right/i);
});

test('one correction is read once, as the modal that shows it', async () => {
  const { me, open } = stage;
  await store(world(), [call({ day: daysAgo(9), text: worry }), ...more]);
  await open('brief_why');
  await chooseIn(me, 'Worry: ', 'No longer true');
  await me.seesModal('Everyone who can read that note sees your reason.');
  const reads = () => world().logged.filter((line) => line.includes('"audit":"read"'));
  const before = reads().length;
  await me.submit({ ruling_reason: 'She saw the plan.' });
  await me.seesModal('Corrected');
  expect(reads().slice(before)).toEqual([expect.stringContaining('"view":"why"')]);
  await me.pressInModal('ruling_undo');
  await me.seesModal('Taken back.');
  expect(reads()).toHaveLength(before + 2);
});

function world() {
  return stage.world;
}
