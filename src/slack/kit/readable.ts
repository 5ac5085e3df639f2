import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { dayName } from '../../util/calendar.ts';
import { soon } from '../../util/deadline.ts';
import type { Members } from './members.ts';
import { clean } from './text.ts';

/** What people and channels are called, by their ids. */
type Names = ReadonlyMap<string, string>;

const nameless: Names = new Map();

const token =
  /<(?:@(?<person>[\w-]+)|#(?<channel>[\w-]+)|!(?<special>[^<>|]+)|(?<url>[a-z][a-z0-9+.-]*:[^<>|\s]+))(?:\|(?<label>[^<>]*))?>/gi;

/**
 * Words of a Slack message as a person reads them: mentions, channels and links by their names, entities undone. What
 * has no name is said in plain words; an id never stands in it.
 */
export function readableText(text: string, names: Names = nameless): string {
  const isEscaped = holdsEntitiesAlone(text.replace(token, ''));
  const undone = (piece: string) => (isEscaped ? unescaped(piece) : piece);
  let done = 0;
  let read = '';
  for (const match of text.matchAll(token)) {
    read += undone(text.slice(done, match.index)) + wordsFor(match.groups ?? {}, names);
    done = match.index + match[0].length;
  }
  return read + undone(text.slice(done));
}

type TokenParts = Readonly<Record<string, string | undefined>>;

function wordsFor({ person, channel, special, url, label: given }: TokenParts, names: Names): string {
  const label = unescaped(given ?? '').trim();
  if (person !== undefined) return marked('@', names.get(person) ?? label, 'somebody');
  if (channel !== undefined) return marked('#', label || names.get(channel), 'a channel');
  if (special !== undefined) return specialWords(special, label);
  return linkWords(unescaped(url ?? ''), label);
}

function marked(mark: string, name: string | undefined, otherwise: string): string {
  const bare = (name ?? '').replace(/^[@#]+/, '');
  return bare === '' ? otherwise : mark + bare;
}

/** A user group, a date that Slack shows in each reader's zone, or everybody. */
function specialWords(special: string, label: string): string {
  const [kind = '', seconds = ''] = special.split('^');
  if (kind === 'subteam') return marked('@', label, 'a group');
  if (kind === 'date') return label || dateWords(Number(seconds));
  return label ? marked('@', label, '') : /^[a-z]+$/i.test(kind) ? `@${kind}` : '';
}

function dateWords(seconds: number): string {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? 'a day' : dayName(at.toISOString().slice(0, 10), '');
}

/** Slack makes links of what only looks like one: then the typed words say it all. */
function linkWords(url: string, label: string): string {
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
  const address = url.replace(/^(?:mailto|tel):/i, '');
  if (label === '') return address;
  const isTyped = bare(label) === bare(url) || /^tel:/i.test(url);
  return isTyped ? label : `${label} (${address})`;
}

/** Whether names have to be asked for before it can be read. */
export function mentionsAnything(sent: string): boolean {
  return [...sent.matchAll(token)].some(({ groups }) => groups?.['person'] ?? groups?.['channel']);
}

/** Text that Slack has escaped holds none of the three characters but in entities. */
function holdsEntitiesAlone(text: string): boolean {
  return !/[<>]|&(?!(?:amp|lt|gt);)/.test(text);
}

function unescaped(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** The three characters that Slack escapes, as they were typed; once, and not where they stand as typed already. */
export function undoEntities(text: string): string {
  return holdsEntitiesAlone(text) ? unescaped(text) : text;
}

/** As Slack would send it, whether it is so already or not. */
export function withEntities(text: string): string {
  if (holdsEntitiesAlone(text)) return text;
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Where Slack puts what people typed and chose, of which a message or view was made. */
const echoing = new Set(['value', 'text']);

/** Undoes entities in what Slack echoes of what was typed, chosen and pressed, in place and once. */
export function undoEchoes(body: object): void {
  const { actions, state, view, value }: Echoes = body;
  for (const part of [actions, state, view?.state]) undoIn(part);
  if (typeof value === 'string') Reflect.set(body, 'value', undoEntities(value));
}

interface Echoes {
  readonly actions?: unknown;
  readonly state?: unknown;
  readonly view?: { readonly state?: unknown };
  /** What was typed into a type-ahead. */
  readonly value?: unknown;
}

function undoIn(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inner] of Object.entries(part)) {
    if (typeof inner !== 'string') undoIn(inner);
    else if (echoing.has(key)) Reflect.set(part, key, undoEntities(inner));
  }
}

/** What Slack sent, as a person reads it: who and what it mentions is asked of Slack, for a second at most. */
export type ReadWords = (sent: string) => Promise<string>;

const namesMs = 1_000;
const most = 5_000;
/** Names are dear: a message that mentions more is read with those. */
const mostAsked = 20;

interface ReadWordsDeps {
  readonly client: WebClient;
  /** What Slack said of people, of a day ago at most. */
  readonly members: Pick<Members, 'lately'>;
}

/** Remembers the names of 5,000 channels for a day. */
export function createReadWords({ client, members }: ReadWordsDeps): ReadWords {
  const kept = new LRUCache<string, Promise<string | undefined>>({ max: most, ttl: 24 * 60 * 60 * 1000 });

  async function nameOfPerson(user: string): Promise<string | undefined> {
    return (await members.lately(user)).name;
  }

  function nameOfChannel(channel: string): Promise<string | undefined> {
    const known = kept.get(channel);
    if (known) return known;
    const asked = client.conversations.info({ channel }).then((found) => found.channel?.name);
    kept.set(channel, asked);
    asked.catch(() => kept.delete(channel));
    return asked;
  }

  return async (sent) => {
    const names = new Map<string, string>();
    const mentioned = [...sent.matchAll(token)].flatMap(({ groups }) => {
      const { person, channel, label } = groups ?? {};
      if (person !== undefined) return [{ id: person, ask: nameOfPerson }];
      return channel !== undefined && !label ? [{ id: channel, ask: nameOfChannel }] : [];
    });
    const each = [...new Map(mentioned.map((one) => [one.id, one])).values()].slice(0, mostAsked);
    const asking = each.map(async ({ id, ask }) => {
      const told = await ask(id).catch(() => undefined);
      const name = told && clean(undoEntities(told)).trim();
      if (name) names.set(id, name);
    });
    await soon(Promise.all(asking), [], namesMs);
    return readableText(sent, names);
  };
}
