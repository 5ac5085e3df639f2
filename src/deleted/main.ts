import { readConfig } from '../config.ts';
import { ConfigError, UpstreamError } from '../errors.ts';
import { layDeleted, saveDeleted } from './deleted.ts';

const usage = `npm run deleted -- save FILE   writes down which notes were deleted: ids alone, no words
npm run deleted -- lay FILE    has a restored bank forget them too; the bot deletes them at its next start
With - for FILE it writes to standard output and reads from standard input.`;

async function main([verb, path]: readonly string[]): Promise<number> {
  const work = verb === 'save' ? saveDeleted : verb === 'lay' ? layDeleted : undefined;
  // Standard output may be the list itself.
  if (!work || path === undefined) {
    console.error(usage);
    return 1;
  }
  try {
    console.error(await work(readConfig(process.env), path));
    return 0;
  } catch (error) {
    const isOurs = error instanceof ConfigError || error instanceof UpstreamError;
    console.error(isOurs ? error.message : `${path} can not be read or written.`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
