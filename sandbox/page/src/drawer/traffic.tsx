import { useState } from 'react';
import type { DrawerPicture } from '../../../drawer/drawer.ts';
import type { Exchange, Side } from '../../../drawer/recorder.ts';
import { keyed } from '../react-helpers.ts';
import { clockTime } from '../shell/names.tsx';
import { useReading } from './use-drawer.ts';

/** JSON with line breaks where it is JSON, the text as it is where it is not. */
const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/** A request's or reply's body. */
export const Body = ({ text }: { text: string }) =>
  text === '' ? <p className="muted">Empty.</p> : <pre className="body">{pretty(text)}</pre>;

/** One exchange without its bodies. */
export type Line = Omit<Exchange, 'request' | 'reply'>;

const FILTERS: readonly { side: Side | undefined; label: string }[] = [
  { side: undefined, label: 'All' },
  { side: 'slack', label: 'Slack' },
  { side: 'memory', label: 'Memory' },
  { side: 'model', label: 'Model' },
];

const NAMES: Readonly<Record<Side, string>> = { slack: 'Slack', memory: 'Memory', model: 'Model' };

const route = ({ side, way }: Line): string =>
  way === 'in' ? `${NAMES[side]} → bot` : `bot → ${NAMES[side]}`;

/** A path without what is the same in all of them. */
const shortName = (name: string): string => {
  const short = name.replace(/\/v1\/default\/banks\/[^/?]+/, '').replace('/openai/v1', '');
  try {
    return decodeURIComponent(short);
  } catch {
    return short;
  }
};

const SLOW_ACK_MS = 1_000;

const Milliseconds = ({ line }: { line: Line }) => {
  const ms = line.ms < 10 ? line.ms.toFixed(1) : String(Math.round(line.ms));
  if (line.way === 'out') return <span className="ms">{ms} ms</span>;
  const isSlow = line.ms > SLOW_ACK_MS || !line.isOk;
  return <span className={isSlow ? 'ms ack slow' : 'ms ack'}>ack {ms} ms</span>;
};

const Bodies = ({ id }: { id: number }) => {
  const exchange = useReading<Exchange | null>(`/drawer/exchange?id=${id}`, 0);
  if (exchange === undefined) return <p className="muted">Reading…</p>;
  if (exchange === null) return <p className="muted">This exchange is no longer kept.</p>;
  return (
    <div className="bodies">
      <h4>Request</h4>
      <Body text={exchange.request} />
      <h4>Reply</h4>
      <Body text={exchange.reply} />
    </div>
  );
};

const Row = ({ line, timeZone }: { line: Line; timeZone: string | undefined }) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        className="traffic-row"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        data-side={line.side}
      >
        <span className="traffic-top">
          <time>{clockTime(line.at, timeZone)}</time>
          <span className="route">{route(line)}</span>
          <Milliseconds line={line} />
        </span>
        <span className={isOpen ? 'traffic-name' : 'traffic-name clamped'}>{shortName(line.name)}</span>
        <span className={line.isOk ? 'outcome' : 'outcome bad'}>{line.outcome}</span>
      </button>
      {isOpen && <Bodies id={line.id} />}
    </li>
  );
};

/** Every request and reply, newest first. */
export const Traffic = ({ lines, timeZone }: { lines: readonly Line[]; timeZone: string | undefined }) => {
  const [side, setSide] = useState<Side>();
  const shown = lines.filter((line) => side === undefined || line.side === side).toReversed();
  return (
    <>
      <fieldset className="filters">
        <legend className="visually-hidden">Show</legend>
        {FILTERS.map((filter) => (
          <button
            type="button"
            key={filter.label}
            className="chip"
            aria-pressed={filter.side === side}
            onClick={() => setSide(filter.side)}
          >
            {filter.label}
          </button>
        ))}
      </fieldset>
      {shown.length === 0 && <p className="muted">Nothing yet. Type a command and watch.</p>}
      <ol className="traffic" aria-label="Requests and replies, newest first">
        {shown.map((line) => (
          <Row key={line.id} line={line} timeZone={timeZone} />
        ))}
      </ol>
    </>
  );
};

type Refused = DrawerPicture['refused'][number];

/** Slack's line in two: what is wrong, and where. */
const parts = (message: string): { reason: string; path: string } => {
  const [, reason = message, path = ''] = /^\[ERROR\] (.*?)(?: \[json-pointer:(.*)\])?$/.exec(message) ?? [];
  return { reason, path };
};

const at = (value: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((inner, step) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([key]) => key === step)?.[1];
  }, value);

/** The block that a path lies in: pointers of messages start at `/blocks`, of views at `/view/blocks` or there too. */
const blockOf = ({ layout }: Refused, path: string): unknown => {
  const steps = path.split('/').filter((step) => step !== '' && step !== 'view');
  const [first, index = ''] = steps;
  if (first !== 'blocks') return layout;
  return at(Array.isArray(layout) ? { blocks: layout } : layout, ['blocks', index]) ?? layout;
};

const Problem = ({ refused, message }: { refused: Refused; message: string }) => {
  const { reason, path } = parts(message);
  return (
    <li>
      <p className="reason">
        {reason} {path && <code>{path}</code>}
      </p>
      <details>
        <summary>The block</summary>
        <Body text={JSON.stringify(blockOf(refused, path) ?? null)} />
      </details>
    </li>
  );
};

/** Every layout that Slack would refuse, with its words on the limit. */
export const Layouts = ({
  refused,
  timeZone,
}: {
  refused: readonly Refused[];
  timeZone: string | undefined;
}) => {
  if (refused.length === 0) return <p className="muted">Slack would have accepted every layout so far.</p>;
  return keyed(refused.toReversed()).map(({ item, key }) => (
    <section className="refusal" key={key}>
      <p className="card-top">
        <strong>{item.name}</strong>
        <span className="tag bad">{item.error}</span>
        <time>{clockTime(item.at, timeZone)}</time>
      </p>
      <ol className="cards">
        {keyed(item.messages).map(({ item: message, key: id }) => (
          <Problem key={id} refused={item} message={message} />
        ))}
      </ol>
    </section>
  ));
};
