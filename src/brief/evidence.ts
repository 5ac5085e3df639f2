import MiniSearch from 'minisearch';
import type { Memory } from '../memory/memory.ts';
import type { Note } from '../memory/note.ts';
import { estimateTokens } from './prompt.ts';
import { within } from './within.ts';

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
/** A note's number, day, outcome, author and empty line. */
const headerTokens = 22;
const recallMs = 1000;
const perMatter = 12;
const perQuestion = 20;
/** Constant of reciprocal rank fusion: how little a first place outweighs a tenth. */
const rankOffset = 60;

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

function costOf(note: Note): number {
  const names = note.prospects.map((one) => one.name).join(', ');
  return estimateTokens(`${note.text} ${names}`) + headerTokens;
}

/** Long notes are cut so that one of them cannot push out all others. */
function shortened(note: Note, maxTokens: number): Note {
  const excess = estimateTokens(note.text) - maxTokens;
  if (excess <= 0) return note;
  const share = maxTokens / estimateTokens(note.text);
  return { ...note, text: `${note.text.slice(0, Math.floor(note.text.length * share))}…` };
}

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

/** Reciprocal rank fusion: ranks add up, scores of unlike searches do not. */
function fused(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const list of lists) {
    list.forEach((id, index) => {
      ranks.set(id, (ranks.get(id) ?? 0) + 1 / (rankOffset + index));
    });
  }
  return ranks;
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
