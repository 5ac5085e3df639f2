import { useEffect, useState } from 'react';
import type { ShownStep } from '../../drawer/drawer.ts';
import { useRemembered } from './react-helpers.ts';

/** A step, ticked when it was done at any time in this browser. */
interface TickedStep extends ShownStep {
  isTicked: boolean;
}

/** The tour's steps and whether one sees them; both are remembered. */
export const useTour = (steps: readonly ShownStep[]) => {
  const [done, rememberDone] = useRemembered('sandbox-tour-done');
  const [shown, rememberShown] = useRemembered('sandbox-tour');
  const before = (done ?? '').split(' ');
  const ticked = steps.map((step) => ({ ...step, isTicked: step.isDone || before.includes(step.id) }));
  const all = ticked
    .filter(({ isTicked }) => isTicked)
    .map(({ id }) => id)
    .join(' ');
  useEffect(() => {
    if (steps.length > 0 && all !== (done ?? '')) rememberDone(all);
  });
  return {
    steps: ticked,
    isShown: steps.length > 0 && shown !== 'away',
    show: () => rememberShown('here'),
    hide: () => rememberShown('away'),
    restart: () => rememberDone(''),
  };
};

interface Props {
  steps: readonly TickedStep[];
  onLine: (line: string) => void;
  onOpen: (tab: 'controls' | 'model') => void;
  onHide: () => void;
}

const Step = ({
  step,
  isCurrent,
  onLine,
  onOpen,
}: { step: TickedStep; isCurrent: boolean } & Pick<Props, 'onLine' | 'onOpen'>) => {
  const { line, opens } = step;
  return (
    <li
      className="tour-step"
      aria-current={isCurrent ? 'step' : undefined}
      data-done={step.isTicked || undefined}
    >
      <p className="tour-title">
        <span className="tick" aria-hidden="true">
          {step.isTicked ? '✓' : ''}
        </span>
        <strong>{step.title}</strong>
        {step.isTicked && <span className="visually-hidden">, done</span>}
      </p>
      {isCurrent && (
        <div className="tour-words">
          <p>{step.text}</p>
          {line && <code>{line}</code>}
          <div className="tour-buttons">
            {line && (
              <button type="button" className="button small primary" onClick={() => onLine(line)}>
                Type it for me
              </button>
            )}
            {opens && (
              <button type="button" className="button small" onClick={() => onOpen(opens)}>
                Open the {opens}
              </button>
            )}
          </div>
        </div>
      )}
    </li>
  );
};

const headOf = (current: TickedStep | undefined, isFolded: boolean): string => {
  if (!current) return 'Tour done';
  return isFolded ? `Next: ${current.title}` : 'Three-minute tour';
};

const isNarrow = () => !window.matchMedia('(min-width: 720px)').matches;

/** Steps beside the page; each ticks itself, and any can be opened. */
export const Tour = ({ steps, onLine, onOpen, onHide }: Props) => {
  const [isFolded, setFolded] = useState(isNarrow);
  useEffect(() => {
    // On a phone whoever writes or reads wants the screen.
    const fold = ({ target }: Event) => {
      if (isNarrow() && target instanceof Element && target.closest('.pane, .thread')) setFolded(true);
    };
    for (const event of ['focusin', 'pointerdown']) document.addEventListener(event, fold);
    return () => {
      for (const event of ['focusin', 'pointerdown']) document.removeEventListener(event, fold);
    };
  }, []);
  const done = steps.filter(({ isTicked }) => isTicked).length;
  const current = steps.find(({ isTicked }) => !isTicked);
  return (
    <aside className="tour" aria-label="Tour" data-folded={isFolded || undefined}>
      <header className="tour-head">
        <button
          type="button"
          className="tour-fold"
          aria-expanded={!isFolded}
          onClick={() => setFolded(!isFolded)}
        >
          <strong>{headOf(current, isFolded)}</strong>
          <small>
            {done} of {steps.length} done
          </small>
        </button>
        <button type="button" className="button small" onClick={onHide}>
          {current ? 'Skip' : 'Close'}
        </button>
      </header>
      {!isFolded && (
        <ol>
          {steps.map((step) => (
            <Step key={step.id} step={step} isCurrent={step === current} onLine={onLine} onOpen={onOpen} />
          ))}
        </ol>
      )}
      {!isFolded && !current && <p className="muted">That is all of it. Break whatever you like.</p>}
    </aside>
  );
};
