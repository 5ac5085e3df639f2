import { readFile } from 'node:fs/promises';
import type { Note } from '../../memory/note.ts';
import { weekdayOf } from '../../util/calendar.ts';
import type { Rubric } from '../score/rubric.ts';

/** A file of `prompts/`, such as `read.md`, which a sales manager may edit. */
export function readPromptFile(name: string): Promise<string> {
  return readFile(new URL(import.meta.resolve(`#prompts/${name}`)), 'utf8');
}

const placeholder = '{{kinds}}';

function kindLine([name, { definition, example, not }]: [string, Rubric['kinds'][string]]): string {
  const yes = example === undefined ? '' : ` Yes: "${example}".`;
  return `- ${name}: ${definition}.${yes}${not === undefined ? '' : ` No: ${not}.`}`;
}

/** Fills the kinds' definitions into a prompt file. */
export function withKinds(template: string, rubric: Rubric): string {
  const lines = Object.entries(rubric.kinds).map(kindLine);
  return template.replace(placeholder, () => lines.join('\n')).trim();
}

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
