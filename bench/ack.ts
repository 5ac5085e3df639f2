import { ms, quantile, ratio } from './figures.ts';
import { createRep, type Kind, kinds, type Try } from './rep.ts';
import { printTable, verdict } from './table.ts';
import { openWorkspace } from './workspace.ts';

const reps = ['UREP1', 'UREP2', 'UREP3', 'UREP4', 'UREP5', 'UREP6', 'UREP7', 'UREP8'] as const;
const [cyclesAtOnce, cyclesInTurn, fewestTries] = [88, 72, 500];
/** A submission waits a second for the save, so that its answer is true. */
const barMs = (kind: Kind): number => (kind === 'submit' ? 1_600 : 500);

/** How soon everything a person can do is acknowledged, with memory hung and healthy; true when the bar holds. */
export async function benchAck(): Promise<boolean> {
  const workspace = await openWorkspace(reps);
  const people = reps.map((id, index) => createRep(workspace, id, index + 1));
  const taken = (): readonly Try[] => people.flatMap(({ tries }) => tries.splice(0));
  const atOnce = async () => {
    const each = cyclesAtOnce / people.length;
    await Promise.all(
      people.map(async (rep) => {
        for (let cycle = 0; cycle < each; cycle += 1) await rep.cycle();
      }),
    );
    return taken();
  };
  const inTurn = async () => {
    for (let cycle = 0; cycle < cyclesInTurn; cycle += 1) await people[cycle % people.length]?.cycle();
    return taken();
  };
  try {
    await Promise.all(people.map((rep) => rep.prepare()));
    const healthy = { atOnce: await atOnce(), inTurn: await inTurn() };
    workspace.memory.faults.set({ kind: 'hang' });
    const hungAtOnce = await atOnce();
    // Without any names known: a new process has never reached memory.
    await workspace.restartBot();
    const hungInTurn = await inTurn();
    const first = report('eight people at once', hungAtOnce, healthy.atOnce);
    const second = report('one after the other, after a restart', hungInTurn, healthy.inTurn);
    return first && second;
  } finally {
    await workspace.close();
  }
}

function report(how: string, hung: readonly Try[], healthy: readonly Try[]): boolean {
  const of = (tries: readonly Try[], kind: string) =>
    tries.filter((one) => one.kind === kind).map((one) => one.ms);
  const rows = kinds.map((kind) => {
    const [slow, well] = [of(hung, kind), of(healthy, kind)];
    const p99 = quantile(slow, 0.99);
    const cells = [quantile(slow, 0.5), p99, quantile(slow, 1), quantile(well, 0.5), quantile(well, 0.99)];
    const against = ratio(p99, quantile(well, 0.99));
    return { isSoon: p99 < barMs(kind), cells: [kind, String(slow.length), ...cells.map(ms), against] };
  });
  printTable(
    `Acknowledgements with memory hung and healthy, ${how}: ${hung.length} and ${healthy.length} tries, ms`,
    ['', 'tries', 'hung p50', 'p99', 'max', 'healthy p50', 'p99', 'p99 against healthy'],
    rows.map(({ cells }) => cells),
  );
  console.log(`heard while hung: ${[...new Set(hung.map(({ name }) => name))].sort().join(', ')}`);
  const lost = [...hung, ...healthy].filter((one) => !Number.isFinite(one.ms)).map(({ name }) => name);
  const isAllHeard = verdict(
    `every try was acknowledged${lost.length > 0 ? `, but ${lost.join(', ')}` : ''}`,
    lost.length === 0,
  );
  const isSoon = rows.every((row) => row.isSoon) && hung.length >= fewestTries;
  const bar = `at least ${fewestTries} tries, p99 under 500 ms for each kind with memory hung, and 1,600 ms for a submission`;
  return verdict(bar, isSoon) && isAllHeard;
}
