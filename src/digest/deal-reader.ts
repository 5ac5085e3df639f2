import pMap from 'p-map';
import { type KeptTestimony, testimonyKey } from '../brief/testimony/kept.ts';
import type { Prompt } from '../brief/testimony/prompt.ts';
import type { Memory } from '../memory/memory.ts';
import { casesOf } from './cases-of.ts';
import type { DealCase } from './deal-case.ts';
import type { RepDeal } from './deals-of.ts';

interface DealReaderDeps {
  readonly memory: Memory;
  readonly kept: KeptTestimony;
  /** Of briefs, then of digests: an answer to either serves a week. */
  readonly prompts: readonly Prompt[];
  /** Name of the model that kept answers are keyed by. */
  readonly model: string;
  readonly report: (error: unknown) => void;
}

/** What one bulk read holds comfortably; a read that fails costs these deals their words, not all. */
const dealsAtOnce = 40;
const lookupsAtOnce = 12;

/** Notes and kept answers of many deals, in bulk. */
export function createDealReader({ memory, kept, prompts, model, report }: DealReaderDeps) {
  /** Deals whose notes did not come are left out. */
  const read = async (deals: readonly RepDeal[]): Promise<readonly DealCase[]> => {
    const cases: DealCase[] = [];
    for (let start = 0; start < deals.length; start += dealsAtOnce) {
      const chunk = deals.slice(start, start + dealsAtOnce);
      try {
        cases.push(...casesOf(chunk, await memory.texts(chunk.flatMap(({ headers }) => headers))));
      } catch (error) {
        report(error);
      }
    }
    return cases;
  };
  const withKept = async (one: DealCase, known: ReadonlySet<string> | undefined): Promise<DealCase> => {
    const keys = prompts.map((prompt) => testimonyKey(one.notes, prompt, model));
    for (const key of keys.filter((each) => known?.has(each) ?? true)) {
      const found = await kept.find(key);
      if (found !== undefined) return { ...one, signals: found.signals, source: 'kept' };
    }
    return one;
  };
  const withEarlier = async (one: DealCase): Promise<DealCase> => {
    const found = one.source === 'none' ? await kept.latest(one.notes) : undefined;
    return found === undefined ? one : { ...one, signals: found.signals, source: 'earlier' };
  };
  return {
    read,
    /** With the checked answer on just these notes, where one is kept. */
    async withKept(cases: readonly DealCase[]) {
      const known = await kept.known(cases.map(({ deal }) => deal.key));
      return pMap(cases, (one) => withKept(one, known), { concurrency: lookupsAtOnce });
    },
    /** For those that still have none: with an answer on some of their notes. */
    withEarlier: (cases: readonly DealCase[]) => pMap(cases, withEarlier, { concurrency: lookupsAtOnce }),
  };
}
