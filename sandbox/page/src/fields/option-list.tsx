import { Text } from '../mrkdwn/text.tsx';
import type { Listed } from './menu-source.ts';

interface Props {
  id: string;
  options: readonly Listed[];
  note: string | undefined;
  active: number;
  picked: readonly string[];
  onPick: (listed: Listed) => void;
}

const headingOf = (options: readonly Listed[], index: number): string | undefined => {
  const group = options[index]?.group;
  return group !== options[index - 1]?.group ? group : undefined;
};

/** The open list of a menu. The keyboard is handled by the field, which keeps the focus. */
export const OptionList = ({ id, options, note, active, picked, onPick }: Props) => (
  <div className="popup option-list" id={id} role="listbox" tabIndex={-1} aria-label="Options">
    {note && <p className="note">{note}</p>}
    {options.map((listed, index) => {
      const heading = headingOf(options, index);
      const isPicked = picked.includes(listed.option.value);
      return (
        <div key={listed.option.value}>
          {heading && <p className="note">{heading}</p>}
          <div
            role="option"
            id={`${id}-${index}`}
            tabIndex={-1}
            aria-selected={isPicked}
            data-active={index === active || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onPointerUp={() => onPick(listed)}
          >
            <Text of={listed.option.text} />
            {listed.option.description && (
              <small>
                <Text of={listed.option.description} />
              </small>
            )}
          </div>
        </div>
      );
    })}
  </div>
);
