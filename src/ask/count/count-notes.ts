import type { Pipelines } from '../../brief/pipeline/pipeline.ts';
import type { PipelineLine } from '../../brief/pipeline/pipeline-line.ts';
import type { Memory } from '../../memory/memory.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { About } from '../about.ts';
import { allStems, stemOf } from '../words.ts';
import { behindOf } from './behind.ts';
import type { Count } from './count.ts';
import { conditionWords } from './count-conditions.ts';
import { fits, isAbout, keeps, needsLines, needsReading } from './count-fits.ts';
import { partsOf } from './count-parts.ts';
import type { CountQuestion } from './count-question.ts';

interface Deps {
  readonly memory: Pick<Memory, 'texts'>;
  readonly pipelines: Pipelines;
}

/** Where to count, and for whom. */
export interface Scope {
  /** All that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
  readonly about: About;
  readonly asker: string;
  /** The asker's day. */
  readonly asOf: string;
}

/** Counts by code alone: headers, notes' words, and what was read of a deal before. */
export function createCounter({ memory, pipelines }: Deps) {
  /** Ids of the notes that hold all the words. */
  async function holding(headers: readonly NoteHeader[], words: readonly string[]) {
    const stems = words.map(stemOf);
    const notes = await memory.texts(headers);
    const holds = (text: string) => {
      const own = allStems(text);
      return stems.every((stem) => own.has(stem));
    };
    return new Set(notes.filter(({ text }) => holds(text)).map(({ id }) => id));
  }

  async function linesOf(question: CountQuestion, inScope: readonly NoteHeader[], asker: string) {
    if (!needsLines(question)) return undefined;
    const deals = new Set(inScope.map(({ deal }) => deal.key));
    return pipelines.read(asker, deals);
  }

  return async function count(question: CountQuestion, scope: Scope): Promise<Count> {
    const inScope = scope.headers.filter((header) => isAbout(header, question, scope.about));
    const [lines, worded] = await Promise.all([
      linesOf(question, inScope, scope.asker),
      question.words.length > 0 ? holding(inScope, question.words) : undefined,
    ]);
    const fitting = inScope.filter((header) => fits(header, question, scope.asker));
    const kept = lines?.filter((line) => keeps(line, question, { fitting, worded }));
    const deals = kept && new Set(kept.map(({ deal }) => deal.key));
    const counted = fitting
      .filter(({ deal }) => deals?.has(deal.key) ?? true)
      .filter(({ id }) => question.unit === 'deals' || (worded?.has(id) ?? true));
    const behind = behindOf(counted, reasonsOf(question, kept));
    const unread = lines?.filter((line) => mayStillCount(line, question) && !kept?.includes(line)).length;
    return {
      total: totalOf(question, counted, kept?.length ?? behind.length),
      unit: question.unit,
      conditions: conditionWords(question, scope),
      parts: partsOf(question, { counted, kept: kept ?? [], worded }),
      behind,
      unread: needsReading(question) ? (unread ?? 0) : 0,
    };
  };
}

/** Whether reading the deal could tell more: what is won or lost is at no risk and in no band. */
function mayStillCount({ reading, state }: PipelineLine, { isAtRisk, band }: CountQuestion): boolean {
  const isOfOpenDeals = isAtRisk || band !== undefined;
  return reading === 'unread' && (state === 'open' || !isOfOpenDeals);
}

/** Why each counts, by its key: a remark of yesterday is no contact. */
function reasonsOf({ isAtRisk, silentOver }: CountQuestion, lines: readonly PipelineLine[] = []) {
  const reasonOf = ({ score, silentDays }: PipelineLine) =>
    isAtRisk
      ? (score?.atRisk ?? null)
      : silentOver === undefined
        ? null
        : `${silentDays} days without contact`;
  return new Map(lines.map((line) => [line.deal.key, reasonOf(line)]));
}

function totalOf({ unit }: CountQuestion, counted: readonly NoteHeader[], deals: number): number {
  if (unit === 'deals') return deals;
  if (unit === 'people')
    return new Set(counted.flatMap(({ prospects }) => prospects.map(({ key }) => key))).size;
  if (unit === 'companies') return new Set(counted.map(({ deal }) => deal.company ?? deal.key)).size;
  return counted.length;
}
