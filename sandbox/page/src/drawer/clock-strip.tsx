import { useEffect, useState } from 'react';
import { changeDrawer } from './use-drawer.ts';

interface Props {
  offsetMs: number;
  user: string;
  timeZone: string | undefined;
}

const useTick = (everyMs: number): number => {
  const [time, setTime] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTime(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return time;
};

/** The sandbox's time where one is, and the buttons that move it. */
export const ClockStrip = ({ offsetMs, user, timeZone }: Props) => {
  const time = useTick(1_000) + offsetMs;
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const shown = new Intl.DateTimeFormat('en-GB', { ...day, timeStyle: undefined, timeZone }).format(time);
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(time);
  const move = (to: 'monday' | 'tomorrow' | 'now') => () => void changeDrawer('clock', { to, user });
  return (
    <section className="clock-strip" aria-label="Clock">
      <p>
        <strong>{clock}</strong> {shown}
        <small>{timeZone ?? 'no time zone'}</small>
      </p>
      <div className="clock-buttons">
        <button type="button" className="button small" onClick={move('monday')}>
          Next Monday 08:00
        </button>
        <button type="button" className="button small" onClick={move('tomorrow')}>
          +1 day
        </button>
        <button type="button" className="button small" disabled={offsetMs === 0} onClick={move('now')}>
          Back to now
        </button>
      </div>
    </section>
  );
};
