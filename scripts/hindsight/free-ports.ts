import { once } from 'node:events';
import { createServer } from 'node:net';
import { z } from 'zod';

/** Two different ports of this machine that nobody listens on at the moment of asking. */
export async function twoFreePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()] as const;
  // Both are held before either is let go, or the system may name one port twice.
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  const [first, second] = servers.map(
    (server) => z.object({ port: z.number() }).parse(server.address()).port,
  );
  for (const server of servers) await once(server.close(), 'close');
  return z.tuple([z.number(), z.number()]).parse([first, second]);
}
