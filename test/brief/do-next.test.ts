import { expect, test } from 'vitest';
import { doNextOf } from '../../src/brief/do-next.ts';
import { openItemsOf } from '../../src/brief/open-items.ts';
import { withoutDeadline } from '../../src/brief/quotes/due-day.ts';
import { raisesOf } from '../../src/brief/score/raises.ts';
import type { HistoryNote } from '../../src/brief/signals/history.ts';
import type { Signal } from '../../src/brief/signals/signal.ts';
import { note, priya, rubric, signal } from './support.ts';

const asOf = '2026-11-23';
const amit = { ...priya, key: 'amit-rao', name: 'Amit Rao' };
const calls = [note({ day: '2026-11-03' }), note({ day: '2026-11-17' })];
const said = (kind: string, text: string, more: Partial<Signal> = {}) =>
  signal(kind, '2026-11-17', { text, ...more });
const ours = (text: string, dueOn: string) => said('promise', text, { who: 'us', dueOn });

function doNext(signals: readonly Signal[], notes: readonly HistoryNote[] = calls): string {
  const readIds = new Set(notes.map(({ id }) => id));
  return doNextOf({ notes, signals, readIds }, { rubric, asOf }).text;
}

const quoted = (quote: string) => ({ noteId: 'note-2026-11-17', day: '2026-11-17', quote, dueOn: null });
const cfo = [said('person', 'Dana Whitlow, CFO'), said('decision_process', 'CFO signs above 25k')];

test.each<[string, readonly Signal[], string]>([
  [
    'a promise of ours that is late comes first, the latest of several',
    [ours('Answer on the loan kit', '2026-11-21'), ours('Send the guide', '2026-11-16')],
    'Send the guide, 7 days late. Then: Answer on the loan kit, 2 days late.',
  ],
  [
    'what goes by mail is sent to whom it was promised to',
    [ours('ROI sheet', '2026-11-16'), ours('references', '2026-11-20')],
    'Send the ROI sheet to Priya Sharma, 7 days late. Then: references, 3 days late.',
  ],
  [
    'several of them are sent too, and nobody is named twice',
    [ours('references for the board', '2026-11-22')],
    'Send the references for the board, 1 day late.',
  ],
  [
    'what goes by no mail is given a day on a call',
    [ours('Six spare scales', '2026-11-22')],
    'Six spare scales, 1 day late: ring Priya Sharma today with a firm day.',
  ],
  [
    'whoever signs and was not heard is asked for on the way',
    [ours('Send the guide', '2026-11-20'), ...cfo],
    'Send the guide, 3 days late. Ask to bring in Dana Whitlow, not heard yet.',
  ],
  [
    'what is late of theirs is asked for',
    [said('promise', 'Priya finds the figure', { dueOn: '2026-11-20' }), said('proposal_out', 'Offer')],
    'Ring Priya Sharma today. Priya finds the figure: due 20 Nov, 3 days late.',
  ],
  [
    'on the day of a meeting it is asked for there',
    [
      said('promise', 'Priya finds the figure', { dueOn: '2026-11-20' }),
      said('next_step', 'Call with the CFO', { dueOn: '2026-11-23' }),
    ],
    'Call with the CFO is today: ask Priya Sharma. Priya finds the figure: due 20 Nov, 3 days late.',
  ],
  [
    'a call of theirs whose day has passed may have been held',
    [said('next_step', 'Call with IT', { dueOn: '2026-11-20' })],
    'Ring Priya Sharma today. Call with IT: it was for 20 Nov.',
  ],
  [
    'after a setback who signs is spoken to directly',
    [...cfo, said('setback', 'Champion leaves'), said('close_date', 'They sign', { dueOn: '2026-12-01' })],
    'Champion leaves: speak to Dana Whitlow directly. They mean to sign on 1 Dec.',
  ],
  [
    'whoever is said to sign no more is not the one who is spoken to',
    [
      said('decision_maker', 'Otto Brandvold signs', {
        closedBy: { ...quoted('Otto signs no more'), how: 'withdrawn' },
      }),
      ...[said('person', 'Otto Brandvold, MD'), ...cfo, said('setback', 'Champion leaves')],
    ],
    'Champion leaves: speak to Dana Whitlow directly.',
  ],
  [
    'an agreed pause is kept, and what comes after it is said',
    [
      said('agreed_silence', 'Pause', { dueOn: '2026-12-20' }),
      said('setback', 'Priya changes department', { dueOn: '2027-01-01' }),
    ],
    'Let it rest until 20 Dec, then reach Priya Sharma. Priya changes department, 1 Jan 2027.',
  ],
  [
    'who leaves is not the one to reach when the pause is over',
    [said('agreed_silence', 'Pause', { dueOn: '2026-12-20' }), said('setback', 'Priya leaves')],
    'Let it rest until 20 Dec, then find out who follows Priya Sharma. Priya leaves.',
  ],
  [
    'after a setback whom the same note brings in is spoken to',
    [said('setback', 'Priya resigned'), said('person', 'Jens Holt, takes over')],
    'Priya resigned: speak to Jens Holt.',
  ],
  [
    'whoever is named in the setback does not follow themselves',
    [said('setback', 'Priya resigned'), said('person', 'Priya Sharma, head of ops')],
    'Find out who decides now: Priya resigned.',
  ],
  [
    'a setback that is nobody’s leaving is asked about',
    [said('setback', 'Board wants another survey')],
    'Ask Priya Sharma what this changes: Board wants another survey.',
  ],
  [
    'with a rival in play it is asked how we compare',
    [said('competitor', 'Garagista')],
    'Ask Priya Sharma how we compare: Garagista.',
  ],
  [
    'when whoever signs has left, it is open who decides',
    [
      said('decision_maker', 'Priya Sharma signs', { raisedBy: quoted('Priya signs it herself') }),
      said('setback', 'Priya left the company'),
    ],
    'Find out who decides now: Priya left the company.',
  ],
  [
    'a promise of ours that is due soon is kept by its day',
    [ours('Contract draft', '2026-11-26')],
    'Send the contract draft to Priya Sharma by 26 Nov.',
  ],
  [
    'what is no paper is a promise to keep',
    [ours('clerk training', '2026-11-26')],
    'Keep the promise to Priya Sharma by 26 Nov: Clerk training.',
  ],
  [
    'an order stays one',
    [ours('Redo invoice per factory', '2026-11-26')],
    'Redo invoice per factory by 26 Nov.',
  ],
  [
    'what we owe on the very day is not late yet',
    [ours('Contract draft', asOf)],
    'Send the contract draft to Priya Sharma by 23 Nov.',
  ],
  [
    'a worry is settled before the pilot ends',
    [said('objection', 'Slow app'), said('pilot_agreed', 'Pilot', { dueOn: '2026-12-04' })],
    'Settle this with Priya Sharma: Slow app. The pilot ends on 4 Dec.',
  ],
  [
    'a day to decide that is over is no day to be ready by: the next one ahead is',
    [
      said('objection', 'Slow app'),
      said('close_date', 'They sign', { dueOn: '2026-11-22' }),
      said('pilot_agreed', 'Pilot', { dueOn: '2026-12-04' }),
    ],
    'Settle this with Priya Sharma: Slow app. The pilot ends on 4 Dec.',
  ],
  [
    'the very day on which they mean to decide is told',
    [said('objection', 'Slow app'), said('close_date', 'They decide', { dueOn: asOf })],
    'Settle this with Priya Sharma: Slow app. They mean to decide on 23 Nov.',
  ],
  [
    'with no day ahead none is told',
    [said('objection', 'Slow app'), said('close_date', 'They sign', { dueOn: '2026-11-22' })],
    'Settle this with Priya Sharma: Slow app.',
  ],
  [
    'a request of theirs is answered',
    [said('buyer_request', 'Trial on two presses')],
    'Answer what Priya Sharma asked for: Trial on two presses.',
  ],
  [
    'what they want by a day soon comes before a worry',
    [said('buyer_request', 'Contract', { dueOn: '2026-11-27' }), said('objection', 'Migration timeline')],
    'Answer what Priya Sharma asked for by 27 Nov: Contract.',
  ],
  [
    'of what they want by a day and what we mean to send the sooner comes first',
    [said('buyer_request', 'Contract', { dueOn: '2026-11-25' }), ours('ROI sheet', '2026-11-27')],
    'Answer what Priya Sharma asked for by 25 Nov: Contract.',
  ],
  [
    'what we mean to send on the same day comes first',
    [said('buyer_request', 'Contract', { dueOn: '2026-11-27' }), ours('ROI sheet', '2026-11-27')],
    'Send the ROI sheet to Priya Sharma by 27 Nov.',
  ],
  [
    'what they wanted by a day that is over is late',
    [said('buyer_request', 'Contract', { dueOn: '2026-11-20' }), said('objection', 'Migration timeline')],
    'Answer what Priya Sharma asked for, 3 days late: Contract.',
  ],
  [
    'what they want by a day far ahead waits behind a worry',
    [said('buyer_request', 'Contract', { dueOn: '2027-01-15' }), said('objection', 'Migration timeline')],
    'Settle this with Priya Sharma: Migration timeline.',
  ],
  [
    'an agreed step is prepared',
    [said('next_step', 'Demo for Amit', { dueOn: '2026-12-02' })],
    'Prepare 2 Dec with Priya Sharma. Demo for Amit.',
  ],
  [
    'of two papers that are with them the one told last is asked for',
    [
      signal('paper_process', '2026-11-03', { text: 'Security questionnaire' }),
      said('paper_process', 'Contract with legal'),
    ],
    'Ask Priya Sharma how this stands: Contract with legal.',
  ],
  [
    'of two who are said to sign the one told last is meant',
    [
      said('person', 'Otto Brandvold, MD'),
      said('person', 'Dana Whitlow, CFO'),
      said('decision_process', 'Otto Brandvold signs'),
      said('decision_process', 'Dana Whitlow signs above 25k'),
      said('setback', 'Champion leaves'),
    ],
    'Champion leaves: speak to Dana Whitlow directly.',
  ],
  ['without anything a step is agreed', [], 'Agree a next step with a date with Priya Sharma.'],
])('%s', (_, signals, text) => {
  expect(doNext(signals)).toBe(text);
});

const chosen = (day: string, outcome: HistoryNote['outcome'] = 'next_step') => note({ day, outcome });

test.each<[string, { signals?: readonly Signal[]; notes: readonly HistoryNote[]; unread?: string }, string]>([
  [
    'whose words were read for nothing',
    { notes: [chosen('2026-11-17')] },
    'Keep to the step agreed with Priya Sharma on 17 Nov: no day for it was read.',
  ],
  [
    'on which a pilot was agreed',
    {
      signals: [said('pilot_agreed', 'Pilot in Lyon', { dueOn: '2026-12-18' })],
      notes: [chosen('2026-11-17')],
    },
    'Keep to what was agreed with Priya Sharma on 17 Nov: Pilot in Lyon, until 18 Dec.',
  ],
  [
    'that nobody has read, whatever else is known',
    { signals: [said('pain', 'Slow books')], notes: [chosen('2026-11-17')], unread: 'note-2026-11-17' },
    'Keep to the step agreed with Priya Sharma on 17 Nov: the note is not read yet.',
  ],
  [
    'after which only a remark came',
    { notes: [chosen('2026-11-18'), chosen('2026-11-20', 'note')] },
    'Keep to the step agreed with Priya Sharma on 18 Nov: no day for it was read.',
  ],
  [
    'that was read and is over',
    {
      signals: [said('next_step', 'Demo', { closedBy: { ...quoted('held'), how: 'done' } })],
      notes: [chosen('2026-11-17')],
    },
    'Agree a next step with a date with Priya Sharma.',
  ],
  [
    'long ago, while a later note waits to be read',
    {
      notes: [chosen('2026-11-14'), chosen('2026-11-17', 'spoke'), chosen('2026-11-20', 'note')],
      unread: 'note-2026-11-20',
    },
    'Look at the note of 20 Nov: it is not read yet.',
  ],
])('a step chosen on a call %s', (_, { signals = [], notes, unread }, text) => {
  const readIds = new Set(notes.flatMap(({ id }) => (id === unread ? [] : id)));
  expect(doNextOf({ notes, signals, readIds }, { rubric, asOf }).text).toBe(text);
});

test.each<[string, Partial<Signal>, string]>([
  [
    'ROI model',
    { raisedBy: quoted('I owe him the ROI model') },
    'Send the ROI model to Priya Sharma, 30 days late.',
  ],
  [
    'Phased contract',
    { raisedBy: quoted('I send the phased contract') },
    'Send the phased contract to Priya Sharma, 30 days late.',
  ],
  ['Trellisdata comparison', {}, 'Send the Trellisdata comparison to Priya Sharma, 30 days late.'],
  ['our offer for two sites', {}, 'Send our offer for two sites, 30 days late.'],
  ['Two references', {}, 'Send two references to Priya Sharma, 30 days late.'],
  ['Amit’s price list', {}, 'Send Amit’s price list to Priya Sharma, 30 days late.'],
  ['call their CFO', {}, 'Call their CFO, 30 days late.'],
])('what is late is said as late, as an order: %s', (text, more, wanted) => {
  const late = { ...ours(text, '2026-10-24'), ...more };
  expect(doNext([late])).toBe(wanted);
  const readIds = new Set(calls.map(({ id }) => id));
  const raises = raisesOf({ notes: calls, signals: [late], readIds }, { rubric, asOf }).map(
    (one) => one.text,
  );
  expect(raises.join()).toContain('30 days late');
  expect(raises.join()).not.toMatch(/promise|\bby\b/i);
});

test('a worry that is called no more than that is settled by its own words', () => {
  const worry = said('objection', 'Open worry', { raisedBy: quoted('He said no') });
  const signals = [said('pain', 'Slow'), said('pilot_agreed', 'Pilot'), worry];
  const readIds = new Set(calls.map(({ id }) => id));
  const raises = raisesOf({ notes: calls, signals, readIds }, { rubric, asOf }).map(({ text }) => text);
  expect(raises).toContain('Settle “He said no”');
});

test.each([
  ['ROI model by 28 October', 'ROI model'],
  ['Send references, due by Friday', 'Send references'],
  ['Contract before the end of the month', 'Contract'],
  ['Preisliste bis Freitag', 'Preisliste bis Freitag'],
  ['Answer on the loan kit', 'Answer on the loan kit'],
  ['Report on 2025', 'Report on 2025'],
  ['Demo by Tom', 'Demo by Tom'],
])('few words lose the deadline that they end in, which code tells: %s', (text, left) => {
  expect(withoutDeadline(text, text)).toBe(left);
});

test('a price that was held until a day is nothing that is late', () => {
  expect(doNext([ours('Price held until 1 November', '2026-11-01')])).not.toContain('late');
});

test('when one does not answer, who decides is reached through who does', () => {
  const notes = [...calls, note({ day: '2026-11-20', prospects: [amit] })];
  const ask = signal('ask_unanswered', '2026-11-17', { text: 'Priya does not answer', who: 'us' });
  expect(doNext([...cfo, ask], notes)).toBe(
    'Reach Dana Whitlow through Amit Rao: Priya Sharma gave no answer for 6 days.',
  );
});

test('what we mean to send waits until who was asked for is on a call', () => {
  const ask = signal('ask_unanswered', '2026-11-17', { text: 'Asked for Dana', who: 'us' });
  expect(doNext([...cfo, ask, ours('Contract to Priya', '2026-11-26')])).toBe(
    'Get Dana Whitlow on a call through Priya Sharma: no answer for 6 days. Do it before this goes out on 26 Nov: Contract to Priya.',
  );
});

test('a long silence asks for a call', () => {
  expect(doNext([], [note({ day: '2026-10-24' })])).toBe('Ring Priya Sharma: no contact for 30 days.');
});

test.each<[string, readonly Signal[], string]>([
  [
    'several sheets are sent like one',
    [{ ...ours('Spec sheets', '2026-11-26'), raisedBy: quoted('I promised the spec sheets') }],
    'Send the spec sheets to Priya Sharma by 26 Nov.',
  ],
  [
    'a call that they owe is not told beside the order to ring',
    [said('promise', 'Call her', { dueOn: '2026-11-20' })],
    'Ring Priya Sharma today. The call was due 20 Nov, 3 days late.',
  ],
  [
    'the day they decide is told as that, whatever it is called',
    [said('close_date', 'Signing or decision', { dueOn: '2027-01-08', raisedBy: quoted('They decide') })],
    'Prepare 8 Jan 2027 with Priya Sharma. They mean to decide then.',
  ],
  [
    'a worry that is called no more than that is told in its own words',
    [said('objection', 'Open worry', { raisedBy: quoted('He said no') })],
    'Settle this with Priya Sharma: “He said no”.',
  ],
])('%s', (_what, signals, next) => {
  expect(doNext(signals)).toBe(next);
});

test.each<[string, readonly Signal[], string]>([
  [
    'a promise of ours for the last day that is soon',
    [ours('Send the guide', '2026-11-30')],
    'Send the guide by 30 Nov.',
  ],
  [
    'of what both want on one day, what we promised',
    [ours('Send the guide', '2026-11-26'), said('buyer_request', 'Contract', { dueOn: '2026-11-26' })],
    'Send the guide by 26 Nov.',
  ],
  [
    'what they want sooner, before what we promised',
    [ours('Send the guide', '2026-11-26'), said('buyer_request', 'Contract', { dueOn: '2026-11-25' })],
    'Answer what Priya Sharma asked for by 25 Nov: Contract.',
  ],
  [
    'a step of this very day',
    [said('next_step', 'Demo', { dueOn: asOf })],
    'Prepare 23 Nov with Priya Sharma. Demo.',
  ],
])('%s is done next', (_, signals, text) => {
  expect(doNext(signals)).toBe(text);
});

test('a note on a company alone makes nobody of it', () => {
  const company = { ...priya, key: 'rentfield', name: 'Rentfield', company: 'Rentfield' };
  expect(doNext([], [note({ day: '2026-11-17', prospects: [company] })])).toBe(
    'Agree a next step with a date.',
  );
});

test('what stands open comes with the weightiest first, and of two that cost the same the one raised last', () => {
  const worry = (day: string, text: string) => signal('objection', day, { text });
  const rival = signal('competitor', '2026-11-03', { text: 'Fixwell' });
  const all = [worry('2026-11-10', 'Slow app'), worry('2026-11-17', 'Migration'), rival];
  const open = openItemsOf({ notes: calls, signals: all, readIds: new Set() }, { rubric, asOf });
  const [first = 0, second = 0, third = 0] = open.map(({ points }) => points);
  expect(first).toBeLessThanOrEqual(second);
  expect(second).toBeLessThanOrEqual(third);
  expect(open.map(({ text }) => text).filter((text) => text !== 'Fixwell')).toEqual([
    'Migration',
    'Slow app',
  ]);
});
