import { defineConfig } from 'rolldown';

/**
 * What `npm run build` makes in `dist`: the bot and its packages in few files, which start in half the time that
 * hundreds take. What is imported when it is needed stays apart. A trace names lines of these files, with
 * `NODE_OPTIONS=--enable-source-maps` those of `src`: reading the maps at every start would cost more than is won.
 */
export default defineConfig({
  input: { main: 'src/main.ts', 'doctor/main': 'src/doctor/main.ts', 'deleted/main': 'src/deleted/main.ts' },
  platform: 'node',
  // Native, or with files of their own beside them: found in node_modules when they are asked for.
  external: [/^(?:@resvg\/resvg-js|bullmq|gpt-tokenizer|ioredis)(?:\/|$)/],
  output: {
    dir: 'dist',
    cleanDir: true,
    comments: false,
    // V8 keeps a whole file at two bytes a letter when one is not Latin, as ours are: packages stand apart, and what is
    // imported when it is needed apart from them.
    charset: 'ascii',
    codeSplitting: { groups: [{ name: 'packages', test: /node_modules/, entriesAware: true }] },
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
});
