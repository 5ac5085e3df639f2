import { z } from 'zod';
import type { StateBank } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import type { Spent } from './model.ts';

/** Tokens that calls of all models cost, as the provider counts them. */
interface Totals {
  readonly today: number;
  /** The calendar month that today is in. */
  readonly month: number;
}

/** What the models cost, by day, for all processes of a team. */
export interface TokenBook {
  add(spent: Spent): void;
  /** Writes down what was added; to be called now and then, and at the end. Rejects when memory does not answer. */
  write(): Promise<void>;
  totals(): Promise<Totals>;
}

interface Deps {
  readonly state: Pick<StateBank, 'put' | 'list' | 'remove'>;
  /** A UUID. */
  readonly newId: () => string;
  /** IANA zone of the days. */
  readonly zone: string;
  readonly now: () => Date;
}

const kind = 'tokens';
const data = z.object({ month: z.string(), days: z.record(z.string(), z.number()) });

/** A record for each month and process, so that no two ever write the same one; those of earlier months are removed. */
export function createTokenBook({ state, newId, zone, now }: Deps): TokenBook {
  const process = newId().toLowerCase();
  let days = new Map<string, number>();
  let isWritten = true;

  const today = () => dayIn(zone, now());
  const monthOf = (day: string) => day.slice(0, 7);
  const idOf = (month: string) => `${kind}-${month}-${process}`;

  async function removeBefore(month: string): Promise<void> {
    for (const { id, data: stored } of await state.list(`kind:${kind}`)) {
      const of = data.safeParse(stored).data?.month;
      if (of !== undefined && of < month) await state.remove(id);
    }
  }

  return {
    add({ prompt, answer }) {
      const day = today();
      days.set(day, (days.get(day) ?? 0) + prompt + answer);
      isWritten = false;
    },
    async write() {
      if (isWritten) return;
      const month = monthOf(today());
      isWritten = true;
      try {
        const kept = [...days].filter(([day]) => monthOf(day) === month);
        const record = { id: idOf(month), kind, noteIds: [], tags: [`${kind}:${month}`] };
        await state.put({ ...record, data: { month, days: Object.fromEntries(kept) } });
        if (kept.length === days.size) return;
        days = new Map(kept);
        await removeBefore(month);
      } catch (error) {
        isWritten = false;
        throw error;
      }
    },
    async totals() {
      const day = today();
      const month = monthOf(day);
      const records = await state.list(`${kind}:${month}`);
      const others = records
        .filter(({ id }) => id !== idOf(month))
        .flatMap((one) => Object.entries(data.safeParse(one.data).data?.days ?? {}));
      const all = [...others, ...days].filter(([of]) => monthOf(of) === month);
      const sum = (some: readonly (readonly [string, number])[]) =>
        some.reduce((total, [, tokens]) => total + tokens, 0);
      return { today: sum(all.filter(([of]) => of === day)), month: sum(all) };
    },
  };
}
