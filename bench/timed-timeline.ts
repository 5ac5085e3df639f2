import { createCorrectionStore } from '../src/brief/corrections/correction-store.ts';
import type { Prompts } from '../src/brief/prompts.ts';
import { createReadDeals } from '../src/brief/reading/read-deals.ts';
import { createReadingStore, editionOf } from '../src/brief/reading/reading-store.ts';
import { createTimelines } from '../src/brief/timelines.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import type { Target } from '../src/memory/identity/people.ts';
import { resolve } from '../src/memory/identity/resolve.ts';
import { firstPage, type TimelineState, timelineView } from '../src/slack/timeline/view.ts';
import { dayIn } from '../src/util/calendar.ts';
import { noModel } from './canned-model.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';

/** What somebody does with a timeline, each until its view is drawn. */
export const steps = ['opened by name', 'the next page', 'searched for'] as const;
/** What the next page waits for, in this order, then what this process does: history, score and its chart. */
export const parts = ['list of notes', 'texts', 'readings, corrections', 'own work'] as const;
/** Milliseconds. */
export type Sample = Readonly<Record<(typeof steps | typeof parts)[number], number>>;

interface Question {
  readonly hindsight: Hindsight;
  readonly prompts: Prompts;
  /** As typed after the command; it must lead to one person. */
  readonly name: string;
  /** To search for. */
  readonly word: string;
  readonly asker: string;
  /** How many notes the timeline must have. */
  readonly count: number;
}

/** Opens a timeline by name, turns the page and searches. */
export async function timedTimeline(question: Question): Promise<Sample> {
  const { hindsight, prompts, word, asker, count } = question;
  const page = createStopwatch();
  const watching: Stopwatch[] = [];
  const { memory, state } = watched(hindsight, (name, work) => watching[0]?.time(name, work) ?? work());
  const now = () => new Date();
  const deals = createReadDeals({
    readings: createReadingStore(state, editionOf(prompts.reading, noModel.name)),
    corrections: createCorrectionStore(state),
    ...{ rubric: prompts.rubric, zone: 'UTC', now },
  });
  const timelines = createTimelines({ memory, deals });
  const show = async (shown: TimelineState): Promise<number> => {
    const timeline = await timelines.read({ ...shown, asker });
    if (timeline?.count !== count) throw new Error(`the timeline has ${timeline?.count} notes`);
    if (timeline.read.reading.unread.size > 0 || timeline.chart.length === 0)
      throw new Error('it is not read');
    timelineView(timeline, shown, {
      ...{ asker, today: dayIn('UTC', now()), notice: '' },
      pictures: { areAllowed: true },
    });
    return performance.now();
  };
  const begun = performance.now();
  const { deal } = await find(question);
  const first = firstPage({ deal: deal.key, prospect: null });
  const opened = await show(first);
  watching.push(page);
  const turned = await show({ ...first, page: 1 });
  watching.pop();
  const searched = await show({ ...first, query: word });
  const asked = {
    'list of notes': page.took('list of notes'),
    texts: page.took('texts'),
    'readings, corrections': page.took('readings, corrections'),
  };
  const waited = Object.values(asked).reduce((sum, part) => sum + part, 0);
  return {
    'opened by name': opened - begun,
    'the next page': turned - opened,
    'searched for': searched - turned,
    ...asked,
    'own work': turned - opened - waited,
  };
}

type Time = <T>(name: (typeof parts)[number], work: () => Promise<T>) => Promise<T>;

function watched({ memory, state }: Hindsight, time: Time): Pick<Hindsight, 'memory' | 'state'> {
  return {
    memory: {
      ...memory,
      list: (...given) => time('list of notes', () => memory.list(...given)),
      texts: (...given) => time('texts', () => memory.texts(...given)),
    },
    state: { ...state, list: (tags) => time('readings, corrections', () => state.list(tags)) },
  };
}

async function find({ hindsight, name, asker }: Question): Promise<Target> {
  const found = resolve(name, await hindsight.roster.headers(asker));
  if (found.kind !== 'one') throw new Error(`the name leads to ${found.kind}`);
  return found.target;
}
