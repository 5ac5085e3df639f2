import { beforeEach, describe, expect, test } from 'vitest';
import type { Note } from '../../src/memory/note.ts';
import { createPlainModel } from '../brief/plain-reader.ts';
import { createBank } from '../brief/reading-bank.ts';
import {
  type Clock,
  createClock,
  createFastClock,
  createReaderOn,
  knownOf,
  note,
} from '../brief/reading-world.ts';
import { openWorkspace, type Target, type Workspace } from '../memory/connect.ts';

interface ProcessOptions {
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
}

/** Readings through the adapter, on any server that speaks Hindsight's API. */
export function readingContract(name: string, connect: () => Promise<Target>): void {
  describe(name, () => {
    let workspace: Workspace;
    beforeEach(async () => {
      workspace = openWorkspace(await connect());
    });

    /** A process of the team, in time of its own that leaps unless it is given one. */
    function startProcess({ fetch: fetchIt = fetch, clock = createClock() }: ProcessOptions = {}) {
      const { memory, roster, state } = workspace.open({ fetch: fetchIt });
      const { model, asked } = createPlainModel();
      const none = createBank();
      const world = createReaderOn({ bank: { ...none, memory, roster, state }, model, clock });
      return { ...world, asked, memory };
    }

    async function notesOf(memory: ReturnType<typeof startProcess>['memory'], viewer: string, key: string) {
      return memory.texts(await memory.list({ deal: key }, viewer));
    }

    /** What one reader makes of just these notes. */
    async function knownAlone(notes: readonly Note[]) {
      const bank = createBank();
      for (const one of notes) await bank.memory.save(one);
      const world = createReaderOn({ bank });
      await world.reader.start();
      await world.reader.idle();
      return knownOf(world, notes);
    }

    test('two reps, private and team notes mixed, edited, shared and deleted: each knows what a bank of their notes would tell', async () => {
      const world = startProcess();
      const { memory, reader } = world;
      const of = (author: string, day: string, text: string, visibility: Note['visibility'] = 'team') =>
        note({ author, day, text, visibility });
      const secret = of('UANN', '2026-03-02', 'Between us: worried about layoffs.', 'private');
      const worry = of(
        'UANN',
        '2026-03-03',
        'She is worried about pricing and promised training by 2026-04-01.',
      );
      const other = of('UBEN', '2026-03-04', 'worried about pricing, he says too', 'private');
      const answer = of('UBEN', '2026-03-09', 'pricing is settled, layoffs is settled, sent training');
      const wrong = of('UANN', '2026-03-10', 'worried about rollout');
      for (const one of [secret, worry, other, answer, wrong]) {
        await memory.save(one);
        reader.noteSaved(one);
      }
      await reader.idle();
      const edited = {
        ...worry,
        text: 'She is worried about migration.',
        loggedAt: '2026-03-11T10:00:00.000Z',
      };
      await memory.edit(edited);
      reader.noteSaved(edited);
      await memory.remove(wrong.id, wrong.author);
      reader.dealChanged(wrong.deal.key, 'UANN');
      await memory.setVisibility(other.id, 'team', { by: other.author });
      reader.dealChanged(other.deal.key, 'UBEN');
      await reader.idle();
      expect(world.errors).toEqual([]);
      for (const viewer of ['UANN', 'UBEN', 'UCLEO']) {
        const notes = await notesOf(memory, viewer, worry.deal.key);
        const known = await knownOf(world, notes);
        expect(known).toEqual(await knownAlone(notes));
        expect(known.uncompared).toBe(0);
      }
    });

    test('two processes that start at once read each note once between them', async () => {
      // One that leaps would leave behind, while the server answers, whom it waits for: claims two spans apart do not meet.
      const clock = createFastClock();
      const first = startProcess({ clock });
      for (let index = 0; index < 6; index += 1) {
        await first.memory.save(
          note({
            label: `Deal ${index % 2}`,
            day: `2026-03-0${index + 1}`,
            text: `${index}: worried about pricing.`,
          }),
        );
      }
      const processes = [first, startProcess({ clock })];
      await Promise.all(processes.map(({ reader }) => reader.start()));
      await Promise.all(processes.map(({ reader }) => reader.idle()));
      const asked = processes.flatMap((one) => one.asked.map(({ user }) => user)).join('\n');
      for (let index = 0; index < 6; index += 1) expect(asked.split(`${index}: worried`)).toHaveLength(2);
    });

    test('all that is read of any number of notes comes in one request, and so again', async () => {
      const requests: string[] = [];
      const counted: typeof fetch = (input, init) => {
        requests.push(String(input instanceof Request ? input.url : input));
        return fetch(input, init);
      };
      const world = startProcess({ fetch: counted });
      const notes = Array.from({ length: 12 }, (_, index) =>
        note({
          label: `Deal ${index % 3}`,
          day: `2026-03-${10 + index}`,
          text: `worried about matter${index}`,
        }),
      );
      for (const one of notes) await world.memory.save(one);
      await world.reader.start();
      await world.reader.idle();
      const deals = ['Deal 0', 'Deal 1', 'Deal 2'].map((label) =>
        notes.filter(({ deal }) => deal.label === label),
      );
      const { store } = startProcess({ fetch: counted });
      for (const _time of ['first', 'again']) {
        requests.length = 0;
        const kept = await store.of(deals);
        expect(kept.map(({ readings }) => readings.length)).toEqual([4, 4, 4]);
        expect(requests).toHaveLength(1);
      }
    });
  });
}
