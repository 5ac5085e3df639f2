import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import type { Model } from '../src/brief/model/model.ts';
import type { readPrompts } from '../src/brief/prompts.ts';
import type { Prompt } from '../src/brief/reading/reading-prompt.ts';
import { createKept } from '../src/brief/signals/kept.ts';
import { createDealFlags } from '../src/digest/deal-flags.ts';
import type { Week } from '../src/digest/week.ts';
import { createWeekReader } from '../src/digest/week-reader.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import type { StateBank, StateRecord } from '../src/memory/memory.ts';
import { weekMessages } from '../src/slack/digest/post.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What a week is read with. */
export interface WeekQuestion {
  readonly hindsight: Hindsight;
  readonly model: Model;
  readonly prompts: Awaited<ReturnType<typeof readPrompts>> & { readonly digestPrompt: Prompt };
  readonly tokensPerMinute: number;
  readonly rep: string;
}

/** The parts of a week that ask memory. */
export const weekPhases = ['names', 'marks', 'texts', 'known answers', 'kept answers', 'earlier'] as const;
export type WeekPhase = (typeof weekPhases)[number];

/** Milliseconds; the model's own time is in none of them. */
export interface WeekSample {
  readonly total: number;
  readonly parts: Readonly<Record<WeekPhase | 'own', number>>;
  readonly week: Week;
  readonly messages: number;
  /** What the week would have kept; nothing is, so that the next one finds memory as this one did. */
  readonly unkept: readonly StateRecord[];
  readonly troubles: readonly unknown[];
}

/** Reads and draws one week, from the rep's id to the messages. */
export async function timedWeek(question: WeekQuestion): Promise<WeekSample> {
  const { hindsight, model, prompts, tokensPerMinute, rep } = question;
  const watch = createStopwatch();
  const unkept: StateRecord[] = [];
  const troubles: unknown[] = [];
  const report = (error: unknown) => void troubles.push(error);
  const now = () => new Date();
  const state = watchState(hindsight.state, watch, unkept);
  const { memory, roster } = hindsight;
  const reader = createWeekReader({
    memory: { ...memory, texts: (headers) => watch.time('texts', () => memory.texts(headers)) },
    roster: { ...roster, headers: (asker) => watch.time('names', () => roster.headers(asker)) },
    model: { ...model, complete: (...asked) => watch.time('model', () => model.complete(...asked)) },
    flags: createDealFlags(state),
    corrections: createCorrectionStore(state),
    kept: createKept(state, report),
    ...{ ...prompts, tokensPerMinute, zone: 'UTC', now, report },
  });
  const started = performance.now();
  const week = await reader.weekOf({ rep, zone: 'UTC', at: now(), holidays: [] });
  const messages = weekMessages(week).length;
  const total = performance.now() - started - watch.took('model');
  return { total, parts: partsOf(watch, total), week, messages, unkept, troubles };
}

/** Names and marks are asked for at once, corrections and texts too; everything else comes one after the other. */
function partsOf(watch: Stopwatch, total: number): WeekSample['parts'] {
  const asked = {
    names: watch.took('names'),
    marks: watch.took('marks'),
    texts: Math.max(watch.took('texts'), watch.took('corrections')),
    'known answers': watch.took('known answers'),
    'kept answers': watch.took('kept answers'),
    earlier: watch.took('earlier'),
  };
  const atOnce = Math.min(asked.names, asked.marks);
  const own = total + atOnce - Object.values(asked).reduce((sum, part) => sum + part, 0);
  return { ...asked, own };
}

function listed([tag = '']: readonly string[]): string {
  if (tag.startsWith('deal:')) return 'earlier';
  return tag.startsWith('ruling:') ? 'corrections' : 'marks';
}

function watchState(state: StateBank, watch: Stopwatch, unkept: StateRecord[]): StateBank {
  return {
    ...state,
    ids: (tags) => watch.time('known answers', () => state.ids(tags)),
    get: (id) => watch.time(id.startsWith('testimony') ? 'kept answers' : 'marks', () => state.get(id)),
    list: (tags) => watch.time(listed([tags].flat()), () => state.list(tags)),
    put: async (record) => void unkept.push(record),
  };
}
