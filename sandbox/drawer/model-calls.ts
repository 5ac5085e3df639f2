import { z } from 'zod';
import { type ReadNote, readNotes } from '../model/read-note.ts';
import type { Exchange } from './recorder.ts';

/** Shortest quote that proves anything, unless it is the whole note. */
const shortest = 12;

function levelled(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/["'`´‘’‚‛“”„‟«»‹›]/g, "'")
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function bare(text: string): string {
  return levelled(text)
    .replace(/^(?:'|\.\.\.)+|(?:'|\.\.\.)+$/g, '')
    .trim();
}

/** Why a quote proves nothing about a note, in words; undefined when the note has it. Case, marks and spaces may differ. */
export function quoteFault(quote: string, note: string): string | undefined {
  const wanted = bare(quote);
  if (wanted === '') return 'the quote is empty';
  if ([...wanted].length < shortest && wanted !== bare(note))
    return 'the quote is too short to prove anything';
  return levelled(note).includes(wanted) ? undefined : 'the quote does not stand in that note';
}

/** One thing a model said, and what becomes of it when it is held against the notes. */
export interface Verdict {
  /** Where it stood in the answer, as in `signal: objection` or `do next`. */
  readonly what: string;
  readonly text: string;
  readonly note: number;
  readonly quote: string;
  /** Why it is dropped whole; undefined when it is kept. */
  readonly dropped: string | undefined;
  /** What of a kept one is left out, with the reason. */
  readonly trimmed: readonly string[];
}

const citation = z.looseObject({ note: z.number(), quote: z.string() });
const claim = citation.extend({ text: z.string() });
const signal = z.looseObject({
  kind: z.string(),
  text: z.string(),
  raised: citation,
  closed: citation.nullish(),
  due_on: z.string().nullish(),
});
const answerSchema = z.looseObject({
  signals: z.array(z.unknown()).catch([]),
  do_next: z.unknown().optional(),
  open_with: z.unknown().optional(),
  recommendation: z.array(z.unknown()).catch([]),
  changed: z.array(z.unknown()).catch([]),
  tone: z.unknown().optional(),
  /** Of an answer to a question: one verdict for each citation. */
  sentences: z.array(z.looseObject({ text: z.string(), citations: z.array(z.unknown()) })).catch([]),
});

const unreadable = (what: string): Verdict => ({
  what,
  text: '',
  note: 0,
  quote: '',
  dropped: 'it is not in the shape that was asked for',
  trimmed: [],
});

const unsafe = /:\/\/|www\.|mailto:|[<>]|@[\p{L}\d]|&(?:lt|gt|amp);/u;

function numbersIn(text: string): readonly string[] {
  const joined = text.normalize('NFKC').replace(/(?<=\d)[,' ](?=\d{3}(?!\d))/g, '');
  return (joined.match(/\d+(?:[.,]\d+)?/g) ?? []).map((number) => number.replace(/^0+(?=\d)/, ''));
}

function wordsFault(text: string, known: ReadonlySet<string>): string | undefined {
  if (unsafe.test(text)) return 'its words hold a link, a mention or markup';
  const stray = numbersIn(text).find((number) => !known.has(number));
  return stray === undefined ? undefined : `its words hold the number ${stray}, which stands in no note`;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function createJudge(notes: readonly ReadNote[]) {
  const byNumber = new Map(notes.map((note) => [note.n, note]));
  const days = notes.map(({ day }) => day.replaceAll('-', ' / '));
  const known = new Set(
    [...notes.flatMap(({ text, people }) => [text, ...people]), ...days].flatMap(numbersIn),
  );
  const citedFault = ({ note, quote }: z.infer<typeof citation>): string | undefined => {
    const shown = byNumber.get(note);
    return shown ? quoteFault(quote, shown.text) : `there is no note ${note}`;
  };
  const signalVerdict = (raw: unknown): Verdict => {
    const { data } = signal.safeParse(raw);
    if (!data) return unreadable('signal');
    const { kind, text, raised, closed, due_on: due } = data;
    const closing = closed ? citedFault(closed) : undefined;
    const wording = wordsFault(text, known);
    const trimmed = [
      closing && `stays open: where it was closed, ${closing}`,
      due && !isDay(due) && `no date: “${due}” is no day`,
      wording && `shown under its kind's name: ${wording}`,
    ].flatMap((reason) => reason || []);
    const dropped = citedFault(raised);
    return { what: `signal: ${kind}`, text, ...raised, dropped, trimmed: dropped ? [] : trimmed };
  };
  const claimVerdict = (what: string, raw: unknown): Verdict[] => {
    if (raw === null || raw === undefined) return [];
    const { data } = claim.safeParse(raw);
    if (!data) return [unreadable(what)];
    const { text, note, quote } = data;
    return [{ what, text, note, quote, dropped: citedFault(data) ?? wordsFault(text, known), trimmed: [] }];
  };
  return { signalVerdict, claimVerdict };
}

/** What of an answer holds against the notes of its prompt; undefined when the answer is none. */
export function judge(answer: unknown, notes: readonly ReadNote[]): readonly Verdict[] | undefined {
  const { data } = answerSchema.safeParse(answer);
  if (!data) return undefined;
  const { signalVerdict, claimVerdict } = createJudge(notes);
  return [
    ...data.signals.map(signalVerdict),
    ...claimVerdict('do next', data.do_next),
    ...claimVerdict('open with', data.open_with),
    ...data.recommendation.flatMap((one) => claimVerdict('recommendation', one)),
    ...data.changed.flatMap((one) => claimVerdict('changed', one)),
    ...claimVerdict('tone', data.tone),
    ...data.sentences.flatMap(({ text, citations }) =>
      citations.flatMap((one) => claimVerdict('sentence', { ...citation.safeParse(one).data, text })),
    ),
  ];
}

/** One question to the model and what became of the answer. */
export interface ModelCall {
  readonly id: number;
  readonly at: string;
  readonly ms: number;
  readonly outcome: string;
  readonly system: string;
  readonly notes: readonly ReadNote[];
  /** As said, whole or cut; empty when nothing was. */
  readonly said: string;
  /** Undefined when the model gave no answer that could be read. */
  readonly verdicts: readonly Verdict[] | undefined;
}

const requestSchema = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
});
const replySchema = z.looseObject({
  choices: z.array(z.looseObject({ message: z.looseObject({ content: z.string().nullish() }) })).min(1),
});

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function callOf({ id, at, ms, outcome, request, reply }: Exchange): ModelCall {
  const messages = parsed(requestSchema, request)?.messages ?? [];
  const spoken = (role: string) => messages.findLast((one) => one.role === role)?.content ?? '';
  const notes = readNotes(spoken('user'));
  const said = parsed(replySchema, reply)?.choices[0]?.message.content ?? '';
  return {
    id,
    at,
    ms,
    outcome,
    system: spoken('system'),
    notes,
    said,
    verdicts: judge(parsed(z.unknown(), said), notes),
  };
}

const shownCalls = 8;

/** The newest questions to the model, newest first. */
export function modelCalls(exchanges: readonly Exchange[]): readonly ModelCall[] {
  return exchanges
    .filter(({ side, name }) => side === 'model' && name.includes('/chat/completions'))
    .slice(-shownCalls)
    .reverse()
    .map(callOf);
}
