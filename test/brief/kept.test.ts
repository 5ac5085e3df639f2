import { expect, test } from 'vitest';
import type { Testimony } from '../../src/brief/score/signal.ts';
import { createKept } from '../../src/brief/signals/kept.ts';
import { stateInMemory } from './memory-stand-in.ts';
import { note, signal } from './support.ts';

const silent = () => undefined;

function testimonyOn(id: string, quote: string): Testimony {
  const raisedBy = { noteId: id, day: '2026-11-17', quote };
  const none = { doNext: null, openWith: null, recommendation: [], changed: [], tone: null };
  return { ...none, signals: [signal('objection', '2026-11-17', { raisedBy })], dropped: 0, readIds: [id] };
}

test('an answer on an earlier wording of a note is not used once the note reads otherwise', async () => {
  const kept = createKept(stateInMemory(), silent);
  const before = note({ text: 'She is nervous about the migration.' });
  await kept.keep('testimony-1', testimonyOn(before.id, 'nervous about the migration'), [before]);
  expect(await kept.latest([before])).toBeDefined();
  expect(await kept.latest([{ ...before, text: 'She is calm about it all.' }])).toBeUndefined();
});

test('an answer that rests on a note the asker can not see is never used', async () => {
  const kept = createKept(stateInMemory(), silent);
  const team = note({ id: 'note-team' });
  const secret = note({ id: 'note-secret', visibility: 'private' });
  await kept.keep('testimony-2', testimonyOn(team.id, team.text), [team, secret]);
  expect(await kept.latest([team])).toBeUndefined();
});
