import pMap from 'p-map';
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
import { printTable, verdict } from './table.ts';
import { timedWeek, type WeekQuestion, type WeekSample, weekPhases } from './timed-week.ts';

const [rounds, dealCount, notesPerDeal, timesFaster] = [10, 50, 8, 5];
const rep = 'UREPONE';

interface Round {
  readonly week: WeekSample;
  readonly recalls: number;
}

/** What a rep's week costs besides the model, against one recall after another; true when the bars hold. */
export async function benchDigest(target: Target): Promise<boolean> {
  const rubricAndBrief = await readPrompts();
  const prompts = { ...rubricAndBrief, digestPrompt: await readDigestPrompt(rubricAndBrief.rubric) };
  const { notes, open } = await prepare(target, dealCount);
  const shared = { prompts, tokensPerMinute: 250_000, rep, model: createCannedModel('canned') };
  const measure = async (): Promise<readonly Round[]> => {
    const done: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const week = await timedWeek({ ...shared, hindsight: open() });
      done.push({ week, recalls: await recallEach(open(), notes) });
    }
    return done;
  };
  // The first requests of a process also load code and open connections.
  await timedWeek({ ...shared, hindsight: open() });
  const nothingKept = await measure();
  await keep(open(), nothingKept.at(-1)?.week);
  const allKept = await measure();
  const isSoon = report({ 'nothing kept': nothingKept, 'all kept': allKept });
  const isFew = await reportCalls({ ...shared, hindsight: open() });
  const large = await prepare(target, 10 * dealCount);
  const isFlat = await benchHeap({ few: { ...shared, open }, many: { ...shared, open: large.open } });
  return isSoon && isFew && isFlat;
}

async function prepare(target: Target, deals: number) {
  const notes = makeNotes({ deals, notesPerDeal, today: dayIn('UTC', new Date()), reps: [rep] });
  const { filledMs, open } = await createBank(target, notes);
  console.log(`\n${notes.length} notes in ${deals} deals written in ${(filledMs / 1000).toFixed(0)} s`);
  return { notes, open };
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

async function keep({ state }: Hindsight, sample: WeekSample | undefined): Promise<void> {
  const started = performance.now();
  const records = sample?.unkept ?? [];
  await pMap(records, (record) => state.put(record), { concurrency: 4 });
  console.log(
    `\n${records.length} answers kept took ${ms(performance.now() - started)} ms, which no week waits for`,
  );
}

function report(by: Readonly<Record<'nothing kept' | 'all kept', readonly Round[]>>): boolean {
  const rows = Object.entries(by).map(([title, done]) => {
    const weeks = done.map(({ week }) => week.total);
    const recalls = median(done.map((round) => round.recalls));
    const faster = recalls / median(weeks);
    const cells = [median(weeks), quantile(weeks, 0.95), quantile(weeks, 1), recalls].map(ms);
    return { title, done, faster, cells: [title, ...cells, ratio(recalls, median(weeks))] };
  });
  printTable(
    `A week of ${dealCount} deals with ${dealCount * notesPerDeal} notes without its model call, cold, ${rounds} runs, ms`,
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
  verdict(`every week had its ${dealCount} deals, each with a score and the model's words`, isWhole);
  const bar = `at least ${timesFaster} times faster than one recall after another`;
  const holds = rows.map(({ title, faster }) => verdict(`${bar}, ${title}`, faster >= timesFaster));
  return holds.every(Boolean) && isWhole;
}

function isSound({ week, troubles }: WeekSample, title: string): boolean {
  const lines = [...week.now, ...week.thisWeek, ...week.onTrack];
  const source = title === 'all kept' ? 'kept' : 'model';
  const isEach = lines.every((line) => line.source === source && line.score !== null);
  return lines.length === dealCount && isEach && week.wording.kind === 'all' && troubles.length === 0;
}

/** How many calls the same week takes with few tokens and with many; nothing new is kept. */
async function reportCalls(question: WeekQuestion): Promise<boolean> {
  // Another name, so that nothing kept is found.
  const model = createCannedModel('unknown');
  const callsAt = async (tokensPerMinute: number) => {
    const { week } = await timedWeek({ ...question, model, tokensPerMinute });
    return week.wording.calls;
  };
  const [few, many] = [await callsAt(8_000), await callsAt(250_000)];
  console.log(`\nmodel calls with nothing kept: ${few} at GROQ_TPM 8,000, ${many} at 250,000`);
  return verdict('one model call at GROQ_TPM 250,000', many === 1);
}
