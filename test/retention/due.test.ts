import { expect, test } from 'vitest';
import type { NoteHeader } from '../../src/memory/note.ts';
import { dueOn, type Facts, isRipe, type Limits, tellsOf } from '../../src/retention/due.ts';
import { createLeavers, type Standing } from '../../src/retention/retention.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { note } from '../memory/support.ts';

const nothing: Limits = { retentionDays: null, leaverDays: null };

function facts(
  notes: readonly NoteHeader[],
  limits: Partial<Limits>,
  left: Readonly<Record<string, string>>,
) {
  const given: Facts = {
    ...{ notes, limits: { ...nothing, ...limits }, leavers: new Map(Object.entries(left)) },
    zone: 'Asia/Kolkata',
  };
  return (on: string) => dueOn(given, on).map(({ header, reason }) => `${header.visibility} ${reason}`);
}

test('a note is due on the day after it is as old as the setting says', () => {
  const due = facts([note({ day: '2025-06-08' })], { retentionDays: 365 }, {});
  expect(due('2026-06-08')).toEqual([]);
  expect(due('2026-06-09')).toEqual(['private retention']);
});

test('of somebody who left, what is private alone is due so many of their days later, by the zone that days are counted in', () => {
  const notes = [note(), note({ visibility: 'team' }), note({ author: 'U2' })];
  // Already 2 June in Kolkata.
  const due = facts(notes, { leaverDays: 30 }, { U1: '2026-06-01T19:00:00.000Z' });
  expect(due('2026-07-01')).toEqual([]);
  expect(due('2026-07-02')).toEqual(['private leaver']);
});

test('words to the admins tell of nobody who left after them, and of nothing that was too old when it was logged after them', () => {
  const limits: Limits = { retentionDays: 365, leaverDays: 30 };
  const told = { at: '2026-06-01T08:00:00.000Z', ...limits };
  const tells = (left: string, header: NoteHeader, reason: 'retention' | 'leaver') =>
    tellsOf(
      { notes: [header], limits, leavers: new Map([['U1', left]]), zone: 'UTC' },
      { header, reason },
      told,
      '2026-08-01',
    );
  expect(tells('2026-06-01T08:00:00.000Z', note(), 'leaver')).toBe(true);
  expect(tells('2026-06-01T08:00:01.000Z', note(), 'leaver')).toBe(false);
  const old = (loggedAt: string) => note({ day: '2025-06-15', loggedAt });
  expect(tells('', old('2026-06-01T08:00:00.000Z'), 'retention')).toBe(true);
  expect(tells('', old('2026-06-02T08:00:00.000Z'), 'retention')).toBe(true);
  expect(tells('', old('2026-06-20T08:00:00.000Z'), 'retention')).toBe(false);
});

test('the notice is over seven times twenty-four hours later, to the second', () => {
  const told = { at: '2026-06-01T08:00:00.000Z', ...nothing };
  expect(isRipe(told, new Date('2026-06-08T07:59:59.000Z'))).toBe(false);
  expect(isRipe(told, new Date('2026-06-08T08:00:00.000Z'))).toBe(true);
});

test('whoever Slack tells nothing of today is no leaver, and is one again since the day that was first seen', async () => {
  let at = '2026-06-01T08:00:00.000Z';
  const leavers = createLeavers({ state: stateInMemory(), now: () => new Date(at) });
  const seen = async (day: string, standings: Readonly<Record<string, Standing>>) => {
    at = `${day}T08:00:00.000Z`;
    return Object.fromEntries(await leavers.see(new Map(Object.entries(standings))));
  };
  const since = { U1: '2026-06-01T08:00:00.000Z' };
  expect(await seen('2026-06-01', { U1: 'left', U2: 'here' })).toEqual(since);
  expect(await seen('2026-06-02', { U2: 'here' })).toEqual({});
  expect(await seen('2026-06-03', { U1: 'left' })).toEqual(since);
  expect(await seen('2026-06-04', { U1: 'here' })).toEqual({});
  expect(await seen('2026-06-05', { U1: 'left' })).toEqual({ U1: '2026-06-05T08:00:00.000Z' });
});
