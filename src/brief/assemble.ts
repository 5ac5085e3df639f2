import type { Note } from '../memory/note.ts';
import type { Brief, BriefRequest, Source } from './brief.ts';
import { daysBetween } from './calendar.ts';
import { doNextFromFacts } from './do-next.ts';
import type { Scale } from './factors.ts';
import { type History, historyOn, lastContactDay, quietUntil } from './history.ts';
import { knowledgeOf, openItemsOf, promisesOf } from './open-items.ts';
import { peopleOf } from './people-in-deal.ts';
import { raisesOf } from './raises.ts';
import type { Rubric } from './rubric.ts';
import { score } from './scoring.ts';
import type { Claim, Signal, Testimony } from './testimony.ts';

/** What a brief is put together from; `testimony` is null when nothing checked is known. */
export interface Findings {
  readonly request: BriefRequest;
  /** Newest call first, at least one. */
  readonly notes: readonly Note[];
  readonly testimony: Testimony | null;
  readonly source: Source;
}

const settling = new Set(['objection', 'budget_doubt']);

/** Her words first; the deal is read whole all the same. */
function askedFirst(notes: readonly Note[], prospect: string | null): readonly Note[] {
  const isTheirs = (note: Note): boolean => note.prospects.some((one) => one.key === prospect);
  return [...notes.filter(isTheirs), ...notes.filter((note) => !isTheirs(note))];
}

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

function ofKinds(signals: readonly Signal[], ...kinds: readonly string[]): readonly Signal[] {
  return signals.filter((signal) => kinds.includes(signal.kind));
}

/** Half of a brief: what checked signals say on the day. */
function fromSignals(known: History, scale: Scale) {
  const { signals } = known;
  return {
    openItems: openItemsOf(known, scale),
    settled: signals.filter((signal) => settling.has(signal.kind) && signal.closedBy !== null),
    promises: promisesOf(known, scale.asOf),
    budget: ofKinds(signals, 'budget_confirmed', 'budget_doubt'),
    competitors: ofKinds(signals, 'competitor'),
    quietUntil: quietUntil(signals, scale.asOf),
    knowledge: knowledgeOf(known, scale),
  };
}

/** Points need two notes and a checked answer on just these notes. */
function isScored({ notes, source }: Findings): boolean {
  return notes.length > 1 && source.kind !== 'facts';
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

function toLine({ text, ...cited }: Claim): Brief['doNext'] {
  return { text, cited };
}

/** Half of a brief: the model's own sentences, only from an answer on just these notes. */
function fromModel({ testimony, source }: Findings) {
  const isFresh = source.kind !== 'facts' || source.reason === 'thin';
  const said = isFresh ? testimony : null;
  return {
    openWith: said?.openWith ?? null,
    recommendation: said?.recommendation ?? [],
    tone: said?.tone ?? null,
    changed: said?.changed ?? [],
    advised: said?.doNext ?? null,
  };
}

/** The whole brief of one day; throws when there is no note to speak of. */
export function assembleBrief(findings: Findings, scale: Scale): Brief {
  const { testimony, notes } = findings;
  const deal = notes[0]?.deal;
  if (deal === undefined) throw new RangeError('a brief needs at least one note');
  const history: History = { signals: testimony?.signals ?? [], notes };
  const known = historyOn(scale.asOf, history);
  const parts = fromSignals(known, scale);
  const { advised, ...said } = fromModel(findings);
  const scored = isScored(findings);
  const facts = { ...parts, asOf: scale.asOf, signals: known.signals, notes };
  return {
    ...fromNotes(findings, known.signals),
    ...parts,
    ...said,
    deal,
    asker: findings.request.asker,
    asOf: scale.asOf,
    lastContact: contactOf(notes, scale.asOf),
    score: scored ? score(history, scale.rubric, scale.asOf) : null,
    confidence: confidenceOf(notes, scale),
    doNext: advised === null ? doNextFromFacts(facts) : toLine(advised),
    raises: scored ? raisesOf(history, scale) : [],
  };
}
