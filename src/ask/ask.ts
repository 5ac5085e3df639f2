import { stemOf, stemsOf } from '../brief/evidence/content-words.ts';
import { type Evidence, findEvidence } from '../brief/evidence/find-evidence.ts';
import { kindsAsked } from '../brief/evidence/kind-words.ts';
import { estimateTokens, type Model } from '../brief/model/model.ts';
import type { Pipelines } from '../brief/pipeline/pipeline.ts';
import type { ReadDeals } from '../brief/reading/read-deals.ts';
import { UpstreamError } from '../errors.ts';
import { isDateWord } from '../memory/identity/date-words.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';
import type { Memory, Roster } from '../memory/memory.ts';
import type { NoteHeader } from '../memory/note.ts';
import { dayIn } from '../util/calendar.ts';
import { within } from '../util/deadline.ts';
import {
  type About,
  aboutOf,
  hasLonePlural,
  hasLonePronoun,
  hasSlip,
  matterOf,
  personalPronouns,
  shortNames,
  topicOf,
  withLikelyNames,
  withName,
} from './about.ts';
import {
  type Answer,
  type Answers,
  type AskRequest,
  type FactsAnswer,
  type OwnDeals,
  type Sentence,
  whenText,
  whomOf,
} from './answer.ts';
import { type AskPrompt, askMessage, citable, readLines } from './ask-model.ts';
import { checkSentences } from './check-answer.ts';
import { count } from './count/count.ts';
import { readCount } from './count/count-question.ts';
import { countable, followUpsOf, nameOf } from './follow-ups.ts';
import { loggedBy } from './house/brought.ts';
import {
  colleagueNamed,
  colleaguesIn,
  endedBy,
  promisesBy,
  readColleagueQuestion,
  worthBy,
} from './house/colleague.ts';
import { answeredByHouse, ofColleague } from './house/house.ts';
import { readHouseQuestion } from './house/house-question.ts';
import { listed } from './list/list.ts';
import { anythingOpen, type ListQuestion, readListQuestion } from './list/list-question.ts';
import { answeredByMoney } from './money/money.ts';
import { readMoneyQuestion } from './money/money-question.ts';
import { plainQuestion } from './plain-question.ts';
import { nearestWords, notesHolding, withinBudget } from './shown-notes.ts';
import { asksComparison } from './what-is-asked.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly deals: ReadDeals;
  readonly pipelines: Pipelines;
  /** Of all that somebody may see. Rejects when memory does not answer. */
  readonly ownDeals: (rep: string, headers: readonly NoteHeader[]) => Promise<OwnDeals>;
  readonly model: Model;
  readonly prompt: AskPrompt;
  /** `GROQ_TPM`. */
  readonly tokensPerMinute: number;
  readonly now: () => Date;
  /** Hears of model trouble that a person is spared; never holds note text. */
  readonly report: (error: unknown) => void;
}

/** A question with what it is asked of. */
interface AskedQuestion extends AskRequest {
  /** All that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
  readonly about: About;
  readonly asOf: string;
  /** Names that the question says, in canonical form. */
  readonly names: readonly string[];
}

const mostEarlier = 3;

/** Answers over one team's memory and one model. */
export function createAnswers(deps: Deps): Answers {
  async function answer(typed: AskRequest): Promise<Answer> {
    const request = { ...typed, question: plainQuestion(typed.question) };
    const headers = await deps.roster.headers(request.asker);
    const asOf = dayIn(request.zone, deps.now());
    const isOfAny = mayBeOfAll(request.question, asOf);
    const { earlier, about } = spokenBefore(request, headers, isOfAny ? 1 : mostEarlier);
    const named = namedIn(request.question, headers).map(({ name }) => name);
    const theirs = headers.filter(({ deal }) => about.deals?.has(deal.key));
    const short = shortNames(request.question, about, theirs);
    const names = about.deals === null ? named : [...named, ...short, ...personalPronouns];
    const asked = { ...request, earlier, headers, about, asOf, names };
    if (about.deals === null && isOfWhom(request, isOfAny)) return whom(asked);
    return (
      (await colleagueAnswer(deps, asked)) ??
      (await houseAnswer(deps, asked, answer)) ??
      (await moneyAnswer(deps, asked)) ??
      (await countedAnswer(deps, asked)) ??
      (await listedAnswer(deps, asked)) ??
      (await modelAnswer(deps, asked))
    );
  }
  return { answer };
}

/** Whom a question is about, and the questions that say so: of another conversation only where a pronoun needs them. */
function spokenBefore(
  { question, earlier: all, spokenOf = [], lately = [] }: AskRequest,
  headers: readonly NoteHeader[],
  mostLately: number,
): Pick<AskedQuestion, 'earlier' | 'about'> {
  const earlier = all.slice(-mostEarlier);
  const about = aboutOf(question, { earlier, spokenOf }, headers);
  const needsThem = hasLonePronoun(question) || hasLonePlural(question);
  if (about.deals !== null || !needsThem) return { earlier, about };
  const before = lately.slice(-mostLately);
  const meant = aboutOf(question, { earlier: before, spokenOf: [] }, headers);
  return meant.deals === null ? { earlier, about } : { earlier: before, about: meant };
}

/** "What do they owe us?" is asked of everybody too, unless somebody was asked about just before. */
function mayBeOfAll(question: string, asOf: string): boolean {
  return !hasLonePronoun(question) && readListQuestion(question, { asOf, names: [] }) !== undefined;
}

/** Whether only somebody who was spoken of can be meant: "they" may be anybody where nothing was asked before. */
function isOfWhom({ question, earlier, lately = [] }: AskRequest, isOfAny: boolean): boolean {
  if (hasLonePronoun(question)) return true;
  return hasLonePlural(question) && (earlier.length > 0 || (lately.length > 0 && !isOfAny));
}

/** "What did I promise her?", with the people called last to choose from. */
function whom({ question, asOf, headers }: AskedQuestion): Answer {
  const likely = hasSlip(question, headers) ? withLikelyNames(question, () => false, headers) : [];
  if (likely.length > 0) return { kind: 'whom', asOf, followUps: likely.slice(0, mostLikely) };
  const people = new Map(
    headers.flatMap(({ prospects, deal }) => prospects.map((one) => [one.key, { one, deal }])),
  );
  const named = [...people.values()].map(({ one, deal }) => withName(question, nameOf(one, deal, headers)));
  return { kind: 'whom', asOf, followUps: named.slice(0, 2) };
}

/** Undefined when it is not of what a colleague did who shares notes with the asker. */
async function colleagueAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer | undefined> {
  const { question, team, about } = asked;
  const wanted = readColleagueQuestion(question, asked);
  if (wanted === undefined || team === undefined) return undefined;
  const colleague = await colleagueNamed(new Set([wanted.who]), { ...asked, team });
  if (colleague === undefined) return undefined;
  if (wanted.kind === 'promised') return listAnswer(deps, asked, promisesBy(colleague, wanted));
  if (wanted.kind === 'logged')
    return ofCode(
      asked,
      await loggedBy(deps, colleague, { ...asked, ...wanted, headers: headersInScope(asked) }),
    );
  if (wanted.kind === 'worth')
    return ofCode(asked, await worthBy(colleague, { ...asked, pipelines: deps.pipelines }));
  if (wanted.kind === 'ended')
    return ofCode(asked, await endedBy(colleague, wanted, { ...asked, pipelines: deps.pipelines }));
  return about.deals === null
    ? ofCode(asked, await ofColleague(deps, colleague, { ...asked, isAtRisk: wanted.isAtRisk }))
    : undefined;
}

/** Undefined when it is no question that the house itself answers, or it does not know. */
async function houseAnswer(
  deps: Deps,
  asked: AskedQuestion,
  answerAgain: Answers['answer'],
): Promise<Answer | undefined> {
  const { question, earlier, names, team } = asked;
  const bands = deps.deals.rubric.bands.map(({ name }) => name);
  const kind = readHouseQuestion(question, namesAndColleagues(question, names), bands);
  if (kind === 'when') return whenAnswer(asked, earlier, answerAgain);
  if (kind === undefined || team === undefined) return undefined;
  const sentences = await answeredByHouse(deps, kind, { ...asked, team });
  if (sentences === undefined || sentences.length === 0) return undefined;
  if (kind !== 'about') return ofCode(asked, sentences);
  const open = await listAnswer(deps, asked, anythingOpen);
  if (open?.kind !== 'cited') return ofCode(asked, sentences);
  return { ...open, sentences: [...sentences, ...open.sentences] };
}

/** Undefined when it is not about money, or the notes must tell. */
async function moneyAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer | undefined> {
  const { rubric } = deps.deals;
  const bands = rubric.bands.map(({ name }) => name);
  const read = ({ question, asOf, names }: AskedQuestion) =>
    readMoneyQuestion(question, { bands, asOf, names });
  const scope = withBothSides(asked, (spelled) => read(spelled)?.kind === 'compare');
  const wanted = read(scope);
  if (wanted === undefined) return undefined;
  const sentences = await answeredByMoney({ pipelines: deps.pipelines, rubric }, wanted, scope);
  return sentences && ofCode(asked, sentences);
}

/** Of a comparison with a slip in one of its two names, the same with both as the notes spell them: its answer names them. */
function withBothSides(asked: AskedQuestion, isMeant: (spelled: AskedQuestion) => boolean): AskedQuestion {
  const { question, about, headers } = asked;
  if (about.names.length !== 1 || !asksComparison(question)) return asked;
  const [spelled, ...others] = withLikelyNames(question, () => false, headers);
  if (spelled === undefined || others.length > 0) return asked;
  const both = aboutOf(spelled, { earlier: [], spokenOf: [] }, headers);
  const names = namedIn(spelled, headers).map(({ name }) => name);
  const whole = { ...asked, question: spelled, about: both, names };
  return isMeant(whole) ? whole : asked;
}

/** A word with a capital may be a colleague, whom no note is on: it is no word of the question. */
function namesAndColleagues(question: string, names: readonly string[]): readonly string[] {
  const capitals = question.match(/(?<=\s)\p{Lu}[\p{L}\p{M}]+/gu) ?? [];
  const typed = question.match(/(?<=^how (?:is|was|did) )\p{L}+(?= (?:doing|going|do)\b)/giu) ?? [];
  const said = [...capitals, ...typed].map(canonical);
  return [...names, ...said.filter((word) => !isDateWord(word))];
}

function ofCode(asked: AskedQuestion, sentences: readonly Sentence[]): Answer {
  const cited = sentences.flatMap((sentence) => sentence.cited);
  const followUps = followUpsOf(cited, contextOf(asked));
  return { kind: 'cited', asOf: asked.asOf, sentences, followUps, reading: { unread: 0, of: 0 } };
}

/** The days of what the question before was answered with. */
async function whenAnswer(
  asked: AskedQuestion,
  earlier: readonly string[],
  answerAgain: Answers['answer'],
): Promise<Answer | undefined> {
  const before = earlier.at(-1);
  if (before === undefined) return undefined;
  const answer = await answerAgain({ ...asked, question: before, earlier: earlier.slice(0, -1) });
  const notes =
    answer.kind === 'cited'
      ? answer.sentences.flatMap(({ cited }) => cited)
      : answer.kind === 'facts'
        ? answer.notes
        : [];
  const once = [...new Map(notes.map((note) => [note.noteId, note])).values()];
  if (once.length === 0) return answer.kind === 'nothing' ? answer : undefined;
  const sentences = once.slice(0, mostDays).map((note) => {
    return { text: `${whomOf(note)}: ${whenText(note.day, asked.asOf)}.`, cited: [note] };
  });
  return ofCode(asked, sentences);
}

const mostDays = 3;

function contextOf(asked: AskedQuestion) {
  const { earlier, question, headers, about } = asked;
  const own = about.deals === null ? [] : headersInScope(asked);
  const theirs = own.find(({ prospects }) => prospects.some(({ key }) => about.people.has(key)));
  const meant = [theirs ?? own[0]].flatMap((note) => note ?? []);
  return { asked: [...earlier, question], headers, meant, people: about.people };
}

/** Undefined when nothing is to be counted. */
async function countedAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer | undefined> {
  const { question, asOf, names } = asked;
  const bands = deps.deals.rubric.bands.map(({ name }) => name);
  const wanted = readCount(question, { bands, asOf, names });
  if (wanted === undefined) return undefined;
  const context = contextOf(asked);
  if (wanted === 'uncountable') {
    // Of somebody in particular a note may tell the number.
    if (asked.about.deals !== null) return undefined;
    return { kind: 'uncountable', asOf, followUps: countable(context.asked) };
  }
  const number = await count(deps, wanted, asked);
  return { kind: 'counted', asOf, count: number, followUps: followUpsOf(number.behind, context) };
}

function headersInScope({ headers, about }: AskedQuestion): readonly NoteHeader[] {
  return headers.filter(({ deal }) => about.deals?.has(deal.key) ?? true);
}

/** Undefined when it is not plainly of one kind of signals, or when what is wanted is for the notes to tell. */
async function listedAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer | undefined> {
  const wanted = readListQuestion(asked.question, asked);
  return wanted && listAnswer(deps, asked, wanted);
}

async function listScope({ ownDeals }: Deps, asked: AskedQuestion, { isOwn, isOfOwnDeals }: ListQuestion) {
  const { about, asker, headers, team } = asked;
  const named = { people: about.people, isOfNamed: about.deals !== null };
  const names = team?.names ?? (async () => new Map<string, string>());
  const own = isOwn || isOfOwnDeals ? await ownDeals(asker, headers) : nobodys;
  return { ...asked, ...named, names, headers: headersInScope(asked), own };
}

const nobodys: OwnDeals = { all: new Set(), taken: new Set() };

/** Undefined when the notes may tell what was not read as such. */
async function listAnswer(
  deps: Deps,
  asked: AskedQuestion,
  wanted: ListQuestion,
): Promise<Answer | undefined> {
  const { about, asOf } = asked;
  const scope = await listScope(deps, asked, wanted);
  const { sentences, besides, near, isColleagues, reading, isWorded } = await listed(deps, wanted, scope);
  const followUps = followUpsOf(
    [...sentences, ...besides].flatMap((sentence) => sentence.cited),
    contextOf(asked),
  );
  if (sentences.length > 0) return { kind: 'cited', asOf, sentences, followUps, reading };
  const nothing = { kind: 'nothing' as const, asOf, about: wanted.said, names: about.names, holding: [] };
  if (besides.length > 0) return { ...nothing, besides, isOwn: isColleagues, followUps, reading };
  if (near.length > 0) return { ...nothing, about: null, besides: near, isOwn: false, followUps, reading };
  // Words of a note that were not read as such may hold it all the same; a colleague's are no answer to whose own is asked.
  const isTold =
    wanted.by !== undefined || wanted.due !== undefined || (wanted.isOwn === true && about.deals === null);
  if (wanted.elseNotes || reading.unread > 0 || wanted.words.length > 0 || (isWorded && !isTold))
    return undefined;
  return { ...nothing, besides: [], isOwn: false, followUps, reading };
}

/** What notes say, by the model; their own words when it does not answer. */
async function modelAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer> {
  const { question, about, asOf } = asked;
  const isOfAll = about.deals === null;
  const found = await findEvidence(deps, { ...asked, headers: headersInScope(asked), isOfAll });
  const context = contextOf(asked);
  const topic = topicOf(question, [...about.names, ...asked.names]);
  const { reading } = found;
  const held = stemsOf(found.notes.flatMap((note) => [note.text, whomOf(note)]).join('\n'));
  const isHeld = (word: string) => held.has(stemOf(word));
  const kindsRead = new Set(found.signals.map(({ signal }) => signal.kind));
  // Of "objections" there is something where one was read, whatever it was called.
  const isRead = (word: string) => [...kindsAsked(word)].some((kind) => kindsRead.has(kind));
  // It names nobody, and no note that was found holds a word of it.
  const likely = isOfAll ? withLikelyNames(question, isHeld, asked.headers).slice(0, mostLikely) : [];
  if (likely.length > 0) return { kind: 'whom', asOf, followUps: likely };
  const nothing = async (): Promise<Answer> => {
    const colleagues = await colleaguesNamed(asked);
    const names = [...about.names, ...asked.names, ...colleagues];
    const isKnown = (word: string) => isHeld(word) || isDateWord(word) || isOfAsking(word) || isRead(word);
    const unheld = topicOf(question, names, isKnown);
    const holding = notesHolding(found.notes, question, isOfAll ? [] : names);
    const followUps = followUpsOf(holding, context);
    const said = { about: unheld, names: about.names, besides: [], isOwn: false, holding };
    return { kind: 'nothing', asOf, ...said, followUps, reading };
  };
  if (found.notes.length === 0) return nothing();
  try {
    const sentences = await askModel(deps, asked, found);
    if (sentences.length === 0) return nothing();
    const cited = sentences.flatMap((sentence) => sentence.cited);
    const followUps = followUpsOf(cited, context, matterOf(question, topic));
    return { kind: 'cited', asOf, sentences, followUps, reading };
  } catch (error) {
    deps.report(error);
    const notes = isOfAll && found.worded.size === 0 ? [] : nearestWords(found, question, about.names);
    return {
      kind: 'facts',
      asOf,
      reason: reasonOf(error),
      notes,
      followUps: followUpsOf(notes, context),
      reading,
    };
  }
}

/** Words that ask, or that everything logged is told by, and are no matter that a note could be about. */
const ofAsking =
  /^(?:happen\w*|mov(?:es?|ed|ing)|log(?:s|ged)?|touch(?:es|ed)?|running|steps?|owe[sd]?|owing|overdue|compared?|reps?|colleagues?|team|pipeline|days?|weeks?|months?|quarters?|years?|ppl|people|deals?|rn|btw|pls|plz|abt|wk|tmrw|eod|asap|smth|against|else|biggest|smallest|live|booked|explain|describe|summari[sz]e|list|show|(?:have|has|had|did|do|does|should|would|could|is|are|was|were|ca|wo)n['’]?t|\d+\+?)$/i;

/** Given names in a question of colleagues who share notes with the asker: who writes notes is told of in none. */
async function colleaguesNamed({
  question,
  headers,
  asker,
  team,
}: AskedQuestion): Promise<readonly string[]> {
  if (team === undefined) return [];
  const said = new Set(wordsOf(canonical(question)).flatMap((word) => [word, word.replace(/s$/, '')]));
  const known = await colleaguesIn({ headers, asker, team });
  return known.flatMap(({ name }) => wordsOf(canonical(name)).filter((word) => said.has(word)));
}

function isOfAsking(word: string): boolean {
  return ofAsking.test(word);
}

/** Questions to choose from where it is not plain whom one means. */
const mostLikely = 2;

function reasonOf(error: unknown): FactsAnswer['reason'] {
  if (!(error instanceof UpstreamError) || error.kind !== 'busy') return 'model';
  return error.operation === 'share' ? 'share' : 'busy';
}

/** With what memory takes this stays under 8 s. */
const modelMs = 6_000;
/** About twenty notes: more would be read too slowly, and answer no better. */
const mostNoteTokens = 3_000;
const leastNoteTokens = 400;
/** Thinking included: Groq counts what may be answered as if it were. */
const answerTokens = 1_100;
/** Today, delimiters, the question and three before it. */
const envelopeTokens = 460;

/** What was read beside them: about sixty tokens a line. */
const mostSignals = 12;

/** Sentences of the model's that held when checked. Rejects with UpstreamError when it does not answer in time. */
async function askModel(
  deps: Deps,
  asked: AskedQuestion,
  { notes, signals }: Evidence,
): Promise<readonly Sentence[]> {
  const { system, schema } = deps.prompt;
  const said = signals.slice(0, mostSignals);
  const fixed = [system, JSON.stringify(schema), readLines([], said).join('\n')].map(estimateTokens);
  const left = deps.tokensPerMinute - fixed.reduce((sum, one) => sum + one, envelopeTokens + answerTokens);
  const noteTokens = Math.max(leastNoteTokens, Math.min(mostNoteTokens, left));
  const shown = withinBudget(notes, noteTokens);
  const user = askMessage(shown, asked, said);
  const deadline = new Date(deps.now().getTime() + modelMs);
  const late = () => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
  const spent = { maxOutputTokens: answerTokens, priority: 'ask' as const, person: asked.asker };
  const request = { name: 'ask', system, schema, user, ...spent };
  const raw = await within(modelMs, deps.model.complete(request, deadline), late);
  // What was cut for the prompt is checked against the whole.
  const whole = new Map(notes.map((note) => [note.id, note]));
  const cited = citable(shown, said).map((note) => whole.get(note.id) ?? note);
  const read = said.map(({ signal }) => signal);
  const sentences = checkSentences(raw, { ...asked, notes: cited, signals: read });
  if (sentences !== null) return sentences;
  throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
}
