import type { DrawerPicture } from '../../../drawer/picture.ts';
import { keyed } from '../keyed.ts';
import { clockTime } from '../shell/times.ts';
import { Body } from './body.tsx';

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
