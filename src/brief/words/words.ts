import { z } from 'zod';
import { dealHashes } from '../../memory/identity/keys.ts';
import type { StateBank, StateRecord } from '../../memory/memory.ts';
import type { Note } from '../../memory/note.ts';
import { addDays } from '../../util/calendar.ts';
import { groupBy } from '../../util/group-by.ts';
import { hashOf } from '../../util/hash.ts';
import { rememberFor } from '../../util/remember.ts';
import { tidy } from '../checks/sentence.ts';
import { sentenceFault } from '../checks/sentence-check.ts';
import type { Model } from '../model/model.ts';
import type { ReadDeal } from '../reading/read-deals.ts';
import type { SentenceWitness } from '../reading/second-witness.ts';
import { refOf, tokenOf } from '../signals/reading.ts';
import { byLastSaid, type Claim, citedOf, lastSaid } from '../signals/signal.ts';
import { buyerOf, groundsOf, notesOf, type SentenceDeal } from './grounds.ts';
import { sentencesIn, type WordsLine, type WordsPrompt, wordsMessage } from './words-prompt.ts';

/**
 * The model's own sentences on a deal, made from its signals alone and checked. They are shown to those who may see
 * every note in their prompt, and only while the signals they rest on stand.
 */
export interface Words {
  /** The first sentence to say to the buyer next time. */
  readonly openWith: Claim | null;
  /** How to move the deal, one to three sentences. */
  readonly recommendation: readonly Claim[];
  /** What the newest note changed. */
  readonly changed: readonly Claim[];
  /** How the buyer sounds of late. */
  readonly tone: Claim | null;
}

/** Makes sentences when a deal was read, and finds them when it is shown. */
export interface DealWords {
  /**
   * What is kept for whoever sees just these notes of one deal, while the deal itself is looked up. Which of it stands
   * is null where nothing is kept; its trouble costs the sentences alone.
   */
  on(notes: readonly Note[]): Promise<(deal: ReadDeal) => Words | null>;
  /** Asks the model once for each state of a deal; resolves when they are kept. Rejects when no answer comes. */
  make(deal: ReadDeal): Promise<void>;
}

interface Deps {
  readonly state: StateBank;
  readonly model: Model;
  readonly prompt: WordsPrompt;
  /** Null where there is none. */
  readonly witness: SentenceWitness | null;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

const kind = 'words';
/** As many lines as a deal has open matters; what ended is news for a month. */
const mostLines = 24;
const newsDays = 31;
const answerTokens = 900;
const patienceMs = 60_000;
const sentenceLength = 240;

const keptSentence = z.object({
  part: z.enum(['openWith', 'recommendation', 'changed', 'tone']),
  text: z.string(),
  on: z.array(z.object({ token: z.string(), isOpen: z.boolean() })).min(1),
});
const keptWords = z.object({ at: z.string(), sentences: z.array(keptSentence) });
type KeptSentence = z.infer<typeof keptSentence>;
type KeptWords = z.infer<typeof keptWords>;

/** A record that did not change is looked at once, and so are its sentences while the deal is the same. */
const wordsIn = rememberFor(({ data }: StateRecord) => keptWords.safeParse(data).data);
const standingIn = rememberFor((deal: ReadDeal) =>
  rememberFor(({ sentences }: KeptWords) => standing(sentences, deal)),
);

export function createDealWords({ state, model, prompt, witness, now, report }: Deps): DealWords {
  /** Those that the second witness does not deny; where it is away, or several notes bear one out, code's check stands alone. */
  async function witnessed(
    held: readonly HeldSentence[],
    { notes }: ReadDeal,
  ): Promise<readonly HeldSentence[]> {
    if (!witness) return held;
    const denied = new Set<HeldSentence>();
    await Promise.all(
      [...groupBy(held, ({ noteId }) => noteId ?? '')].map(async ([noteId, own]) => {
        const note = notes.find(({ id }) => id === noteId);
        if (!note) return;
        const people = note.prospects.map(({ name }) => name);
        try {
          const says = await witness.says(note, people, own);
          for (const [index, one] of own.entries()) if (says[index] === false) denied.add(one);
        } catch (error) {
          report(error);
        }
      }),
    );
    return held.filter((one) => !denied.has(one));
  }

  return {
    async on(notes) {
      const none = () => null;
      const [newest] = notes;
      if (!newest) return none;
      try {
        const records = await state.list(dealHashes(newest.deal).map(tagOf));
        const visible = new Set(notes.map(({ id }) => id));
        const fitting = records.filter(
          (one) => one.kind === kind && one.noteIds.every((id) => visible.has(id)),
        );
        const kept = fitting.flatMap((record) => wordsIn(record) ?? []);
        const latest = kept.toSorted((a, b) => b.at.localeCompare(a.at))[0];
        return latest ? (deal) => standingIn(deal)(latest) : none;
      } catch (error) {
        report(error);
        return none;
      }
    },

    async make(deal) {
      const [newest] = deal.notes;
      const lines = linesOf(deal);
      if (!newest || deal.score === null || lines.length === 0) return;
      const message = wordsMessage(newest.deal.company ?? newest.prospects[0]?.name ?? 'not known', lines);
      const id = `${kind}-${hashOf(JSON.stringify([prompt.system, model.name, message]), 40)}`;
      if (await state.get(id)) return;
      const answer = await model.complete(
        {
          name: kind,
          ...{ system: prompt.system, schema: prompt.schema, user: message },
          ...{ maxOutputTokens: answerTokens, priority: 'words', person: newest.author },
        },
        new Date(now().getTime() + patienceMs),
      );
      const held = await witnessed(heldSentences(answer, lines, deal), deal);
      const sentences = held.map(({ part, text, on }) => ({ part, text, on }));
      await state.put({
        ...{ id, kind, data: { at: now().toISOString(), sentences } },
        noteIds: [...new Set(lines.flatMap(({ signal }) => notesOf(signal)))],
        tags: dealHashes(newest.deal).map(tagOf),
      });
    },
  };
}

/** By the hash, since the key of another deal spells names that are not the notes' own. */
function tagOf(dealHash: string): string {
  return `${kind}:${dealHash}`;
}

/** What is open, then what ended of late, the newest first. */
function linesOf({ history, asOf }: ReadDeal): readonly WordsLine[] {
  const { signals } = history.on(asOf);
  const since = addDays(asOf, -newsDays);
  const open = signals.filter((one) => one.closedBy === null && !one.isBeingChecked);
  const ended = signals.filter(({ closedBy }) => closedBy !== null && closedBy.day >= since);
  const chosen = [...open.toSorted(byLastSaid), ...ended.toSorted(byLastSaid)].slice(0, mostLines);
  return chosen.map((signal, index) => ({ id: `s${index + 1}`, signal }));
}

/** One that code's check let pass. */
interface HeldSentence extends KeptSentence {
  /** The note whose words bear it out; null where it rests on several. */
  readonly noteId: string | null;
  readonly quote: string;
}

function heldSentences(
  answer: unknown,
  lines: readonly WordsLine[],
  deal: ReadDeal,
): readonly HeldSentence[] {
  const known = asKnown(deal);
  return sentencesIn(answer).flatMap(({ part, text, on }) => {
    const signals = on.flatMap((id) => lines.find((line) => line.id === id)?.signal ?? []);
    const said = tidy(text, sentenceLength);
    if (signals.length === 0 || sentenceFault(said, groundsOf(signals, known)) !== null) return [];
    const basis = signals.map((one) => ({ token: tokenOf(refOf(one)), isOpen: one.closedBy === null }));
    const cited = signals.map(lastSaid);
    const [first] = cited;
    const isOfOne = cited.every(({ noteId }) => noteId === first?.noteId);
    const quote = first?.quote ?? '';
    return [{ part, text: said, on: basis, quote, noteId: isOfOne ? (first?.noteId ?? null) : null }];
  });
}

function asKnown({ notes, history, asOf }: ReadDeal): SentenceDeal {
  return { notes, known: history.on(asOf), today: asOf, buyer: buyerOf(notes[0]?.deal) };
}

/** Those whose signals are as they were, held against the notes once more: what was true may be late now. */
function standing(sentences: readonly KeptSentence[], deal: ReadDeal): Words {
  const known = asKnown(deal);
  const signals = new Map(known.known.signals.map((one) => [tokenOf(refOf(one)), one]));
  const claims = sentences.flatMap(({ part, text, on }) => {
    const rests = on.flatMap(({ token, isOpen }) => {
      const signal = signals.get(token);
      return signal && (signal.closedBy === null) === isOpen ? [signal] : [];
    });
    const [first] = rests;
    if (!first || rests.length < on.length) return [];
    if (sentenceFault(text, groundsOf(rests, known)) !== null) return [];
    return [{ part, claim: { text, ...citedOf(lastSaid(first)) } }];
  });
  const of = (wanted: KeptSentence['part']) =>
    claims.flatMap(({ part, claim }) => (part === wanted ? [claim] : []));
  return {
    openWith: of('openWith')[0] ?? null,
    recommendation: of('recommendation'),
    changed: of('changed'),
    tone: of('tone')[0] ?? null,
  };
}
