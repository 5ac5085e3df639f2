import { expect, test } from 'vitest';
import { createColleagues } from '../../src/slack/kit/colleagues.ts';
import type { Member } from '../../src/slack/kit/members.ts';

test('of whom Slack says nothing just now it is told neither that they are here nor that they left', async () => {
  const reported: unknown[] = [];
  const away = new Error('away');
  const colleagues = createColleagues({
    members: {
      list: async () =>
        new Map<string, Member['barred']>([
          ['U1', null],
          ['U2', 'left'],
        ]),
      now: () => Promise.reject(away),
      admins: async () => [],
    },
    deliver: { dm: () => Promise.reject(away) },
    audit: () => undefined,
    botUser: 'UBOT',
    report: (error) => void reported.push(error),
  });
  const standings = await colleagues.standings(['U1', 'U2', 'U3']);
  expect([...standings]).toEqual([
    ['U1', 'here'],
    ['U2', 'left'],
  ]);
  expect(reported).toEqual([away]);
});
