import { existsSync } from 'node:fs';

/** What `npm start` needs and has not, with the way out. */
const needs = [
  { path: '../node_modules', wayOut: 'Run npm install first: the packages are not there.' },
  { path: '../dist/main.js', wayOut: 'Run npm run build first: the bot is not built yet.' },
];

const missing = needs.find(({ path }) => !existsSync(new URL(path, import.meta.url)));
if (missing) {
  process.stderr.write(`${missing.wayOut}\n`);
  process.exit(1);
}
