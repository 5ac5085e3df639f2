import type { Snapshot } from '../../../slack/snapshot.ts';

/** One slash command of the manifest. */
export type Command = Snapshot['commands'][number];

/** Commands that a line so far may become; none once the command is complete. */
export const completionsFor = (commands: readonly Command[], line: string): Command[] =>
  /^\/\S*$/.test(line) ? commands.filter(({ command }) => command.startsWith(line)) : [];

interface Props {
  id: string;
  commands: readonly Command[];
  active: number;
  app: string;
  onPick: (command: Command) => void;
}

/** The list over the composer. */
export const Completion = ({ id, commands, active, app, onPick }: Props) => (
  <div className="popup up completion" id={id} role="listbox" tabIndex={-1} aria-label="Commands">
    {commands.map((one, index) => (
      <div
        key={one.command}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === active}
        data-active={index === active || undefined}
        onMouseDown={(event) => event.preventDefault()}
        onPointerUp={() => onPick(one)}
      >
        <span>
          <strong>{one.command}</strong> <span className="muted">{one.usage_hint}</span>
        </span>
        <small>
          {one.description} · {app}
        </small>
      </div>
    ))}
  </div>
);
