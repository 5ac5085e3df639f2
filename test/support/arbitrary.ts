import fc from 'fast-check';
import type { Brief } from '../../src/brief/brief.ts';
import { type Correction, correctionWords } from '../../src/brief/corrections/corrections.ts';
import { type Note, outcomes } from '../../src/memory/note.ts';

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
  });
}

function signal(noteId: string) {
  const kind = fc.constantFrom('objection', 'promise', 'competitor');
  const citation = cited(noteId);
  const said = {
    kind,
    text: anyText,
    who,
    raisedBy: citation,
    closedBy: fc.option(citation),
    dueOn: fc.option(day),
  };
  return fc.oneof(fc.record(said), fc.record({ ...said, correction: correction(noteId) }));
}

function score(noteId: string) {
  const row = {
    kind: fc.constant('objection'),
    label: anyText,
    points: fc.integer({ min: -30, max: 40 }),
    cited: fc.option(cited(noteId)),
  };
  const factor = fc.oneof(fc.record(row), fc.record({ ...row, signal: signal(noteId) }));
  return fc.record({
    value: fc.integer({ min: 0, max: 100 }),
    band: fc.constantFrom('Hot', 'Cold'),
    range: fc.constant([61, 80] as const),
    factors: fc.array(factor, { maxLength: 60 }),
    momentum: fc.option(fc.integer({ min: -100, max: 100 })),
    atRisk: fc.option(anyText),
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
      isPast: fc.boolean(),
      source: fc.constantFrom(
        { kind: 'model' as const },
        { kind: 'facts' as const, reason: 'model' as const },
      ),
      notes: fc.constant(notes),
      readCount: fc.nat(notes.length),
      privateCount: fc.nat(notes.length),
      droppedCount: fc.nat(5),
      lastContact: fc.record({ day, daysAgo: fc.nat(400) }),
      score: fc.option(score(id)),
      confidence: fc.constantFrom('low', 'medium', 'high'),
      doNext: fc.record({ text: anyText, cited: fc.option(cited(id)) }),
      openWith: fc.option(claim(id)),
      recommendation: many(claim(id)),
      signals: many(signal(id)),
      contradictions: many(fc.record({ about: anyText, older: signal(id), newer: signal(id) })),
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
      settled: many(signal(id)),
      promises: many(
        fc.record({ who, text: anyText, dueOn: fc.option(day), overdue: fc.boolean(), cited: cited(id) }),
      ),
      budget: many(signal(id)),
      competitors: many(signal(id)),
      people: many(fc.record({ name: anyText, role: fc.option(anyText), cited: fc.option(cited(id)) })),
      tone: fc.option(claim(id)),
      changed: many(claim(id)),
      quietUntil: fc.option(day),
      quietBy: fc.option(cited(id)),
      knowledge: many(
        fc.record({
          name: anyText,
          topic: anyText,
          state: fc.constantFrom('known', 'stale', 'unknown'),
          cited: fc.option(cited(id)),
        }),
      ),
      raises: many(fc.record({ text: anyText, points: fc.integer({ min: 1, max: 40 }) })),
    });
  });
