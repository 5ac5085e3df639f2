import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { FaultDesk } from './faults.ts';
import type { Reply } from './reply.ts';
import type { Router } from './router.ts';

export interface Listener {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Opens the port on this machine alone; the faults in force stand between it and the router. */
export async function listen(router: Router, faults: FaultDesk, port = 0): Promise<Listener> {
  const server = createServer((request, response) => {
    serve(router, faults, { request, response }).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve(router: Router, faults: FaultDesk, { request, response }: Exchange): Promise<void> {
  const [method, path] = [request.method ?? '', request.url ?? ''];
  const logged = faults.log(method, path);
  const fault = faults.meet(method, path);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'refuse') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'delay') await delay(fault.ms);
  const reply = fault?.kind === 'unavailable' ? closed : await router(request);
  if (fault?.kind === 'lost') {
    request.socket.destroy();
    return;
  }
  logged.status = reply.status;
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
}

const closed: Reply = { status: 503, body: { detail: 'Service unavailable' } };
