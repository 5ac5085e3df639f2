import type { Deal, Note, Outcome, Prospect } from '../../memory/note.ts';
import type { PromiseLine } from '../brief-lines.ts';
import { promisesOf } from '../open-items.ts';
import { closingNote, type History, historyOn } from '../score/history.ts';
import type { Scale } from '../score/scale.ts';
import { score } from '../score/scoring.ts';
import { silentDays } from '../score/silence.ts';
import type { Signal } from '../testimony/testimony.ts';
import { type Change, changesOf } from './pipeline-changes.ts';

/** One deal in numbers. */
export interface PipelineLine {
  readonly deal: Deal;
  /** Who was on the newest call. */
  readonly prospects: readonly Prospect[];
  readonly state: 'open' | 'won' | 'lost';
  readonly noteCount: number;
  /** Day and outcome of the newest call; a remark to oneself counts only where there is no call. */
  readonly lastDay: string;
  readonly outcome: Outcome;
  /** Without contact; 0 while an agreed silence or a dated step holds. */
  readonly silentDays: number;
  /** `unread`: no model has read just these notes yet, so score, competitors and objections are not known. */
  readonly reading: 'read' | 'unread';
  /** Null while unread, or with one note; `atRisk` says why in a few words, or is null. */
  readonly score: { readonly value: number; readonly band: string; readonly atRisk: string | null } | null;
  /** In a few words each, not answered yet. */
  readonly competitors: readonly string[];
  readonly objections: readonly string[];
  /** Not kept yet, by due date. */
  readonly promises: readonly PromiseLine[];
  readonly changes: readonly Change[];
}

/** A deal's notes, newest call first, at least one; `known` is undefined while no model has read them. */
export function pipelineLine(
  notes: readonly [Note, ...Note[]],
  known: History | undefined,
  scale: Scale,
): PipelineLine {
  const [newest] = notes;
  const lastCall = notes.find(({ outcome }) => outcome !== 'note') ?? newest;
  const now = historyOn(scale.asOf, known ?? { signals: [], notes });
  const closed = closingNote(now.notes)?.outcome;
  const scored = known && notes.length > 1 ? score(known, scale.rubric, scale.asOf) : null;
  return {
    deal: newest.deal,
    prospects: newest.prospects,
    state: closed === 'won' || closed === 'lost' ? closed : 'open',
    noteCount: notes.length,
    lastDay: lastCall.day,
    outcome: lastCall.outcome,
    silentDays: silentDays(now, scale.asOf),
    reading: known ? 'read' : 'unread',
    score: scored && { value: scored.value, band: scored.band, atRisk: scored.atRisk },
    competitors: openTexts(now.signals, 'competitor'),
    objections: openTexts(now.signals, 'objection'),
    promises: promisesOf(now, scale.asOf),
    changes: changesOf(known ?? { signals: [], notes }, scale, scored?.value),
  };
}

function openTexts(signals: readonly Signal[], kind: string): readonly string[] {
  const open = signals.filter((signal) => signal.kind === kind && signal.closedBy === null);
  return [...new Map(open.map(({ text }) => [text.toLowerCase(), text])).values()];
}
