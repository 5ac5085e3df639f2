import { parseArgs } from 'node:util';

/** What `npm run demo -- ...` takes. */
export interface DemoOptions {
  /** A real Hindsight to use instead of the embedded memory. */
  readonly hindsight: string | undefined;
  /** Port of the page; 0 takes any free one. */
  readonly port: number;
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
      port: { type: 'string', default: '0' },
      data: { type: 'string', default: '.data' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`--port takes a port number.`);
  return { hindsight: values.hindsight, port, data: values.data };
}
