import type { KeyboardEvent, ReactNode } from 'react';
import type { DrawerPicture } from '../../../drawer/picture.ts';
import { ClockStrip } from './clock-strip.tsx';
import { Controls } from './controls.tsx';
import { Layouts } from './layouts.tsx';
import { MemoryTab } from './memory.tsx';
import { ModelTab } from './model.tsx';
import { Traffic } from './traffic.tsx';

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
