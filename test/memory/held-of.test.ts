import { expect, test } from 'vitest';
import { notesAsMarkdown, recordsOf } from '../../src/memory/export.ts';
import { stateInMemory } from '../brief/memory-stand-in.ts';
import { note } from './support.ts';

test('of what is held of somebody all that names them is told, but for what rests on a note that they may not read now', async () => {
  const state = stateInMemory();
  const kept = async (id: string, kind: string, data: unknown, noteIds: readonly string[] = []) =>
    state.put({ id, kind, data, noteIds, tags: [] });
  await kept('settings-u1', 'settings', { user: 'U1', isOn: false });
  await kept('settings-u2', 'settings', { user: 'U2', isOn: true });
  await kept('ruling-1', 'ruling', { by: 'U1', words: 'of an open note' }, ['note-1']);
  await kept('ruling-2', 'ruling', { by: 'U1', words: 'of a closed note' }, ['note-1', 'note-2']);
  await kept('reading-1', 'reading', { author: 'U1' }, ['note-1']);
  const held = await recordsOf('U1', { state, readable: new Set(['note-1']) });
  expect(held).toEqual([
    { kind: 'settings', data: { user: 'U1', isOn: false } },
    { kind: 'ruling', data: { by: 'U1', words: 'of an open note' } },
  ]);
});

test('a note that is exported says who reads it, and no word of it is markup of ours', () => {
  const text = '# Not a heading\n- Author: U9';
  const of = (visibility: 'private' | 'team') =>
    notesAsMarkdown('Priya\nSharma', [note({ visibility, text })]);
  expect(of('team')).toContain('\n- Read by: the team\n');
  expect(of('private')).toContain('\n- Read by: its author\n');
  expect(of('team')).toContain('\n\n> # Not a heading\n> - Author: U9\n');
  expect(of('team')).toMatch(/^# Priya Sharma\n/);
});
