import { createGroq } from '../src/brief/model/groq.ts';
import type { Model } from '../src/brief/model/model.ts';
import { createTokenBucket } from '../src/brief/model/token-bucket.ts';
import { createTokenCounter } from '../src/brief/model/tokens.ts';
import { readPrompts } from '../src/brief/prompts.ts';
import { readDigestPrompt } from '../src/digest/digest-prompt.ts';
import type { Hindsight } from '../src/memory/hindsight/hindsight.ts';
import type { Note } from '../src/memory/note.ts';
import { dayIn } from '../src/util/calendar.ts';
import { createBank } from './bank.ts';
import { createCannedModel } from './canned-model.ts';
import { median, ms, quantile, ratio } from './figures.ts';
import type { Target } from './fill.ts';
import { benchHeap } from './heap.ts';
import { makeNotes } from './notes.ts';
import { plainReadingsOf, readingsOf } from './readings.ts';
import { printTable, verdict } from './table.ts';
import { timedWeek, type WeekQuestion, type WeekSample, weekPhases } from './timed-week.ts';

const [rounds, dealCount, notesPerDeal, timesFaster] = [10, 50, 8, 5];
/** Writing a note has it embedded, and what was read in it too: more would take minutes. */
const notesPerDealForHeap = 2;
const rep = 'UREPONE';

interface Round {
  readonly week: WeekSample;
  readonly recalls: number;
}

/** What a rep's week costs besides the model, against one recall after another; true when the bars hold. */
export async function benchDigest(target: Target): Promise<boolean> {
  const prompts = { ...(await readPrompts()), digestPrompt: await readDigestPrompt() };
  const model = createCannedModel(prompts.reading.kinds);
  const notes = notesOf(dealCount, notesPerDeal);
  const { open } = await createBank(target, notes, await readingsOf(notes, prompts));
  const measure = async (asked: Model | null): Promise<readonly Round[]> => {
    const done: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const week = await timedWeek({ prompts, rep, model: asked, hindsight: open() });
      done.push({ week, recalls: await recallEach(open(), notes) });
    }
    return done;
  };
  // The first requests of a process also load code and open connections.
  await timedWeek({ prompts, rep, model, hindsight: open() });
  const isSoon = report({ 'no model': await measure(null), worded: await measure(model) });
  const isFew = await reportCalls({ prompts, rep, model, hindsight: open() });
  const heapOf = async (deals: number) => {
    const own = notesOf(deals, notesPerDealForHeap);
    const bank = await createBank(target, own, await plainReadingsOf(own, prompts));
    return { prompts, rep, model, open: bank.open };
  };
  const isFlat = await benchHeap({ few: await heapOf(dealCount), many: await heapOf(10 * dealCount) });
  return isSoon && isFew && isFlat;
}

function notesOf(deals: number, each: number): readonly Note[] {
  return makeNotes({ deals, notesPerDeal: each, today: dayIn('UTC', new Date()), reps: [rep] });
}

/** Milliseconds for a question about each deal, the next when the last is answered. */
async function recallEach({ memory }: Hindsight, notes: readonly Note[]): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < notes.length; index += notesPerDeal) {
    const note = notes[index];
    if (note === undefined) continue;
    const text = `${note.prospects[0]?.name} ${note.deal.company}: objections, promises, next steps`;
    const found = await memory.recall({ deal: note.deal.key, asker: rep, text, limit: notesPerDeal });
    if (found.length === 0) throw new Error('a recall found nothing');
  }
  return performance.now() - started;
}

function report(by: Readonly<Record<'no model' | 'worded', readonly Round[]>>): boolean {
  const rows = Object.entries(by).map(([title, done]) => {
    const weeks = done.map(({ week }) => week.total);
    const recalls = median(done.map((round) => round.recalls));
    const faster = recalls / median(weeks);
    const cells = [median(weeks), quantile(weeks, 0.95), quantile(weeks, 1), recalls].map(ms);
    return { title, done, faster, cells: [title, ...cells, ratio(recalls, median(weeks))] };
  });
  printTable(
    `A week of ${dealCount} deals with ${dealCount * notesPerDeal} notes without the model's own time, cold, ${rounds} runs, ms`,
    ['', 'median', 'p95', 'slowest', `${dealCount} recalls in turn`, 'times faster'],
    rows.map(({ cells }) => cells),
  );
  const partOf = (done: readonly Round[], phase: (typeof weekPhases)[number] | 'own') =>
    ms(median(done.map(({ week }) => week.parts[phase])));
  printTable(
    'Where the time goes, median ms',
    ['phase', ...rows.map(({ title }) => title)],
    [...weekPhases, 'own' as const].map((phase) => [phase, ...rows.map(({ done }) => partOf(done, phase))]),
  );
  const isWhole = rows.every(({ done, title }) => done.every(({ week }) => isSound(week, title)));
  verdict(
    `every week had its ${dealCount} deals, each read, with a score, and words where it was worded`,
    isWhole,
  );
  const bar = `at least ${timesFaster} times faster than one recall after another`;
  const holds = rows.map(({ title, faster }) => verdict(`${bar}, ${title}`, faster >= timesFaster));
  return holds.every(Boolean) && isWhole;
}

function isSound({ week, troubles }: WeekSample, title: string): boolean {
  const { now, thisWeek, onTrack, unread, wording } = week;
  const lines = [...now, ...thisWeek, ...onTrack];
  const isEach =
    lines.length === dealCount && lines.every(({ score, unreadCount }) => score && unreadCount === 0);
  const isTold = title === 'worded' ? wording.calls === 1 && wording.kind !== 'facts' : wording.calls === 0;
  return isEach && unread.length === 0 && isTold && troubles.length === 0;
}

/** How many calls the same week takes with few tokens and with many, and how many of its deals they show. */
async function reportCalls(question: WeekQuestion & { readonly model: Model }): Promise<boolean> {
  const at = async (tokensPerMinute: number) => {
    let shown = 0;
    const model: Model = {
      ...question.model,
      roomIn: roomAt(tokensPerMinute),
      complete(request, deadline) {
        shown += request.user.match(/^d\d+ /gm)?.length ?? 0;
        return question.model.complete(request, deadline);
      },
    };
    const { week } = await timedWeek({ ...question, model });
    return { calls: week.wording.calls, shown };
  };
  const [few, many] = [await at(8_000), await at(250_000)];
  console.log(
    `\nmodel calls for a week: ${few.calls} with ${few.shown} deals at GROQ_TPM 8,000, ${many.calls} with ${many.shown} at 250,000`,
  );
  const isOne = [few, many].every(({ calls, shown }) => calls === 1 && shown === dealCount);
  return verdict(`one model call that shows all ${dealCount} deals, at GROQ_TPM 8,000 too`, isOne);
}

/** As the bot counts it, on an account that has spent nothing. */
function roomAt(tokensPerMinute: number): NonNullable<Model['roomIn']> {
  const now = () => new Date();
  const account = { apiKey: 'gsk_bench', baseUrl: null, model: 'canned' };
  const { roomIn } = createGroq({
    ...{ ...account, fetch, now, tokens: createTokenCounter() },
    bucket: createTokenBucket({ tokensPerMinute, now }),
  });
  return async (request) => (await roomIn?.(request)) ?? 0;
}
