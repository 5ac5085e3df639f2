import type { Note } from '../memory/note.ts';
import { daysBetween, laterDay } from '../util/calendar.ts';
import type { Brief, BriefRequest, Knowledge } from './brief.ts';
import { contradictionsOf } from './contradictions.ts';
import { correctionsInForce, isCorrected, unfitting } from './corrections/corrections.ts';
import { doNextOf } from './do-next.ts';
import { openItemsOf, promisesOf } from './open-items.ts';
import { isScored, type ReadDeal } from './reading/read-deals.ts';
import { confidenceOf } from './score/confidence.ts';
import type { Rubric, Scale } from './score/rubric.ts';
import { type Score, score } from './score/score.ts';
import { contactDay, daysSinceContact, quietOn } from './score/silence.ts';
import { closingNote, isLostOrSaid, type Known } from './signals/history.ts';
import { type Cited, type Claim, mentionsOf, type Signal } from './signals/signal.ts';
import type { Words } from './words/words.ts';

/** What a brief is put together from. */
export interface Findings {
  readonly request: BriefRequest;
  readonly deal: ReadDeal;
  /** The model's own sentences, made from signals and checked; null where there are none. */
  readonly words: Words | null;
  /** What colleagues see, where the asker has private notes on the deal. */
  readonly teamScore: Score | null;
}

/** The whole brief of one day; throws when there is no note to speak of by then. */
export function assembleBrief({ request, deal, words, teamScore }: Findings, rubric: Rubric): Brief {
  const isPast = request.asOf !== undefined;
  const asOf = request.asOf ?? deal.asOf;
  const scale: Scale = { rubric, asOf };
  const notes = deal.notes.filter(({ day }) => day <= asOf);
  const [newest] = notes;
  if (newest === undefined) throw new RangeError('a brief needs at least one note');
  const known = deal.history.on(asOf);
  const today = isPast ? asOf : laterDay(request.today ?? asOf, newest.day);
  const isEnough = isScored(notes, deal.reading.unread);
  return {
    ...fromNotes(request, notes, known.signals),
    ...fromSignals(known, scale, today),
    ...sentencesOf(isPast ? null : words, known),
    deal: newest.deal,
    asker: request.asker,
    asOf,
    today,
    isPast,
    reading: deal.readingBy(asOf),
    lastContact: contactOf(known, today),
    score: asOf === deal.asOf ? deal.score : isEnough ? score(deal.history, rubric, asOf) : null,
    teamScore: isPast ? null : teamScore,
    confidence: confidenceOf(known, scale),
    ...fromPeople(request, deal, known),
    leftOut: new Map(notes.map(({ id }) => [id, deal.leftOut.get(id) ?? []])),
    kindLabels: Object.fromEntries(Object.entries(rubric.kinds).map(([kind, { label }]) => [kind, label])),
    outcomeSaid: known.outcomeSaid ?? null,
    doNext: moveOf(notes, deal, known, { rubric, asOf: today }),
    raises: isEnough && !isPast ? deal.raises() : [],
  };
}

/** The line under Do next: what is not read yet may say the opposite of what was to be done. */
export function moveOf(
  notes: readonly Note[],
  { reading }: Pick<ReadDeal, 'reading'>,
  known: Known,
  scale: Scale,
): Brief['doNext'] {
  const [newest] = notes;
  if (newest === undefined || !reading.unread.has(newest.id)) return doNextOf(known, scale);
  const cited = { noteId: newest.id, day: newest.day, quote: '' };
  if (newest.outcome === 'next_step')
    return { text: 'Keep to the next step agreed: it stands in the newest note, not read yet.', cited };
  return { text: 'Look at the newest note: it is not read yet.', cited };
}

/** What was said of the notes' signals, and what of it the asker should look at again. */
function fromPeople({ asker, asOf }: BriefRequest, { corrections, reading }: ReadDeal, known: Known) {
  const own = corrections.filter(({ by, signal }) => by === asker && !reading.unread.has(signal.noteId));
  return {
    corrections: correctionsInForce(known.signals, corrections),
    unfitting: asOf === undefined ? unfitting(known.signals, own) : [],
  };
}

function contactOf(known: Known, asOf: string): Brief['lastContact'] {
  return { day: contactDay(known, asOf), daysAgo: daysSinceContact(known, asOf) };
}

/**
 * The model's sentences speak of today, and none rests on words that somebody has put right since. Nothing is advised on a
 * deal that is lost, or that a note says is lost.
 */
function sentencesOf(words: Words | null, known: Known) {
  const isLost = isLostOrSaid(known);
  const stands = (claim: Claim) => !isCorrected(claim, known.signals);
  const one = (claim: Claim | null | undefined) => (claim && stands(claim) ? claim : null);
  return {
    openWith: isLost ? null : one(words?.openWith),
    recommendation: isLost ? [] : (words?.recommendation ?? []).filter(stands),
    tone: one(words?.tone),
    changed: (words?.changed ?? []).filter(stands),
  };
}

/** Her words first; the deal is read whole all the same. */
function askedFirst(notes: readonly Note[], prospect: string | null): readonly Note[] {
  const isTheirs = (note: Note): boolean => note.prospects.some((one) => one.key === prospect);
  return [...notes.filter(isTheirs), ...notes.filter((note) => !isTheirs(note))];
}

/** Half of a brief: what notes alone say. */
function fromNotes({ prospect }: BriefRequest, notes: readonly Note[], signals: readonly Signal[]) {
  const all = notes.flatMap((note) => note.prospects);
  return {
    prospect: all.find((one) => one.key === prospect) ?? null,
    notes: askedFirst(notes, prospect),
    privateCount: notes.filter((note) => note.visibility === 'private').length,
    people: peopleOf(notes, signals),
  };
}

const settling = new Set(['objection', 'budget_doubt']);

function ofKinds(signals: readonly Signal[], ...kinds: readonly string[]): readonly Signal[] {
  return signals.filter((signal) => kinds.includes(signal.kind));
}

/** Answered by a note: what somebody put right stands with the corrections. */
function isSettled({ kind, closedBy, correction }: Signal): boolean {
  return settling.has(kind) && closedBy !== null && correction === undefined;
}

/** Half of a brief: what checked signals say on the day. */
function fromSignals(known: Known, scale: Scale, today: string) {
  const { signals } = known;
  return {
    signals,
    contradictions: contradictionsOf(known, scale),
    // Of a deal that is lost nothing is to be settled any more.
    openItems: closingNote(known.notes)?.outcome === 'lost' ? [] : openItemsOf(known, scale, today),
    settled: signals.filter(isSettled),
    promises: promisesOf(known, today),
    budget: ofKinds(signals, 'budget_confirmed', 'budget_doubt'),
    competitors: ofKinds(signals, 'competitor'),
    quiet: quietOn(known, scale),
    knowledge: knowledgeOf(known, scale),
  };
}

function newestMention(signals: readonly Signal[]): Cited | null {
  const mentions: readonly Cited[] = signals.flatMap((signal) => [
    ...mentionsOf(signal),
    ...(signal.closedBy ? [signal.closedBy] : []),
  ]);
  return mentions.toSorted((a, b) => a.day.localeCompare(b.day)).at(-1) ?? null;
}

/** What is known of a deal by MEDDPICC, in the rubric's order. */
function knowledgeOf(known: Known, { rubric, asOf }: Scale): readonly Knowledge[] {
  return Object.entries(rubric.kinds).flatMap(([kind, { meddpicc, topic }]) => {
    if (meddpicc === undefined) return [];
    const ofKind = known.signals.filter((signal) => signal.kind === kind);
    const cited = newestMention(ofKind.filter(({ correction }) => correction?.says !== 'not_true'));
    const isStale = cited !== null && daysBetween(cited.day, asOf) > rubric.stale_after_days;
    const state = cited === null ? 'unknown' : isStale ? 'stale' : 'known';
    return [{ name: meddpicc, topic: topic ?? meddpicc.toLowerCase(), state, cited }];
  });
}

type PersonLine = Brief['people'][number];

function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter((word) => word !== '');
}

/** "Priya" is Priya Sharma when all words of the shorter name stand in the longer. */
function isSameName(a: string, b: string): boolean {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short.length > 0 && short.every((word) => long.includes(word));
}

/** The prompt asks for "Name, role"; other marks between them are understood too. */
function spoken(signal: Signal): PersonLine {
  const [name = signal.text, ...rest] = signal.text.split(/,\s*|\s+[-–—]\s+|\s*\(/);
  const role = rest.join(', ').replace(/\)$/, '').trim();
  return { name: name.trim(), role: role === '' ? null : role, cited: signal.raisedBy };
}

/** People of a deal: those its notes are tagged with, newest call first, with the role a note gives them; then others that notes name. */
function peopleOf(notes: readonly Note[], signals: readonly Signal[]): readonly PersonLine[] {
  const tagged = new Map(notes.flatMap((note) => note.prospects.map((one) => [one.key, one.name])));
  const people: PersonLine[] = [...tagged.values()].map((name) => ({ name, role: null, cited: null }));
  const named = signals.filter((signal) => signal.kind === 'person').map(spoken);
  for (const person of named.toReversed()) {
    const index = people.findIndex((other) => isSameName(other.name, person.name));
    const before = people[index];
    if (before === undefined) people.push(person);
    else if (before.role === null) people[index] = { ...person, name: before.name };
  }
  return people;
}
