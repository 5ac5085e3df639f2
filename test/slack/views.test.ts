import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moreView, whyView } from '../../src/slack/brief/views.ts';
import { decodeMissing, missingView } from '../../src/slack/corrections/missing-form.ts';
import { fits, type Message } from '../../src/slack/kit/blocks.ts';
import { cardMessage } from '../../src/slack/kit/brief-card.ts';
import { draftOf, emptyDraft, withNewPerson } from '../../src/slack/kit/call-draft.ts';
import { formView } from '../../src/slack/kit/call-form.ts';
import { originOf } from '../../src/slack/kit/correction-state.ts';
import { choicesFor, nobodyMessage } from '../../src/slack/kit/find-person.ts';
import { notesView } from '../../src/slack/kit/notes-view.ts';
import { clip, md } from '../../src/slack/kit/text.ts';
import { notSavedMessage, savedMessage, savedView } from '../../src/slack/log/receipt.ts';
import { signal } from '../brief/support.ts';
import { anyBrief, anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';

function parcelTexts(blocks: Message['blocks']): string[] {
  return blocks.flatMap((block) => {
    const isWords = block.type === 'section' && block.block_id?.startsWith('words_');
    return isWords && block.text && typeof block.text !== 'string' ? [block.text.text] : [];
  });
}

const runs = { numRuns: 150 };

const anyNews = fc.record({
  since: fc.constant('2026-11-03'),
  notes: fc.nat(40),
  corrections: fc.nat(9),
  score: fc.option(fc.record({ from: fc.nat(100), to: fc.nat(100) })),
  opened: fc.array(anyText, { maxLength: 3 }),
  settled: fc.array(anyText, { maxLength: 3 }),
});

test('a card is legal in Slack and inert whatever the notes and the model say', () => {
  fc.assert(
    fc.property(anyBrief, fc.boolean(), fc.option(anyNews), (brief, offersKeep, news) =>
      expectLegalMessage(cardMessage(brief, { offersKeep, news })),
    ),
    runs,
  );
});

test('up to five promises are ticked off on a card', () => {
  const [brief] = fc.sample(anyBrief, { numRuns: 1, seed: 1 });
  if (!brief) throw new Error('no brief');
  const raisedBy = { noteId: 'note-1', day: '2026-11-17', quote: 'I send it', dueOn: null };
  const ticked = (count: number) => {
    const made = Array.from({ length: count }, (_, at) => ({ ...raisedBy, quote: `I send it ${at}` }));
    const promises = made.map((dated) => ({
      ...({ who: 'us', text: 'Plan', dueOn: null, overdue: false, author: brief.asker } as const),
      ...{ cited: dated, dated },
    }));
    const signals = made.map((one) => signal('promise', '2026-11-17', { who: 'us', raisedBy: one }));
    const shown = { ...brief, isPast: false, promises, signals, openItems: [], topic: undefined };
    return JSON.stringify(cardMessage(shown, { offersKeep: false })).match(/"Done: /g)?.length ?? 0;
  };
  expect([0, 1, 5, 6].map(ticked)).toEqual([0, 1, 5, 5]);
});

test('what holds a stage back is told as what would raise the score today, and not of a past day', () => {
  const [brief] = fc.sample(anyBrief, { numRuns: 1, seed: 1 });
  if (!brief) throw new Error('no brief');
  const label = 'Yes in words does not count yet: it needs decision maker heard';
  const factors = [{ kind: 'gate', label, points: 0, cited: null }];
  const why = (isPast: boolean) => {
    const standing = {
      value: 40,
      band: 'Engaged',
      range: [40, 59] as const,
      momentum: null,
      momentumDays: 7,
    };
    const score = { ...standing, factors, atRisk: null };
    return textOf(whyView({ ...brief, isPast, raises: [], score }, false).blocks);
  };
  expect(why(false).split(label)).toHaveLength(3);
  expect(why(true).split(label)).toHaveLength(2);
});

test('the full brief, the score and the notes are legal modals whatever they hold', () => {
  fc.assert(
    fc.property(anyBrief, fc.boolean(), (brief, isStale) => {
      expectLegalView(moreView(brief, isStale));
      expectLegalView(whyView(brief, isStale));
      expectLegalView(notesView(brief, { asker: 'U0AVA00001', isStale }));
    }),
    runs,
  );
});

test('choices among people are legal whatever the names are', () => {
  fc.assert(
    fc.property(anyText, fc.array(anyNote, { minLength: 1, maxLength: 12 }), (typed, notes) => {
      const name = clip(typed, 80);
      const targets = notes.map(({ prospects, deal, day }) => ({
        prospect: prospects[0] ?? null,
        deal,
        lastDay: day,
      }));
      const choices = choicesFor({ choice: 'choice_', pick: 'pick' });
      expectLegalMessage(choices.several(name, targets, '2026-11-23'));
      expectLegalMessage(choices.slip(name, targets, '2026-11-23'));
      expectLegalMessage(choices.recent(targets, '2026-11-23'));
      expectLegalMessage(nobodyMessage(name));
    }),
    runs,
  );
});

test('a choice among long names says all the same when each was called last', () => {
  const target = (word: string) => ({
    prospect: { key: word, name: word.repeat(9), company: 'Hollowmere Holdings' },
    deal: { key: word, company: 'Hollowmere Holdings', label: null },
    lastDay: '2026-11-17',
  });
  const choices = choicesFor({ choice: 'choice_', pick: 'pick' });
  const { blocks } = choices.several('Priya', [target('Priyanka'), target('Priyasha')], '2026-11-23');
  expect(JSON.stringify(blocks).match(/… · 17 Nov, 6 days ago"/g)).toHaveLength(2);
});

test('receipts and the form are legal whatever was typed', () => {
  fc.assert(
    fc.property(anyNote, fc.boolean(), (note, edits) => {
      const words = edits ? 'lost' : 'reopened';
      const asks = { words, cited: { noteId: note.id, day: note.day, quote: note.text } } as const;
      const gain = md`${note.text}`;
      const receipt = {
        note,
        edits,
        isAgain: false,
        today: '2026-11-23',
        reading: 'later',
        gain,
        asks,
      } as const;
      expectLegalMessage(savedMessage(receipt));
      expectLegalView(savedView(receipt));
      expectLegalView(formView(draftOf(note, 'Asia/Kolkata'), { notice: md`${note.text}` }));
      const origin = { id: note.id, edits, zone: 'UTC', source: 'command', link: null };
      const empty = emptyDraft({ ...origin, today: '2026-11-23', share: false });
      expectLegalView(formView(withNewPerson(empty, note.prospects[0]?.name ?? '')));
    }),
    runs,
  );
});

test('a note handed back because memory is down is whole and legal', () => {
  const words = fc.array(fc.constantFrom('She said', '& then', '<!channel>', 'नमस्ते', '\n', '🙂'), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(anyNote, words, (note, said) => {
      const text = said.join(' ').trim() || 'x';
      const message = notSavedMessage(
        {
          note: {
            ...note,
            prospects: [{ key: 'k', name: 'n', company: null }],
            deal: { key: 'd', company: null, label: null },
            text,
          },
          edits: false,
          isAgain: false,
        },
        'Memory is away.',
      );
      expectLegalMessage(message);
      const shown = parcelTexts(message.blocks);
      expect(shown.join('')).toBe(text);
    }),
    runs,
  );
});

test('the form for what is missing is a legal modal that gives the note back to the letter', () => {
  fc.assert(
    fc.property(anyBrief, (brief) => {
      const [note] = brief.notes;
      if (!note) return;
      const view = missingView(brief, note, originOf('notes'));
      expectLegalView(view);
      const quote = note.text.match(/[\p{L}\p{N}]+/u)?.[0] ?? '';
      const values = { ruling_words: { ruling_words: { value: quote } } };
      const given = decodeMissing({ ...view, state: { values } });
      if (given.quote !== null) expect(note.text).toContain(given.quote);
    }),
    runs,
  );
});

test('a header counts for a hundred characters more, as Slack counts it', () => {
  const header: KnownBlock = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(100) } };
  const words: KnownBlock = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2_500) } };
  const headers = Array.from({ length: 25 }, () => header);
  expect(fits([...headers, words, words])).toBe(true);
  expect(fits([...headers, words, words, words])).toBe(false);
});
