import { expect, test } from 'vitest';
import { createDealFlags, createOwners } from '../../src/digest/deal-flags.ts';
import { createLeavers } from '../../src/digest/leavers.ts';
import { dealHash } from '../../src/memory/identity/keys.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { dealNamed, monday, noteOn } from './support.ts';

const notes = [
  noteOn('Acme', '2026-11-18', { author: 'UGONE', visibility: 'team' }),
  noteOn('Bolt', '2026-11-18', { author: 'UADMIN' }),
  noteOn('Core', '2026-11-18', { author: 'UCAT', visibility: 'team' }),
];

async function leaversOver() {
  const state = stateInMemory();
  const owners = createOwners(state);
  for (const company of ['Bolt', 'Core'])
    await owners.set({
      ...{ rep: 'UGONE', deal: dealHash(dealNamed(company).key), holds: true },
      at: '2026-11-19T08:00:00.000Z',
    });
  const headers = async (asker: string) =>
    notes.filter(({ author, visibility }) => author === asker || visibility === 'team');
  const authors = async () => new Map([['UCAT', '2026-11-18T15:00:00.000Z']]);
  return createLeavers({
    ...{ roster: { headers, authors }, owners, flags: createDealFlags(state, () => monday) },
    now: () => monday,
  });
}

test('whoever took a deal over has deals to leave, with or without a note of their own', async () => {
  expect((await (await leaversOver()).withDeals()).toSorted()).toEqual(['UCAT', 'UGONE']);
});

test('of a leaver’s deals an admin is shown what the team may read, and nothing by the admin’s own private note', async () => {
  const { deals } = await (await leaversOver()).dealsOf('UGONE', 'UADMIN');
  expect(deals.map(({ deal }) => deal.company).toSorted()).toEqual(['Acme', 'Core']);
});

test('who was given several deals is a taker since the first of them: what was due before the last is owed', async () => {
  const owners = createOwners(stateInMemory());
  const given = [
    ['Core', '2026-11-19T08:00:00.000Z', true],
    ['Bolt', '2026-11-12T08:00:00.000Z', true],
    ['Acme', '2026-11-05T08:00:00.000Z', false],
  ] as const;
  for (const [company, at, holds] of given)
    await owners.set({ rep: 'UCAT', deal: dealHash(dealNamed(company).key), holds, at });
  expect(await owners.takers()).toEqual(new Map([['UCAT', '2026-11-12T08:00:00.000Z']]));
});
