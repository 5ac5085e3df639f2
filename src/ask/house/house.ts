import { type Pipelines, pipelineLine } from '../../brief/pipeline/pipeline.ts';
import { reachesThem } from '../../brief/signals/history.ts';
import type { Cited } from '../../brief/signals/signal.ts';
import { canonical, wordsOf } from '../../memory/identity/names.ts';
import type { NoteHeader } from '../../memory/note.ts';
import { addDays, dayName, isWithin, laterDay } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import { withDayNames } from '../../util/first-letter.ts';
import { groupBy } from '../../util/group-by.ts';
import { periodIn } from '../../util/named-days.ts';
import type { About } from '../about.ts';
import { andMore, citedNote, noteRows, type Sentence, whenText, whomOf } from '../answer.ts';
import { broughtRows, changed } from './brought.ts';
import { type Colleague, colleagueNamed } from './colleague.ts';
import type { HouseQuestion } from './house-question.ts';
import {
  citedIn,
  nextOf,
  ofEach,
  outcomeOf,
  type ReadDeps,
  readDealsOf,
  riskOf,
  scoreOf,
  silenceOf,
  standing,
  type Tell,
} from './one-deal.ts';

/** A deal of somebody's week, in the week's own words. */
interface WeekNeed {
  readonly who: string;
  /** Why it stands where it does, and what comes next: whole sentences. */
  readonly why: string;
  readonly next: string;
  readonly cited: Cited;
}

/** The asker's week as a digest would tell it. */
export interface AskedWeek {
  /** How many deals were considered, in a sentence's words. */
  readonly coverage: string;
  /** All open deals, a line each, the most urgent first. */
  readonly deals: readonly string[];
  /** The most urgent first. */
  readonly needs: readonly WeekNeed[];
  /** What is promised and late or due, a line each. */
  readonly due: readonly string[];
  /** What has changed in its seven days, a line for each deal. */
  readonly changes: readonly { readonly deal: string; readonly text: string }[];
}

/** What is known of the team beside its notes. */
export interface AskedTeam {
  week(): Promise<AskedWeek>;
  /** What these people are called, by their Slack user ids; whoever is not known is left out. */
  names(users: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

interface Deps extends ReadDeps {
  readonly pipelines: Pick<Pipelines, 'team' | 'teamOf'>;
}

export interface HouseScope {
  readonly question: string;
  /** All that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
  readonly about: About;
  readonly asker: string;
  /** The asker's day, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly team: AskedTeam;
}

const mostShown = 3;
const mostDeals = 6;
const mostChanges = 12;
const weekDays = 7;

/** What each deal that is named is told of. */
const tells: ReadonlyMap<HouseQuestion, Tell> = new Map([
  ['outcome', outcomeOf],
  ['risk', riskOf],
  ['score', scoreOf],
  ['silence', silenceOf],
  ['next', nextOf],
]);

/** Sentences of code, no model asked; undefined where the house does not know after all. */
export async function answeredByHouse(
  deps: Deps,
  kind: Exclude<HouseQuestion, 'when'>,
  scope: HouseScope,
): Promise<readonly Sentence[] | undefined> {
  if (kind === 'first') return first(scope);
  if (kind === 'week') return week(scope);
  if (kind === 'changed') return changed(deps, scope);
  if (kind === 'mine') return mine(scope);
  if (kind === 'talked') return talked(deps, scope);
  if (kind === 'logged') return logged(deps, scope);
  const colleague = kind === 'doing' ? await colleagueIn(scope) : undefined;
  if (colleague) return ofColleague(deps, colleague, scope);
  if (scope.about.deals === null) return undefined;
  const own = scope.headers.filter((header) => isAbout(header, scope.about));
  if (kind === 'last') return lastContact(deps, await byNamed(own, scope), scope);
  if (kind === 'whose') return whose(deps, own, scope);
  const tell = tells.get(kind);
  if (tell) return ofEach(deps, own, { tell, scope });
  return doing(deps, own, scope);
}

function isAbout({ deal }: NoteHeader, { deals }: About): boolean {
  return deals?.has(deal.key) ?? true;
}

function needSentence(scope: HouseScope, { who, why, next, cited }: WeekNeed): Sentence {
  return { text: `${who}: ${why} ${next}`.trim(), cited: citedIn(scope, cited) };
}

async function first(scope: HouseScope): Promise<readonly Sentence[]> {
  const { needs, coverage } = await scope.team.week();
  if (needs.length === 0) return [{ text: `Nobody needs you: ${coverage}.`, cited: [] }];
  return needs.slice(0, mostShown).map((need) => needSentence(scope, need));
}

async function week(scope: HouseScope): Promise<readonly Sentence[]> {
  const { asker, asOf, headers, team } = scope;
  const { coverage, needs, due } = await team.week();
  const since = addDays(asOf, 1 - weekDays);
  const calls = headers.filter(
    ({ author, outcome, day }) => author === asker && outcome !== 'note' && day >= since && day <= asOf,
  );
  const whom = [...new Set(calls.map(whomOf))].slice(0, mostDeals).join('; ');
  const logged = `You logged ${counted(calls.length, 'call')} since ${dayName(since, asOf)}`;
  return [
    { text: `${coverage}.`, cited: [] },
    { text: calls.length === 0 ? `${logged}.` : `${logged}: ${whom}.`, cited: [] },
    ...needs.slice(0, mostShown).map((need) => needSentence(scope, need)),
    ...(due.length > 0 ? [{ text: `Promises: ${due.slice(0, mostDeals).join('; ')}.`, cited: [] }] : []),
  ];
}

/** The asker's own notes on the days that a question names, or all of "ours"; undefined where it names none. */
function notedThen({ question, headers, about, asker, asOf }: HouseScope) {
  const days = periodIn(question, asOf);
  const isOurs = /\bwe\b/i.test(question);
  const isThen = ({ day }: NoteHeader) => !days || isWithin(day, days.period);
  const own = headers.filter(
    (header) => (isOurs || header.author === asker) && isThen(header) && isAbout(header, about),
  );
  return days && { own, who: isOurs ? 'We' : 'You', said: withDayNames(days.text.trim()) };
}

/** Whom a call reached then, each deal once, as a card counts it too. */
async function talked(deps: Deps, scope: HouseScope): Promise<readonly Sentence[] | undefined> {
  const then = notedThen(scope);
  if (then === undefined) return undefined;
  const { own, who, said } = then;
  const keys = new Set(own.map(({ deal }) => deal.key));
  const reached = await reachingNotes(
    deps,
    scope.headers.filter(({ deal }) => keys.has(deal.key)),
    scope.asOf,
  );
  const calls = [
    ...groupBy(
      own.filter(({ id }) => reached.has(id)),
      ({ deal }) => deal.key,
    ).values(),
  ];
  const rows = calls.flatMap(([newest]) => newest ?? []);
  if (rows.length === 0) return [{ text: `${who} logged no call ${said} that reached somebody.`, cited: [] }];
  return [
    { text: `${who} reached people of ${counted(rows.length, 'deal')} ${said}.`, cited: [] },
    ...noteRows(rows, scope.asOf, mostChanges),
  ];
}

async function logged(deps: Deps, scope: HouseScope): Promise<readonly Sentence[] | undefined> {
  const then = notedThen(scope);
  if (then === undefined) return undefined;
  const { own, who, said } = then;
  return [
    { text: `${who} logged ${counted(own.length, 'note')} ${said}.`, cited: [] },
    ...(await broughtRows(deps, own, scope)),
  ];
}

/** The notes of the colleague whom the question names beside the buyer; all of them where it names none. */
async function byNamed(own: readonly NoteHeader[], scope: HouseScope): Promise<readonly NoteHeader[]> {
  const colleague = await colleagueNamed(wordsSaid(scope), scope);
  const theirs = own.filter(({ author }) => author === colleague?.id);
  return theirs.length > 0 ? theirs : own;
}

/** Of each deal that was named, when somebody was reached last, and what came of it since. */
async function lastContact(
  deps: Deps,
  own: readonly NoteHeader[],
  { about, asOf, question, asker, team }: HouseScope,
): Promise<readonly Sentence[]> {
  const asksWho = /^\W*who\b/i.test(question);
  const isOfPeople = about.people.size > 0;
  const theirs = own.filter(
    ({ prospects }) => !isOfPeople || prospects.some(({ key }) => about.people.has(key)),
  );
  const byDeal = [...groupBy(theirs, ({ deal }) => deal.key)].slice(0, mostShown);
  const shown = new Set(byDeal.map(([key]) => key));
  const reached = await reachingNotes(
    deps,
    own.filter(({ deal }) => shown.has(deal.key)),
    asOf,
  );
  const names = asksWho
    ? await team.names([...new Set(theirs.map(({ author }) => author))])
    : new Map<string, string>();
  return byDeal.flatMap(([, notes]): readonly Sentence[] => {
    const newest = notes[0];
    if (!newest) return [];
    const call = notes.find(({ id }) => reached.has(id));
    if (!call) return [{ text: `${whomOf(newest)}: not reached yet, as far as your notes say.`, cited: [] }];
    const missed = notes.filter(({ outcome, day }) => outcome === 'no_answer' && day >= call.day);
    const since = missed[0];
    const vain =
      since === undefined
        ? ''
        : ` Since then ${counted(missed.length, 'call')} without an answer, the last on ${dayName(since.day, asOf)}.`;
    const caller = call.author === asker ? 'you' : (names.get(call.author) ?? 'a colleague');
    const by = asksWho ? `${caller}, ` : '';
    const text = `${whomOf(call)}: ${by}${whenText(call.day, asOf)}.${vain}`;
    return [{ text, cited: [citedNote(call, '')] }];
  });
}

/** Who holds it, where that is not who wrote all of its notes, and the notes' authors. */
async function whose(
  { pipelines }: Deps,
  own: readonly NoteHeader[],
  scope: HouseScope,
): Promise<readonly Sentence[]> {
  const byDeal = [...groupBy(own, ({ deal }) => deal.key).values()].slice(0, mostDeals);
  const shown = new Set(byDeal.flatMap(([newest]) => newest?.deal.key ?? []));
  const lines = await pipelines.team(scope.asker, shown);
  const owners = new Map(lines.map((line) => [line.deal.key, line]));
  const people = new Set([...own.map(({ author }) => author), ...lines.map(({ owner }) => owner)]);
  const names = await scope.team.names([...people]);
  const nameOf = (user: string) => (user === scope.asker ? 'you' : (names.get(user) ?? 'a colleague'));
  return byDeal.flatMap((notes): readonly Sentence[] => {
    const [newest] = notes;
    if (!newest) return [];
    const byAuthor = groupBy(notes, ({ author }) => author);
    const authors = [...byAuthor].map(([author, theirs]) => {
      const last = theirs[0] ? `, the last on ${dayName(theirs[0].day, scope.asOf)}` : '';
      return `${nameOf(author)} (${counted(theirs.length, 'note')}${last})`;
    });
    const line = owners.get(newest.deal.key);
    const isPlain = line === undefined || (byAuthor.size === 1 && byAuthor.has(line.owner));
    const held = isPlain
      ? ''
      : line.isGiven
        ? `held by ${nameOf(line.owner)} now; `
        : `counted with the deals of ${nameOf(line.owner)}, who logged the newest shared call; `;
    const deal = [newest.deal.company ?? whomOf(newest), newest.deal.label].filter(Boolean).join(' · ');
    return [{ text: `${deal}: ${held}notes by ${authors.join(', ')}.`, cited: [] }];
  });
}

async function mine({ team }: HouseScope): Promise<readonly Sentence[]> {
  const { coverage, deals } = await team.week();
  const rest = deals.length - mostChanges;
  return [
    { text: `${coverage}.`, cited: [] },
    ...deals.slice(0, mostChanges).map((text) => ({ text: `${text}.`, cited: [] })),
    ...andMore(rest),
  ];
}

/** Ids of the notes by which somebody was reached, as a card and the week count it too. */
async function reachingNotes(deps: Deps, headers: readonly NoteHeader[], asOf: string): Promise<Set<string>> {
  const read = await readDealsOf(deps, headers);
  const known = read.map((deal) => deal.history.on(laterDay(asOf, deal.asOf)));
  return new Set(
    known.flatMap((one) => one.notes.filter((note) => reachesThem(note, one)).map(({ id }) => id)),
  );
}

async function linesOf(deps: Pick<Deps, 'memory' | 'deals'>, headers: readonly NoteHeader[]) {
  const read = await readDealsOf(deps, headers);
  return read.flatMap((deal) => pipelineLine(deal, deps.deals.rubric));
}

async function doing(
  deps: Deps,
  own: readonly NoteHeader[],
  { asOf }: HouseScope,
): Promise<readonly Sentence[]> {
  const lines = await linesOf(deps, own);
  const days = deps.deals.rubric.momentum_days;
  return lines.slice(0, mostDeals).map((line) => ({ text: `${standing(line, days, asOf)}.`, cited: [] }));
}

/** The colleague that the question names; nobody where a buyer is named too. */
async function colleagueIn(scope: HouseScope): Promise<Colleague | undefined> {
  const { about } = scope;
  if (about.deals !== null && about.names.length > 0 && about.people.size + about.deals.size === 0)
    return undefined;
  return colleagueNamed(wordsSaid(scope), scope);
}

/** How a colleague is doing, from notes shared with the team alone: what the asker keeps private says nothing of it. */
export async function ofColleague(
  deps: Pick<Deps, 'deals' | 'pipelines'>,
  { id, name }: Colleague,
  {
    headers,
    asOf,
    asker,
    isAtRisk = false,
  }: Pick<HouseScope, 'headers' | 'asOf' | 'asker'> & { readonly isAtRisk?: boolean },
): Promise<readonly Sentence[]> {
  const owned = await deps.pipelines.teamOf(asker, new Set([id]));
  const lines = owned.map(({ line }) => line);
  const own = headers.filter(({ author, visibility }) => author === id && visibility === 'team');
  const open = lines.filter(({ state }) => state === 'open');
  const since = addDays(asOf, 1 - weekDays);
  const calls = own.filter(({ outcome, day }) => outcome !== 'note' && day >= since && day <= asOf).length;
  const won = lines.filter(({ state }) => state === 'won').length;
  const closed = won === 0 ? '' : `, ${won} won`;
  const lead = `${name}, from notes shared with the team: ${counted(open.length, 'open deal')}${closed}, ${counted(calls, 'call')} since ${dayName(since, asOf)}.`;
  const days = deps.deals.rubric.momentum_days;
  const meant = isAtRisk ? open.filter(({ score }) => score !== null && score.atRisk !== null) : open;
  const told = meant
    .slice(0, mostDeals)
    .map((line) => ({ text: `${standing(line, days, asOf)}.`, cited: [] }));
  const rest = meant.length - told.length;
  return [
    { text: lead, cited: [] },
    ...(isAtRisk && meant.length === 0 ? [{ text: 'None of them is at risk.', cited: [] }] : []),
    ...told,
    ...andMore(rest),
  ];
}

function wordsSaid({ question }: HouseScope): ReadonlySet<string> {
  return new Set(wordsOf(canonical(question.replace(/['’]s\b/giu, ' '))));
}
