import { estimateTokens, type Model } from '../brief/model/model.ts';
import type { Pipelines } from '../brief/pipeline/pipeline.ts';
import type { ReadDeals } from '../brief/read-deals.ts';
import { UpstreamError } from '../errors.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import type { Memory, Roster } from '../memory/memory.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import { dayIn } from '../util/calendar.ts';
import { within } from '../util/deadline.ts';
import { type About, aboutOf, matterOf, topicOf } from './about.ts';
import type { Answer, Answers, AskRequest, Sentence } from './answer.ts';
import { type AskPrompt, askMessage, checkSentences } from './ask-model.ts';
import { count } from './count/count.ts';
import { readCount } from './count/count-question.ts';
import { findNotes, nearestWords, withinBudget } from './find-notes.ts';
import { countable, followUpsOf } from './follow-ups.ts';
import { promisedIn, readPromises } from './promises.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly deals: ReadDeals;
  readonly pipelines: Pipelines;
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

interface AskedNotes extends AskedQuestion {
  /** Best first. */
  readonly ranked: readonly Note[];
}

const mostEarlier = 3;

/** Answers over one team's memory and one model. */
export function createAnswers(deps: Deps): Answers {
  return {
    async answer(request) {
      const earlier = request.earlier.slice(-mostEarlier);
      const headers = await deps.roster.headers(request.asker);
      const about = aboutOf(request.question, earlier, headers);
      const asOf = dayIn(request.zone, deps.now());
      const names = namedIn(request.question, headers).map(({ name }) => name);
      const asked = { ...request, earlier, headers, about, asOf, names };
      return (
        (await countedAnswer(deps, asked)) ??
        (await promisesAnswer(deps, asked)) ??
        (await modelAnswer(deps, asked))
      );
    },
  };
}

function contextOf({ earlier, question, headers, about }: AskedQuestion) {
  return { asked: [...earlier, question], headers, people: about.people };
}

/** Undefined when nothing is to be counted. */
async function countedAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer | undefined> {
  const { question, asOf, names } = asked;
  const bands = deps.deals.rubric.bands.map(({ name }) => name);
  const wanted = readCount(question, { bands, asOf, names });
  if (wanted === undefined) return undefined;
  const context = contextOf(asked);
  if (wanted === 'uncountable') return { kind: 'uncountable', asOf, followUps: countable(context.asked) };
  const number = await count(deps, wanted, asked);
  return { kind: 'counted', asOf, count: number, followUps: followUpsOf(number.behind, context) };
}

/** Undefined when it is not of open promises, or when they are for the notes to tell, not having been read yet. */
async function promisesAnswer({ pipelines }: Deps, asked: AskedQuestion): Promise<Answer | undefined> {
  const { question, about, asOf, names } = asked;
  const wanted = readPromises(question, { asOf, names });
  if (wanted === undefined) return undefined;
  const headers = asked.headers.filter(({ deal }) => about.deals?.has(deal.key) ?? true);
  const { sentences, unread } = await promisedIn(pipelines, wanted, { ...asked, headers });
  const cited = sentences.flatMap((sentence) => sentence.cited);
  const followUps = followUpsOf(cited, contextOf(asked));
  if (sentences.length > 0) return { kind: 'cited', asOf, sentences, followUps };
  const topic = `an open promise${wanted.said && ` ${wanted.said}`}`;
  return unread > 0 ? undefined : { kind: 'nothing', asOf, about: topic, names: about.names, followUps };
}

/** What notes say, by the model; their own words when it does not answer. */
async function modelAnswer(deps: Deps, asked: AskedQuestion): Promise<Answer> {
  const { question, earlier, headers, about, asker, asOf } = asked;
  const text = [...earlier, question].join('\n');
  const found = await findNotes(deps.memory, { asker, text, about, headers });
  const context = contextOf(asked);
  const topic = topicOf(question, about.names);
  const nothing = (): Answer => {
    const near = headers.filter(({ deal }) => about.deals?.has(deal.key)).slice(0, 1);
    return {
      kind: 'nothing',
      asOf,
      about: topic,
      names: about.names,
      followUps: followUpsOf(near, context),
    };
  };
  if (found.ranked.length === 0) return nothing();
  try {
    const sentences = await askModel(deps, { ...asked, ranked: found.ranked });
    if (sentences.length === 0) return nothing();
    const cited = sentences.flatMap((sentence) => sentence.cited);
    const matter = matterOf(question, topic);
    return { kind: 'cited', asOf, sentences, followUps: followUpsOf(cited, context, matter) };
  } catch (error) {
    deps.report(error);
    const notes = nearestWords(found, question);
    const reason = error instanceof UpstreamError && error.kind === 'busy' ? 'busy' : 'model';
    return { kind: 'facts', asOf, reason, notes, followUps: followUpsOf(notes, context) };
  }
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

/** Sentences of the model's that held when checked. Rejects with UpstreamError when it does not answer in time. */
async function askModel(deps: Deps, asked: AskedNotes): Promise<readonly Sentence[]> {
  const { system, schema } = deps.prompt;
  const fixed = estimateTokens(system) + estimateTokens(JSON.stringify(schema)) + envelopeTokens;
  const left = deps.tokensPerMinute - fixed - answerTokens;
  const noteTokens = Math.max(leastNoteTokens, Math.min(mostNoteTokens, left));
  const shown = withinBudget(asked.ranked, noteTokens);
  const request = { name: 'ask', system, schema, user: askMessage(shown, asked) };
  const deadline = new Date(deps.now().getTime() + modelMs);
  const late = () => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
  const spent = { maxOutputTokens: answerTokens, priority: 'ask' as const };
  const raw = await within(modelMs, deps.model.complete({ ...request, ...spent }, deadline), late);
  // What was cut for the prompt is checked against the whole.
  const whole = new Map(asked.ranked.map((note) => [note.id, note]));
  const notes = shown.map((note) => whole.get(note.id) ?? note);
  const sentences = checkSentences(raw, { notes, headers: asked.headers });
  if (sentences !== null) return sentences;
  throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
}
