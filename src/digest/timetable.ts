import type { DigestSettings } from './digest-settings.ts';
import { lastSlot, nextSlot, type Slot } from './slots.ts';

/** Somebody who may get a digest. */
export interface Rep {
  readonly user: string;
  readonly zone: string;
  /** When their first note was logged, ISO 8601: no digest is missed from before it. */
  readonly since: string;
}

interface Planned {
  readonly key: string;
  readonly slot: Slot;
  /** When the next slot comes, and this plan ends. */
  readonly nextAt: Date;
}

function isAway({ holidays }: DigestSettings, day: string): boolean {
  return holidays.some(({ from, until }) => from <= day && until >= day);
}

/** Remembers each rep's last slot until the next one comes, so that a tick costs a look-up. */
export function createTimetable() {
  const plans = new Map<string, Planned>();

  const plan = ({ user, zone }: Rep, settings: DigestSettings, now: Date): Planned => {
    const key = `${zone} ${settings.day} ${settings.time}`;
    const known = plans.get(user);
    if (known && known.key === key && now < known.nextAt && now >= known.slot.at) return known;
    const fresh = { key, slot: lastSlot(settings, zone, now), nextAt: nextSlot(settings, zone, now).at };
    plans.set(user, fresh);
    return fresh;
  };
  return {
    /** The slot that the rep's newest digest belongs to; null when none is owed for it. */
    slotFor(rep: Rep, settings: DigestSettings, now: Date): Slot | null {
      if (!settings.isOn) return null;
      const { slot } = plan(rep, settings, now);
      const begun = [rep.since, settings.chosenAt ?? ''].map((moment) => Date.parse(moment) || 0);
      return begun.some((moment) => moment > slot.at.getTime()) || isAway(settings, slot.day) ? null : slot;
    },
  };
}
