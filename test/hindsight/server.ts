import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    hindsight: { readonly url: string; readonly apiKey: string };
  }
}

/** Where the real Hindsight of this run answers, and its key. */
export function realServer(): { readonly url: string; readonly apiKey: string } {
  return inject('hindsight');
}
