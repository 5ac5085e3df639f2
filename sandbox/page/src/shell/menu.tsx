import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
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

/** A button that opens a list of things to do; arrows move, Escape and Tab out of it close. */
export const Menu = ({ label, about, face, items, className = 'icon-button', opens = 'down' }: Props) => {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const buttonId = useId();
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
          tabIndex={-1}
          aria-label={label}
          className={`popup ${opens}`}
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
