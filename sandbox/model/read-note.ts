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

/** A piece of a note between `start` and `end`, cut so that `text` is a substring of the note's text. */
export interface Clause {
  readonly note: ReadNote;
  readonly start: number;
  readonly text: string;
  /** The whole sentence that the clause stands in. */
  readonly sentence: string;
  /** Where the sentence starts in the note. */
  readonly sentenceStart: number;
  /** Place in reading order, oldest note first: an answer stands after its worry. */
  readonly order: number;
}

/** A match of a rule in a clause. */
export interface Hit {
  readonly kind: string;
  /** A few words for a card. */
  readonly text: string;
  readonly who: 'us' | 'them';
  /** What it is about, in a form two hits can be compared by. */
  readonly topics: readonly string[];
  readonly clause: Clause;
  /** Where in the clause the match starts. */
  readonly at: number;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string | null;
}

const block = /^=== notes ([0-9a-f]+) ===\n([\s\S]*)\n=== end of notes \1 ===$/mu;
const header = /^\[(\d+)\] (\d{4}-\d{2}-\d{2}) \p{L}+ · (\w+) · (.*)$/u;

/** The notes between the prompt's two delimiter lines, oldest call first; empty without such a block. */
export function readNotes(message: string): readonly ReadNote[] {
  return notesIn(block.exec(message)?.[2] ?? '');
}

/** The headed notes of a text, oldest call first. */
export function notesIn(body: string): readonly ReadNote[] {
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
