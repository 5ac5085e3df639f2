import type { Alias } from '../../memory/identity/alias.ts';
import { companyLikeness } from '../../memory/identity/likely-same.ts';
import { canonical } from '../../memory/identity/names.ts';
import type { NoteHeader, Prospect } from '../../memory/note.ts';
import { mention } from '../brief/notes-view.ts';
import { dayName } from '../dates.ts';
import { limits } from '../limits.ts';
import { clip, lines, type Markup, md } from '../mrkdwn.ts';
import type { Plan } from './state.ts';

/** Notes of the asker's that it is about, by what they are on now. */
export function notesOf({ from, to, type }: Plan, headers: readonly NoteHeader[]): readonly NoteHeader[] {
  const keys = type === 'merge' ? [from.key, to.key] : [from.key];
  return headers.filter(({ prospects }) => prospects.some(({ key }) => keys.includes(key)));
}

/** What will change and what will not, and who else will see it. */
export function changeText(plan: Plan, headers: readonly NoteHeader[]): Markup {
  return lines([
    whatLine(plan, notesOf(plan, headers).length),
    dealLine(plan),
    md`Nothing is deleted. Undo brings everything back.`,
    md`${isShared(plan, headers) ? colleagues : 'Only you see this: your colleagues know them from no shared note.'}`,
  ]);
}

const colleagues = 'Colleagues who read the shared notes on them see it too.';

function whatLine({ type, from, to }: Plan, noteCount: number): Markup {
  const notes = noteCount === 1 ? '1 note' : `${noteCount} notes`;
  if (type === 'rename')
    return md`${notes} on *${short(from.name)}* ${noteCount === 1 ? 'shows' : 'show'} *${short(to.name)}* from now on.`;
  if (type === 'merge') {
    const people = md`*${labelOf(from)}* and *${labelOf(to)}*`;
    return md`${people} become one person: *${labelOf(to)}*, with ${notes}.`;
  }
  const stay = noteCount === 1 ? 'stays' : 'stay';
  const old = from.company === null ? md`where they are` : md`with *${short(from.company)}*`;
  return md`*${short(to.name)}* is known at *${short(to.company ?? '')}* from now on. ${notes} ${stay} ${old}, and so do the deal and its score.`;
}

/** Two spellings of a company are one deal once their people are. */
function dealLine({ type, from, to }: Plan): Markup | null {
  if (type !== 'merge' || to.company === null || canonical(from.company ?? '') === canonical(to.company))
    return null;
  if (from.company === null) return md`They count in the deal of *${short(to.company)}* from now on.`;
  if (companyLikeness(canonical(from.company), canonical(to.company)) === 'other')
    return md`*${short(from.company)}* and *${short(to.company)}* stay two deals.`;
  return md`*${short(from.company)}* and *${short(to.company)}* become one company with one deal and one score.`;
}

function isShared({ type, from, to }: Plan, headers: readonly NoteHeader[]): boolean {
  const isKnown = ({ key }: Prospect) =>
    headers.some(
      ({ visibility, prospects }) => visibility === 'team' && prospects.some((one) => one.key === key),
    );
  return isKnown(from) && (type !== 'merge' || isKnown(to));
}

/** "*Priya S. · Rentfield* is the same person · by you, 17 Nov". */
export function saidLine(alias: Alias, reader: { readonly asker: string; readonly today: string }): Markup {
  const by = alias.by === reader.asker ? md`you` : mention(alias.by);
  return md`${saidText(alias)} · by ${by}, ${dayName(alias.at.slice(0, 10), reader.today)}`;
}

function saidText({ type, from, to }: Alias): Markup {
  if (type === 'rename') return md`*${short(from.name)}* is called *${short(to.name)}*`;
  if (type === 'merge') return md`*${labelOf(from)}* and *${labelOf(to)}* are one`;
  return md`*${short(from.name)}* moved from *${short(from.company ?? 'no company')}* to *${short(to.company ?? '')}*`;
}

const plainly = { rename: 'is called', merge: 'is the same as', move: 'moved to' } as const;

/** The same without a style, for a screen reader. */
export function saidPlainly({ type, from, to }: Alias): string {
  return `${labelOf(from)} ${plainly[type]} ${labelOf(to)}`;
}

/** What holds again. */
export function undoneText({ type, from, to }: Alias): Markup {
  if (type === 'rename') return md`*${short(from.name)}* is shown as the notes have it.`;
  if (type === 'merge') return md`*${labelOf(from)}* and *${labelOf(to)}* are two people again.`;
  return md`*${short(from.name)}* is not known at *${short(to.company ?? '')}* any more, unless a note says so.`;
}

/** "Priya Sharma · Rentfield". */
export function labelOf({ name, company }: Prospect): string {
  return [short(name), company === null ? '' : short(company)].filter(Boolean).join(' · ');
}

function short(text: string): string {
  return clip(text, limits.name);
}
