import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMany, everyTeam, type Many, north, org, south } from '../support/many.ts';
import { logNewPerson } from '../support/person.ts';
import { ava, ben } from '../support/world.ts';

let many: Many;
beforeAll(async () => {
  many = await createMany({ transport: 'http' });
  await many.install(north, south, org);
}, 60_000);
afterAll(() => many.close());

/** The same people, by their ids, are in every workspace. */
const seats = everyTeam.flatMap((team) => [ava, ben].map((user) => ({ team, user })));
let count = -1;
/** Unlike enough that nobody is asked whether two of them are one. */
const people =
  'Oskar Lund,Ingrid Falk,Tomas Berg,Selma Quist,Viktor Aho,Runa Stolt,Maja Holm,Egil Dahl'.split(',');

test('however the payloads of teams are interleaved, each note and each answer stays in its own team', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(seats, { minLength: 4 }), fc.boolean(), async (order, isShared) => {
      count += 1;
      const round = `round${count}`;
      const name = (user: string) => people[2 * count + Number(user === ava)] ?? 'Nobody Else';
      const word = (team: string, user: string) => `${round} ${team} ${user} wants the price list`;
      await Promise.all(
        order.map(({ team, user }) =>
          logNewPerson(many.person(team, user), {
            name: name(user),
            company: `House of ${name(user)}`,
            text: word(team, user),
            team: isShared,
          }),
        ),
      );
      await Promise.all(order.map(({ team, user }) => many.person(team, user).type(`/brief ${name(user)}`)));
      for (const { team, user } of order) {
        const me = many.person(team, user);
        await expect.poll(() => me.texts().at(-1)).toContain(`House of ${name(user)}`);
      }
      const posts = new Map(everyTeam.map((team) => [team, screensOf(team)]));
      for (const team of everyTeam) {
        const stored = `${await many.bank(team)}${await many.bank(`${team}-state`)}`;
        for (const seat of order) {
          const isOwn = seat.team === team;
          expect(stored.includes(word(seat.team, seat.user))).toBe(isOwn);
          expect(posts.get(team)?.includes(word(seat.team, seat.user)) ?? false).toBe(isOwn);
        }
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
  expect(many.front.faults).toEqual([]);
}, 120_000);

/** All that any of its people have before them. */
function screensOf(team: string): string {
  return [ava, ben].map((user) => many.person(team, user).all()).join('\n');
}
