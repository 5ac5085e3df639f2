import { z } from 'zod';
import type { ReadNote } from '../model/prompt-parts.ts';
import { quoteFault } from './quote.ts';

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
