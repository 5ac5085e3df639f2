import { expect, test } from 'vitest';
import { cardMessage } from '../../src/slack/brief/card.ts';
import { phoneLines } from '../../src/slack/brief/phone.ts';
import { textOf } from '../support/person.ts';
import { seededBriefs } from '../support/seeded.ts';

test('every card of the demo is at most 14 lines on a phone, its buttons apart, of today and of a past day', async () => {
  const briefs = await seededBriefs('2026-11-23');
  expect(briefs.length).toBeGreaterThan(15);
  for (const brief of briefs.flatMap((one) => [one, { ...one, isPast: true }])) {
    const { blocks } = cardMessage(brief, { offersKeep: true });
    const texts = blocks.filter((block) => block.type !== 'actions').map((block) => textOf(block));
    const lines = texts.reduce((sum, markup) => sum + phoneLines({ markup }), 0);
    expect(lines, texts.join('\n')).toBeLessThanOrEqual(14);
  }
});
