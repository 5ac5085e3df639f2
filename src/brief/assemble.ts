import type { Note } from '../memory/note.ts';
import { addDays, daysBetween } from '../util/calendar.ts';
import type { Brief, BriefRequest, Knowledge, Raise, Source } from './brief.ts';
import { contradictionsOf } from './contradictions.ts';
import { type Correction, isCorrected, saidBy } from './corrections/corrections.ts';
import { doNextFromFacts } from './do-next.ts';
import { gainOf } from './gain.ts';
import { openItemsOf, promisesOf } from './open-items.ts';
import { type History, type HistoryNote, historyOn } from './score/history.ts';
import type { Rubric, Scale } from './score/rubric.ts';
import { score } from './score/score.ts';
import type { Cited, Claim, Signal, Testimony } from './score/signal.ts';
import { lastContactDay, quietBy, quietUntil } from './score/silence.ts';

function contactOf(notes: readonly Note[], asOf: string): Brief['lastContact'] {
  const day = lastContactDay(notes) ?? notes[0]?.day ?? asOf;
  return { day, daysAgo: Math.max(0, daysBetween(day, asOf)) };
}

/** How much there is to go by: many notes, and a new one. */
function confidenceOf(notes: readonly Note[], { rubric, asOf }: Scale): Brief['confidence'] {
  const newest = notes[0]?.day ?? asOf;
  const reaches = ({ notes: count, newest_days }: Rubric['confidence']['high']): boolean =>
    notes.length >= count && daysBetween(newest, asOf) <= newest_days;
  if (reaches(rubric.confidence.high)) return 'high';
  return reaches(rubric.confidence.medium) ? 'medium' : 'low';
}

/** Points need two notes and a checked answer on just these notes. */
function isScored({ notes, source }: Findings): boolean {
  return notes.length > 1 && source.kind !== 'facts';
}

function toLine({ text, ...cited }: Claim): Brief['doNext'] {
  return { text, cited };
}

/** One note is too little to read, whoever read it. */
function thinned(findings: Findings): Findings {
  const isThin = findings.notes.length < 2 && findings.source.kind !== 'facts';
  return isThin ? { ...findings, source: { kind: 'facts', reason: 'thin' } } : findings;
}

/** The whole brief of one day; throws when there is no note to speak of by then. */
export function assembleBrief(given: Findings, scale: Scale): Brief {
  const isPast = given.request.asOf !== undefined;
  const findings = thinned(isPast ? findingsBy(scale.asOf, given) : given);
  const { testimony, notes } = findings;
  const deal = notes[0]?.deal;
  if (deal === undefined) throw new RangeError('a brief needs at least one note');
  const corrections = isPast ? findings.corrections : saidBy(scale.asOf, findings.corrections);
  const history: History = { signals: testimony?.signals ?? [], notes, corrections };
  const known = historyOn(scale.asOf, history);
  const parts = fromSignals(known, scale);
  const { advised, ...said } = fromModel(findings, known.signals);
  const scored = isScored(findings);
  const facts = { ...parts, asOf: scale.asOf, notes };
  return {
    ...fromNotes(findings, known.signals),
    ...parts,
    ...said,
    deal,
    asker: findings.request.asker,
    asOf: scale.asOf,
    isPast,
    lastContact: contactOf(notes, scale.asOf),
    score: scored ? score(history, scale.rubric, scale.asOf) : null,
    confidence: confidenceOf(notes, scale),
    doNext: advised === null ? doNextFromFacts(facts) : toLine(advised),
    raises: scored && !isPast ? raisesOf(history, scale) : [],
  };
}

/** What a brief is put together from; `testimony` is null when nothing checked is known. */
export interface Findings {
  readonly request: BriefRequest;
  /** Newest call first, at least one. */
  readonly notes: readonly Note[];
  readonly testimony: Testimony | null;
  readonly source: Source;
  /** What people said of signals on this deal. */
  readonly corrections: readonly Correction[];
}

/** What was testified by the end of a day. The model's own sentences speak of all notes, so none of them is left. */
function testimonyBy(day: string, testimony: Testimony, known: ReadonlySet<string>): Testimony {
  const { signals } = historyOn(day, { signals: testimony.signals, notes: [] });
  const unsaid = { doNext: null, openWith: null, recommendation: [], changed: [], tone: null, dropped: 0 };
  return { ...unsaid, signals, readIds: testimony.readIds.filter((id) => known.has(id)) };
}

/** What was known by the end of a day: later notes are gone with all that was read in them. */
function findingsBy(day: string, findings: Findings): Findings {
  const notes = findings.notes.filter((note) => note.day <= day);
  const known = new Set(notes.map(({ id }) => id));
  const testimony = findings.testimony && testimonyBy(day, findings.testimony, known);
  return { ...findings, notes, testimony };
}

/**
 * Half of a brief: the model's own sentences, only from an answer on just these notes, and none that rests on words which
 * somebody has put right since.
 */
function fromModel({ testimony, source }: Findings, known: readonly Signal[]) {
  const isFresh = source.kind !== 'facts' || source.reason === 'thin';
  const said = isFresh ? testimony : null;
  const stands = (claim: Claim) => !isCorrected(claim, known);
  const one = (claim: Claim | null | undefined) => (claim && stands(claim) ? claim : null);
  return {
    openWith: one(said?.openWith),
    recommendation: (said?.recommendation ?? []).filter(stands),
    tone: one(said?.tone),
    changed: (said?.changed ?? []).filter(stands),
    advised: one(said?.doNext),
  };
}

/** Her words first; the deal is read whole all the same. */
function askedFirst(notes: readonly Note[], prospect: string | null): readonly Note[] {
  const isTheirs = (note: Note): boolean => note.prospects.some((one) => one.key === prospect);
  return [...notes.filter(isTheirs), ...notes.filter((note) => !isTheirs(note))];
}

/** Half of a brief: what notes alone say. */
function fromNotes({ request, notes, testimony, source }: Findings, signals: readonly Signal[]) {
  const all = notes.flatMap((note) => note.prospects);
  return {
    prospect: all.find((one) => one.key === request.prospect) ?? null,
    source,
    notes: askedFirst(notes, request.prospect),
    readCount: testimony?.readIds.length ?? 0,
    privateCount: notes.filter((note) => note.visibility === 'private').length,
    droppedCount: testimony?.dropped ?? 0,
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
function fromSignals(known: History, scale: Scale) {
  const { signals } = known;
  return {
    signals,
    contradictions: contradictionsOf(known, scale),
    openItems: openItemsOf(known, scale),
    settled: signals.filter(isSettled),
    promises: promisesOf(known, scale.asOf),
    budget: ofKinds(signals, 'budget_confirmed', 'budget_doubt'),
    competitors: ofKinds(signals, 'competitor'),
    quietUntil: quietUntil(signals, scale.asOf),
    quietBy: quietBy(signals, scale.asOf),
    knowledge: knowledgeOf(known, scale),
  };
}

function newestMention(signals: readonly Signal[]): Cited | null {
  const mentions = signals.flatMap(({ raisedBy, closedBy }) =>
    closedBy === null ? [raisedBy] : [raisedBy, closedBy],
  );
  return mentions.toSorted((a, b) => a.day.localeCompare(b.day)).at(-1) ?? null;
}

/** What is known of a deal by MEDDPICC, in the rubric's order. */
function knowledgeOf(known: History, { rubric, asOf }: Scale): readonly Knowledge[] {
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

/** A step agreed today is taken to lie so many days ahead. */
const stepDays = 7;
/** A call that nobody made: it never leaves this file. */
const supposed = 'supposed';

/** A call of today that reached somebody, as the form presets it. */
function callOf(day: string): HistoryNote {
  return { id: supposed, day, outcome: 'spoke', loggedAt: `${day}T23:59:59.999Z`, text: '' };
}

function heard(kind: string, raisedBy: Cited): Signal {
  return { kind, text: '', who: 'them', raisedBy, closedBy: null, dueOn: addDays(raisedBy.day, stepDays) };
}

/**
 * What each further step would bring: just what its author is told when logging a call of today in which it was heard.
 * A call that reaches them ends the silence, so it raises on its own, and a step is named only when it brings more.
 * The most points first; needs two notes, as a score does.
 */
export function raisesOf(history: History, scale: Scale): readonly Raise[] {
  const known = historyOn(scale.asOf, history);
  const notes = [...known.notes, callOf(scale.asOf)];
  const said: Cited = { noteId: supposed, day: scale.asOf, quote: '' };
  const gained = (signals: readonly Signal[]): number => {
    const { before, after } = gainOf(supposed, { signals, notes }, scale);
    return (after?.value ?? 0) - (before?.value ?? 0);
  };
  const reached = gained(known.signals);
  const added = Object.entries(scale.rubric.kinds).flatMap(([name, { raise }]) =>
    raise === undefined ? [] : [{ text: raise, points: gained([...known.signals, heard(name, said)]) }],
  );
  const settled = known.signals
    .filter((signal) => signal.closedBy === null && signal.kind === 'objection')
    .map((signal) => ({
      text: `Settle: ${signal.text}`,
      points: gained(known.signals.map((one) => (one === signal ? { ...one, closedBy: said } : one))),
    }));
  const steps = [...added, ...settled].filter(({ points }) => points > Math.max(0, reached));
  const any = reached > 0 ? [{ text: 'Any call that reaches them', points: reached }] : [];
  return [...steps.toSorted((a, b) => b.points - a.points), ...any];
}
