import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { inWords } from '../doctor/finding.ts';
import { ConfigError } from '../errors.ts';
import { createDeletedList } from '../memory/hindsight/deleted-list.ts';

const ids = z.array(z.string().regex(/^note-[a-z0-9-]{1,57}$/));
const fileSchema = z.object({ team: z.string(), alone: ids, together: ids });

/**
 * Writes down which notes were deleted, by their ids alone, and tells how many; `-` is standard output.
 * @throws ConfigError in words, UpstreamError, or what the file system says.
 */
export async function saveDeleted(config: Config, path: string): Promise<string> {
  const { team, list } = await openList(config);
  const deleted = await list.read();
  const file = `${JSON.stringify({ team, ...deleted })}\n`;
  if (path === '-') process.stdout.write(file);
  else await writeFile(path, file, { mode: 0o600 });
  return `${deleted.alone.length + deleted.together.length} deleted notes are written down by their ids.`;
}

/** Marks what such a file names as deleted in the bank as it is now; `-` is standard input. Throws as above. */
export async function layDeleted(config: Config, path: string): Promise<string> {
  const file = fileSchema.safeParse(
    parsed(path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')),
  );
  if (!file.success) throw new ConfigError(`${path} is not what “npm run deleted -- save” writes.`);
  const { team, list } = await openList(config);
  if (team !== file.data.team) throw new ConfigError(`${path} is of another team; nothing was changed.`);
  const laid = await list.lay(file.data);
  return `${laid} more notes are marked as deleted. Start the bot: what the backup brought back is deleted then.`;
}

async function openList(config: Config) {
  const { HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix } = config;
  const world = { fetch: globalThis.fetch, now: () => new Date() };
  const { SLACK_BOT_TOKEN: token } = config;
  if (token === undefined)
    throw new ConfigError(
      'This is for one workspace at a time: set its SLACK_BOT_TOKEN, and no SLACK_CLIENT_ID.',
    );
  const asked = { ...world, token, isThorough: false };
  const { team, findings } = await checkSlack(config, asked);
  if (team === undefined) throw new ConfigError(findings.map(inWords).join('\n'));
  return { team, list: createDeletedList({ url, apiKey, prefix, team, ...world, warn: () => undefined }) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
