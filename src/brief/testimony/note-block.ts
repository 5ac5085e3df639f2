import type { Note } from '../../memory/note.ts';
import { weekdayOf } from '../calendar.ts';

/** A line of a note that could be taken for a header or a delimiter is moved in by two spaces. */
function inert(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/^(?=[[=])/gm, '  ');
}

/** A name that cannot break out of a header. */
export function oneLine(name: string): string {
  return name.replace(/[\s·]+/g, ' ').trim();
}

/** A note under its header, as a model sees it; no line of its own can be taken for a header or a delimiter. */
export function noteBlock(note: Note, number: number, byline = ''): string {
  const names = note.prospects.map((prospect) => oneLine(prospect.name)).join(', ');
  const header = `[${number}] ${note.day} ${weekdayOf(note.day)} · ${note.outcome} · ${names}`;
  return `${header}${byline}\n${inert(note.text)}`;
}
