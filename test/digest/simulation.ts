import { createDigestDelivery, type PostResult } from '../../src/digest/digest-delivery.ts';
import { createLedger } from '../../src/digest/ledger.ts';
import { createScheduler, type Rep, type Scheduler } from '../../src/digest/schedule.ts';
import { createSettings } from '../../src/digest/settings.ts';
import type { StateBank } from '../../src/memory/memory.ts';
import type { Note } from '../../src/memory/note.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { settle } from '../brief/reading-world.ts';
import { readerOver } from './support.ts';

/** None of them is anybody's manager. */
const leadsNobody = { of: async () => null };

/** What arrived in a rep's DM, whatever the bot was told of it. */
export interface Arrived {
  readonly user: string;
  readonly kind: 'digest' | 'offer';
  readonly at: Date;
}

/** What Slack does with the next digest: `hangs` never answers and never shows it. */
export type Mood = 'works' | 'loses the response' | 'refuses' | 'hangs';

/** Reps, a memory and a Slack on one injected clock; processes come and go. */
export function createSimulation(reps: readonly Rep[], notes: readonly Note[], begin: Date) {
  let now = begin;
  let isMemoryUp = true;
  let mood: Mood = 'works';
  let hasHung = false;
  const arrived: Arrived[] = [];
  const bank = whileUp(stateInMemory(), () => isMemoryUp);
  const running = new Map<string, Scheduler>();
  const clock = () => now;
  const settings = createSettings({
    state: bank,
    defaults: { isOn: true, day: 'monday', time: '08:00' },
    now: clock,
  });

  const receive = (user: string, kind: Arrived['kind']): Promise<PostResult> => {
    const how = kind === 'offer' ? 'works' : mood;
    hasHung ||= how === 'hangs';
    if (how === 'hangs') return new Promise(() => undefined);
    if (how !== 'refuses') arrived.push({ user, kind, at: now });
    if (how === 'loses the response') return Promise.reject(new Error('socket hang up'));
    return Promise.resolve(how === 'refuses' ? 'refused' : 'sent');
  };

  const startProcess = (name: string): void => {
    const { reader } = readerOver({ notes, state: stateInMemory(), now: clock });
    const delivery = createDigestDelivery({
      teamWeeks: leadsNobody,
      ledger: createLedger({ state: bank, now: clock }),
      weeks: reader,
      post: { post: (user) => receive(user, 'digest'), offer: (user) => receive(user, 'offer') },
      now: clock,
      report: () => undefined,
    });
    const scheduler = createScheduler({
      reps: async () => reps,
      settings,
      delivery,
      dispatch: delivery.attend,
      now: clock,
      every: () => () => undefined,
      report: () => undefined,
    });
    running.set(name, scheduler);
  };

  return {
    arrived,
    settings,
    startProcess,
    /** Nothing of it goes on: what it had begun is never ended. */
    kill: (name: string) => void running.delete(name),
    setMemory(up: boolean) {
      isMemoryUp = up;
    },
    setMood(next: Mood) {
      hasHung &&= next === mood;
      mood = next;
    },
    /** One look of every running process at that minute; one that hangs in Slack is not waited for. */
    async tickAt(at: Date): Promise<void> {
      now = at;
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      void Promise.all([...running.values()].map((one) => one.tick())).then(end);
      while (!isOver && !hasHung) await settle(1);
      // The others still have their turn.
      if (!isOver) await settle();
    },
  };
}

function whileUp(bank: StateBank, isUp: () => boolean): StateBank {
  const check = async (): Promise<void> => {
    if (!isUp()) throw new Error('memory is down');
  };
  return {
    put: (record) => check().then(() => bank.put(record)),
    get: (id) => check().then(() => bank.get(id)),
    list: (tag) => check().then(() => bank.list(tag)),
    ids: (tags) => check().then(() => bank.ids(tags)),
    remove: (id) => check().then(() => bank.remove(id)),
    claim: (key) => check().then(() => bank.claim(key)),
  };
}
