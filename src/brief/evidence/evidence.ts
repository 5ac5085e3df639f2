import MiniSearch from 'minisearch';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { within } from '../../util/deadline.ts';
import { estimateTokens } from '../model/model.ts';
import { costOf, fused, headerTokens, shortened } from './search-notes.ts';

interface Choice {
  readonly deal: string;
  readonly asker: string;
  /** All that the asker may see of the deal, newest call first. */
  readonly notes: readonly Note[];
  /** What the notes may take of the prompt. */
  readonly budgetTokens: number;
}

/** Of the budget, what goes to the newest notes whatever they say. */
const newestShare = 0.4;
const recallMs = 1000;
const perMatter = 12;
const perQuestion = 20;

/** Best first for each matter; short words must match whole. */
function byWords(notes: readonly Note[]): readonly (readonly string[])[] {
  const index = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] });
  index.addAll(notes.map(({ id, text }) => ({ id, text })));
  return matters.map((words) =>
    index
      .search(words, { prefix: (term) => term.length > 4 })
      .slice(0, perMatter)
      .map((hit) => String(hit.id)),
  );
}

/** Memory trouble means choosing by words alone. */
async function byMeaning(memory: Memory, { deal, asker }: Choice): Promise<readonly (readonly string[])[]> {
  const asks = questions.map((text) => memory.recall({ deal, asker, text, limit: perQuestion }));
  const answers = within(recallMs, Promise.allSettled(asks), () => new Error('late'));
  const settled = await answers.catch(() => []);
  return settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

/** Takes notes in order while they fit; returns what is left of the budget. */
function take(from: readonly Note[], budget: number, into: Set<Note>): number {
  let left = budget;
  for (const note of from) {
    if (into.has(note) || costOf(note) > left) continue;
    into.add(note);
    left -= costOf(note);
  }
  return left;
}

/** The notes a model is to read, newest call first: all when they fit, else the newest and the most telling. */
export async function chooseEvidence(memory: Memory, choice: Choice): Promise<readonly Note[]> {
  const { notes, budgetTokens } = choice;
  const whole = notes.reduce((total, note) => total + costOf(note), 0);
  if (whole <= budgetTokens) return notes;
  const newestTokens = Math.floor(budgetTokens * newestShare);
  const short = notes.map((note) => shortened(note, newestTokens / 2 - headerTokens));
  const chosen = new Set<Note>();
  const unspent = take(short, newestTokens, chosen);
  const ranks = fused([...(await byMeaning(memory, choice)), ...byWords(short)]);
  // Ids of other deals have no note here, so ranking our own notes drops them.
  const telling = short.toSorted((a, b) => (ranks.get(b.id) ?? 0) - (ranks.get(a.id) ?? 0));
  take(telling, budgetTokens - newestTokens + unspent, chosen);
  return short.filter((note) => chosen.has(note));
}

/** What a good brief must know, as words to look for: eight matters, each with a list of its own. */
const matters = [
  'objection worry worried concern nervous afraid blocker risk problem sceptical pushback unsure',
  'promise promised send sent owe owed share deliver sheet deck',
  'budget frozen freeze approved price pricing discount expensive cost money quote',
  'decide decides decision sign signs signed approval approve board cfo ceo yes agreed',
  'pilot trial proof start next step meeting demo agreed kickoff',
  'competitor alternative versus build vendor incumbent switch compare',
  'reply replied answer response silence silent quiet pause until ghosted',
  'legal security review contract procurement deadline criteria process onboarding',
] as const;

/** The same to ask by meaning. Two short questions: the server takes them in turn, and longer by the word. */
const questions = [
  'worry still open, promise made, no reply',
  'budget, who signs, pilot or next step',
] as const;

/** What thinking may take, beyond the answer itself. */
const thinkingTokens = 1500;
const answerTokens = { least: 600, eachNote: 90, most: 1600 } as const;
/** More would be read too slowly for a brief, whatever the account allows. */
const mostNoteTokens = 20_000;
/** With less than this nothing worth while can be read. */
export const leastNoteTokens = 400;
const envelopeTokens = 60;

/** Groq counts what may be answered as if it were, so this is kept as low as the notes allow. */
export function outputTokens(noteCount: number): number {
  const { least, eachNote, most } = answerTokens;
  return thinkingTokens + Math.min(most, least + eachNote * noteCount);
}

interface Allowance {
  readonly prompt: { readonly system: string; readonly schema: Readonly<Record<string, unknown>> };
  /** Tokens a minute that the account may use. */
  readonly tokensPerMinute: number;
}

/** What prompt, schema and answer leave of a minute's tokens. */
export function noteBudget({ prompt, tokensPerMinute }: Allowance, noteCount: number): number {
  const fixed = estimateTokens(prompt.system) + estimateTokens(JSON.stringify(prompt.schema));
  const left = tokensPerMinute - fixed - envelopeTokens - outputTokens(noteCount);
  return Math.max(leastNoteTokens, Math.min(mostNoteTokens, left));
}
