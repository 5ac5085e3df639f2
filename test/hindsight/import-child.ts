import { author, begin, importRig } from './import-rig.ts';

/** An import, or its undoing, in a process of its own, to be killed. */
async function main([
  what = '',
  url = '',
  apiKey = '',
  prefix = '',
  file = '',
]: readonly string[]): Promise<void> {
  const rig = importRig({ url, apiKey, prefix, file });
  if (what === 'undo') {
    const [record] = await rig.store.list(author.id);
    if (!record) throw new Error('there is no import to undo');
    await rig.imports.undo(record, ({ stored }) => console.log(`undone ${stored}`));
  } else {
    const record = await begin(rig);
    await rig.imports.run(record, author, ({ stored }) => console.log(`stored ${stored}`));
  }
  console.log('done');
}

await main(process.argv.slice(2));
