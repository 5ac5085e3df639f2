import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import type { DrawerPicture } from '../../../drawer/drawer.ts';
import { Controls } from './controls.tsx';
import { MemoryTab } from './memory-tab.tsx';
import { ModelTab } from './model-tab.tsx';
import { Layouts, Traffic } from './traffic.tsx';
import { changeDrawer } from './use-drawer.ts';

interface ClockProps {
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
const ClockStrip = ({ offsetMs, user, timeZone }: ClockProps) => {
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

const TABS = ['traffic', 'memory', 'model', 'controls', 'layouts'] as const;
/** A page of the drawer. */
export type DrawerTab = (typeof TABS)[number];

const LABELS: Readonly<Record<DrawerTab, string>> = {
  traffic: 'Traffic',
  memory: 'Memory',
  model: 'Model',
  controls: 'Controls',
  layouts: 'Layouts',
};

/** The page that a remembered word names, or the first. */
export const drawerTab = (word: string | undefined): DrawerTab =>
  TABS.find((tab) => tab === word) ?? 'traffic';

interface Props {
  picture: DrawerPicture;
  user: string;
  timeZone: string | undefined;
  tab: DrawerTab;
  onTab: (tab: DrawerTab) => void;
  onClose: () => void;
}

const bodyOf = ({ picture, timeZone, tab }: Props): ReactNode => {
  switch (tab) {
    case 'traffic':
      return <Traffic lines={picture.lines} timeZone={timeZone} />;
    case 'memory':
      return <MemoryTab lines={picture.lines} kind={picture.services.memory} />;
    case 'model':
      return <ModelTab lines={picture.lines} kind={picture.services.model} timeZone={timeZone} />;
    case 'controls':
      return <Controls switches={picture.switches} canBeHostile={picture.canBeHostile} />;
    case 'layouts':
      return <Layouts refused={picture.refused} timeZone={timeZone} />;
  }
};

const step = (tab: DrawerTab, event: KeyboardEvent): DrawerTab | undefined => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  return by === undefined ? undefined : TABS.at((TABS.indexOf(tab) + by) % TABS.length);
};

const Tabs = ({ picture, tab, onTab }: Props) => (
  <div className="drawer-tabs" role="tablist" aria-label="Drawer">
    {TABS.map((one) => (
      <button
        type="button"
        role="tab"
        key={one}
        id={`drawer-${one}`}
        aria-selected={one === tab}
        aria-controls="drawer-page"
        tabIndex={one === tab ? 0 : -1}
        onClick={() => onTab(one)}
        onKeyDown={(event) => {
          const next = step(tab, event);
          if (!next) return;
          onTab(next);
          document.getElementById(`drawer-${next}`)?.focus();
        }}
      >
        {LABELS[one]}
        {one === 'layouts' && picture.refused.length > 0 && (
          <span className="count-badge">{picture.refused.length}</span>
        )}
      </button>
    ))}
  </div>
);

/** What goes on behind the page, for the curious and for developers. */
export const Drawer = (props: Props) => {
  const { picture, user, timeZone, tab, onClose } = props;
  return (
    <aside className="drawer" aria-label="Developer drawer">
      <header className="drawer-head">
        <h2>Behind the page</h2>
        <button type="button" className="icon-button" aria-label="Close the drawer" onClick={onClose}>
          ×
        </button>
      </header>
      <ClockStrip offsetMs={picture.clock.offsetMs} user={user} timeZone={timeZone} />
      <Tabs {...props} />
      <div className="drawer-page" id="drawer-page" role="tabpanel" aria-labelledby={`drawer-${tab}`}>
        {bodyOf(props)}
      </div>
    </aside>
  );
};
