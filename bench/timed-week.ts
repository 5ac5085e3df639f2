import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import type { Model } from '../src/brief/model/model.ts';
import { createCommits } from '../src/brief/pipeline/commits.ts';
import type { Prompts } from '../src/brief/prompts.ts';
import { createReadDeals } from '../src/brief/reading/read-deals.ts';
import { createReadingStore, editionOf } from '../src/brief/reading/reading-store.ts';
import { createDealFlags } from '../src/digest/deal-flags.ts';
import type { DigestPrompt } from '../src/digest/digest-prompt.ts';
import type { Week } from '../src/digest/week.ts';
import { createWeekReader } from '../src/digest/week-reader.ts';
import { createWordWeek } from '../src/digest/wording.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import type { StateBank } from '../src/memory/memory.ts';
import { weekMessages } from '../src/slack/digest/post.ts';
import { commandNames } from '../src/slack/kit/commands.ts';
import { noModel } from './canned-model.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What a week is read with. */
export interface WeekQuestion {
  readonly hindsight: Hindsight;
  /** Words the most urgent lines; null where nobody is asked, as when somebody waits. */
  readonly model: Model | null;
  readonly prompts: Prompts & { readonly digestPrompt: DigestPrompt };
  readonly rep: string;
}

/** The parts of a week that ask memory. */
export const weekPhases = ['names, flags', 'texts', 'readings, corrections'] as const;
export type WeekPhase = (typeof weekPhases)[number];

/** Milliseconds; the model's own time is in none of them. */
export interface WeekSample {
  readonly total: number;
  readonly parts: Readonly<Record<WeekPhase | 'own', number>>;
  readonly week: Week;
  readonly messages: number;
  readonly troubles: readonly unknown[];
}

/** Reads and draws one week, from the rep's id to the messages. */
export async function timedWeek(question: WeekQuestion): Promise<WeekSample> {
  const { hindsight, model, prompts, rep } = question;
  const watch = createStopwatch();
  const troubles: unknown[] = [];
  const report = (error: unknown) => void troubles.push(error);
  const now = () => new Date();
  const state = watchState(hindsight.state, watch);
  const { memory, roster } = hindsight;
  const readings = createReadingStore(state, editionOf(prompts.reading, noModel.name));
  const corrections = createCorrectionStore(state);
  const reader = createWeekReader(
    {
      memory: { ...memory, texts: (headers) => watch.time('texts', () => memory.texts(headers)) },
      roster: { ...roster, headers: (asker) => watch.time('names, flags', () => roster.headers(asker)) },
      flags: createDealFlags(state, now),
      commits: createCommits(state),
      deals: createReadDeals({ readings, corrections, rubric: prompts.rubric, zone: 'UTC', now }),
      report,
    },
    model === null
      ? undefined
      : createWordWeek({
          model: { ...model, complete: (...asked) => watch.time('model', () => model.complete(...asked)) },
          prompt: prompts.digestPrompt,
          ...{ now, report, onDropped: () => undefined },
        }),
  );
  const started = performance.now();
  const week = await reader.weekOf({ rep, zone: 'UTC', at: now(), holidays: [] });
  const messages = weekMessages(week, commandNames(undefined)).length;
  const total = performance.now() - started - watch.took('model');
  return { total, parts: partsOf(watch, total), week, messages, troubles };
}

/** What is asked for at once goes by one name; everything else comes one after the other. */
function partsOf(watch: Stopwatch, total: number): WeekSample['parts'] {
  const asked = {
    'names, flags': watch.took('names, flags'),
    texts: watch.took('texts'),
    'readings, corrections': watch.took('readings, corrections'),
  };
  return { ...asked, own: total - Object.values(asked).reduce((sum, part) => sum + part, 0) };
}

function watchState(state: StateBank, watch: Stopwatch): StateBank {
  const named = ([tag = '']: readonly string[]): WeekPhase =>
    tag.startsWith('week:') ? 'names, flags' : 'readings, corrections';
  return { ...state, list: (tags) => watch.time(named([tags].flat()), () => state.list(tags)) };
}
