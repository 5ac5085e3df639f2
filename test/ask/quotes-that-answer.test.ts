import { expect, test } from 'vitest';
import { isDoneByAnother } from '../../src/ask/what-is-asked.ts';
import type { Note } from '../../src/memory/note.ts';
import { note } from '../brief/support.ts';
import { answering } from './answering.ts';

const at = (company: string, people: readonly string[], text: string, more: Partial<Note> = {}) =>
  note({
    id: `note-${company}-${people.length}`.toLowerCase().replaceAll(' ', '-'),
    prospects: people.map((name) => ({ key: `${name} ${company}`, name, company })),
    deal: { key: company, company, label: null },
    visibility: 'team',
    text,
    ...more,
  });

const plant = at(
  'Kiln Works',
  ['Ada Moreno'],
  'Long talk on shifts. She likes the phone view and must be ready by 18 March. We are at €900 a month. Security review passed.',
);
const depot = at(
  'Harrow Freight',
  ['Omar Haddad'],
  'They also speak with Notewright. He runs 40 vans, 12% of them electric. Omar will ask the depot lead.',
);
const both = at('Harrow Freight', ['Omar Haddad', 'Lena Brook'], 'Lena is calm about the price.', {
  day: '2026-11-12',
});

/** What a model that says just this is left with of it. */
async function quoted(question: string, of: Note, quote: string, notes = [plant, depot, both]) {
  const { ask } = await answering(notes, async () => {
    // The model is shown them oldest first; whichever number is right, the quote stands in one note alone.
    const citations = [1, 2, 3].map((number) => ({ note: number, quote }));
    const who = of.prospects[0]?.name ?? '';
    return { found: true, sentences: [{ text: `${who} says so, wonderfully: ${quote}.`, citations }] };
  });
  const answer = await ask(question);
  return answer.kind === 'cited'
    ? answer.sentences.flatMap(({ cited }) => cited.map((one) => one.quote))
    : [];
}

test.each([
  [
    'Who is Harrow Freight talking to besides us?',
    depot,
    'They also speak with Notewright',
    'He runs 40 vans',
  ],
  [
    'harrow freight, who do they speak with',
    depot,
    'They also speak with Notewright',
    'He runs 40 vans, 12% of them',
  ],
  ['Who did Harrow Freight speak with?', depot, 'They also speak with Notewright', '12% of them electric'],
  ['who will omar ask', depot, 'Omar will ask the depot lead', 'He runs 40 vans'],
])('“%s” is answered by whom the question did not bring along', async (question, of, quote, other) => {
  expect(await quoted(question, of, quote)).toEqual([quote]);
  expect(await quoted(question, of, other)).not.toContain(other);
});

test.each([
  ['who else is Kiln Works talking to', 'Long talk on shifts'],
  ['who else does Kiln Works speak with about this', 'She likes the phone view'],
  ['kiln works who else are they looking at', 'Security review passed'],
])('“%s” is not answered by words that say nobody', async (question, quote) => {
  expect(await quoted(question, plant, quote)).toEqual([]);
});

test.each([
  ['how many seats does Kiln Works want', plant, 'must be ready by 18 March'],
  ['number of seats for Kiln Works', plant, 'We are at €900 a month'],
  ['how many depots has Harrow Freight', depot, '12% of them electric'],
  ['how much does Kiln Works pay', plant, 'must be ready by 18 March'],
  ['what % discount did we give Kiln Works', plant, 'We are at €900 a month'],
])('“%s” is not answered by a number of another sort', async (question, of, quote) => {
  expect(await quoted(question, of, quote)).toEqual([]);
});

test.each([
  ['how many vans does Harrow Freight run', 'He runs 40 vans'],
  ['what percentage of the vans at Harrow Freight is electric', '12% of them electric'],
])('“%s” is answered by a number of its sort', async (question, quote) => {
  expect(await quoted(question, depot, quote)).toEqual([quote]);
});

test.each([
  ["what's Omar's phone number", depot, 'He runs 40 vans'],
  ['ada morenos phone nr pls', plant, 'She likes the phone view'],
  ['email address of Ada Moreno', plant, 'She likes the phone view'],
  ["Ada Moreno's title?", plant, 'She likes the phone view'],
  ['how late are we with Kiln Works', plant, 'Security review passed'],
])('“%s” is answered by that, or not at all', async (question, of, quote) => {
  expect(await quoted(question, of, quote)).toEqual([]);
});

test.each([
  ['Kiln Works vs Harrow Freight, who likes the phone view more', plant, 'She likes the phone view'],
  ['is Harrow Freight bigger than Kiln Works', depot, 'He runs 40 vans'],
  ['vans and calls, me vs ben', depot, 'He runs 40 vans'],
  ['which customer has the most vans', depot, 'He runs 40 vans'],
  ['biggest fleet of vans?', depot, 'He runs 40 vans'],
])('“%s” is not answered by words on one alone', async (question, of, quote) => {
  expect(await quoted(question, of, quote)).toEqual([]);
});

test.each([
  ['What did Lena say about the vans?', 'He runs 40 vans'],
  ['does Lena run vans', 'He runs 40 vans'],
  ['what does Lena want', 'Omar will ask the depot lead'],
])('“%s” is not answered from a call that she was not on', async (question, quote) => {
  expect(await quoted(question, depot, quote)).toEqual([]);
});

test.each([
  ['is Ada happy with us', plant, 'Long talk on shifts'],
  ['has Kiln Works a budget', plant, 'Long talk on shifts'],
  ['any worries at Kiln Works about the training?', plant, 'must be ready by 18 March'],
])(
  '“%s” is not answered by a quote on another matter, whatever the model makes of it',
  async (question, of, quote) => {
    expect(await quoted(question, of, quote)).toEqual([]);
  },
);

test.each([
  ['does Ada like the phone view', plant, 'She likes the phone view'],
  ['is Lena worried about the price', both, 'Lena is calm about the price'],
  ['did they pass the security review at Kiln Works', plant, 'Security review passed'],
])('“%s” is answered by a quote on its matter', async (question, of, quote) => {
  expect(await quoted(question, of, quote)).toEqual([quote]);
});

const yard = at(
  'Corran Steel',
  ['Iris Vale'],
  'Iris missed the call, third time. Would take a trial if the setup stays short. Her sister runs the yard. We showed four drawings. Notes get lost between the two halls. The tender was lost because the lead time was too long.',
);

test.each([
  ['why did Iris miss the call', 'Iris missed the call, third time'],
  ['why does Iris need a trial', 'Would take a trial if the setup stays short'],
  ['remind me why Corran Steel runs the yard', 'Her sister runs the yard'],
  ['how come Corran Steel was shown drawings', 'We showed four drawings'],
])('“%s” is not answered by words that give no reason', async (question, quote) => {
  expect(await quoted(question, yard, quote, [yard])).toEqual([]);
});

test.each([
  ['where is the yard of Corran Steel', 'Her sister runs the yard'],
  ['where did Iris see the drawings', 'We showed four drawings'],
  ['where does the trial at Corran Steel take place', 'Would take a trial if the setup stays short'],
])('“%s” is not answered by words that tell no place', async (question, quote) => {
  expect(await quoted(question, yard, quote, [yard])).toEqual([]);
});

test.each([
  ['how many drawings did Iris ask for', 'We showed four drawings'],
  ['what drawings has Corran Steel asked for', 'We showed four drawings'],
  ['did Iris request the drawings', 'We showed four drawings'],
])('“%s” is not answered by words in which nobody asks', async (question, quote) => {
  expect(await quoted(question, yard, quote, [yard])).toEqual([]);
});

test.each([
  ['why was the tender lost at Corran Steel', 'lost because the lead time was too long'],
  ['where do notes get lost at Corran Steel', 'Notes get lost between the two halls'],
  ['how many drawings did we show Iris', 'We showed four drawings'],
])('“%s” is answered by words that tell it', async (question, quote) => {
  expect(await quoted(question, yard, quote, [yard])).toEqual([quote]);
});

const hall = at(
  'Lowen Mills',
  ['Sven Holt'],
  'Workshop on 10 December with the team leads. Sven wants it in their own wording. Training on 12 December for the drivers.',
);

test.each([
  ['who is at the workshop on 3 December', 'Workshop on 10 December with the team leads'],
  ['what is on at Lowen Mills on 11 December', 'Training on 12 December for the drivers'],
  ['which training has Lowen Mills on 5 Dec', 'Training on 12 December for the drivers'],
])('“%s” is not answered by words on another day', async (question, quote) => {
  expect(await quoted(question, hall, quote, [hall])).toEqual([]);
});

test.each([
  ['who is at the workshop on 10 December', 'Workshop on 10 December with the team leads'],
  ['who comes to Lowen Mills before 15 December', 'Workshop on 10 December with the team leads'],
  // That it is on another day answers whether it is on this one.
  ['is the training at Lowen Mills on 5 Dec', 'Training on 12 December for the drivers'],
])('“%s” is answered by words on its day', async (question, quote) => {
  expect(await quoted(question, hall, quote, [hall])).toEqual([quote]);
});

const mill = at(
  'Tarn Foods',
  ['Nils Berg'],
  'His sister Greta runs the plant. Nils Berg asked his boss for a week. Asked Paolo for the list. Workshop on 4 December at noon in Malmo. Call on 8 December.',
);

test.each([
  ['name of nils boss?', 'Nils Berg asked his boss for a week'],
  ["what is Nils's boss called", 'Nils Berg asked his boss for a week'],
  ['who is nils boss', 'Asked Paolo for the list'],
  ['nils sister, name?', 'Asked Paolo for the list'],
  ["who is Nils's assistant", 'His sister Greta runs the plant'],
])('“%s” is not answered without the name of that person', async (question, quote) => {
  expect(await quoted(question, mill, quote, [mill])).toEqual([]);
});

test.each([
  ["What is Nils's role?", 'His sister Greta runs the plant'],
  ['what time is the call with Nils', 'Call on 8 December'],
  ['which city does Tarn Foods call from', 'Call on 8 December'],
  ["when is Nils's birthday", 'Call on 8 December'],
  ['which day is the wedding of Nils', 'Workshop on 4 December at noon in Malmo'],
])('“%s” is not answered by what is of something else', async (question, quote) => {
  expect(await quoted(question, mill, quote, [mill])).toEqual([]);
});

test.each([
  ['name of nils sister?', 'His sister Greta runs the plant.'],
  ["what is Nils's sister called", 'His sister Greta runs the plant.'],
  ['what time is the workshop with Nils', 'Workshop on 4 December at noon in Malmo'],
  ['which town is the workshop with Nils in', 'Workshop on 4 December at noon in Malmo'],
  ['which day is the workshop with Nils', 'Workshop on 4 December at noon in Malmo'],
])('“%s” is answered by words that have it', async (question, quote) => {
  expect(await quoted(question, mill, quote, [mill])).toEqual([quote]);
});

test('that something is not there is no answer to who has it', async () => {
  const no = at('Fenwick', ['Jon Beck'], 'The budget is not released yet. Board meets in May.');
  const yes = at('Ostara', ['Pia Holm'], 'Pia has the budget signed off.', { day: '2026-11-14' });
  const all = [plant, no, yes];
  for (const question of ['Who has the budget on paper?', 'Which deals have a budget on paper?']) {
    expect(await quoted(question, no, 'The budget is not released yet', all)).toEqual([]);
    expect(await quoted(question, yes, 'Pia has the budget signed off', all)).toHaveLength(1);
  }
  const whether = 'Has Fenwick released the budget?';
  expect(await quoted(whether, no, 'The budget is not released yet', all)).toHaveLength(1);
});

test.each([
  ['Her boss Per promised the contract', true],
  ['Arjun will send the tender', true],
  ['Her team will send the data', true],
  ['His brother promised a call', true],
  ['She will send the CFO the contract', false],
  ['After the Berlin meeting she will send the plan', false],
  ['Kaja will send it', false],
  ['promised to send the drawings', false],
  ['They owe us a plan', false],
])('“%s” is done by somebody else than Kaja Lie: %s', (sentence, isAnother) => {
  expect(isDoneByAnother(sentence, ['Kaja Lie', 'Lie Hus'])).toBe(isAnother);
});
