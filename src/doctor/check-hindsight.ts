import type { Config } from '../config.ts';
import { UpstreamError } from '../errors.ts';
import {
  createHindsight,
  type HindsightOptions,
  lookAtBanks,
  type ServerFacts,
} from '../memory/hindsight/hindsight.ts';
import { succeeds } from '../util/succeeds.ts';
import { type Finding, fault, good, warning } from './finding.ts';

interface Deps {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** A UUID. */
  readonly newId: () => string;
  /** Slack's id of the team; undefined where Slack did not say: then nothing is written. */
  readonly team: string | undefined;
}

const what = 'Hindsight';
const knownMajor = '1';

const server = 'Start Hindsight, or set HINDSIGHT_URL to where it runs.';
const otherServer =
  'Check that HINDSIGHT_URL is the address of Hindsight itself and not of its web page or a proxy.';
const unanswered: Readonly<Record<string, Finding>> = {
  auth: fault(
    what,
    'Hindsight refuses HINDSIGHT_API_KEY.',
    'Set the key that the server was given (its HINDSIGHT_API_TENANT_API_KEY).',
  ),
  network: fault(what, 'Hindsight does not answer at HINDSIGHT_URL.', server),
  timeout: fault(
    what,
    'Hindsight does not answer at HINDSIGHT_URL in time.',
    'See in its log whether it is still starting, or waits for PostgreSQL.',
  ),
  busy: fault(what, 'Hindsight is busy or still starting.', 'See in its log what it waits for.'),
  server: fault(
    what,
    'Hindsight answers with a fault of its own.',
    'See in its log why: PostgreSQL is the usual reason.',
  ),
};
const strange = fault(what, 'What answers at HINDSIGHT_URL does not answer as Hindsight does.', otherServer);

/** Why it did not answer as it should. */
export function unansweredBy(error: unknown): Finding {
  return (error instanceof UpstreamError && unanswered[error.kind]) || strange;
}

/** What is amiss with a server that answers; nothing where all is well. */
export function serverFaults({ version, keepsTexts, keepsTraces }: ServerFacts): readonly Finding[] {
  const isKnown = version.split('.')[0] === knownMajor;
  return [
    ...(isKnown
      ? []
      : [
          warning(
            what,
            `Hindsight ${version.slice(0, 20)} has a major version this program is not proven against.`,
            `Run Hindsight ${knownMajor}.1, or try a copy of your bank with it first.`,
          ),
        ]),
    ...(keepsTexts
      ? []
      : [
          fault(
            what,
            'Hindsight does not keep texts, so no note can be read.',
            'Start it with HINDSIGHT_API_STORE_DOCUMENT_TEXT=true.',
          ),
        ]),
    ...(keepsTraces
      ? [
          warning(
            what,
            'Hindsight keeps traces of its requests, with the words of deleted notes.',
            'Start it with HINDSIGHT_API_LLM_TRACE_ENABLED=false.',
          ),
        ]
      : []),
  ];
}

/** Version, key, traces, both banks, and a record that is saved, found and deleted again. */
export async function checkHindsight(config: Config, deps: Deps): Promise<readonly Finding[]> {
  const { HINDSIGHT_URL: url, HINDSIGHT_API_KEY: apiKey, HINDSIGHT_BANK: prefix } = config;
  const options = { ...deps, url, apiKey, prefix, team: deps.team ?? 'nobody', warn: () => undefined };
  try {
    const facts = await createHindsight(options).probe();
    const faults = serverFaults(facts);
    return [
      ...(faults.length > 0
        ? faults
        : [good(what, `Hindsight ${facts.version}, keeps texts and no traces.`)]),
      await keyFinding(options),
      ...(deps.team === undefined ? [untried] : await bankFindings(options, deps.newId())),
    ];
  } catch (error) {
    return [unansweredBy(error)];
  }
}

const untried = warning(
  'Hindsight’s banks',
  'Not tried: they are named after the team, which Slack did not tell.',
  'Set the bot token right first.',
);

/** Whether it also answers whoever has no key. */
async function keyFinding(options: HindsightOptions): Promise<Finding> {
  const named = 'Hindsight’s key';
  const isOpen = await succeeds(createHindsight({ ...options, apiKey: undefined }).probe());
  if (!isOpen) return good(named, 'It takes ours and refuses whoever has none.');
  return warning(
    named,
    'Hindsight answers anybody who reaches it, without a key.',
    'Start it with HINDSIGHT_API_TENANT_EXTENSION=hindsight_api.extensions.builtin.tenant:ApiKeyTenantExtension and HINDSIGHT_API_TENANT_API_KEY, and set HINDSIGHT_API_KEY to the same.',
  );
}

/** A notes' bank whose state was lost would show what was deleted; then nothing is written that would hide it. */
async function bankFindings(options: HindsightOptions, id: string): Promise<readonly Finding[]> {
  const named = 'Hindsight’s banks';
  const { notes, tombstones } = await lookAtBanks(options);
  if (notes === null || tombstones !== null) {
    const empty = 'No notes yet: their bank is made with the first.';
    const says = notes === null ? empty : `${notes} notes, and ${tombstones} deleted ones remembered by id.`;
    return [good(named, says), await roundTrip(options, id)];
  }
  return [
    fault(
      named,
      'There are notes but no state bank: it remembers what was deleted, so deleted notes may show again.',
      'Stop the bot and restore both banks from one backup.',
    ),
  ];
}

/** In the state bank, under an id of its own: nobody's week or brief ever looks there. */
async function roundTrip(options: HindsightOptions, id: string): Promise<Finding> {
  const named = 'round trip';
  const { state } = createHindsight(options);
  const record = { id: `doctor-${id}`, kind: 'doctor', data: { at: options.now().toISOString() } };
  const startedAt = performance.now();
  try {
    await state.put({ ...record, noteIds: [], tags: [`doctor:${id}`] });
    const found = await state.ids([`doctor:${id}`]);
    await state.remove(record.id);
    const left = await state.get(record.id);
    if (!found.has(record.id))
      return fault(
        named,
        'What was saved is not found.',
        'See in Hindsight’s log whether it could index it.',
      );
    if (left) return fault(named, 'What was deleted is still there.', 'See in Hindsight’s log why.');
  } catch (error) {
    await state.remove(record.id).catch(() => undefined);
    const kind = error instanceof UpstreamError ? ` (${error.operation}: ${error.kind})` : '';
    return fault(
      named,
      `Hindsight did not save, find and delete a record${kind}.`,
      'See in its log why: the service for embeddings or PostgreSQL are the usual reasons.',
    );
  }
  const ms = Math.round(performance.now() - startedAt);
  return good(named, `Saved, found and deleted a record in ${ms} ms.`);
}
