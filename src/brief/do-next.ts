import { addDays, dayName, daysBetween } from '../util/calendar.ts';
import { counted } from '../util/counted.ts';
import { upperFirst } from '../util/first-letter.ts';
import { datedRequestsOf, owedRequestsOf } from './open-items.ts';
import {
  aboutOf,
  followerAfter,
  type KnownPerson,
  lastReached,
  leaverIn,
  namedIn,
  nameOf,
  peopleKnown,
  signerOf,
  tellsOfLeaver,
} from './people-known.ts';
import { owed, owedLate } from './promise-orders.ts';
import { stageOf } from './score/ladder.ts';
import { lateText } from './score/promise-words.ts';
import {
  closeDateOf,
  closingDeed,
  closingText,
  isSignerHeard,
  ourLate,
  setbackWithin,
  unansweredFor,
} from './score/risk.ts';
import type { Scale } from './score/rubric.ts';
import { daysSinceContact, pauseOn, silentDays } from './score/silence.ts';
import { isKeptUntil, isLate } from './score/trouble.ts';
import {
  closingNote,
  type HistoryNote,
  type Known,
  saidSinceClosing,
  stepNotRead,
  unreadNotes,
} from './signals/history.ts';
import { type Cited, calledOf, lastSaid, type Signal } from './signals/signal.ts';

/** The line under `Do next`, with the note it rests on. */
export interface DoNext {
  readonly text: string;
  readonly cited: Cited | null;
}

/** What a rule looks at. */
interface Facts extends Scale {
  readonly known: Known;
  readonly people: readonly KnownPerson[];
}

type Rule = (facts: Facts) => DoNext | null;

/** The one thing to do, as a person would say it, from what was read and nothing else: the first rule that has something. */
export function doNextOf(known: Known, { rubric, asOf }: Scale): DoNext {
  const facts: Facts = { known, rubric, asOf, people: peopleKnown(known) };
  const closing = closingNote(known.notes);
  const usual = closing === null ? openRules : closing.outcome === 'won' ? wonRules : [onceLost];
  const rules = [outcomeSaid, ...usual];
  for (const rule of rules) {
    const found = rule(facts);
    if (found !== null) return found;
  }
  return { text: 'Agree a next step with a date.', cited: null };
}

function openOf({ known }: Facts, kind: string): readonly Signal[] {
  return known.signals.filter((signal) => signal.kind === kind && signal.closedBy === null);
}

/** Those without a day come last. */
function bySoonest(a: Signal, b: Signal): number {
  return (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');
}

/** Who signs and has not been heard: worth asking for in whatever is done next. */
function unheardSigner({ known, people }: Facts): KnownPerson | null {
  const signer = isSignerHeard(known) ? null : signerOf(known, people);
  return signer === null || signer.isHeard ? null : signer;
}

function askForSigner(facts: Facts): string {
  const signer = unheardSigner(facts);
  return signer === null ? '' : ` Ask to bring in ${signer.name}, not heard yet.`;
}

const asking = {
  won: 'Mark it won, or say what is still open',
  lost: 'Mark it lost, or say what is still open',
  reopened: 'Open it again, or leave it lost',
} as const;

/** Whether it is over is for a person to say, and everything else waits for that. */
const outcomeSaid: Rule = ({ known }) => {
  if (known.outcomeSaid === undefined) return null;
  const { words, cited } = known.outcomeSaid;
  return { text: `${asking[words]}: “${cited.quote}”.`, cited };
};

/** What we owe and is late comes first: it is the one thing that is all in our hands. */
const ourLatePromise: Rule = (facts) => {
  const [first, second] = ourLate(facts.known, 1, facts.asOf);
  if (first?.dueOn == null) return null;
  const then = second?.dueOn == null ? '' : ` Then: ${second.text}, ${lateText(second, facts.asOf)}.`;
  const text = `${owedLate(first, facts)}.${then || askForSigner(facts)}`;
  return { text, cited: lastSaid(first) };
};

/** Nobody answers: go on through who does, to who decides or whom we never heard. */
const noAnswer: Rule = (facts) => {
  const { known, people, rubric } = facts;
  const ask = unansweredFor(known, rubric.at_risk.unanswered_days, facts);
  if (ask === undefined || pauseOn(known, facts) !== null) return null;
  const silent = ask.signal
    ? aboutOf(ask.signal, known, people)
    : (lastReached(known, people) ?? people[0] ?? null);
  const unheard = unheardSigner(facts) ?? people.find((one) => !one.isHeard && one !== silent) ?? null;
  const goal = silent?.isHeard === false ? silent : unheard;
  const waiting = `no answer for ${counted(ask.days, 'day')}`;
  const last = lastReached(known, people);
  const through = last !== null && last !== goal && last !== silent ? ` through ${last.name}` : '';
  if (goal === null || goal === silent) {
    const whom = nameOf(goal ?? silent);
    const text = through
      ? `Get ${whom} on a call${through}: ${waiting}.`
      : `Try ${whom} once more, another way: ${waiting}.`;
    return { text: `${text}${beforeWhatWeSend(facts)}`, cited: ask.cited };
  }
  const text = `Reach ${goal.name}${through}: ${nameOf(silent, 'they')} gave ${waiting}.`;
  return { text: `${text}${beforeWhatWeSend(facts)}`, cited: ask.cited };
};

/** What we mean to send soon can wait until somebody answers. */
function beforeWhatWeSend(facts: Facts): string {
  const [soon] = dueSoon(facts);
  return soon?.dueOn == null
    ? ''
    : ` Do it before this goes out on ${dayName(soon.dueOn, facts.asOf)}: ${soon.text}.`;
}

function dueSoon(facts: Facts): readonly Signal[] {
  const { asOf, rubric } = facts;
  const soon = openOf(facts, 'promise').filter(
    (one) =>
      one.who === 'us' &&
      !isKeptUntil(one) &&
      one.dueOn !== null &&
      one.dueOn >= asOf &&
      daysBetween(asOf, one.dueOn) <= rubric.buckets.due_soon_days,
  );
  return soon.toSorted(bySoonest);
}

/** The next day by which things should be in place: the pilot's end, the day they decide; none once they have. */
function deadline(facts: Facts): string {
  const { known, asOf } = facts;
  if (closingNote(known.notes) !== null) return '';
  const dates = [...openOf(facts, 'pilot_agreed'), closeDateOf(known) ?? []].flat();
  const [first] = dates.filter(({ dueOn }) => dueOn !== null && dueOn >= asOf).toSorted(bySoonest);
  if (first?.dueOn == null) return '';
  if (first.kind === 'pilot_agreed') return ` The pilot ends on ${dayName(first.dueOn, asOf)}.`;
  return ` ${upperFirst(closingText(first, first.dueOn, asOf))}.`;
}

const theirKinds: ReadonlySet<string> = new Set(['promise', 'next_step']);
/** A call and no more than that: the order to ring says it already. */
const onlyCall = /^(?:call|ring|phone)(?:\s+(?:back|him|her|them|us|me|you))*$/i;

const theirsLate: Rule = (facts) => {
  const { known, people, asOf } = facts;
  const late = known.signals.filter((one) => theirKinds.has(one.kind) && isLate(one, asOf));
  const [first] = late.toSorted(bySoonest);
  if (first?.dueOn == null) return null;
  const person = aboutOf(first, known, people);
  const silent = openOf(facts, 'ask_unanswered').some((ask) => aboutOf(ask, known, people) === person);
  const last = lastReached(known, people);
  const meeting = openOf(facts, 'next_step').find(({ dueOn }) => dueOn === asOf);
  const alone = meeting ? `${meeting.text} is today: ask ${nameOf(person)}` : `Ring ${nameOf(person)} today`;
  const how =
    silent && last !== null && last !== person ? `Reach ${nameOf(person)} through ${last.name}` : alone;
  const day = dayName(first.dueOn, asOf);
  // Nothing says that a call was not held: nobody may have logged it.
  const isStep = first.kind === 'next_step';
  const was = isStep
    ? `was for ${day}`
    : `due ${day}, ${counted(daysBetween(first.dueOn, asOf), 'day')} late`;
  const isCallAlone = how === alone && !meeting && onlyCall.test(first.text.trim());
  const call = `The call ${isStep ? '' : 'was '}${was}`;
  const what = isCallAlone ? call : `${first.text}: ${isStep ? 'it ' : ''}${was}`;
  return { text: `${how}. ${what}.${deadline(facts)}`, cited: lastSaid(first) };
};

/** Who carried the deal may be gone: it must not hang on them. */
const afterSetback: Rule = (facts) => {
  const setback = setbackWithin(facts.known, facts.rubric.at_risk.setback_days, facts.asOf);
  if (setback === undefined) return null;
  return { text: `${inSpiteOf(setback, facts)}${deadline(facts)}`, cited: lastSaid(setback) };
};

function inSpiteOf(setback: Signal, { known, people }: Facts): string {
  const what = calledOf(setback.text, setback.raisedBy);
  const signer = signerOf(known, people);
  if (signer !== null && signer !== leaverIn(setback, people))
    return `${upperFirst(what)}: speak to ${signer.name} directly.`;
  const follower = followerAfter(setback, known, people);
  if (follower !== null) return `${upperFirst(what)}: speak to ${follower.name}.`;
  return tellsOfLeaver(setback)
    ? `Find out who decides now: ${what}.`
    : `Ask ${nameOf(lastReached(known, people))} what this changes: ${what}.`;
}

/** They asked for quiet: nothing before its day, and what comes then. */
const whilePaused: Rule = (facts) => {
  const { known, people, asOf } = facts;
  const pause = pauseOn(known, facts);
  if (pause === null) return null;
  const setback = setbackWithin(known, facts.rubric.at_risk.setback_days_in_pause, asOf);
  const step = openOf(facts, 'next_step').find(({ dueOn }) => dueOn !== null && dueOn >= pause.until);
  const next = setback ?? step;
  const day = next?.dueOn == null ? '' : `, ${dayName(next.dueOn, asOf)}`;
  const why = next === undefined ? '' : ` ${next.text}${day}.`;
  const person = aboutOf(next ?? pause.signal, known, people) ?? lastReached(known, people);
  const gone = setback === undefined ? null : leaverIn(setback, people);
  const then =
    gone !== null && gone === person ? `find out who follows ${gone.name}` : `reach ${nameOf(person)}`;
  const text = `Let it rest until ${dayName(pause.until, asOf)}, then ${then}.${why}`;
  return { text, cited: lastSaid(pause.signal) };
};

const ourNextPromise: Rule = (facts) => {
  const [[first], wanted] = [dueSoon(facts), wantedSoon(facts)];
  if (first?.dueOn == null || (wanted?.dueOn != null && wanted.dueOn < first.dueOn)) return null;
  return { text: `${owed(first, facts)}.${deadline(facts)}`, cited: lastSaid(first) };
};

/** A contract or check that is with them, before the day they mean to decide. */
const paperWithThem: Rule = (facts) => {
  const { known, people, asOf } = facts;
  const papers = openOf(facts, 'paper_process');
  const paper = papers.toSorted((a, b) => lastSaid(a).day.localeCompare(lastSaid(b).day)).at(-1);
  if (paper === undefined) return null;
  const person = aboutOf(paper, known, people);
  const closing = closeDateOf(known)?.dueOn;
  const so = closing != null && closing >= asOf ? `, so that ${dayName(closing, asOf)} holds` : '';
  const text = `Ask ${nameOf(person)} how this stands${so}: ${paper.text}.${askForSigner(facts)}`;
  return { text, cited: lastSaid(paper) };
};

const worries = ['objection', 'price_pressure', 'competitor', 'budget_doubt'];

const openWorry: Rule = (facts) => {
  const { known, people } = facts;
  const isSince = saidSinceClosing(known);
  for (const kind of worries) {
    const worry = openOf(facts, kind)
      .filter(isSince)
      .toSorted((a, b) => lastSaid(a).day.localeCompare(lastSaid(b).day))
      .at(-1);
    if (worry === undefined) continue;
    const person = nameOf(aboutOf(worry, known, people));
    const what = calledOf(worry.text, worry.raisedBy);
    const move = kind === 'competitor' ? `Ask ${person} how we compare` : `Settle this with ${person}`;
    return { text: `${move}: ${what}.${deadline(facts)}`, cited: lastSaid(worry) };
  }
  return null;
};

/** "Answer what Priya Sharma asked for by 4 Dec: Contract." */
function answerTo(request: Signal, facts: Facts): DoNext {
  const { known, people, asOf } = facts;
  const { dueOn, text } = request;
  const person = nameOf(aboutOf(request, known, people));
  const isOver = dueOn !== null && dueOn < asOf;
  const when = dueOn === null ? '' : isOver ? `, ${lateText(request, asOf)}` : ` by ${dayName(dueOn, asOf)}`;
  const what = calledOf(text, request.raisedBy);
  return { text: `Answer what ${person} asked for${when}: ${what}.`, cited: lastSaid(request) };
}

/** What they want by a day soon, or wanted by one that is over. */
function wantedSoon(facts: Facts): Signal | undefined {
  const last = addDays(facts.asOf, facts.rubric.buckets.due_soon_days);
  return owedRequestsOf(facts.known).find(({ dueOn }) => dueOn !== null && dueOn <= last);
}

function answering(find: (facts: Facts) => Signal | undefined): Rule {
  return (facts) => {
    const request = find(facts);
    return request ? answerTo(request, facts) : null;
  };
}

/** It comes before what they want some time. */
const dueRequest = answering(wantedSoon);
const openRequest = answering((facts) => openOf(facts, 'buyer_request').at(-1));
const owedRequest = answering(({ known }) => owedRequestsOf(known)[0]);

const dayAhead: Rule = (facts) => {
  const { asOf, known, people } = facts;
  const closings = closingNote(known.notes) === null ? openOf(facts, 'close_date') : [];
  const dated = [...openOf(facts, 'next_step'), ...closings];
  const [next] = dated.filter(({ dueOn }) => dueOn !== null && dueOn >= asOf).toSorted(bySoonest);
  if (next?.dueOn == null) return null;
  const [named] = namedIn(next.text, people);
  const person = nameOf(named ?? aboutOf(next, known, people));
  const isClosing = next.kind === 'close_date';
  const what = isClosing ? `They mean to ${closingDeed(next)} then` : next.text;
  return { text: `Prepare ${dayName(next.dueOn, asOf)} with ${person}. ${what}.`, cited: lastSaid(next) };
};

const afterSilence: Rule = (facts) => {
  const days = silentDays(facts.known, facts);
  if (days <= facts.rubric.silence.after_days) return null;
  const person = nameOf(lastReached(facts.known, facts.people) ?? facts.people[0] ?? null);
  const since = daysSinceContact(facts.known, facts.asOf);
  return { text: `Ring ${person}: no contact for ${counted(since, 'day')}.`, cited: null };
};

const unheard: Rule = (facts) => {
  const { known, rubric } = facts;
  const stage = stageOf(known, facts);
  if (stage.at < (rubric.kinds['buyer_request']?.stage ?? 0) || isSignerHeard(known)) return null;
  const signer = nameOf(unheardSigner(facts), 'the person who signs');
  return {
    text: `Get ${signer} on a call: nobody who signs was heard.`,
    cited: stage.signal?.raisedBy ?? null,
  };
};

/** The words of a note are not read here: it is named as a whole. */
function wholeNote({ id, day }: HistoryNote): Cited {
  return { noteId: id, day, quote: '' };
}

/** A step that its author chose is agreed, though nothing was read of it. */
const undatedStep: Rule = ({ known, people, asOf }) => {
  const note = stepNotRead(known);
  if (note === null) return null;
  const person = nameOf(lastReached(known, people));
  const agreed = `with ${person} on ${dayName(note.day, asOf)}`;
  const pilot = known.signals.find(
    ({ kind, closedBy, raisedBy }) =>
      kind === 'pilot_agreed' && closedBy === null && raisedBy.noteId === note.id,
  );
  if (pilot) {
    const until = pilot.dueOn === null ? '' : `, until ${dayName(pilot.dueOn, asOf)}`;
    const text = `Keep to what was agreed ${agreed}: ${pilot.text}${until}.`;
    return { text, cited: pilot.raisedBy };
  }
  const what = known.readIds.has(note.id) ? 'no day for it was read' : 'the note is not read yet';
  return { text: `Keep to the step agreed ${agreed}: ${what}.`, cited: wholeNote(note) };
};

/** What is not read yet may hold what seems to be missing. */
const unreadFirst: Rule = ({ known, asOf }) => {
  const newest = unreadNotes(known).at(-1);
  if (newest === undefined) return null;
  const text = `Look at the note of ${dayName(newest.day, asOf)}: it is not read yet.`;
  return { text, cited: wholeNote(newest) };
};

const nextStep: Rule = ({ known, people }) => {
  const person = lastReached(known, people);
  return person && { text: `Agree a next step with a date with ${person.name}.`, cited: null };
};

const openRules: readonly Rule[] = [
  whilePaused,
  ourLatePromise,
  noAnswer,
  theirsLate,
  afterSetback,
  ourNextPromise,
  dueRequest,
  paperWithThem,
  openWorry,
  openRequest,
  dayAhead,
  undatedStep,
  afterSilence,
  unreadFirst,
  unheard,
  nextStep,
];

/** What they asked for before the win, by a day after it, may be delivered with it: nobody has said so. */
const askedBefore: Rule = (facts) => {
  const { known, people, asOf } = facts;
  const [first] = datedRequestsOf(known);
  if (first?.dueOn == null) return null;
  const person = nameOf(aboutOf(first, known, people));
  const day = dayName(first.dueOn, asOf);
  const when = first.dueOn < asOf ? `; it was for ${day}` : ` by ${day}`;
  const text = `The deal is won: ask ${person} whether this is still wanted${when}: ${first.text}.`;
  return { text, cited: lastSaid(first) };
};

/** A promise of either side that is not due soon, or has no day: ours first. */
const anyPromise: Rule = (facts) => {
  const { known, asOf } = facts;
  const open = openOf(facts, 'promise')
    .filter((one) => !isKeptUntil(one))
    .toSorted(bySoonest);
  const ours = open.find(({ who }) => who === 'us');
  if (ours) return { text: `${owed(ours, facts)}.`, cited: lastSaid(ours) };
  const [first] = open;
  if (first === undefined) return null;
  const person = nameOf(aboutOf(first, known, facts.people), 'they');
  const when = first.dueOn === null ? '' : `, by ${dayName(first.dueOn, asOf)}`;
  const text = `Nothing is owed by us: the deal is won. ${upperFirst(person)} promised: ${first.text}${when}.`;
  return { text, cited: lastSaid(first) };
};

const nothingOwed: Rule = ({ known }) => {
  const note = closingNote(known.notes);
  return { text: 'Nothing is owed: the deal is won.', cited: note && wholeNote(note) };
};

const wonRules: readonly Rule[] = [
  ourLatePromise,
  theirsLate,
  ourNextPromise,
  dueRequest,
  openWorry,
  owedRequest,
  dayAhead,
  askedBefore,
  anyPromise,
  nothingOwed,
];

/** A lost deal asks for nothing but what was agreed for later. */
const onceLost: Rule = (facts) => {
  const { asOf, known } = facts;
  const dated = known.signals.filter(
    ({ kind, who, closedBy, dueOn }) =>
      closedBy === null &&
      dueOn !== null &&
      dueOn >= asOf &&
      (kind === 'next_step' || (kind === 'promise' && who === 'us')),
  );
  const [later] = dated.toSorted(bySoonest);
  const reason = openOf(facts, 'reason').findLast(({ isBeingChecked }) => !isBeingChecked);
  const why = reason ? ` The reason: ${calledOf(reason.text, reason.raisedBy)}.` : '';
  const lost = `Nothing now: the deal is lost.${why}`;
  if (later?.dueOn == null) return { text: lost, cited: reason ? lastSaid(reason) : null };
  const what = later.kind === 'promise' ? 'Promised' : 'Agreed for later';
  return { text: `${lost} ${what}: ${later.text}, ${dayName(later.dueOn, asOf)}.`, cited: lastSaid(later) };
};
