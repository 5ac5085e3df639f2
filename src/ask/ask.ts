import { leastNoteTokens, outputTokens } from '../brief/evidence/evidence.ts';
import { estimateTokens, type Model } from '../brief/model/model.ts';
import { createPipelines } from '../brief/pipeline/pipeline.ts';
import type { Standings } from '../brief/standings.ts';
import { UpstreamError } from '../errors.ts';
import { namedIn } from '../memory/identity/named-in.ts';
import type { Memory, Roster } from '../memory/memory.ts';
import type { Note, NoteHeader } from '../memory/note.ts';
import { dayIn } from '../util/calendar.ts';
import { within } from '../util/deadline.ts';
import { type About, aboutOf, matterOf, topicOf } from './about.ts';
import type { Answer, Answers, AskRequest, Sentence } from './answer.ts';
import { type AskPrompt, type AskPromptInput, askMessage } from './ask-prompt.ts';
import { checkSentences } from './check-sentences.ts';
import { createCounter } from './count/count.ts';
import { readCount } from './count/count-question.ts';
import { findNotes, nearestWords, withinBudget } from './find-notes.ts';
import { countable, followUpsOf } from './follow-ups.ts';
import { promisedIn, readPromises } from './promises.ts';

interface Deps extends AskModelDeps {
  readonly memory: Memory;
  readonly roster: Pick<Roster, 'headers'>;
  readonly standings: Standings;
  /** Hears of model trouble that a person is spared; never holds note text. */
  readonly report: (error: unknown) => void;
}

/** A question with what it is asked of. */
interface AskedQuestion extends AskRequest {
  /** All that the asker may see, newest call first. */
  readonly headers: readonly NoteHeader[];
  readonly about: About;
  readonly asOf: string;
}

const mostEarlier = 3;

/** Answers over one team's memory and one model. */
export function createAnswers(deps: Deps): Answers {
  const counted = createCounted(deps);
  const promised = createPromised(deps);
  const told = createModelAnswer(deps);
  return {
    async answer(request) {
      const earlier = request.earlier.slice(-mostEarlier);
      const headers = await deps.roster.headers(request.asker);
      const about = aboutOf(request.question, earlier, headers);
      const asOf = dayIn(request.zone, deps.now());
      const asked = { ...request, earlier, headers, about, asOf };
      return (await counted(asked)) ?? (await promised(asked)) ?? told(asked);
    },
  };
}

function contextOf({ earlier, question, headers, about }: AskedQuestion) {
  return { asked: [...earlier, question], headers, people: about.people };
}

/** Undefined when nothing is to be counted. */
function createCounted(deps: Deps) {
  const count = createCounter({ ...deps, pipelines: createPipelines(deps) });
  const bands = deps.standings.rubric.bands.map(({ name }) => name);

  return async (asked: AskedQuestion): Promise<Answer | undefined> => {
    const { question, headers, asOf } = asked;
    const names = namedIn(question, headers).map(({ name }) => name);
    const wanted = readCount(question, { bands, asOf, names });
    if (wanted === undefined) return undefined;
    const context = contextOf(asked);
    if (wanted === 'uncountable') return { kind: 'uncountable', asOf, followUps: countable(context.asked) };
    const number = await count(wanted, asked);
    return { kind: 'counted', asOf, count: number, followUps: followUpsOf(number.behind, context) };
  };
}

/** Undefined when it is not of open promises, or when they are for the notes to tell, not having been read yet. */
function createPromised(deps: Deps) {
  const pipelines = createPipelines(deps);

  return async (asked: AskedQuestion): Promise<Answer | undefined> => {
    const { question, about, asOf } = asked;
    const names = namedIn(question, asked.headers).map(({ name }) => name);
    const wanted = readPromises(question, { asOf, names });
    if (wanted === undefined) return undefined;
    const headers = asked.headers.filter(({ deal }) => about.deals?.has(deal.key) ?? true);
    const { sentences, unread } = await promisedIn(pipelines, wanted, { ...asked, headers });
    const spoken = sentences.flatMap(({ cited }) => cited);
    const followUps = followUpsOf(spoken, contextOf(asked));
    if (sentences.length > 0) return { kind: 'cited', asOf, sentences, followUps };
    const topic = `an open promise${wanted.said && ` ${wanted.said}`}`;
    return unread > 0 ? undefined : { kind: 'nothing', asOf, about: topic, names: about.names, followUps };
  };
}

function createModelAnswer(deps: Deps) {
  const sentencesOn = createAskModel(deps);

  return async (asked: AskedQuestion): Promise<Answer> => {
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
      const sentences = await sentencesOn({ ...asked, ranked: found.ranked });
      if (sentences.length === 0) return nothing();
      const spoken = sentences.flatMap(({ cited }) => cited);
      return {
        kind: 'cited',
        asOf,
        sentences,
        followUps: followUpsOf(spoken, context, matterOf(question, topic)),
      };
    } catch (error) {
      deps.report(error);
      const notes = nearestWords(found, question);
      const reason = error instanceof UpstreamError && error.kind === 'busy' ? 'busy' : 'model';
      return { kind: 'facts', asOf, reason, notes, followUps: followUpsOf(notes, context) };
    }
  };
}

interface AskModelDeps {
  readonly model: Model;
  readonly prompt: AskPrompt;
  /** `GROQ_TPM`. */
  readonly tokensPerMinute: number;
  readonly now: () => Date;
}

/** With what memory takes this stays under 8 s. */
const modelMs = 6_000;
/** About twenty notes: more would be read too slowly, and answer no better. */
const mostNoteTokens = 3_000;
/** Today, delimiters, the question and three before it. */
const envelopeTokens = 460;

interface ModelRequest extends AskPromptInput {
  /** Best first. */
  readonly ranked: readonly Note[];
  /** Of all that the asker may see. */
  readonly headers: readonly NoteHeader[];
}

/** Sentences of the model's that held when checked. Rejects with UpstreamError when it does not answer in time. */
function createAskModel(deps: AskModelDeps) {
  const { system, schema } = deps.prompt;
  const fixed = estimateTokens(system) + estimateTokens(JSON.stringify(schema)) + envelopeTokens;
  const left = deps.tokensPerMinute - fixed - outputTokens(0);
  const noteTokens = Math.max(leastNoteTokens, Math.min(mostNoteTokens, left));

  return async function sentencesOn(evidence: ModelRequest): Promise<readonly Sentence[]> {
    const shown = withinBudget(evidence.ranked, noteTokens);
    const request = { name: 'ask', system, schema, user: askMessage(shown, evidence) };
    const deadline = new Date(deps.now().getTime() + modelMs);
    const late = () => new UpstreamError({ service: 'groq', kind: 'timeout', operation: 'complete' });
    const spent = { maxOutputTokens: outputTokens(0), priority: 'ask' as const };
    const raw = await within(modelMs, deps.model.complete({ ...request, ...spent }, deadline), late);
    // What was cut for the prompt is checked against the whole.
    const whole = new Map(evidence.ranked.map((note) => [note.id, note]));
    const notes = shown.map((note) => whole.get(note.id) ?? note);
    const sentences = checkSentences(raw, { notes, headers: evidence.headers });
    if (sentences !== null) return sentences;
    throw new UpstreamError({ service: 'groq', kind: 'invalid', operation: 'complete' });
  };
}
