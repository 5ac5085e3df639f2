import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetAs } from '../contracts/forget-journeys.ts';
import { call, daysAgo, hindsightOf, store } from '../support/filled.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, type World } from '../support/world.ts';
import {
  choicesOn,
  chooseIn,
  contest as contestAs,
  correctionStage,
  type Stage,
  valueIn,
} from './corrections-stage.ts';

let stage: Stage;
let world: World;
let me: Someone;
beforeEach(async () => {
  stage = await correctionStage();
  ({ world, me } = stage);
});
afterEach(() => world.close());

const worry = 'She is nervous about the migration timeline.';
const pilot = 'They agreed to a pilot with 20 seats.';

const rowsIn = (text: string) =>
  [...text.matchAll(/^\*([+-]?\d+)\* {2}(.*)$/gm)].map(([, points, label]) => ({
    points: Number(points),
    label,
  }));

/** The sum that stands in the modal, once its rows are seen to add up. */
function summed(text = me.modalText()): number {
  const value = valueIn(text);
  expect(rowsIn(text).reduce((sum, { points }) => sum + points, 0)).toBe(value);
  return value;
}

const contest = (words: string, reason: string) => contestAs(me, words, reason);

const twoNotes = () => [call({ day: daysAgo(9), text: worry }), call({ day: daysAgo(3), text: pilot })];

test('one press and a reason move the score by what the row was worth, and Undo brings it back', async () => {
  const notes = await store(world, twoNotes());
  await stage.open('brief_why');
  const before = summed();
  await contest('Worry: ', 'Settled <!channel> by phone & *mail*');
  await me.seesModal('Corrected');
  const after = summed();
  expect(after).toBeGreaterThan(before);
  expect(me.modalText()).toContain(`${before} → *${after} `);
  expect(me.modalText()).toContain('Migration timeline no longer counts +2');
  expect(JSON.stringify(me.modal()?.view)).not.toContain('<!channel>');
  expect(await stage.kept(notes)).toMatchObject([{ data: { verdict: 'not_true', by: ava } }]);

  await me.pressInModal('ruling_undo');
  await me.seesModal('Taken back.');
  expect(summed()).toBe(before);
  expect(await stage.kept(notes)).toEqual([]);
  expect(world.logged.join()).toContain('"audit":"contested"');
  expect(world.logged.join()).toContain('"audit":"took back"');
  expect(world.logged.join()).not.toContain('by phone');
});

test('another process counts the same, and the next brief says who corrected what and why', async () => {
  await store(world, twoNotes());
  await stage.open('brief_why');
  const before = summed();
  await contest('Worry: ', 'She saw the plan');
  await me.seesModal('Corrected');
  await world.restartBot();
  const why = await stage.open('brief_why');
  const after = summed(why);
  expect(after).toBeGreaterThan(before);
  expect(why).toMatch(/no longer true since \d+ \w+, “She saw the plan” \(you\)/);
  const card = JSON.stringify(await me.sees('Corrected'));
  expect(card).toContain(`Why ${after}`);
  expect(card).not.toContain('nervous');
  expect(await stage.open('brief_more')).toContain('“She saw the plan”');
});

test('what rests on days, outcomes or the rubric alone can not be argued with', async () => {
  await store(world, [
    call({ day: daysAgo(40), text: 'We spoke of seats.' }),
    call({ day: daysAgo(30), outcome: 'no_answer', text: 'Nobody took the call.' }),
  ]);
  const why = await stage.open('brief_why');
  expect(why).toContain('No answer');
  expect(choicesOn(me, 'No answer')).toEqual(['Open the note']);
  expect(choicesOn(me, 'Silence past')).toEqual([]);
});

test('with a gate in the sum the score is what it would be without those words', async () => {
  await store(world, [
    ...twoNotes(),
    call({ day: daysAgo(2), text: 'The CFO approved the budget this morning. She champions us.' }),
  ]);
  await stage.open('brief_why');
  const before = summed();
  await contest('Stage: pilot agreed', 'They called it off.');
  await me.seesModal('Corrected');
  const [after, shown] = [summed(), me.modalText()];
  expect(after).toBeLessThan(before);
  const [, move = ''] = new RegExp(`${before} → \\*${after} [^*]*\\*: (.*)`).exec(shown) ?? [];
  const parts = [...move.matchAll(/[ (]([+-]\d+)\)?(?:,|$)/g)].map(([, points]) => Number(points));
  expect(parts.reduce((sum, points) => sum + points, 0)).toBe(after - before);
});

test('the note behind a row opens whole with its words in bold, and leads back', async () => {
  await store(world, [
    call({ day: daysAgo(9), text: `${worry} ${'And more was said. '.repeat(40)}The very end.` }),
    call({ day: daysAgo(3), text: 'We spoke of seats.' }),
  ]);
  await stage.open('brief_why');
  await chooseIn(me, 'Worry: ', 'Open the note');
  await me.seesModal('The very end.');
  expect(me.modalText()).toMatch(/\*[^*]*nervous about the migration timeline[^*]*\*/);
  await me.pressInModal('ruling_back');
  await me.seesModal('What would raise it');
});

test('a settled row opens the note that raised it, and the one that settled it', async () => {
  await store(world, [
    call({ day: daysAgo(9), text: worry }),
    call({ day: daysAgo(3), text: 'She is no longer worried about the migration timeline.' }),
  ]);
  for (const [choice, words] of [
    ['Open the note', 'nervous about the migration'],
    ['Open what settled it', 'no longer worried'],
  ] as const) {
    await stage.open('brief_more');
    await chooseIn(me, ', settled ', choice);
    await me.seesModal('Back');
    expect(me.modalText()).toContain(words);
  }
});

test('a colleague sees what was said of a shared note, and nothing of a private one', async () => {
  await store(world, [
    call({ day: daysAgo(9), text: worry }),
    call({ day: daysAgo(5), visibility: 'team', text: 'They are worried about the price.' }),
    call({ day: daysAgo(3), visibility: 'team', text: pilot }),
  ]);
  const colleague = personIn(world, ben);
  const theirs = valueIn(await stage.open('brief_why', colleague));
  await stage.open('brief_why');
  await contest('migration', 'Hush, that is mine alone.');
  await me.seesModal('Corrected');
  const unmoved = await stage.open('brief_why', colleague);
  expect(valueIn(unmoved)).toBe(theirs);
  expect(unmoved).not.toContain('Corrected');
  await stage.open('brief_why');
  await contest('price', 'They have our offer now.');
  await me.seesModal('They have our offer now.');
  const moved = await stage.open('brief_why', colleague);
  expect(valueIn(moved)).toBeGreaterThan(theirs);
  expect(moved).toContain('“They have our offer now.”');
  expect(moved).toContain(`<@${ava}>`);
  expect(colleague.all()).not.toContain('Hush');
});

test('what was said of a note that is private by now can not be taken back by a colleague', async () => {
  const shared = twoNotes().map((note) => ({ ...note, visibility: 'team' as const }));
  const more = call({ day: daysAgo(1), visibility: 'team', text: 'We spoke of seats.' });
  const notes = await store(world, [...shared, more]);
  await stage.open('brief_why');
  await contest('Worry: ', 'She saw the plan.');
  await me.seesModal('Corrected');
  const colleague = personIn(world, ben);
  await stage.open('brief_why', colleague);
  await hindsightOf(world).memory.setVisibility(notes[0]?.id ?? '', 'private', {
    by: notes[0]?.author ?? '',
  });
  await colleague.pressInModal('ruling_undo');
  await colleague.seesModal('no longer shared with you');
  expect(await stage.kept(notes)).toHaveLength(1);
});

test('a card from before a correction is drawn again when it is touched', async () => {
  await store(world, twoNotes());
  await stage.open('brief_why');
  await contest('Worry: ', 'She saw the plan.');
  await me.seesModal('Corrected');
  await me.press('brief_more');
  await me.seesModal('A note was added, read or deleted since that card');
  await me.sees('Corrected');
});

test('a reason of spaces is refused under its field, and a second submit says it once', async () => {
  const notes = await store(world, twoNotes());
  await stage.open('brief_why');
  await chooseIn(me, 'Worry: ', 'No longer true');
  await me.seesModal('What is so now?');
  const form = me.modal()?.id ?? '';
  expect(await me.submit({ ruling_reason: '   ' })).toMatchObject({
    errors: { ruling_reason: 'Say in a few words what is so now, or press Back.' },
  });
  expect(await stage.kept(notes)).toEqual([]);
  const values = { ruling_reason: 'x'.repeat(300) };
  await Promise.all([world.hand.submitView(ava, form, values), world.hand.submitView(ava, form, values)]);
  await me.seesModal('Corrected');
  expect(await stage.kept(notes)).toHaveLength(1);
});

test('a modal closed meanwhile costs nothing: the answer comes in the DM', async () => {
  const notes = await store(world, twoNotes());
  await stage.open('brief_why');
  await chooseIn(me, 'Worry: ', 'No longer true');
  await me.seesModal('What is so now?');
  world.memory.faults.set({ kind: 'delay', ms: 150 });
  const id = me.modal()?.id ?? '';
  await me.submit({ ruling_reason: 'She saw the plan.' });
  await world.hand.closeView(ava, id, true);
  await me.sees('no longer true, “She saw the plan.”');
  world.memory.faults.set(undefined);
  expect(await stage.kept(notes)).toHaveLength(1);
});

test('a note deleted meanwhile leaves nothing to put right, and nothing is kept', async () => {
  const notes = await store(world, [...twoNotes(), call({ day: daysAgo(1), text: 'We spoke of seats.' })]);
  await stage.open('brief_why');
  await chooseIn(me, 'Worry: ', 'No longer true');
  await me.seesModal('What is so now?');
  await hindsightOf(world).memory.remove(notes[0]?.id ?? '', notes[0]?.author ?? '');
  await me.submit({ ruling_reason: 'She saw the plan.' });
  await me.seesModal('was changed, deleted or is no longer shared with you');
  expect(await stage.kept(notes)).toEqual([]);
});

test('what is said of a note that goes while it is written down is not told as kept', async () => {
  const notes = await store(world, [...twoNotes(), call({ day: daysAgo(1), text: 'We spoke of seats.' })]);
  await stage.open('brief_why');
  await chooseIn(me, 'Worry: ', 'No longer true');
  await me.seesModal('What is so now?');
  const keeps = `POST /v1/default/banks/${world.config.HINDSIGHT_BANK}-t0sandbox1-state/memories`;
  world.memory.faults.forget();
  world.memory.faults.set({ kind: 'delay', ms: 1_500, on: keeps, times: 1 });
  await me.submit({ ruling_reason: 'She saw the plan.' });
  const isKeeping = () =>
    world.memory.faults
      .requests()
      .some(({ method, path, status }) => `${method} ${path}` === keeps && status === null);
  await expect.poll(isKeeping).toBe(true);
  await hindsightOf(world).memory.remove(notes[0]?.id ?? '', notes[0]?.author ?? '');
  await me.seesModal('was changed, deleted or is no longer shared with you');
});

test('while memory is down a brief does not come back with what was corrected counted again', async () => {
  await store(world, twoNotes());
  await stage.open('brief_why');
  await contest('Worry: ', 'She saw the plan.');
  await me.seesModal('Corrected');
  world.memory.faults.set({ kind: 'unavailable' });
  await me.pressInModal('ruling_undo');
  await me.seesModal('Memory (Hindsight) has not answered');
  world.memory.faults.set(undefined);
  expect(await stage.open('brief_why')).toContain('Corrected');
});

test('what was said of a note goes with it, when it is deleted and when its person is forgotten', async () => {
  const notes = await store(world, twoNotes());
  await stage.open('brief_why');
  await contest('Worry: ', 'She saw the plan.');
  await me.seesModal('Corrected');
  await contest('Stage: pilot agreed', 'Called off.');
  await me.seesModal('Called off.');
  expect(await stage.kept(notes)).toHaveLength(2);
  await me.type('/timeline Priya');
  await me.seesModal('2 notes');
  await me.pressInModal('timeline_delete', notes[0]?.id);
  await me.seesModal('Deleted.');
  expect((await stage.kept(notes)).map(({ noteIds }) => noteIds)).toEqual([[notes[1]?.id]]);
  await me.type('/forget Priya');
  await me.sees('Forget Priya Sharma');
  await forgetAs(me, 'forget_own');
  expect(await stage.kept(notes)).toEqual([]);
});
