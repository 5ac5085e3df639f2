import { z } from 'zod';
import { type ReadNote, readNotes } from '../model/read-note.ts';
import type { Exchange } from './recorder.ts';

function wordsIn(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return ` ${(words ?? []).join(' ')} `;
}

/** Why a quote proves nothing about a note, in words; undefined when the note has its words in a row. Case, marks and spaces may differ. */
export function quoteFault(quote: string, note: string): string | undefined {
  const wanted = wordsIn(quote);
  if (wanted.trim() === '') return 'the quote is empty';
  return wordsIn(note).includes(wanted) ? undefined : 'the quote does not stand in that note';
}

/** One thing a model said, and what becomes of it when it is held against the notes. */
export interface Verdict {
  /** Where it stood in the answer, as in `signal: objection` or `s1: settled`. */
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
const readSignal = z.looseObject({
  kind: z.string(),
  text: z.string(),
  quote: z.string(),
  due_words: z.string().nullish(),
  over: z.looseObject({ quote: z.string() }).nullish(),
});
const readChange = z.looseObject({ signal: z.string(), how: z.string(), quote: z.string() });
const readNote = z.looseObject({
  note: z.number(),
  changes: z.array(z.unknown()).catch([]),
  signals: z.array(z.unknown()).catch([]),
  outcome: z.looseObject({ words: z.string(), quote: z.string() }).nullish().catch(null),
});
const answerSchema = z.looseObject({
  /** Of a reading: one item for each note. */
  notes: z.array(z.unknown()).catch([]),
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
  const signalVerdict = (note: number, raw: unknown): Verdict => {
    const { data } = readSignal.safeParse(raw);
    if (!data) return unreadable('signal');
    const { kind, text, quote, due_words: day, over } = data;
    const ending = over ? citedFault({ note, quote: over.quote }) : undefined;
    const wording = wordsFault(text, known);
    const trimmed = [
      ending && `stays open: where it ended, ${ending}`,
      day && citedFault({ note, quote: day }) && `no day: “${day}” does not stand in that note`,
      wording && `shown under its kind's name: ${wording}`,
    ].flatMap((reason) => reason || []);
    const dropped = citedFault({ note, quote });
    return { what: `signal: ${kind}`, text, note, quote, dropped, trimmed: dropped ? [] : trimmed };
  };
  const changeVerdict = (note: number, raw: unknown): Verdict => {
    const { data } = readChange.safeParse(raw);
    if (!data) return unreadable('change');
    const { signal, how, quote } = data;
    return {
      ...{ what: `${signal}: ${how}`, text: '', note, quote },
      ...{ dropped: citedFault({ note, quote }), trimmed: [] },
    };
  };
  const noteVerdicts = (raw: unknown): readonly Verdict[] => {
    const { data } = readNote.safeParse(raw);
    if (!data) return [unreadable('note')];
    const { note, changes, signals, outcome } = data;
    const said = outcome ? [changeVerdict(note, { signal: 'deal', how: outcome.words, ...outcome })] : [];
    return [
      ...changes.map((one) => changeVerdict(note, one)),
      ...signals.map((one) => signalVerdict(note, one)),
      ...said,
    ];
  };
  const sentenceVerdict = (text: string, raw: unknown): Verdict => {
    const { data } = citation.safeParse(raw);
    if (!data) return unreadable('sentence');
    const { note, quote } = data;
    const dropped = citedFault(data) ?? wordsFault(text, known);
    return { what: 'sentence', text, note, quote, dropped, trimmed: [] };
  };
  return { noteVerdicts, sentenceVerdict };
}

/** What of an answer holds against the notes of its prompt; undefined when the answer is none. */
export function judge(answer: unknown, notes: readonly ReadNote[]): readonly Verdict[] | undefined {
  const { data } = answerSchema.safeParse(answer);
  if (!data) return undefined;
  const { noteVerdicts, sentenceVerdict } = createJudge(notes);
  return [
    ...data.notes.flatMap(noteVerdicts),
    ...data.sentences.flatMap(({ text, citations }) => citations.map((one) => sentenceVerdict(text, one))),
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
