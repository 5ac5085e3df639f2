import { allRows } from './all-rows.ts';

/** The faults as the README tells them: one line for all that come to the same. What is not played yet is not told. */
export function failureTable(): string {
  const told = allRows.filter(({ todo }) => todo === undefined);
  const lines = [...new Set(told.map(({ outcome }) => outcome))].map((outcome) => {
    const broken = told.filter((one) => one.outcome === outcome).map((one) => one.broken);
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
