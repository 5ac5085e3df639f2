import { expect, test } from 'vitest';
import { ownersOf } from '../../src/slack/import/owners.ts';
import type { NamedMember } from '../../src/slack/kit/members.ts';

const members: readonly NamedMember[] = [
  { id: 'U1', names: ['Ava Lindqvist', 'ava', 'ava@home.example'], barred: null },
  { id: 'U2', names: ['Ben Carter', 'ben', 'ben@home.example'], barred: null },
  { id: 'U3', names: ['Ben Carter', 'ben.c', 'bc@home.example'], barred: null },
  { id: 'U4', names: ['Lena Fischer', 'lena'], barred: 'left' },
  { id: 'U5', names: ['Gil Guest', 'gil'], barred: 'guest' },
];

const ownerOf = (cell: string) => ownersOf([cell], members).get(cell);

test.each([
  ['Ava Lindqvist', 'U1', 'accept'],
  ['Lindqvist, Ava', 'U1', 'accept'],
  ['Ben Carter <BEN@home.example>', 'U2', 'accept'],
  ['ben.c', 'U3', 'accept'],
  ['Lena Fischer (inactive)', 'U4', 'left'],
  ['Gil Guest', 'U5', 'no'],
])('an owner’s cell “%s” means one member', (cell, user, can) => {
  expect(ownerOf(cell)).toMatchObject({ user, can });
});

test.each(['Ben Carter', 'Carter, Ben', 'Somebody Unknown', ''])(
  'an owner’s cell “%s” means nobody, where several are called so or none is',
  (cell) => {
    expect(ownerOf(cell)).toBeUndefined();
  },
);
