import { retrieveAll } from './ask/retrieval.ts';

const results = await retrieveAll();
const sum = (of: (one: (typeof results)[number]) => number) =>
  results.reduce((total, one) => total + of(one), 0);

console.log(
  'Questions on the demo’s notes: of the notes that answer each, how many are among the first ten found',
);
for (const { question, found, wanted, read } of results)
  console.log(`${found}/${wanted}  of ${String(read).padStart(2)} notes  ${question.ask}`);
const [found, wanted] = [sum((one) => one.found), sum((one) => one.wanted)];
console.log(`recall@10 ${(found / wanted).toFixed(2)} (${found} of ${wanted})`);
if (found < wanted) process.exitCode = 1;
