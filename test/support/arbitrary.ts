import fc from 'fast-check';
import type { Brief } from '../../src/brief/brief.ts';
import type { Topic } from '../../src/brief/evidence/topic.ts';
import type { ReadState } from '../../src/brief/reading/read-deals.ts';
import { dropReasons, type LeftOut } from '../../src/brief/signals/reading.ts';
import { type Correction, correctionWords, endings, type Signal } from '../../src/brief/signals/signal.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';
import { clip } from '../../src/slack/kit/text.ts';

const hostile = [
  '<!channel>',
  '<@U0AVA00001>',
  '<https://evil.example|Salesforce>',
  '&lt;!here&gt;',
  '@everyone',
  '*bold*',
  '\u202eabc\u202c',
  '\u0000',
  '\ud800',
  '&&&&&',
  '👩‍💻',
  'प्रिया शर्मा',
];

/** Text as people and attackers write it: any Unicode, markup, mentions, nothing at all. */
export const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...hostile, 'word', ' ', '\n')).map((words) => words.join(' ')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('<', '&', 'x', '🙂').chain((one) => fc.constant(one.repeat(4_000))),
  },
);

const day = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const person = fc.record({
  key: fc.stringMatching(/^[a-z0-9-]{1,60}$/),
  name: anyText,
  company: fc.option(anyText),
});
const deal = fc.record({
  key: fc.stringMatching(/^[a-z0-9-]{1,60}$/),
  company: fc.option(anyText),
  label: fc.option(anyText),
});

export const anyNote: fc.Arbitrary<Note> = fc.record({
  id: fc.uuid().map((id) => `note-${id}`),
  prospects: fc.array(person, { minLength: 1, maxLength: 6 }),
  deal,
  author: fc.constantFrom('U0AVA00001', '<!channel>', 'U0BEN00002'),
  outcome: fc.constantFrom(...outcomes),
  day,
  timestamp: fc.constant('2026-11-17T12:00:00+01:00'),
  loggedAt: fc.constant('2026-11-17T15:00:00.000Z'),
  visibility: fc.constantFrom('private', 'team'),
  source: fc.constant('modal'),
  link: fc.constant(null),
  text: anyText,
});

const cited = (noteId: string) => fc.record({ noteId: fc.constant(noteId), day, quote: anyText });
const claim = (noteId: string) =>
  fc.record({ noteId: fc.constant(noteId), day, quote: anyText, text: anyText });
const who = fc.constantFrom('us' as const, 'them' as const);

function correction(noteId: string): fc.Arbitrary<Correction> {
  return fc.record({
    id: fc.uuid().map((id) => `ruling-${id}`),
    deal: fc.constant('deal-x'),
    signal: fc.record({ noteId: fc.constant(noteId), kind: fc.constant('objection'), who, quote: anyText }),
    says: fc.constantFrom(...correctionWords),
    reason: anyText,
    by: fc.constantFrom('U0AVA00001', '<!channel>', 'U0BEN00002'),
    day,
    at: fc.constant('2026-11-17T15:00:00.000Z'),
    added: fc.option(fc.record({ text: anyText, dueOn: fc.option(day) }), { nil: undefined }),
  });
}

const closing = (noteId: string) =>
  fc.record({ noteId: fc.constant(noteId), day, quote: anyText, how: fc.constantFrom(...endings) });
const mention = (noteId: string) =>
  fc.record({ noteId: fc.constant(noteId), day, quote: anyText, dueOn: fc.option(day) });

/** A signal on a note with anything at all in it. */
export function anySignal(noteId: string, kinds: readonly string[] = shownKinds): fc.Arbitrary<Signal> {
  const said = {
    kind: fc.constantFrom(...kinds),
    text: anyText,
    who,
    raisedBy: mention(noteId),
    closedBy: fc.option(closing(noteId)),
    dueOn: fc.option(day),
    dueBefore: fc.array(day, { maxLength: 3 }),
    again: fc.array(mention(noteId), { maxLength: 3 }),
    isBeingChecked: fc.boolean(),
  };
  return fc.oneof(fc.record(said), fc.record({ ...said, correction: correction(noteId) }));
}

const shownKinds = ['objection', 'promise', 'competitor', 'next_step', 'person'];

function score(noteId: string) {
  const row = {
    kind: fc.constant('objection'),
    label: anyText,
    points: fc.integer({ min: -30, max: 40 }),
    cited: fc.option(cited(noteId)),
  };
  const factor = fc.oneof(fc.record(row), fc.record({ ...row, signal: anySignal(noteId) }));
  return fc.record({
    value: fc.integer({ min: 0, max: 100 }),
    band: fc.constantFrom('Hot', 'Cold'),
    range: fc.constant([61, 80] as const),
    factors: fc.array(factor, { maxLength: 60 }),
    momentum: fc.option(fc.integer({ min: -100, max: 100 })),
    momentumDays: fc.constant(7),
    atRisk: fc.option(anyText),
  });
}

function leftOut(): fc.Arbitrary<LeftOut> {
  return fc.record({
    kind: fc.constantFrom(...shownKinds),
    who,
    text: anyText,
    quote: anyText,
    dueOn: fc.option(day),
    why: fc.constantFrom(...dropReasons),
  });
}

/** As `/brief` takes the words behind "about". */
const anyMatter = anyText.map((typed) => clip(typed.trim(), 80));

function topic(noteId: string): fc.Arbitrary<Topic> {
  const line = fc.record({
    text: fc.option(anyText),
    cited: cited(noteId),
    since: day,
    stands: fc.constantFrom('open', 'said'),
    ended: fc.option(closing(noteId)),
    dueOn: fc.option(day),
    isUntil: fc.boolean(),
  });
  const lines = fc.array(line, { maxLength: 8 });
  return fc.record({ name: anyMatter, lines, isNearest: fc.boolean() });
}

/** How far anything is read. */
function readState(notes: readonly Note[]): fc.Arbitrary<ReadState> {
  return fc.record({
    unread: fc.subarray(notes.map(({ id }) => id)).map((ids) => new Set(ids)),
    uncompared: fc.nat(5),
    isBeingChecked: fc.boolean(),
    leftOut: fc.nat(5),
  });
}

/** A brief with anything at all in it, empty, partial or overfull. */
export const anyBrief: fc.Arbitrary<Brief> = fc
  .tuple(fc.array(anyNote, { minLength: 1, maxLength: 40 }), person, deal)
  .chain(([notes, prospect, itsDeal]) => {
    const id = notes[0]?.id ?? '';
    const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 30 });
    return fc.record({
      prospect: fc.option(fc.constant(prospect)),
      deal: fc.constant(itsDeal),
      asker: fc.constant('U0AVA00001'),
      asOf: day,
      today: day,
      isPast: fc.boolean(),
      notes: fc.constant(notes),
      reading: readState(notes),
      privateCount: fc.nat(notes.length),
      lastContact: fc.record({ day, daysAgo: fc.nat(400) }),
      score: fc.option(score(id)),
      teamScore: fc.option(score(id)),
      confidence: fc.record({ level: fc.constantFrom('low', 'medium', 'high'), why: anyText }),
      doNext: fc.record({ text: anyText, cited: fc.option(cited(id)) }),
      openWith: fc.option(claim(id)),
      recommendation: many(claim(id)),
      signals: many(anySignal(id)),
      corrections: many(correction(id)),
      unfitting: many(correction(id)),
      leftOut: many(leftOut()).map((all) => new Map([[id, all]])),
      kindLabels: fc.constant(Object.fromEntries(shownKinds.map((kind) => [kind, kind]))),
      outcomeSaid: fc.option(
        fc.record({ words: fc.constantFrom('won', 'lost', 'reopened'), cited: cited(id) }),
      ),
      contradictions: many(fc.record({ about: anyText, older: anySignal(id), newer: anySignal(id) })),
      openItems: many(
        fc.record({
          kind: fc.constant('objection'),
          who,
          text: anyText,
          points: fc.constant(-8),
          datePassed: fc.boolean(),
          cited: cited(id),
        }),
      ),
      settled: many(anySignal(id)),
      promises: many(
        fc.record({
          who,
          text: anyText,
          dueOn: fc.option(day),
          overdue: fc.boolean(),
          author: fc.constant('U1'),
          cited: cited(id),
          dated: cited(id),
        }),
      ),
      budget: many(anySignal(id)),
      competitors: many(anySignal(id)),
      people: many(fc.record({ name: anyText, role: fc.option(anyText), cited: fc.option(cited(id)) })),
      tone: fc.option(claim(id)),
      changed: many(claim(id)),
      quiet: fc.option(fc.record({ signal: anySignal(id), until: day })),
      topic: fc.option(topic(id), { nil: undefined }),
      knowledge: many(
        fc.record({
          name: anyText,
          isNearest: fc.boolean(),
          topic: anyText,
          state: fc.constantFrom('known', 'stale', 'unknown'),
          cited: fc.option(cited(id)),
        }),
      ),
      raises: many(fc.record({ text: anyText, points: fc.integer({ min: 1, max: 40 }) })),
    });
  });
