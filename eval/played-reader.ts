import { createHash } from 'node:crypto';
import { type Line, readNotes, readStanding } from '../sandbox/model/read-note.ts';
import type { Case, CaseNote, Fact } from './cases.ts';

/** One question to a model, as the bot asks it. */
export interface Asked {
  /** Name of the answer's shape: `read`, `witness`, ... */
  readonly name: string;
  readonly system: string;
  readonly user: string;
}

/** How a careless reader spoils quotes: in case, marks and spaces, or by one word. */
export type Spoiling = 'light' | 'word';

export interface Play {
  readonly cases: readonly Case[];
  readonly style: 'perfect' | 'careless';
  readonly seed: number;
  readonly spoiling: Spoiling;
}

/** What a careless reader did to a fact, by `spoiltKey`. */
export type Spoilt = ReadonlyMap<string, ReadonlySet<'quote' | 'note' | 'day'>>;

export interface PlayedReader {
  /** Undefined for a shape that nobody plays. */
  answer(asked: Asked): unknown;
  readonly spoilt: Spoilt;
}

/** By what a fact of a case is found again. */
export function spoiltKey(
  deal: string,
  { note, kind, quote }: Pick<Fact, 'note' | 'kind' | 'quote'>,
): string {
  return `${deal} ${note} ${kind} ${quote}`;
}

interface Shown {
  readonly number: number;
  readonly deal: Case;
  readonly note: CaseNote;
}

/** A reader that answers the bot's own prompts from what is known of the deals: `perfect` all of it, `careless` with faults. */
export function createPlayedReader(play: Play): PlayedReader {
  const spoilt = new Map<string, Set<'quote' | 'note' | 'day'>>();
  const careless = createCarelessness(play, spoilt);
  const asked = new Map<string, number>();

  function shownIn(user: string): readonly Shown[] {
    return readNotes(user).flatMap(({ n: number, day, text }) => {
      for (const deal of play.cases) {
        const note = deal.notes.find((one) => one.day === day && levelled(one.text) === levelled(text));
        if (note) return [{ number, deal, note }];
      }
      throw new Error(`a prompt shows a note of ${day} that no case has`);
    });
  }

  function reading(user: string) {
    const lines = readStanding(user);
    const shown = shownIn(user);
    const given = new Map<Fact, string>();
    const attempts = shown.map(({ deal, note }) => attemptAt(`${deal.deal} ${note.id}`));
    const answered = shown.map((one) => {
      const { deal, note } = one;
      const changes = deal.facts.flatMap((fact) => changesOf(fact, note, targetOf(fact, lines, given)));
      const facts = deal.facts.filter((fact) => fact.note === note.id);
      const signals = facts.map((fact) => {
        const id = `n${given.size + 1}`;
        given.set(fact, id);
        return careless.signal({ id, ...signalOf(fact) }, fact, deal);
      });
      const traps = careless.traps(one, given.size);
      return { note: note.id, changes, signals: [...signals, ...traps], outcome: null };
    });
    const numbers = careless.numbers(shown, attempts);
    return { notes: answered.map((one, index) => ({ ...one, note: numbers[index] ?? 0 })) };
  }

  /** How often a note was asked for before: what is asked again is not misnumbered for ever. */
  function attemptAt(note: string): number {
    const before = asked.get(note) ?? 0;
    asked.set(note, before + 1);
    return before;
  }

  return {
    answer({ name, user }) {
      if (name === 'read') return reading(user);
      return undefined;
    },
    spoilt,
  };
}

/** The name that a fact has in this prompt: as given before in the same answer, else the line that tells it best. */
function targetOf(fact: Fact, lines: readonly Line[], given: ReadonlyMap<Fact, string>): string | undefined {
  const own = given.get(fact);
  if (own !== undefined) return own;
  const ranked = lines
    .filter(({ kind }) => kind === fact.kind)
    .map((line) => ({ line, share: likeness(line.text, fact.text) }))
    .toSorted((a, b) => b.share - a.share);
  const [best] = ranked;
  return best !== undefined && (best.share > 0 || ranked.length === 1) ? best.line.id : undefined;
}

function likeness(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => new Set(levelled(text).split(' ')));
  if (first === undefined || second === undefined) return 0;
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.max(1, Math.min(first.size, second.size));
}

interface Change {
  readonly signal: string;
  readonly how: string;
  readonly quote: string;
  readonly due_words: string | null;
}

/** What a note says of a fact that an earlier note told; nothing where the prompt does not list it. */
function changesOf(fact: Fact, { id }: CaseNote, signal: string | undefined): readonly Change[] {
  if (signal === undefined || fact.note === id) return [];
  const day = fact.due_note === id ? (fact.due_words ?? null) : null;
  const again = fact.again.filter(({ note }) => note === id).map(({ quote }) => quote);
  const dated = again.length === 0 && day !== null ? [day] : again;
  const said = dated.map((quote): Change => ({ signal, how: 'again', quote, due_words: day }));
  if (fact.closed?.note !== id) return said;
  const { how, quote } = fact.closed;
  return [...said, { signal, how, quote, due_words: null }];
}

function signalOf({ note, kind, who, text, quote, due_words, due_note, closed }: Fact) {
  const over = closed?.note === note ? { how: closed.how, quote: closed.quote } : null;
  const isDueHere = due_note === undefined || due_note === note;
  return { kind, who, text, quote, due_words: (isDueHere ? due_words : null) ?? null, over };
}

type Told = ReturnType<typeof signalOf> & { readonly id: string };

const share = 0.1;

/** The faults of a careless reader, the same for the same seed however the notes are put before it. */
function createCarelessness(play: Play, spoilt: Map<string, Set<'quote' | 'note' | 'day'>>) {
  const isCareless = play.style === 'careless';
  const happens = (what: string) => isCareless && chance(`${play.seed} ${what}`) < share;
  const remember = (key: string, what: 'quote' | 'note' | 'day') =>
    spoilt.set(key, (spoilt.get(key) ?? new Set()).add(what));

  return {
    signal(told: Told, fact: Fact, deal: Case): Told {
      const key = spoiltKey(deal.deal, fact);
      const isQuoteSpoilt = happens(`quote ${key}`);
      const isDayInvented = happens(`day ${key}`);
      if (isQuoteSpoilt) remember(key, 'quote');
      if (isDayInvented) remember(key, 'day');
      return {
        ...told,
        quote: isQuoteSpoilt ? spoil(told.quote, play, key) : told.quote,
        due_words: isDayInvented ? inventedDay(told.due_words) : told.due_words,
      };
    },
    traps({ deal, note }: Shown, from: number): readonly Told[] {
      if (!isCareless) return [];
      const own = deal.traps.filter((trap) => trap.note === note.id);
      return own.map(({ kind, quote }, index) => ({
        id: `n${from + index + 100}`,
        ...{ kind, who: sideOf(kind), text: trapText(quote), quote, due_words: null, over: null },
      }));
    },
    /** The numbers given, one for each note: now and then another note's, or that of none. */
    numbers(shown: readonly Shown[], attempts: readonly number[]): readonly number[] {
      return shown.map(({ deal, note, number }, index) => {
        if (!happens(`note ${deal.deal} ${note.id} ${attempts[index]}`)) return number;
        for (const fact of deal.facts)
          if (fact.note === note.id) remember(spoiltKey(deal.deal, fact), 'note');
        return number + 1;
      });
    },
  };
}

/** A trap as a reader would word it who fell for it: the words it quotes. */
export function trapText(quote: string): string {
  return quote.split(/\s+/u).slice(0, 8).join(' ');
}

const ours = new Set(['proposal_out', 'amount', 'ask_unanswered', 'promise']);

function sideOf(kind: string): 'us' | 'them' {
  return ours.has(kind) ? 'us' : 'them';
}

function inventedDay(words: string | null): string {
  return words === null ? 'by next Friday' : 'at the end of next month';
}

function spoil(quote: string, { spoiling, seed }: Play, key: string): string {
  const which = chance(`${seed} how ${key}`);
  if (spoiling === 'word') return quote.replace(/\p{L}{4,}/u, 'really');
  if (which < 0.34) return quote.toUpperCase();
  if (which < 0.67) return `“${quote.replace(/[,.:;](?= |$)/gu, '').replace(/ /u, '  ')}…”`;
  return quote.replace(/ /u, ' - ').replace(/['’]/gu, '`');
}

/** From 0 to below 1, the same for the same words. */
function chance(of: string): number {
  return createHash('sha256').update(of).digest().readUInt32BE(0) / 2 ** 32;
}

/** A text by its words alone. */
export function levelled(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\d]+/gu) ?? []
  ).join(' ');
}
