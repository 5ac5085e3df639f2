import type { OpenItem } from '../brief/brief-lines.ts';
import { sayDay } from '../brief/calendar.ts';
import type { Cited } from '../brief/testimony/testimony.ts';
import type { Note } from '../memory/note.ts';
import type { Ground, Told } from './week-line.ts';
import { whyOf } from './why.ts';

const quoteLength = 120;

/** The beginning of a note, for what rests on the note as a whole. */
function citeNote(note: Note): Cited {
  return { noteId: note.id, day: note.day, quote: note.text.trim().slice(0, quoteLength) };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** What more a ground's own words say of it: the promise, the step. */
function detail(ground: Ground): { readonly text: string; readonly cited: Cited } | null {
  if (ground.kind === 'overdue') return { text: `: ${ground.promise.text}`, cited: ground.promise.cited };
  if (ground.kind === 'quiet') return { text: `: ${ground.signal.text}`, cited: ground.signal.raisedBy };
  return ground.kind === 'unanswered' ? { text: '', cited: ground.cited } : null;
}

/** Why a deal stands where it does, without a model: its ground, else the weightiest open matter, else the newest note. */
export function reasonFromFacts(
  { ground, asOf }: { readonly ground: Ground; readonly asOf: string },
  newest: Note,
  openItems: readonly OpenItem[],
): Told {
  const more = detail(ground);
  const [item] = openItems;
  if (ground.kind === 'open' && item !== undefined) {
    return { text: sentence(`still open: ${item.text}`), cited: item.cited, by: 'facts' };
  }
  if (ground.kind === 'open') {
    const text = `Last note on ${sayDay(newest.day, asOf)}, and no step agreed.`;
    return { text, cited: citeNote(newest), by: 'facts' };
  }
  const text = sentence(`${whyOf(ground, asOf)}${more?.text ?? ''}`);
  return { text, cited: more?.cited ?? citeNote(newest), by: 'facts' };
}
