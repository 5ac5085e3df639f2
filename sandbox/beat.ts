import { type Every, machineEvery } from '../src/weekly-clock.ts';

const lookMs = 1_000;

/** Beats by a clock that may jump: it is looked at every second, and a jump past the next beat, or back, brings it. */
export function beatBy(now: () => Date, machine: Every = machineEvery): Every {
  return (ms, work) => {
    let last = now().getTime();
    return machine(Math.min(ms, lookMs), () => {
      const at = now().getTime();
      // A machine's timer may come a moment early.
      if (Math.abs(at - last) < ms - lookMs / 2) return;
      last = at;
      work();
    });
  };
}
