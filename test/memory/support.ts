import { randomUUID } from 'node:crypto';
import { dealKey, prospectKey } from '../../src/memory/identity/keys.ts';
import type { Note, Prospect } from '../../src/memory/note.ts';

/** A person as the form makes one. */
export function person(name: string, company: string | null = null): Prospect {
  return { key: prospectKey(name, company), name, company };
}

type Overrides = Partial<Omit<Note, 'deal' | 'prospects'>> & {
  readonly who?: readonly Prospect[];
  readonly label?: string | null;
};

/** A legal note of U1 on Priya Sharma of Rentfield, private; the day sets the timestamp. */
export function note({ who, label = null, ...overrides }: Overrides = {}): Note {
  const prospects = who ?? [person('Priya Sharma', 'Rentfield')];
  const subject = prospects[0] ?? person('Nobody');
  const day = overrides.day ?? '2026-03-02';
  return {
    id: `note-${randomUUID()}`,
    prospects,
    deal: { key: dealKey(subject, label), company: subject.company, label },
    author: 'U1',
    outcome: 'spoke',
    day,
    timestamp: `${day}T12:00:00+01:00`,
    loggedAt: '2026-03-02T15:00:00.000Z',
    visibility: 'private',
    source: 'modal',
    link: null,
    text: 'She seemed nervous about the migration timeline.',
    ...overrides,
  };
}
