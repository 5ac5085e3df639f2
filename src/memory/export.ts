import type { StateBank, StateRecord } from './memory.ts';
import type { Note } from './note.ts';

/** Notes as a document to keep: one heading a call, the words quoted line by line, so that nothing in them is markup of ours. */
export function notesAsMarkdown(title: string, notes: readonly Note[]): string {
  return [`# ${oneLine(title)}\n`, ...notes.map(noteAsMarkdown)].join('\n');
}

/** Notes as a JSON array with everything that is kept of them. */
export function notesAsJson(notes: readonly Note[]): string {
  return `${JSON.stringify(notes, null, 2)}\n`;
}

function noteAsMarkdown(note: Note): string {
  const people = note.prospects.map(({ name }) => name).join(', ');
  const deal = [note.deal.company, note.deal.label].filter(Boolean).join(', ');
  const facts = [
    `People: ${people}`,
    ...(deal ? [`Deal: ${deal}`] : []),
    `Outcome: ${note.outcome}`,
    `Author: ${note.author}`,
    `Logged: ${note.loggedAt}`,
    `Read by: ${note.visibility === 'team' ? 'the team' : 'its author'}`,
    ...(note.link ? [`From: ${note.link}`] : []),
    `Id: ${note.id}`,
  ];
  const words = note.text.split('\n').map((line) => `> ${line}`);
  return [`## ${note.day}\n`, ...facts.map((fact) => `- ${oneLine(fact)}`), '', ...words, ''].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What is kept of a member beside their notes, as it is stored. */
type HeldRecord = Pick<StateRecord, 'kind' | 'data'>;

/** Settings, snoozed deals, deals given and taken, deals in commit, corrections, names put right, imports, their account. */
const kinds = 'settings snooze owner handover commit ruling alias import leaver'.split(' ');

/** All that names them; what rests on a note that they may not read now is left out, for words of it may stand there. */
export async function recordsOf(
  user: string,
  { state, readable }: { readonly state: Pick<StateBank, 'list'>; readonly readable: ReadonlySet<string> },
): Promise<readonly HeldRecord[]> {
  const records = await state.list([...kinds.map((kind) => `kind:${kind}`), `week:${user}`]);
  const names = ({ data, tags }: StateRecord) =>
    tags.includes(`week:${user}`) || JSON.stringify(data).includes(JSON.stringify(user));
  return records
    .filter(names)
    .filter(({ noteIds }) => noteIds.every((id) => readable.has(id)))
    .map(({ kind, data }) => ({ kind, data }));
}
