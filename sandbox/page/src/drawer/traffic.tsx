import { useState } from 'react';
import type { Exchange, Side } from '../../../drawer/recorder.ts';
import { clockTime } from '../shell/times.ts';
import { Body } from './body.tsx';
import { useReading } from './use-drawer.ts';

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
