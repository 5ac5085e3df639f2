import { allRows } from './all-rows.ts';

/** The faults as the README tells them: one line for all that come to the same. */
export function failureTable(): string {
  const lines = [...new Set(allRows.map(({ outcome }) => outcome))].map((outcome) => {
    const broken = allRows.filter((one) => one.outcome === outcome).map((one) => one.broken);
    const [first = '', ...others] = broken;
    const names = [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...others].join('; ');
    return `| ${names} | ${outcome.seen} | ${outcome.stored} | ${outcome.recovers} |`;
  });
  return [
    '| what fails | what you see | what is stored | how it comes right |',
    '| --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
