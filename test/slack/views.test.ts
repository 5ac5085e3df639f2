import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readingMessage } from '../../src/slack/brief/show-brief.ts';
import { moreView, whyView } from '../../src/slack/brief/views.ts';
import type { Message } from '../../src/slack/kit/blocks.ts';
import { cardMessage } from '../../src/slack/kit/brief-card.ts';
import { draftOf, emptyDraft, withNewPerson } from '../../src/slack/kit/call-draft.ts';
import { formView } from '../../src/slack/kit/call-form.ts';
import { choicesFor, nobodyMessage } from '../../src/slack/kit/find-person.ts';
import { notesView } from '../../src/slack/kit/note-blocks.ts';
import { clip, md } from '../../src/slack/kit/text.ts';
import { notSavedMessage, savedMessage, savedView } from '../../src/slack/log/receipt.ts';
import { anyBrief, anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';

function parcelTexts(blocks: Message['blocks']): string[] {
  return blocks.flatMap((block) => {
    const isWords = block.type === 'section' && block.block_id?.startsWith('words_');
    return isWords && block.text && typeof block.text !== 'string' ? [block.text.text] : [];
  });
}

const runs = { numRuns: 150 };

test('a card is legal in Slack and inert whatever the notes and the model say', () => {
  fc.assert(
    fc.property(anyBrief, fc.boolean(), (brief, offersKeep) =>
      expectLegalMessage(cardMessage(brief, { offersKeep })),
    ),
    runs,
  );
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
      expectLegalMessage(readingMessage(name, notes.length));
    }),
    runs,
  );
});

test('receipts and the form are legal whatever was typed', () => {
  fc.assert(
    fc.property(anyNote, fc.boolean(), (note, edits) => {
      const receipt = { note, edits, isAgain: false, today: '2026-11-23', gain: md`${note.text}` };
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
