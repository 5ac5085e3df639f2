/** A function of a text that keeps its last few results: the same note is looked at for each thing that is said of it. */
export function rememberLast<T>(make: (text: string) => T, most = 4): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.set(text, made);
    return made;
  };
}

/** A function of an object that never changes; its result lives as long as the object does. */
export function rememberFor<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const kept = new WeakMap<K, { readonly made: T }>();
  return (of) => {
    const known = kept.get(of) ?? { made: make(of) };
    kept.set(of, known);
    return known.made;
  };
}

/** A number for each object, the same for the same one and for no other. */
export function createSerials<K extends object>(): (of: K) => number {
  let last = 0;
  return rememberFor(() => {
    last += 1;
    return last;
  });
}

/** What is worked out when it is first asked for, and then kept. */
export function once<T>(make: () => T): () => T {
  let kept: { readonly made: T } | undefined;
  return () => {
    kept ??= { made: make() };
    return kept.made;
  };
}
