import type { PromiseLine } from '../../brief/brief-lines.ts';
import { daysBetween, sayDay, weekdayOf } from '../../brief/calendar.ts';
import type { Pipelines } from '../../brief/pipeline/pipeline.ts';
import type { NoteHeader } from '../../memory/note.ts';
import type { Sentence } from '../answer.ts';
import { citedNote } from '../cited-note.ts';
import type { PromiseQuestion } from './promise-question.ts';

/** Where to look, and for whom. */
interface Scope {
  /** Of the deals asked about, all that the asker may see. */
  readonly headers: readonly NoteHeader[];
  readonly asker: string;
  /** The asker's day. */
  readonly asOf: string;
}

/** Open promises as sentences of code, the one due first at the head. */
interface Promised {
  readonly sentences: readonly Sentence[];
  /** How many deals no model has read yet. */
  readonly unread: number;
}

const mostShown = 8;

/** From what was read of the deals before: no model is asked. */
export async function promisedIn(
  pipelines: Pipelines,
  question: PromiseQuestion,
  { headers, asker, asOf }: Scope,
): Promise<Promised> {
  const lines = await pipelines.read(asker, new Set(headers.map(({ deal }) => deal.key)));
  const open = lines.filter(({ state }) => state === 'open');
  const unread = open.filter(({ reading }) => reading === 'unread').length;
  const found = open
    .flatMap(({ promises }) => promises)
    .filter((promise) => isWanted(promise, question))
    .toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
  const sentences = found.slice(0, mostShown).flatMap((promise) => {
    const header = headers.find(({ id }) => id === promise.cited.noteId);
    return header ? [sentenceOf(promise, header, { asker, asOf })] : [];
  });
  const rest = [more(found.length - mostShown, 'promise', 'open'), more(unread, 'deal', 'not read yet')];
  return { unread, sentences: [...sentences, ...(sentences.length > 0 ? rest.flat() : [])] };
}

function isWanted({ who, dueOn }: PromiseLine, question: PromiseQuestion): boolean {
  const { due } = question;
  const isDue = due === undefined || (dueOn !== null && dueOn >= due.from && dueOn <= due.to);
  return isDue && (question.who === undefined || question.who === who);
}

function sentenceOf(
  { who, text, dueOn, cited }: PromiseLine,
  header: NoteHeader,
  { asker, asOf }: Pick<Scope, 'asker' | 'asOf'>,
): Sentence {
  const us = header.author === asker ? 'you' : 'a colleague';
  const name = header.prospects[0]?.name ?? '';
  const whom = [name, header.deal.company].filter(Boolean).join(' at ');
  const late = dueOn !== null && dueOn < asOf ? `, ${days(daysBetween(dueOn, asOf))} over` : '';
  const due = dueOn ? `by ${weekdayOf(dueOn).slice(0, 3)} ${sayDay(dueOn, asOf)}${late}` : 'no date';
  return {
    text: `${whom}: ${who === 'us' ? us : 'they'} promised: ${text}, ${due}.`,
    cited: [citedNote(header, cited.quote)],
  };
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function more(count: number, noun: string, state: string): readonly Sentence[] {
  if (count <= 0) return [];
  const text = count === 1 ? `1 more ${noun} is ${state}.` : `${count} more ${noun}s are ${state}.`;
  return [{ text, cited: [] }];
}
