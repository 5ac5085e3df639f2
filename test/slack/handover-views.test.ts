import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Brief } from '../../src/brief/brief.ts';
import type { Handover } from '../../src/digest/hand-over.ts';
import {
  acceptedMessage,
  declinedMessage,
  keptMessage,
  mostWords,
  offeredMessage,
  overMessage,
  packBlocks,
  packMessage,
  takenMessage,
} from '../../src/slack/handover/messages.ts';
import { formView } from '../../src/slack/handover/offer-form.ts';
import { clip } from '../../src/slack/kit/text.ts';
import { anyBrief, anyNote, anyText } from '../support/arbitrary.ts';
import { expectLegalMessage, expectLegalView } from '../support/legal.ts';
import { ava, ben } from '../support/world.ts';

const runs = { numRuns: 150 };
const anyHandover: fc.Arbitrary<Handover> = fc.record({
  id: fc.uuid(),
  deal: fc.stringMatching(/^[0-9a-f]{32}$/),
  from: fc.constantFrom(ava, ben),
  to: fc.constantFrom(ava, ben),
  at: fc.constant('2026-11-20T08:00:00.000Z'),
  shares: fc.constant([]),
  state: fc.constantFrom('pending', 'accepted', 'done', 'declined', 'withdrawn'),
});

test('an offer is legal in Slack and inert, and its buttons are there, whatever the notes and the giver say', () => {
  fc.assert(
    fc.property(anyBrief, anyHandover, anyText, (brief, offer, words) => {
      const pack = packMessage(brief, offer, clip(words.trim(), mostWords));
      expectLegalMessage(pack);
      expect(JSON.stringify(pack.blocks.at(-1))).toContain('handover_accept');
    }),
    runs,
  );
});

test('the form is a legal modal, with a box where there is something private', () => {
  fc.assert(
    fc.property(anyBrief, fc.nat(250), fc.option(fc.constantFrom(ava, ben)), (brief, count, waitsFor) => {
      const of = { deal: 'x'.repeat(60), id: 'offer', shown: Array(count).fill('12345678') };
      const view = formView({ of, brief, isAll: count < 250, waitsFor });
      expectLegalView(view);
      expect(JSON.stringify(view).includes('handover_share')).toBe(count > 0);
    }),
    runs,
  );
});

test('what both are told is legal in Slack, whatever the names are', () => {
  fc.assert(
    fc.property(anyBrief, anyNote, anyHandover, (brief, note, handover) => {
      const prospect = note.prospects[0] ?? { key: 'p', name: 'P', company: null };
      const deal = { deal: note.deal, prospect, headers: [note] };
      expectLegalMessage(
        offeredMessage(brief, handover, { posted: { channel: 'D1', ts: '1.2' }, leftOut: 3 }),
      );
      expectLegalMessage(takenMessage(deal, handover, false));
      expectLegalMessage(keptMessage(deal, handover));
      for (const known of [deal, undefined]) {
        expectLegalMessage(acceptedMessage(known, handover, { shared: 2, leftOut: 1 }));
        expectLegalMessage(declinedMessage(known, handover));
      }
      for (const by of ['taker', 'giver'] as const) expectLegalMessage(overMessage(handover, by));
    }),
    runs,
  );
});

test('what adds nothing to the score is not told among what weighs most', () => {
  fc.assert(
    fc.property(anyBrief, (brief) => {
      const withFactors = (factors: NonNullable<Brief['score']>['factors']) =>
        packBlocks({ ...brief, score: brief.score && { ...brief.score, factors } });
      const weightless = (brief.score?.factors ?? []).map((one) => ({ ...one, points: 0 }));
      expect(withFactors(weightless)).toEqual(withFactors([]));
    }),
    runs,
  );
});
