import { parseArgs } from 'node:util';
import { readCommandPrefix } from '../src/config.ts';
import { type Feature, featureNames, unaskedFeatures } from '../src/slack/kit/grants.ts';
import { makeManifest } from './manifest/make-manifest.ts';

const usage = `npm run --silent manifest -- [options] > my-manifest.yml
  --command sales    all verbs under one command: /sales brief Priya
  --prefix sm-       a prefix before each: /sm-brief Priya
  --agent            as an agent, which cannot be undone and may need a paid plan
  --several URL      for several workspaces that install it by themselves; URL as in PUBLIC_URL
  --with WORDS       with what is not there unasked
  --without WORDS    without what is: ${featureNames.join(', ')}`;

/** @throws TypeError that says what is wrong with an option. */
function prefixOf({ command, prefix }: { command?: string; prefix?: string }): string | undefined {
  if (command !== undefined && prefix !== undefined)
    throw new TypeError('Choose one: --command for one command, or --prefix for all of them.');
  const typed = (command ?? prefix)?.replace(/^\//, '');
  if (typed === undefined) return undefined;
  const isOpen = typed.endsWith('-');
  if (command !== undefined && isOpen)
    throw new TypeError(`--command takes one word, such as sales. For /${typed}brief use --prefix.`);
  return readCommandPrefix(prefix !== undefined && !isOpen ? `${typed}-` : typed);
}

/** @throws TypeError for what Slack would not lead a browser back to. */
function publicUrlOf(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (url?.protocol !== 'https:')
    throw new TypeError('--several takes an https URL, such as https://salesmemory.example.com.');
  return typed.replace(/\/+$/, '');
}

/** Words parted by commas. @throws TypeError for one that is unknown. */
function featuresIn(option: string, typed: string | undefined): readonly Feature[] {
  const words = (typed ?? '').split(',').flatMap((word) => word.trim().toLowerCase() || []);
  return words.map((word) => {
    const feature = featureNames.find((name) => name === word);
    if (feature) return feature;
    throw new TypeError(
      `${option} does not know “${word}”: this version asks Slack for nothing of that name. It knows ${featureNames.join(' and ')}.`,
    );
  });
}

function main(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      command: { type: 'string' },
      prefix: { type: 'string' },
      agent: { type: 'boolean', default: false },
      several: { type: 'string' },
      with: { type: 'string' },
      without: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const commandPrefix = prefixOf(values);
  const left = new Set(featuresIn('--without', values.without));
  const wanted = [...unaskedFeatures(), ...featuresIn('--with', values.with)];
  const features = new Set(wanted.filter((feature) => !left.has(feature)));
  process.stdout.write(
    makeManifest({
      ...{ commandPrefix, isAgent: values.agent, features },
      publicUrl: publicUrlOf(values.several),
    }),
  );
  if (commandPrefix !== undefined) console.error(`Start the bot with COMMAND_PREFIX=${commandPrefix}.`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`No manifest was made. ${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 1;
}
