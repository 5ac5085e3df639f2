import type { Note } from '../memory/note.ts';
import type { Brief } from './brief.ts';
import type { Signal } from './testimony/testimony.ts';

type PersonLine = Brief['people'][number];

function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter((word) => word !== '');
}

/** "Priya" is Priya Sharma when all words of the shorter name stand in the longer. */
function isSameName(a: string, b: string): boolean {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short.length > 0 && short.every((word) => long.includes(word));
}

/** The prompt asks for "Name, role"; other marks between them are understood too. */
function spoken(signal: Signal): PersonLine {
  const [name = signal.text, ...rest] = signal.text.split(/,\s*|\s+[-–—]\s+|\s*\(/);
  const role = rest.join(', ').replace(/\)$/, '').trim();
  return { name: name.trim(), role: role === '' ? null : role, cited: signal.raisedBy };
}

/** People of a deal: those its notes are tagged with, newest call first, with the role a note gives them; then others that notes name. */
export function peopleOf(notes: readonly Note[], signals: readonly Signal[]): readonly PersonLine[] {
  const tagged = new Map(notes.flatMap((note) => note.prospects.map((one) => [one.key, one.name])));
  const people: PersonLine[] = [...tagged.values()].map((name) => ({ name, role: null, cited: null }));
  const named = signals.filter((signal) => signal.kind === 'person').map(spoken);
  for (const person of named.toReversed()) {
    const index = people.findIndex((other) => isSameName(other.name, person.name));
    const before = people[index];
    if (before === undefined) people.push(person);
    else if (before.role === null) people[index] = { ...person, name: before.name };
  }
  return people;
}
