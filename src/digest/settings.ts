import { z } from 'zod';
import type { StateBank, StateRecord } from '../memory/state-bank.ts';
import { choices, type DigestDefaults, type DigestSettings } from './digest-settings.ts';

/** Settings in the state bank, one record a rep. Rejects when memory does not answer. */
export interface SettingsStore {
  get(user: string): Promise<DigestSettings>;
  /** Of those who chose, by user; the others have `defaults`. One list. */
  all(): Promise<ReadonlyMap<string, DigestSettings>>;
  /** Changes what is given, keeps the rest, and gives the whole. */
  change(user: string, change: Partial<Omit<DigestSettings, 'chosenAt'>>): Promise<DigestSettings>;
  readonly defaults: DigestSettings;
}

const kind = 'settings';
const mostHolidays = 10;
const stored = z.object({ user: z.string(), digest: z.unknown() });

function idOf(user: string): string {
  return `settings-${user.toLowerCase()}`;
}

/** `now` dates a change: a digest is never sent or offered for a time that was chosen after it. */
export function createSettings(deps: {
  state: StateBank;
  defaults: DigestDefaults;
  now: () => Date;
}): SettingsStore {
  const { state, now } = deps;
  const defaults = choices.parse(deps.defaults);
  const read = (record: StateRecord | undefined): readonly [string, DigestSettings] | undefined => {
    const outer = stored.safeParse(record?.data);
    const inner = outer.success ? choices.safeParse(outer.data.digest) : undefined;
    return outer.success && inner?.success ? [outer.data.user, inner.data] : undefined;
  };
  const get = async (user: string) => read(await state.get(idOf(user)))?.[1] ?? defaults;
  return {
    defaults,
    get,
    async all() {
      const records = await state.list(`kind:${kind}`);
      return new Map(
        records.flatMap((record) => {
          const found = read(record);
          return found === undefined ? [] : [found];
        }),
      );
    },
    async change(user, change) {
      const before = await get(user);
      const isChoice = change.isOn !== undefined || change.day !== undefined || change.time !== undefined;
      const chosenAt = isChoice ? now().toISOString() : before.chosenAt;
      const digest = choices.parse({ ...before, ...change, chosenAt });
      const kept = { ...digest, holidays: digest.holidays.slice(-mostHolidays) };
      await state.put({ id: idOf(user), kind, data: { user, digest: kept }, noteIds: [], tags: [] });
      return kept;
    },
  };
}
