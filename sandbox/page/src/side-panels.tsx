import { useEffect } from 'react';
import type { DrawerPicture } from '../../drawer/drawer.ts';
import { Drawer, type DrawerTab, drawerTab } from './drawer/drawer-pane.tsx';
import { useDrawer } from './drawer/use-drawer.ts';
import { useRemembered } from './react-helpers.ts';
import { Tour, useTour } from './tour.tsx';

const NO_STEPS: DrawerPicture['tour'] = [];

/** The drawer and the tour beside the workspace, as far as this workspace has them. */
export const useSidePanels = (user: string | undefined) => {
  const picture = useDrawer(user);
  const [open, rememberOpen] = useRemembered('sandbox-drawer');
  const [tab, rememberTab] = useRemembered('sandbox-drawer-tab');
  const tour = useTour(picture?.tour ?? NO_STEPS);
  const isOpen = picture !== undefined && open === 'open';
  const toggle = () => rememberOpen(isOpen ? 'closed' : 'open');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '.' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      toggle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  const openAt = (to: DrawerTab) => {
    rememberTab(to);
    rememberOpen('open');
  };
  return { picture, tour, isOpen, toggle, openAt, tab: drawerTab(tab), setTab: rememberTab };
};

type Panels = ReturnType<typeof useSidePanels>;

/** The buttons in the head of the channel that open them. */
export const PanelButtons = ({ panels: { picture, tour, isOpen, toggle } }: { panels: Panels }) => {
  if (!picture) return null;
  const isBroken = Object.values(picture.switches).some((position) => position !== 'fine');
  return (
    <>
      {picture.tour.length > 0 && (
        <button
          type="button"
          className="tool"
          aria-pressed={tour.isShown}
          onClick={tour.isShown ? tour.hide : tour.show}
        >
          Tour
        </button>
      )}
      <button
        type="button"
        className="tool"
        aria-pressed={isOpen}
        title="Behind the page (Ctrl and .)"
        onClick={toggle}
      >
        Inspect
        {isBroken && (
          <span className="broken">
            <span className="visually-hidden">, something is broken on purpose</span>
          </span>
        )}
      </button>
    </>
  );
};

interface Props {
  panels: Panels;
  user: string;
  timeZone: string | undefined;
  onLine: (line: string) => void;
}

/** The panels that are open. */
export const SidePanels = ({ panels, user, timeZone, onLine }: Props) => {
  const { picture, tour, isOpen, toggle, openAt, tab, setTab } = panels;
  if (!picture) return null;
  return (
    <>
      {tour.isShown && <Tour steps={tour.steps} onLine={onLine} onOpen={openAt} onHide={tour.hide} />}
      {isOpen && <Drawer {...{ picture, user, timeZone, tab }} onTab={setTab} onClose={toggle} />}
    </>
  );
};
