import { printTable, verdict } from './table.ts';
import { type TextFunction, textFunctions } from './text-functions.ts';
import { type WorstText, worstTexts } from './worst-texts.ts';

const mostMs = 50;
const runs = 10;

/** Milliseconds of computing, of the quickest of a few runs, each on a text of its own: what others on the machine take is not counted. */
function timed(run: (text: string) => unknown, text: string): number {
  return Math.min(
    ...Array.from({ length: runs }, (_, index) => {
      const own = text.slice(index + 1);
      const from = process.cpuUsage();
      run(own);
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000;
    }),
  );
}

/** Runs every text function on the worst texts at its longest; true when none takes longer than 50 ms. */
export function benchTexts(
  functions: readonly TextFunction[] = textFunctions,
  texts: readonly WorstText[] = worstTexts,
): boolean {
  let holds = true;
  const rows = functions.map(({ name, longest: length, run }) => {
    const took = texts.map((text) => {
      const made = text.make(length + runs);
      return { name: text.name, ms: timed(run, made) };
    });
    const worst = took.reduce((a, b) => (a.ms > b.ms ? a : b));
    holds = holds && worst.ms <= mostMs;
    return [name, String(length), worst.ms.toFixed(1), worst.name];
  });
  printTable(
    `Text functions on ${texts.length} worst texts`,
    ['function', 'characters', 'slowest ms', 'on'],
    rows,
  );
  return verdict(`none takes more than ${mostMs} ms`, holds);
}
