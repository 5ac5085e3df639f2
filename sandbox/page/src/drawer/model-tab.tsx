import type { ModelCall, Verdict } from '../../../drawer/model-calls.ts';
import { keyed } from '../react-helpers.ts';
import { clockTime } from '../shell/names.tsx';
import { Body, type Line } from './traffic.tsx';
import { useReading } from './use-drawer.ts';

const VerdictRow = ({ verdict }: { verdict: Verdict }) => (
  <li>
    <p className="card-top">
      <strong>{verdict.what}</strong>
      <span className={verdict.dropped ? 'tag bad' : 'tag good'}>{verdict.dropped ? 'dropped' : 'kept'}</span>
    </p>
    {verdict.text && <p className="clamped">{verdict.text}</p>}
    {verdict.quote && (
      <p className="clamped quoted">
        “{verdict.quote}” <small>note {verdict.note}</small>
      </p>
    )}
    {verdict.dropped && <p className="reason">Dropped: {verdict.dropped}.</p>}
    {verdict.trimmed.map((reason) => (
      <p className="reason" key={reason}>
        {reason}.
      </p>
    ))}
  </li>
);

const Verdicts = ({ verdicts }: { verdicts: readonly Verdict[] }) => {
  const dropped = verdicts.filter((one) => one.dropped);
  const kept = verdicts.filter((one) => !one.dropped);
  return (
    <>
      <p>
        <strong>{kept.length}</strong> claims held against their notes, <strong>{dropped.length}</strong> were
        dropped.
      </p>
      <ol className="cards">
        {keyed([...dropped, ...kept]).map(({ item, key }) => (
          <VerdictRow key={key} verdict={item} />
        ))}
      </ol>
    </>
  );
};

const Shown = ({ call }: { call: ModelCall }) => (
  <>
    <details>
      <summary>Shown: {call.notes.length} notes</summary>
      <ol className="cards">
        {call.notes.map((note) => (
          <li key={note.n}>
            <p className="card-top">
              <strong>
                [{note.n}] {note.day}
              </strong>
              <span className="tag">{note.outcome}</span>
            </p>
            <p>{note.text}</p>
          </li>
        ))}
      </ol>
    </details>
    <details>
      <summary>Shown: the instructions</summary>
      <Body text={call.system} />
    </details>
    <details>
      <summary>Said, to the letter</summary>
      <Body text={call.said} />
    </details>
  </>
);

const Call = ({
  call,
  timeZone,
  isFirst,
}: {
  call: ModelCall;
  timeZone: string | undefined;
  isFirst: boolean;
}) => (
  <details className="call" open={isFirst}>
    <summary>
      {clockTime(call.at, timeZone)} · {Math.round(call.ms)} ms · {call.outcome}
    </summary>
    {call.verdicts ? (
      <Verdicts verdicts={call.verdicts} />
    ) : (
      <p className="reason">There was no answer that could be read.</p>
    )}
    <Shown call={call} />
  </details>
);

/** What the model was shown and said, and what of it holds. */
export const ModelTab = ({
  lines,
  kind,
  timeZone,
}: {
  lines: readonly Line[];
  kind: string;
  timeZone: string | undefined;
}) => {
  const mark = lines.findLast(({ side }) => side === 'model')?.id ?? 0;
  const calls = useReading<readonly ModelCall[]>('/drawer/model', mark);
  if (!calls) return <p className="muted">Reading…</p>;
  if (calls.length === 0) return <p className="muted">The model ({kind}) has not been asked yet.</p>;
  return (
    <>
      <p className="muted">
        The model ({kind}) only says what stands where. Each quote is held against its note; what does not
        stand there is dropped.
      </p>
      {calls.map((call, index) => (
        <Call key={call.id} call={call} timeZone={timeZone} isFirst={index === 0} />
      ))}
    </>
  );
};
