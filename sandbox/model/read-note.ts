/** One note as the request's prompt shows it. */
export interface ReadNote {
  /** The number the prompt gave it. */
  readonly n: number;
  /** The day of the call, `YYYY-MM-DD`. */
  readonly day: string;
  readonly outcome: string;
  readonly people: readonly string[];
  readonly text: string;
}

const block = /^=== notes ([0-9a-f]+) ===\n([\s\S]*)\n=== end of notes \1 ===$/mu;
const header = /^\[(\d+)\] (\d{4}-\d{2}-\d{2})(?: \p{L}+)? · (\w+) · (.*)$/u;

/** The notes between the prompt's two delimiter lines, oldest call first; empty without such a block. */
export function readNotes(message: string): readonly ReadNote[] {
  return notesIn(block.exec(message)?.[2] ?? '');
}

/** The headed notes of a text, oldest call first. */
function notesIn(body: string): readonly ReadNote[] {
  const starts = [...body.matchAll(/^\[\d+\] /gmu)].map((match) => match.index);
  const found = starts.flatMap((start, index) => {
    const note = toNote(body.slice(start, starts[index + 1]));
    return note === null ? [] : [note];
  });
  return oldestFirst(found);
}

function toNote(part: string): ReadNote | null {
  const end = part.indexOf('\n');
  const head = header.exec(end === -1 ? part : part.slice(0, end));
  if (head === null || end === -1) return null;
  const people = (head[4] ?? '').replace(/ · .*$/u, '').split(', ');
  return {
    n: Number(head[1]),
    day: head[2] ?? '',
    outcome: head[3] ?? '',
    people: people.filter((name) => name !== ''),
    text: part.slice(end + 1).trim(),
  };
}

/** Of two notes of one day, the later one is the one nearer to the newest end of the list. */
function oldestFirst(notes: readonly ReadNote[]): readonly ReadNote[] {
  const isNewestFirst = (notes[0]?.day ?? '') > (notes.at(-1)?.day ?? '');
  const listed = isNewestFirst ? notes.toReversed() : [...notes];
  return listed.toSorted((a, b) => a.day.localeCompare(b.day));
}

/** How something ends. */
export type Ending = 'settled' | 'done' | 'passed' | 'withdrawn' | 'moved';

/** What earlier notes said, as a line of `Standing` has it. */
export interface Line {
  readonly id: string;
  readonly kind: string;
  readonly who: 'us' | 'them';
  readonly text: string;
  /** When it was said last, `YYYY-MM-DD`. */
  readonly day: string;
  readonly isOpen: boolean;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}

const standing =
  /^(s\d+) (\w+) (us|them): (.*) · (\d{4}-\d{2}-\d{2})(?: · due (\d{4}-\d{2}-\d{2}))?( · \w+ \d{4}-\d{2}-\d{2})?$/u;

/** The lines of `Standing`, which end where the notes begin. */
export function readStanding(message: string): readonly Line[] {
  const at = message.search(/^Standing:/mu);
  const until = message.search(/^=== notes /mu);
  const lines = at < 0 ? [] : message.slice(at, until < 0 ? undefined : until).split('\n');
  return lines.flatMap((line): Line[] => {
    const [, id = '', kind = '', side, text = '', day = '', due, closed] = standing.exec(line) ?? [];
    if (id === '') return [];
    const who = side === 'us' ? 'us' : 'them';
    return [{ id, kind, who, text, day, isOpen: closed === undefined, dueOn: due ?? null }];
  });
}

/** A note of a question's prompt: several companies stand in one. */
export interface AskedNote extends ReadNote {
  readonly company: string;
  /** Whether whoever asks wrote it. */
  readonly isAskers: boolean;
}

/** What a question's prompt holds. */
export interface AskedPrompt {
  /** Oldest first. */
  readonly notes: readonly AskedNote[];
  readonly question: string;
}

const question = /^=== question ([0-9a-f]+) ===\n([\s\S]*?)\n=== end of question \1 ===$/mu;
const askedHeader = /^\[(\d+)\] \S+ \S+ · \w+ · (.*) · (.*) · by (the asker|a colleague)$/gmu;

/** Reads notes and question; earlier questions are passed over. */
export function readAsked(message: string): AskedPrompt {
  const told = new Map(
    [...message.matchAll(askedHeader)].map(([, number, names = '', company = '', by]) => {
      return [Number(number), { people: names.split(', '), company, isAskers: by === 'the asker' }];
    }),
  );
  const notes = readNotes(message).flatMap((note): AskedNote[] => {
    const head = told.get(note.n);
    return head ? [{ ...note, ...head }] : [];
  });
  return { notes, question: question.exec(message)?.[2]?.split('\n').at(-1) ?? '' };
}

/** What a second witness is shown: a note, and claims on words of it. */
export interface WitnessedNote {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The note's words without the marks. */
  readonly text: string;
  readonly claims: readonly {
    readonly number: number;
    readonly sentence: string;
    /** What stands in brackets behind it. */
    readonly matter: string;
    /** The words that are to prove it. */
    readonly quote: string;
  }[];
}

const witnessed =
  /^=== note ([0-9a-f]+) ===\n\[1\] (\d{4}-\d{2}-\d{2}) [^\n]*\n([\s\S]*)\n=== end of note \1 ===\n([\s\S]*)$/mu;
const claimLine = /^(\d+) (.*) \[([^\]]*)\](?:: "(.*)")?$/u;

/** A witness's prompt; no claims where there is none in it. */
export function readWitnessed(message: string): WitnessedNote {
  const [, , day = '', body = '', claims = ''] = witnessed.exec(message) ?? [];
  return {
    day,
    text: unmarked(body),
    claims: claims.split('\n').flatMap((line) => {
      const [, number, sentence = '', matter = '', quoted] = claimLine.exec(line) ?? [];
      if (number === undefined) return [];
      return [{ number: Number(number), sentence, matter, quote: quoted ?? markedAs(Number(number), body) }];
    }),
  };
}

/** The words between a claim's marks, without the marks of others. */
function markedAs(number: number, body: string): string {
  const start = body.indexOf(`⟦${number} `);
  let depth = 0;
  for (let at = Math.max(0, start); start >= 0 && at < body.length; at += 1) {
    if (body[at] === '⟦') depth += 1;
    if (body[at] === '⟧') depth -= 1;
    if (depth === 0) return unmarked(body.slice(start, at));
  }
  return '';
}

function unmarked(text: string): string {
  return text.replace(/⟦\d+ |⟧/gu, '');
}
