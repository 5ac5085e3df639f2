import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Embed } from '../../sandbox/memory/embeddings.ts';

const requestSchema = z.object({
  input: z.union([z.string(), z.array(z.string())]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  model: z.string().default('use-lite'),
});

/** Serves sentence vectors the way OpenAI does, on a free port; `url` ends in `/v1`. */
export async function startEmbeddingsServer(embed: Embed): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    answer(embed, request).then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => response.writeHead(400).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(embed: Embed, request: IncomingMessage): Promise<object> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(z.instanceof(Buffer).parse(piece));
  const body = requestSchema.parse(JSON.parse(Buffer.concat(pieces).toString()));
  const vectors = await Promise.all([body.input].flat().map(embed));
  const encoded = (vector: Float32Array) =>
    body.encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encoded(vector) }));
  return { object: 'list', data, model: body.model, usage: { prompt_tokens: 0, total_tokens: 0 } };
}
