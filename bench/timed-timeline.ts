import { dayIn } from '../src/brief/calendar.ts';
import type { readPrompts } from '../src/brief/prompt-files.ts';
import { createStandings } from '../src/brief/standings.ts';
import { createTimelines } from '../src/brief/timelines.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import { resolve } from '../src/memory/resolve.ts';
import type { Target } from '../src/memory/target.ts';
import { firstPage, type TimelineState } from '../src/slack/timeline/state.ts';
import { timelineView } from '../src/slack/timeline/view.ts';

/** What somebody does with a timeline, each until its view is drawn. */
export const steps = ['opened by name', 'the next page', 'searched for'] as const;
/** Milliseconds. */
export type Sample = Readonly<Record<(typeof steps)[number], number>>;

interface Question {
  readonly hindsight: Hindsight;
  readonly prompts: Awaited<ReturnType<typeof readPrompts>>;
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
  const { memory, state } = hindsight;
  const now = () => new Date();
  const standings = createStandings({
    ...{ state, ...prompts, model: 'none', zone: 'UTC', now },
    report: () => undefined,
  });
  const timelines = createTimelines({ memory, standings });
  const show = async (shown: TimelineState): Promise<number> => {
    const timeline = await timelines.read({ ...shown, asker });
    if (timeline?.count !== count) throw new Error(`the timeline has ${timeline?.count} notes`);
    timelineView(timeline, shown, { asker, today: dayIn('UTC', now()), notice: '' });
    return performance.now();
  };
  const begun = performance.now();
  const { deal } = await find(question);
  const first = firstPage({ deal: deal.key, prospect: null });
  const opened = await show(first);
  const turned = await show({ ...first, page: 1 });
  const searched = await show({ ...first, query: word });
  return {
    'opened by name': opened - begun,
    'the next page': turned - opened,
    'searched for': searched - turned,
  };
}

async function find({ hindsight, name, asker }: Question): Promise<Target> {
  const found = resolve(name, await hindsight.roster.headers(asker));
  if (found.kind !== 'one') throw new Error(`the name leads to ${found.kind}`);
  return found.target;
}
