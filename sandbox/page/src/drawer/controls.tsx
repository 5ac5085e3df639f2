import { useEffect, useState } from 'react';
import type { Switches } from '../../../drawer/switches.ts';
import { changeDrawer } from './use-drawer.ts';

interface Position {
  value: string;
  label: string;
  detail: string;
}

interface Group {
  name: keyof Switches;
  title: string;
  positions: readonly Position[];
}

const FINE = { value: 'fine', label: 'Fine', detail: 'Answers as it should' };

const GROUPS: readonly Group[] = [
  {
    name: 'memory',
    title: 'Memory',
    positions: [
      FINE,
      { value: 'down', label: 'Down', detail: 'Refuses every connection' },
      { value: 'hanging', label: 'Hanging', detail: 'Takes requests and never answers' },
      { value: 'slow', label: 'Slow', detail: 'Answers three seconds late' },
      { value: 'lost', label: 'Lost response', detail: 'Does what it is asked and cuts the line' },
    ],
  },
  {
    name: 'model',
    title: 'Model',
    positions: [
      FINE,
      { value: 'down', label: 'Down', detail: 'Refuses every connection' },
      { value: 'slow', label: 'Slow', detail: 'Answers twelve seconds late' },
      { value: 'limited', label: 'Rate-limited', detail: 'Answers 429, come back in 30 s' },
      { value: 'hostile', label: 'Hostile', detail: 'Invents quotes, mentions, links and dates' },
      { value: 'garbage', label: 'Garbage', detail: 'A web page where JSON should be' },
    ],
  },
  {
    name: 'slack',
    title: 'Slack',
    positions: [
      FINE,
      { value: 'limited', label: 'Rate limit', detail: 'Messages get 429, come back in 5 s' },
      { value: 'lost', label: 'Lost response', detail: 'Posts the message and cuts the line' },
    ],
  },
];

const Choice = ({
  group,
  position: { value, label, detail },
  switches,
  isOff,
  onChoose,
}: {
  group: Group;
  position: Position;
  switches: Switches;
  isOff: boolean;
  onChoose: (change: object) => void;
}) => (
  <label className="switch" data-off={isOff || undefined}>
    <input
      type="radio"
      name={`switch-${group.name}`}
      checked={switches[group.name] === value}
      disabled={isOff}
      onChange={() => onChoose({ [group.name]: value })}
    />
    <span>
      {label}
      <small>{isOff ? 'Only the rules can be told to' : detail}</small>
    </span>
  </label>
);

/** Trouble on demand, at the edge of each service. */
export const Controls = ({ switches: live, canBeHostile }: { switches: Switches; canBeHostile: boolean }) => {
  const [switches, show] = useState(live);
  useEffect(() => show(live), [live]);
  const choose = (change: object) => {
    // Shown at once; the live picture confirms it.
    show((before) => ({ ...before, ...change }));
    void changeDrawer('switches', change);
  };
  return (
    <div className="controls">
      <p className="muted">What you break stays broken until you set it back to Fine.</p>
      {GROUPS.map((group) => (
        <fieldset key={group.name} data-broken={switches[group.name] !== 'fine' || undefined}>
          <legend>{group.title}</legend>
          {group.positions.map((position) => (
            <Choice
              key={position.value}
              isOff={position.value === 'hostile' && !canBeHostile}
              {...{ group, position, switches }}
              onChoose={choose}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
};
