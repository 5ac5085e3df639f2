import fc from 'fast-check';
import { expect, test } from 'vitest';
import { briefPost, notePost } from '../../src/slack/share/shareables.ts';
import { checkedView, pickerView, postedMessage, refusedMessage } from '../../src/slack/share/views.ts';
import { anyBrief, anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { textOf } from '../support/person.ts';
import { ava } from '../support/world.ts';

const runs = { numRuns: 150 };
const subject = { kind: 'note', id: 'note-1' } as const;
const carried = { subject, checked: { channel: 'C0DEALS004', preview: 'x' } };

function audienceIn(name: string) {
  return { kind: 'open', channel: { id: 'C0DEALS004', name, isPrivate: false }, people: 3 } as const;
}

test('what is shared, and its preview, is legal in Slack and inert whatever notes, people and models say', () => {
  fc.assert(
    fc.property(anyBrief, anyNote, anyText, (brief, note, name) => {
      for (const preview of [
        briefPost(brief, ava),
        notePost(note, { by: ava, today: '2026-11-24', timeline: '/timeline' }),
      ]) {
        expectLegalMessage(preview);
        expect(textOf(preview)).toContain(`Shared by <@${ava}>`);
        expectLegalView(checkedView(carried, { audience: audienceIn(name), preview, notice: name }));
      }
    }),
    runs,
  );
});

test('a shared brief speaks to nobody as “you” of what others promised, and points at no window of the sharer', () => {
  fc.assert(
    fc.property(anyBrief, (brief) => {
      const quiet = { ...brief, promises: brief.promises.map((one) => ({ ...one, text: 'x' })) };
      const shown = textOf(briefPost(quiet, ava));
      expect(shown).not.toMatch(/Promised\* +(You|A colleague):/);
      expect(shown).not.toContain('settle it under More');
    }),
    runs,
  );
});

test('what is said of a channel is legal whatever it is called', () => {
  fc.assert(
    fc.property(anyText, anyText, (name, title) => {
      const refused = refusedMessage(subject, `#${name} has people from another company.`);
      expectLegalMessage(refused);
      expectLegalView(pickerView(subject, refused.blocks));
      const shared = { channel: 'C1', ts: '1.2', name: name.slice(0, 80), by: ava, receipt: null };
      expectLegalMessage(postedMessage(shared, { title, link: null }));
    }),
    runs,
  );
});
