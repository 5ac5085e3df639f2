import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  createHindsight,
  type Hindsight,
  type HindsightOptions,
} from '../../src/memory/hindsight/hindsight.ts';

/** A Hindsight server, real or embedded. */
export interface Target {
  readonly url: string;
  readonly apiKey: string | undefined;
}

const documentSchema = z.object({ document_metadata: z.unknown(), tags: z.array(z.string()) });

/** How a note is stored, for tests that store one by hand. */
export async function storedAs(
  workspace: Workspace,
  id: string,
): Promise<{ readonly metadata: unknown; readonly tags: string[] }> {
  const reply: unknown = await (await workspace.ask('GET', `/documents/${id}`)).json();
  const { document_metadata: metadata, tags } = documentSchema.parse(reply);
  return { metadata, tags };
}

/** A workspace of its own for each test: `open` starts another process of the same team. */
export interface Workspace {
  readonly team: string;
  open(overrides?: Partial<HindsightOptions>): Hindsight;
  /** A request of another program, with the key, below the notes' bank. */
  ask(method: string, path: string, body?: unknown): Promise<Response>;
}

export function openWorkspace(target: Target): Workspace {
  const team = `T${randomBytes(6).toString('hex').toUpperCase()}`;
  return {
    team,
    open: (overrides = {}) =>
      createHindsight({
        ...target,
        prefix: 'contract',
        team,
        fetch,
        now: () => new Date(),
        warn: () => undefined,
        ...overrides,
      }),
    ask: (method, path, body) =>
      fetch(`${target.url}/v1/default/banks/contract-${team.toLowerCase()}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(target.apiKey === undefined ? {} : { authorization: `Bearer ${target.apiKey}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}
