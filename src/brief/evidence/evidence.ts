import MiniSearch from 'minisearch';
import type { Memory } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { within } from '../within.ts';
import { matters, questions } from './matters.ts';
import { costOf, headerTokens, shortened } from './note-cost.ts';
import { fused } from './rank-fusion.ts';

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
