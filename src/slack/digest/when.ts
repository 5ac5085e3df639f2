import { nextSlot, type Slot } from '../../digest/schedule.ts';
import { backOn, type DigestSettings } from '../../digest/settings.ts';
import { dayIn } from '../../util/calendar.ts';
import { dueName } from '../dates.ts';

const mostWeeks = 60;

/** The next time a digest is due for somebody who may be away till then; null within a year of holidays. */
function nextFor(settings: DigestSettings, zone: string, now: Date): Slot | null {
  let slot = nextSlot(settings, zone, now);
  for (let week = 0; week < mostWeeks; week += 1) {
    if (backOn(settings, slot.day) === null) return slot;
    slot = nextSlot(settings, zone, slot.at);
  }
  return null;
}

/** "Your digest comes on Mondays at 08:00, Europe/Berlin. The next one: Mon 30 Nov." */
export function whenText(settings: DigestSettings, zone: string, now: Date): string {
  if (!settings.isOn) {
    return 'Your digest is off. /digest on brings it back, and /digest now shows your week at any time.';
  }
  const today = dayIn(zone, now);
  const day = `${settings.day.charAt(0).toUpperCase()}${settings.day.slice(1)}s`;
  const next = nextFor(settings, zone, now);
  const back = backOn(settings, today);
  const sentences = [
    `Your digest comes on ${day} at ${settings.time}, ${zone}.`,
    back === null ? '' : `Paused: you are back on ${dueName(back, today)}.`,
    next === null ? '' : `The next one: ${dueName(next.day, today)}.`,
    settings.isQuiet ? 'Nothing comes in a week in which nobody needs you.' : '',
  ];
  return sentences.filter(Boolean).join(' ');
}
