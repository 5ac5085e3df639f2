import { printTable, verdict } from '../bench/table.ts';
import { readPrompts } from '../src/brief/prompts.ts';
import { countFaults, countWitnessed, meanings, type Pair, readPairs } from './sentences.ts';

const pairs = readPairs();
const row = (name: string, some: readonly Pair[]): readonly string[] => {
  const { replaced, lost, of } = countFaults(some);
  return [name, String(of), String(replaced), String(lost)];
};

printTable(
  'Sentences held against what they cite, by code alone',
  ['false in', 'pairs', 'false ones replaced', 'true ones lost'],
  [
    ...meanings.map((meaning) =>
      row(
        meaning,
        pairs.filter((pair) => pair.meaning === meaning),
      ),
    ),
    row(
      'held out',
      pairs.filter(({ isHeldOut }) => isHeldOut),
    ),
    row('all', pairs),
  ],
);
const { replaced, lost, of } = countFaults(pairs);
const holds = verdict(
  '95 % of the false ones are replaced, 2 % of the true ones lost',
  replaced >= 0.95 * of && lost <= 0.02 * of,
);
const witnessed = await countWitnessed(pairs, await readPrompts());
const doHold = verdict(
  `with a second witness who knows, 99 % of the false ones are replaced (${witnessed.replaced} of ${of}), 2 % of the true ones lost (${witnessed.lost})`,
  witnessed.replaced >= 0.99 * of && witnessed.lost <= 0.02 * of,
);
if (!holds || !doHold) process.exitCode = 1;
