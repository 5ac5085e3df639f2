import { createServer, type Server } from 'node:http';
import { ConfigError } from './errors.ts';

/** What the probes of an orchestrator may ask. */
export interface Vitals {
  /** Connected to Slack, and Hindsight answered within the last minute. */
  isReady(): boolean;
  /** Figures by name, for `/metrics`. */
  figures(): Readonly<Record<string, number>>;
}

interface Options {
  readonly port: number;
  readonly host: string;
}

/** Serves `/healthz`, `/readyz` and `/metrics`. Rejects with ConfigError when the port is taken. */
export function startHealth(vitals: Vitals, { port, host }: Options): Promise<Server> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '', vitals);
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new ConfigError(`HEALTH_PORT ${port} on ${host} is taken or not allowed.`)),
    );
    server.listen(port, host, () => resolve(server));
  });
}

function answer(path: string, vitals: Vitals): { status: number; body: string } {
  if (path === '/healthz') return { status: 200, body: 'ok\n' };
  if (path === '/readyz')
    return vitals.isReady() ? { status: 200, body: 'ready\n' } : { status: 503, body: 'not ready\n' };
  if (path !== '/metrics') return { status: 404, body: 'not found\n' };
  const rows = Object.entries(vitals.figures()).map(([name, value]) => `salesmemory_${name} ${value}\n`);
  return { status: 200, body: rows.join('') };
}
