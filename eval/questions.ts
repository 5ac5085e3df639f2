import { createMemoryServer } from '../sandbox/memory/memory-server.ts';
import { startHindsight } from '../scripts/hindsight/start.ts';
import { aboutOf } from '../src/ask/about.ts';
import { createAnswers } from '../src/ask/ask.ts';
import { readAskPrompt } from '../src/ask/ask-model.ts';
import { findEvidence } from '../src/brief/evidence/find-evidence.ts';
import type { Model } from '../src/brief/model/model.ts';
import { createPipelines } from '../src/brief/pipeline/pipeline.ts';
import { createReadDeals, type ReadDeals } from '../src/brief/reading/read-deals.ts';
import type { Reading } from '../src/brief/signals/reading.ts';
import { createHindsight } from '../src/memory/hindsight/hindsight.ts';
import { prospectKey } from '../src/memory/identity/keys.ts';
import type { Memory, Roster } from '../src/memory/memory.ts';
import { byNewestCall, type Note, type NoteHeader } from '../src/memory/note.ts';
import { storedId, storedNotes, users } from './case-notes.ts';
import type { Case } from './cases.ts';
import { perfectReadings } from './perfect-readings.ts';
import { shippedRubric } from './run.ts';

/** How many notes an answer is looked for in. */
const first = 10;

/** One way of finding notes, over all questions: how many of the notes that answer them are among the ten found. */
export interface Finding {
  readonly way: string;
  readonly gold: number;
  readonly found: number;
  /** The same of those that are older than the ten newest of their deal. */
  readonly oldGold: number;
  readonly oldFound: number;
  /** Questions of which a note was missed. */
  readonly missed: readonly string[];
}

/** Where a memory server answers. */
export interface Where {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/** Work beside a memory server of its own: the sandbox's, or a real Hindsight, which is installed where it is missing. */
export async function withMemory<T>(isReal: boolean, work: (where: Where) => Promise<T>): Promise<T> {
  if (isReal) {
    const { url, apiKey, stop } = await startHindsight({ report: console.log });
    return work({ url, apiKey }).finally(stop);
  }
  const server = await createMemoryServer({ now: () => new Date() });
  return work({ url: server.url, apiKey: undefined }).finally(() => server.close());
}

/** Each question of the cases over all their notes in one bank, found in the ways that are worth setting side by side. */
export async function findForQuestions(cases: readonly Case[], where: Where): Promise<readonly Finding[]> {
  const { memory, deals, headers } = await bankOf(cases, where);
  const asked = cases.flatMap((deal) =>
    deal.questions.filter(({ notes }) => notes.length > 0).map((question) => ({ deal, question })),
  );
  const idsIn = async (text: string): Promise<readonly string[]> => {
    const { about, inScope } = scopeOf(text, headers);
    const asking = { asker: users.rep1, question: text, earlier: [] };
    const search = { ...asking, headers: inScope, isOfAll: about.deals === null };
    return (await findEvidence({ memory, deals }, search)).notes.map(({ id }) => id);
  };
  const recall = (text: string) => memory.recall({ deal: null, asker: users.rep1, text, limit: first });
  const newestOf = (deal: Case) => headers.filter(({ deal: { company } }) => company === deal.company);
  const ways: Readonly<Record<string, (one: (typeof asked)[number]) => Promise<readonly string[]>>> = {
    'as asked, over all deals': ({ question }) => idsIn(question.ask),
    'with the company named': ({ deal, question }) => idsIn(`${question.ask} (${deal.company})`),
    'the same, its ten newest notes': async ({ deal }) => newestOf(deal).map(({ id }) => id),
    'ten newest notes of all': async () => headers.map(({ id }) => id),
    'recall alone, with the question': ({ question }) => recall(question.ask),
    'recall with “prospect interactions with NAME”': ({ deal }) =>
      recall(`prospect interactions with ${deal.company}`),
  };
  const findings: Finding[] = [];
  for (const [way, find] of Object.entries(ways)) {
    const results = [];
    for (const one of asked) results.push(resultOf(one, (await find(one)).slice(0, first), headers));
    findings.push(addUp(way, results));
  }
  return findings;
}

/** What was asked though no note holds the answer, and how it was declined. */
export interface Declining {
  readonly asked: number;
  readonly declined: number;
  /** Questions that were answered all the same, with the answer. */
  readonly answered: readonly string[];
}

/** Asks what no note answers, with the company named, through all of `/ask`. */
export async function declineQuestions(
  cases: readonly Case[],
  where: Where,
  model: Model,
): Promise<Declining> {
  const { memory, roster, deals, now } = await bankOf(cases, where);
  const pipelines = createPipelines({
    memory,
    roster,
    deals,
    holders: async () => new Map(),
    commits: { all: async () => new Map() },
  });
  const ownDeals = async () => ({ all: new Set<string>(), taken: new Set<string>() });
  const read = { memory, roster, deals, pipelines, ownDeals };
  const needs = { ...read, model: byOwnClock(model), prompt: await readAskPrompt() };
  const answers = createAnswers({ ...needs, tokensPerMinute: 8_000, now, report: () => undefined });
  const questions = cases.flatMap(({ company, questions }) =>
    questions.filter(({ type }) => type === 'none').map(({ ask }) => `${ask} (${company})`),
  );
  const answered: string[] = [];
  for (const question of questions) {
    const answer = await answers.answer({ question, earlier: [], asker: users.rep1, zone: 'UTC' });
    const said = answer.kind === 'cited' ? answer.sentences.map(({ text }) => text).join(' ') : answer.kind;
    if (answer.kind !== 'nothing') answered.push(`${question}  ${said}`);
  }
  return { asked: questions.length, declined: questions.length - answered.length, answered };
}

const patienceMs = 60_000;

/** The questions are asked on a day of the cases, which is no deadline for a model of today. */
function byOwnClock(model: Model): Model {
  return {
    name: model.name,
    complete: (request) => model.complete(request, new Date(Date.now() + patienceMs)),
  };
}

/** Which of the questions that no note answers were declined. */
export function decliningText({ asked, declined, answered }: Declining): string {
  const head = `Declined of those that no note answers: ${declined} of ${asked}`;
  return [head, ...answered.map((line) => `  answered: ${line}`)].join('\n');
}

interface Asked {
  readonly deal: Case;
  readonly question: Case['questions'][number];
}

function resultOf({ deal, question }: Asked, found: readonly string[], headers: readonly NoteHeader[]) {
  const own = headers.filter(({ deal: { company } }) => company === deal.company);
  const old = new Set(own.slice(first).map(({ id }) => id));
  const seen = new Set(own.map(({ id }) => id));
  const gold = question.notes.map((note) => storedId(deal, note)).filter((id) => seen.has(id));
  const hits = gold.filter((id) => found.includes(id));
  return {
    gold: gold.length,
    found: hits.length,
    oldGold: gold.filter((id) => old.has(id)).length,
    oldFound: hits.filter((id) => old.has(id)).length,
    missed:
      hits.length < gold.length ? [`${hits.length} of ${gold.length}  ${deal.deal}: ${question.ask}`] : [],
  };
}

function addUp(way: string, results: readonly ReturnType<typeof resultOf>[]): Finding {
  const sum = (of: (one: ReturnType<typeof resultOf>) => number) =>
    results.reduce((total, one) => total + of(one), 0);
  return {
    way,
    gold: sum(({ gold }) => gold),
    found: sum(({ found }) => found),
    oldGold: sum(({ oldGold }) => oldGold),
    oldFound: sum(({ oldFound }) => oldFound),
    missed: results.flatMap(({ missed }) => missed),
  };
}

function scopeOf(text: string, headers: readonly NoteHeader[]) {
  const about = aboutOf(text, { earlier: [], spokenOf: [] }, headers);
  return { about, inScope: headers.filter(({ deal }) => about.deals?.has(deal.key) ?? true) };
}

interface CaseBank {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly deals: ReadDeals;
  readonly now: () => Date;
  /** All that the first rep may see, newest call first. */
  readonly headers: readonly NoteHeader[];
}

/** All notes of the cases in one bank, and what a careful reader reports of each. */
async function bankOf(cases: readonly Case[], { url, apiKey }: Where): Promise<CaseBank> {
  const last = cases
    .map(({ as_of }) => as_of)
    .toSorted()
    .at(-1);
  const now = () => new Date(`${last}T18:00:00Z`);
  const where = { url, apiKey, prefix: `eval-${cases.length}`, team: 'T1' };
  const { memory, roster } = createHindsight({ ...where, fetch, now, warn: () => undefined });
  for (const note of cases.flatMap(storedNotes).map(onSomebody)) await memory.save(note);
  await warmed(() => memory.recall({ deal: null, asker: users.rep1, text: 'notes', limit: 1 }));
  const deals = createReadDeals({
    readings: createCaseReadings(cases),
    corrections: { on: async () => [] },
    rubric: shippedRubric(),
    zone: 'UTC',
    now,
  });
  const headers = (await roster.headers(users.rep1)).toSorted(byNewestCall);
  return { memory, roster, deals, headers, now };
}

/** Memory takes no note on nobody: it is on the company then. */
function onSomebody(note: Note): Note {
  const { company } = note.deal;
  if (note.prospects.length > 0 || company === null) return note;
  return { ...note, prospects: [{ key: prospectKey(company, company), name: company, company }] };
}

/** The readings of these notes as they would be kept. */
function createCaseReadings(cases: readonly Case[]) {
  const all = cases.flatMap((deal) => perfectReadings(deal).map((reading) => stored(deal, reading)));
  const byNote = new Map(all.map((reading) => [reading.noteId, reading]));
  return {
    of: async (deals: readonly (readonly Pick<NoteHeader, 'id'>[])[]) =>
      deals.map((notes) => ({
        readings: notes.flatMap(({ id }) => byNote.get(id) ?? []),
        comparisons: [],
        uncompared: new Set<string>(),
      })),
  };
}

function stored(deal: Case, reading: Reading): Reading {
  return {
    ...reading,
    noteId: storedId(deal, reading.noteId),
    against: reading.against.map((id) => storedId(deal, id)),
    changes: reading.changes.map((change) => ({
      ...change,
      of: { ...change.of, noteId: storedId(deal, change.of.noteId) },
    })),
  };
}

/** The first search makes the stand-in embed all notes, which is no part of searching and slow on a busy machine. */
async function warmed(search: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; tries < 10; tries += 1) {
    try {
      await search();
      return;
    } catch {}
  }
  await search();
}

/** The findings as a table, then the questions that were not answered in full. */
export function findingsTable(findings: readonly Finding[]): string {
  const rate = (found: number, gold: number) => (gold === 0 ? '-' : (found / gold).toFixed(2));
  const rows = findings.map(({ way, gold, found, oldGold, oldFound }) =>
    [
      way.padEnd(48),
      `${rate(found, gold)} (${found} of ${gold})`.padEnd(20),
      `${rate(oldFound, oldGold)} (${oldFound} of ${oldGold})`,
    ].join(''),
  );
  const head = `${'ten notes by'.padEnd(48)}${'found'.padEnd(20)}older than the deal’s ten newest`;
  const missed = findings[0]?.missed ?? [];
  return [head, ...rows, '', 'Not all found, as asked:', ...missed.map((line) => `  ${line}`)].join('\n');
}
