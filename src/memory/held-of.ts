import type { StateBank, StateRecord } from './memory.ts';

/** What is kept of a member beside their notes, as it is stored. */
export type HeldRecord = Pick<StateRecord, 'kind' | 'data'>;

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
