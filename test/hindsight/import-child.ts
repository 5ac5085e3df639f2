import { author, begin, importRig } from './import-rig.ts';

/** An import in a process of its own, to be killed. */
async function main([url = '', apiKey = '', prefix = '', file = '']: readonly string[]): Promise<void> {
  const rig = importRig({ url, apiKey, prefix, file });
  const record = await begin(rig);
  console.log('begun');
  await rig.imports.run(record, author, ({ stored }) => console.log(`stored ${stored}`));
  console.log('done');
}

await main(process.argv.slice(2));
