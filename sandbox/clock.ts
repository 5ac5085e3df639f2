/** One clock for the bot and all stand-ins; it runs at the machine's pace from wherever it was put. */
export interface Clock {
  now(): Date;
  /** Milliseconds ahead of the machine's clock. */
  offsetMs(): number;
  jumpTo(time: Date): void;
  /** Back to the machine's time. */
  reset(): void;
}

/** Starts at the machine's time. */
export function createClock(machine: () => Date): Clock {
  let offset = 0;
  return {
    now: () => new Date(machine().getTime() + offset),
    offsetMs: () => offset,
    jumpTo(time) {
      offset = time.getTime() - machine().getTime();
    },
    reset() {
      offset = 0;
    },
  };
}

interface WallTime {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** `HH:MM` */
  readonly time: string;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function wallTime(at: Date, zone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    weekday: weekdays.indexOf(parts['weekday'] ?? '') + 1,
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

/** The instant at which a wall clock in `zone` shows this day and time; days of 23 or 25 hours included. */
function instantOf(day: string, time: string, zone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  // The first step finds the offset, the second one mends it where it changes in between.
  for (let round = 0; round < 2; round += 1) {
    const shown = wallTime(new Date(guess), zone);
    guess += wanted - Date.parse(`${shown.day}T${shown.time}:00Z`);
  }
  return new Date(guess);
}

/** The next Monday 08:00 in `zone` after `now`, never `now` itself. */
export function nextMondayMorning(now: Date, zone: string): Date {
  const { weekday, day, time } = wallTime(now, zone);
  const isEarlyMonday = weekday === 1 && time < '08:00';
  const days = isEarlyMonday ? 0 : 8 - weekday;
  const monday = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return instantOf(monday, '08:00', zone);
}
