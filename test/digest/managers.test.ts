import { expect, test } from 'vitest';
import { createManagers } from '../../src/digest/managers.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';

const told = Date.parse('2026-11-16T08:00:00.000Z');
const weekMs = 7 * 24 * 60 * 60 * 1000;
const named = { rep: 'UANN', manager: 'UBOSS', by: 'UADMIN' };

/** Whom the manager leads so long after the rep was told. */
async function ledAfter(ms: number): Promise<readonly string[]> {
  let at = told;
  const managers = createManagers({ state: stateInMemory(), now: () => new Date(at) });
  await managers.name(named);
  expect(await managers.peopleOf('UBOSS')).toEqual([]);
  await managers.told(named);
  at += ms;
  return managers.peopleOf('UBOSS');
}

test('a manager’s weeks begin a week to the moment after the rep was told, and not before', async () => {
  expect(await ledAfter(weekMs - 1)).toEqual([]);
  expect(await ledAfter(weekMs)).toEqual(['UANN']);
});

test('a deal that a manager asked about stays asked about in that week once it is one with another', async () => {
  const managers = createManagers({ state: stateInMemory(), now: () => new Date(told) });
  const ask = { manager: 'UBOSS', deal: { key: 'deal-acme' }, week: '2026-W48' };
  await managers.asked(ask);
  const joined = { ...ask, deal: { key: 'deal-acme-corp', joined: ['deal-acme'] } };
  expect(await managers.askedAt(joined)).toBe('2026-11-16T08:00:00.000Z');
  expect(await managers.askedAt({ ...joined, week: '2026-W49' })).toBeUndefined();
  expect(await managers.askedAt({ ...joined, manager: 'UCAT' })).toBeUndefined();
  expect(await managers.askedAt({ ...ask, deal: { key: 'deal-acme-corp' } })).toBeUndefined();
});
