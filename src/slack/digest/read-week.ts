import type { SettingsStore } from '../../digest/settings.ts';
import type { Week } from '../../digest/week.ts';
import type { WeekReader } from '../../digest/week-reader.ts';
import type { Member } from '../members.ts';

/** A person's week from what is known already: no model is asked. Rejects when memory does not answer. */
export type ReadWeek = (member: Pick<Member, 'id' | 'zone'>) => Promise<Week>;

interface Deps {
  /** Over kept answers alone. */
  readonly known: WeekReader;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly now: () => Date;
}

export function createReadWeek({ known, settings, now }: Deps): ReadWeek {
  return async ({ id, zone }) => {
    const { holidays } = await settings.get(id);
    return known.weekOf({ rep: id, zone, at: now(), holidays });
  };
}
