import { type HistoryNote, type Known, reachesThem } from './signals/history.ts';
import { mentionsOf, type Signal } from './signals/signal.ts';

/** Somebody of theirs, as the notes know them. */
export interface KnownPerson {
  readonly name: string;
  /** As a note says it, such as "finance director"; empty when none does. */
  readonly role: string;
  /** Has been on a call with us. */
  readonly isHeard: boolean;
}

/** What somebody is called, or whoever nobody knows. */
export function nameOf(person: KnownPerson | null, otherwise = 'them'): string {
  return person?.name ?? otherwise;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  );
}

/** Titles and particles name nobody. */
const fewestLetters = 3;

/** Letters of scripts without capitals are a name in two already. */
function nameWords(name: string): readonly string[] {
  return wordsOf(name).filter((word) => word.length >= fewestLetters || /\p{Lo}/u.test(word));
}

function isSame(a: string, b: string): boolean {
  const [first, second] = [nameWords(a), nameWords(b)];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short.length > 0 && short.every((word) => long.includes(word));
}

/** A note on nobody in particular is on the company. */
function namesOn({ prospects }: HistoryNote): readonly string[] {
  return prospects.flatMap(({ name, company }) => (name === company ? [] : name));
}

/** All that the notes name: those on calls first, then those with a role alone. */
export function peopleKnown(known: Known): readonly KnownPerson[] {
  const heard = new Set(known.notes.filter((note) => reachesThem(note, known)).flatMap(namesOn));
  const all = new Set(known.notes.flatMap(namesOn));
  const people: KnownPerson[] = [...all].map((name) => ({ name, role: '', isHeard: heard.has(name) }));
  for (const { kind, text } of known.signals) {
    if (kind !== 'person') continue;
    const [name = '', ...rest] = text.split(',');
    const role = rest.join(',').trim();
    const index = people.findIndex((one) => isSame(one.name, name));
    const person = people[index];
    if (person === undefined) people.push({ name: name.trim(), role, isHeard: false });
    else if (person.role === '') people[index] = { ...person, role };
  }
  return people;
}

/** Those whose name stands in the words, in the order in which they stand there. */
export function namedIn(text: string, people: readonly KnownPerson[]): readonly KnownPerson[] {
  const words = wordsOf(text);
  const placed = people.map((person) => ({
    person,
    at: Math.min(
      ...nameWords(person.name)
        .map((word) => words.indexOf(word))
        .filter((at) => at >= 0),
      9999,
    ),
  }));
  const found = placed.filter(({ at }) => at < 9999).toSorted((a, b) => a.at - b.at);
  return found.map(({ person }) => person);
}

/** Who a signal is about: those it names, else who was on the call that said it first. */
export function aboutOf(signal: Signal, known: Known, people: readonly KnownPerson[]): KnownPerson | null {
  const [named] = namedIn(`${signal.text} ${signal.raisedBy.quote}`, people);
  return named ?? onCall(signal.raisedBy.noteId, known, people);
}

const leaves =
  /\b(?:leaves?|leaving|left|quits?|resign(?:s|ed)|retires?|retired|is gone|was (?:fired|let go)|moved (?:on|to another)|no longer (?:there|with)|verlässt|geht|kündigt|quitte|parti[er]?)\b/iu;

/** Whether a setback is that somebody goes or is gone. */
export function tellsOfLeaver({ text, raisedBy }: Signal): boolean {
  return leaves.test(`${text} ${raisedBy.quote}`);
}

/** Who is going or gone, by the words of a setback; null where it tells of nobody known. */
export function leaverIn(setback: Signal, people: readonly KnownPerson[]): KnownPerson | null {
  const words = `${setback.text} ${setback.raisedBy.quote}`;
  return tellsOfLeaver(setback) ? (namedIn(words, people)[0] ?? null) : null;
}

/** Whom the note of a setback brings in, or who alone was on a call since where somebody left: they may go on with it. */
export function followerAfter(
  setback: Signal,
  known: Known,
  people: readonly KnownPerson[],
): KnownPerson | null {
  const { notes, signals } = known;
  const about = namedIn(`${setback.text} ${setback.raisedBy.quote}`, people);
  const isOther = (one: KnownPerson | null | undefined): one is KnownPerson =>
    one != null && !about.includes(one);
  const { noteId } = setback.raisedBy;
  const brought = signals.filter(({ kind, raisedBy }) => kind === 'person' && raisedBy.noteId === noteId);
  const named = brought.flatMap(({ text }) => namedIn(text.split(',')[0] ?? '', people)[0] ?? []);
  const since = notes.slice(notes.findIndex(({ id }) => id === noteId) + 1);
  const heard = since.filter((note) => reachesThem(note, known)).map((note) => firstOf(note, people));
  return named.find(isOther) ?? (tellsOfLeaver(setback) ? (heard.findLast(isOther) ?? null) : null);
}

function onCall(noteId: string, known: Known, people: readonly KnownPerson[]): KnownPerson | null {
  const note = known.notes.find(({ id }) => id === noteId);
  return firstOf(note, people);
}

function firstOf(note: HistoryNote | undefined, people: readonly KnownPerson[]): KnownPerson | null {
  const [first] = note?.prospects ?? [];
  return people.find(({ name }) => name === first?.name) ?? null;
}

/** Who was reached last; null when nobody was. */
export function lastReached(known: Known, people: readonly KnownPerson[]): KnownPerson | null {
  return firstOf(
    known.notes.findLast((note) => note.prospects.length > 0 && reachesThem(note, known)),
    people,
  );
}

const signing = /\b(?:sign|decid|approv|makes the call|must|release|owner|decision)/i;

function byRole(text: string, people: readonly KnownPerson[]): KnownPerson | undefined {
  const words = wordsOf(text);
  return people.find(({ role }) => {
    const own = wordsOf(role).filter((word) => word.length >= fewestLetters);
    return own.length > 0 && own.every((word) => words.includes(word));
  });
}

/** Who signs or decides, as far as the notes tell: who took part as such, else who is said to; null when nobody is. */
export function signerOf(known: Known, people: readonly KnownPerson[]): KnownPerson | null {
  const maker = known.signals.findLast(
    (one) => one.kind === 'decision_maker' && one.closedBy?.how !== 'withdrawn',
  );
  if (maker) return aboutOf(maker, known, people);
  const told = known.signals.filter(({ kind, text, closedBy }) => {
    return kind === 'decision_process' && closedBy === null && signing.test(text);
  });
  for (const signal of told.toReversed()) {
    const words = mentionsOf(signal)
      .map(({ quote }) => quote)
      .join(' ');
    const [named] = namedIn(`${words} ${signal.text}`, people);
    const found = named ?? byRole(signal.text, people) ?? introducedIn(signal.raisedBy.noteId, known, people);
    if (found) return found;
  }
  return null;
}

/** "He signs" speaks of whom the same note brings in. */
function introducedIn(
  noteId: string,
  { signals }: Known,
  people: readonly KnownPerson[],
): KnownPerson | undefined {
  const person = signals.find((one) => one.kind === 'person' && one.raisedBy.noteId === noteId);
  return person && namedIn(person.text.split(',')[0] ?? '', people)[0];
}
