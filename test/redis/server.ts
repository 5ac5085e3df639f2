declare module 'vitest' {
  interface ProvidedContext {
    readonly redis: { readonly url: string };
  }
}

export {};
