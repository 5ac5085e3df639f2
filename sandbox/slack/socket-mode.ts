import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Core } from './core.ts';
import { ACK_TIMEOUT_MS, type Ack, type Delivery } from './delivery.ts';
import { parseJson } from './json.ts';

/** Socket Mode: tickets for `apps.connections.open`, live sockets, acknowledgements matched by envelope. */
export interface SocketMode extends Delivery {
  /** A path good for one connection. */
  issuePath(): string;
  connections(): number;
  /** Asks every client to reconnect, as Slack does when it recycles a server. */
  disconnectAll(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void;
  close(): Promise<void>;
}

const ackSchema = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });
const PING_MS = 10_000;
const CLOSE_MS = 300;

const isEmpty = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && Object.keys(payload).length === 0;

const createWaiting = () => {
  const waiting = new Map<string, (payload: unknown) => void>();
  return {
    settle: (text: string) => {
      const parsed = ackSchema.safeParse(parseJson(text));
      if (parsed.success) waiting.get(parsed.data.envelope_id)?.(parsed.data.payload);
    },
    wait: (id: string): Promise<Ack> => {
      const started = performance.now();
      return new Promise((resolve) => {
        const finish = (status: Ack['status'], payload?: unknown) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve({
            status,
            ms: performance.now() - started,
            payload: isEmpty(payload) ? undefined : payload,
          });
        };
        const timer = setTimeout(() => finish('timeout'), ACK_TIMEOUT_MS);
        waiting.set(id, (payload) => finish('acked', payload));
      });
    },
  };
};

const greet = (socket: WebSocket, core: Core, connections: number) => {
  const { app } = core.workspace;
  const debug = { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 };
  const hello = {
    type: 'hello',
    num_connections: connections,
    debug_info: debug,
    connection_info: { app_id: app.id },
  };
  socket.send(JSON.stringify(hello));
};

const isOpen = (socket: WebSocket) => socket.readyState === WebSocket.OPEN;

/** Upgrades requests of `server` that hold a ticket; delivers to the newest connection. */
export const createSocketMode = (core: Core, server: Server): SocketMode => {
  const wss = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = createWaiting();
  const live = () => [...wss.clients].filter(isOpen);
  const accept = (socket: WebSocket) => {
    const pinger = setInterval(() => socket.ping(), PING_MS);
    socket.on('message', (data) => waiting.settle(String(data)));
    socket.on('close', () => {
      clearInterval(pinger);
      core.changed();
    });
    socket.on('error', () => socket.terminate());
    greet(socket, core, live().length);
    core.changed();
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (tickets.delete(request.url ?? '')) wss.handleUpgrade(request, stream, head, accept);
    else stream.destroy();
  });
  return {
    issuePath: () => {
      const path = `/link/?ticket=${crypto.randomUUID()}&app_id=${core.workspace.app.id}`;
      tickets.add(path);
      return path;
    },
    connections: () => live().length,
    deliver: async ({ type, payload }) => {
      const socket = live().at(-1);
      if (!socket) return { status: 'no_connection', ms: 0 };
      const id = crypto.randomUUID();
      const reply = waiting.wait(id);
      socket.send(
        JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api' }),
      );
      return reply;
    },
    disconnectAll: (reason) => {
      for (const socket of live()) socket.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    close: async () => {
      for (const socket of wss.clients) socket.close(1001);
      const impatient = setTimeout(() => wss.clients.forEach((socket) => void socket.terminate()), CLOSE_MS);
      await new Promise((resolve) => wss.close(resolve));
      clearTimeout(impatient);
    },
  };
};
