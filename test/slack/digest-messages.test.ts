import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Week } from '../../src/digest/week.ts';
import { weekMessages } from '../../src/slack/digest/post.ts';
import { anyWeek } from '../support/arbitrary-week.ts';
import { expectLegalMessage } from '../support/legal.ts';
import { textOf } from '../support/person.ts';

function idsIn(week: Week): string[] {
  const blocks: readonly KnownBlock[] = weekMessages(week).flatMap((message) => message.blocks);
  return blocks.flatMap(({ block_id: id }) => (id?.startsWith('line:') ? [id.split(':')[1] ?? ''] : []));
}

test('a week is legal in Slack and inert, whatever the notes and the model say', () => {
  fc.assert(
    fc.property(anyWeek(), (week) => {
      for (const message of weekMessages(week)) expectLegalMessage(message);
    }),
    { numRuns: 100 },
  );
});

test('every open deal has its line in exactly one message, however many there are', () => {
  fc.assert(
    fc.property(anyWeek({ most: 40, plainNames: true }), (week) => {
      const lines = [...week.now, ...week.thisWeek].map(({ deal }) => deal.key);
      expect(idsIn(week)).toEqual(lines);
      const shown = weekMessages(week)
        .map((message) => textOf(message.blocks))
        .join('\n');
      for (const { prospect } of [...week.onTrack, ...week.unread, ...week.closed])
        expect(shown).toContain(prospect.name);
      for (const { prospect } of week.onTrack) expect(shown.split(`• *${prospect.name}*`)).toHaveLength(2);
    }),
    { numRuns: 60 },
  );
});

test('five hundred deals fill no more messages than they must, and the first is whole in itself', () => {
  const [big] = fc.sample(
    anyWeek({ most: 12, plainNames: true }).filter(({ now }) => now.length > 5),
    1,
  );
  const [one] = big?.now ?? [];
  if (!big || !one) throw new Error('a sample is a week');
  const words = { ...one.reason, text: 'They asked for the security review and went quiet after it.' };
  const now = Array.from({ length: 500 }, (_, index) => ({
    ...one,
    reason: words,
    next: { ...words, cited: null },
    owed: [],
    deal: { ...one.deal, key: `deal-${index}` },
    prospect: { ...one.prospect, key: `person-${index}`, name: `Person${index}x` },
  }));
  const week: Week = {
    ...big,
    now,
    thisWeek: [],
    onTrack: [],
    changes: [],
    promises: [],
    unread: [],
    closed: [],
  };
  const messages = weekMessages(week);
  expect(idsIn(week)).toHaveLength(500);
  expect(messages.length).toBeLessThanOrEqual(25);
  const first = textOf(messages[0]?.blocks);
  for (const part of ['Your week · Monday 23 November', 'considered', 'more deals in the thread', '/digest'])
    expect(first).toContain(part);
});
