import { expect } from 'vitest';
import { validateMessageBlocks, validateView } from '../../sandbox/slack/blocks/validate.ts';
import type { Message } from '../../src/slack/kit/blocks.ts';

// A mention, broadcast, channel or link is live only behind an unescaped "<"; the views write one of their own, a
// colleague's name by user id in a modal.
const alive = /<(?!@U0(AVA00001|BEN00002)>)/;

// The bot takes care to break them, should Slack ever read bare words as a broadcast.
const broadcast = /@(?:channel|here|everyone)/i;

function everyText(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(everyText);
  if (value === null || typeof value !== 'object') return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(everyText);
}

/** Slack takes it, and nothing in it pings, links or formats. */
export function expectLegalMessage({ text, blocks }: Message): void {
  expect(validateMessageBlocks(blocks)).toMatchObject({ ok: true });
  expect(text.trim()).not.toBe('');
  expect(text.length).toBeLessThanOrEqual(4_000);
  for (const shown of [text, ...everyText(blocks)]) {
    expect(shown).not.toMatch(alive);
    expect(shown).not.toMatch(broadcast);
  }
}

/** The same of a modal. */
export function expectLegalView(view: unknown): void {
  expect(validateView(view)).toMatchObject({ ok: true });
  for (const shown of everyText(view)) {
    expect(shown).not.toMatch(alive);
    expect(shown).not.toMatch(broadcast);
  }
}
