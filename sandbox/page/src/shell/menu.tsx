import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

/** One entry of a menu. */
interface MenuItem {
  key: string;
  label: ReactNode;
  detail?: string;
  onChoose: () => void;
}

interface Props {
  label: string;
  /** Id of the words that the menu belongs to: heard after its label. */
  about?: string | undefined;
  face: ReactNode;
  items: MenuItem[];
  className?: string;
  /** Which side of the button the list opens to. */
  opens?: 'up' | 'down';
}

const step = (event: KeyboardEvent<HTMLElement>) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  items.at((at + by + items.length) % items.length)?.focus();
};

const GAP_PX = 4;
const MARGIN_PX = 8;

/** Lays an open list beside its button, over everything else and inside the window, wherever there is more room. */
const place = (list: HTMLElement, button: HTMLElement, opens: 'up' | 'down') => {
  const at = button.getBoundingClientRect();
  const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
  const room = { up: at.top - GAP_PX - MARGIN_PX, down: height - at.bottom - GAP_PX - MARGIN_PX };
  const other = opens === 'up' ? 'down' : 'up';
  const side = room[opens] < list.scrollHeight && room[other] > room[opens] ? other : opens;
  list.style.maxHeight = `${Math.max(80, Math.min(300, room[side]))}px`;
  const wanted = opens === 'up' ? at.left : at.right - list.offsetWidth;
  const left = Math.max(MARGIN_PX, Math.min(wanted, width - list.offsetWidth - MARGIN_PX));
  const top = side === 'down' ? at.bottom + GAP_PX : at.top - GAP_PX - list.offsetHeight;
  Object.assign(list.style, { left: `${left}px`, top: `${top}px` });
};

/** Shows the list in the browser's top layer, where nothing cuts it off, and keeps it at its button. */
const usePlaced = (root: RefObject<HTMLElement | null>, isOpen: boolean, opens: 'up' | 'down') => {
  useLayoutEffect(() => {
    const list = root.current?.querySelector<HTMLElement>('[role=menu]');
    const button = root.current?.querySelector('button');
    if (!isOpen || !list || !button) return;
    list.showPopover();
    const again = () => place(list, button, opens);
    again();
    document.addEventListener('scroll', again, true);
    window.addEventListener('resize', again);
    return () => {
      document.removeEventListener('scroll', again, true);
      window.removeEventListener('resize', again);
    };
  }, [root, isOpen, opens]);
};

/** A button that opens a list of things to do; arrows move, Escape and Tab out of it close. */
export const Menu = ({ label, about, face, items, className = 'icon-button', opens = 'down' }: Props) => {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const buttonId = useId();
  usePlaced(root, isOpen, opens);
  useEffect(() => {
    if (!isOpen) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const leave = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else step(event);
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !root.current?.contains(relatedTarget)) setOpen(false);
  };
  return (
    <div className="menu-root" ref={root}>
      <button
        type="button"
        id={buttonId}
        className={className}
        aria-label={label}
        aria-labelledby={about && `${buttonId} ${about}`}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && (
        <div
          role="menu"
          popover="manual"
          tabIndex={-1}
          aria-label={label}
          className="popup placed"
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
          {items.map(({ key, label: words, detail, onChoose }) => (
            <button
              type="button"
              role="menuitem"
              key={key}
              onClick={() => {
                close();
                onChoose();
              }}
            >
              <span>{words}</span>
              {detail && <small>{detail}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
};
