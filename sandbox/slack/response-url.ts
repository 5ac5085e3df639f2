import { z } from 'zod';
import { LIMITS } from './blocks/limits.ts';
import type { Core } from './core.ts';
import type { Directory } from './directory.ts';
import type { LayoutGate } from './layout.ts';
import type { Messages } from './messages.ts';
import type { Message } from './workspace.ts';

/**
 * What a response_url belongs to: the person, the place, and the message whose button was pressed. A command and a
 * shortcut have none, so that whatever their URL is told to replace or delete, it only ever posts.
 */
export interface Origin {
  user: string;
  channel: string;
  source?: Message | undefined;
}

/** An HTTP answer: `ok`, or the status and word that Slack gives. */
export interface Answer {
  status: number;
  body: string;
  /** Slack's error word; undefined when all went well. */
  error?: string;
}

const failed = (status: number, error: string): Answer => ({ status, body: error, error });

/** Response URLs: five uses within thirty minutes of the injected clock. */
export interface ResponseUrls {
  /** The path below the server's root. */
  issue(origin: Origin): string;
  /** Throws SlackRefusal for a layout that Slack refuses. */
  use(path: string, body: unknown): Answer;
  /** Shows what a command's acknowledgement carries, at no use of the URL. */
  reply(origin: Origin, body: unknown): void;
}

const payloadSchema = z.looseObject({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});
type Payload = z.infer<typeof payloadSchema>;

interface Parts {
  core: Core;
  directory: Directory;
  messages: Messages;
  layouts: LayoutGate;
}

const createResponder = ({ directory, messages, layouts }: Parts) => {
  const write = (origin: Origin, payload: Payload) => {
    const content = layouts.content('response_url', payload);
    if (payload.replace_original && origin.source) {
      messages.rewrite(origin.source, content);
      return;
    }
    const isPrivate = payload.response_type === 'ephemeral';
    messages.post(directory.channel(origin.channel), {
      ...content,
      ...(isPrivate && { ephemeral_to: origin.user }),
      ...(payload.thread_ts && { thread_ts: payload.thread_ts }),
    });
  };
  return (origin: Origin, payload: Payload) => {
    if (!payload.delete_original) return write(origin, payload);
    if (origin.source) messages.remove(origin.source);
  };
};

/** Remembers URLs in memory alone; after a restart they answer as expired. */
export const createResponseUrls = (parts: Parts): ResponseUrls => {
  const { core } = parts;
  const issued = new Map<string, { origin: Origin; at: number; uses: number }>();
  const respond = createResponder(parts);
  return {
    issue: (origin) => {
      const at = core.now().getTime();
      // What is forgotten answers as what is expired.
      for (const [old, ticket] of issued) {
        if (Math.abs(at - ticket.at) > LIMITS.responseUrlMs) issued.delete(old);
      }
      const path = `/response/${core.workspace.team.id}/${crypto.randomUUID()}`;
      issued.set(path, { origin, at, uses: 0 });
      return path;
    },
    use: (path, body) => {
      const ticket = issued.get(path);
      const age = core.now().getTime() - (ticket?.at ?? 0);
      if (!ticket || age > LIMITS.responseUrlMs) return failed(404, 'expired_url');
      if (ticket.uses >= LIMITS.responseUrlUses) return failed(404, 'used_url');
      const payload = payloadSchema.safeParse(body);
      if (!payload.success) return failed(400, 'invalid_payload');
      ticket.uses += 1;
      respond(ticket.origin, payload.data);
      return { status: 200, body: 'ok' };
    },
    reply: (origin, body) => {
      const payload = payloadSchema.safeParse(body);
      if (payload.success) respond(origin, payload.data);
    },
  };
};
