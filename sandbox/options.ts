import { parseArgs } from 'node:util';

/** What `npm run demo -- ...` takes. */
export interface DemoOptions {
  /** A real Hindsight to use instead of the embedded memory. */
  readonly hindsight: string | undefined;
  /** Port of the page; 0 takes any free one, undefined the data folder's own. */
  readonly port: number | undefined;
  /** Where the notes are kept between runs. */
  readonly data: string;
}

export const demoUsage = `npm run demo -- [--port 4000] [--hindsight https://...] [--data folder]`;

/** @throws TypeError with a readable sentence for an unknown option or a port that is none. */
export function readDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hindsight: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string', default: '.data' },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new TypeError(`--port takes a port number.`);
  return { hindsight: values.hindsight, port, data: values.data };
}
