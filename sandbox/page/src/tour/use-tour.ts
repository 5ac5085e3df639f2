import { useEffect } from 'react';
import type { ShownStep } from '../../../drawer/tour.ts';
import { useRemembered } from '../remembered.ts';

/** A step, ticked when it was done at any time in this browser. */
export interface TickedStep extends ShownStep {
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
