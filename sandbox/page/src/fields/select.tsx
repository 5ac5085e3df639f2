import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { RichOption } from '../../../slack/blocks/composition.ts';
import { Text } from '../mrkdwn.tsx';
import { useNames } from '../shell/names.tsx';
import { useConfirmed } from './confirm.tsx';
import { isMultiple, type Listed, localOptions, type MenuElement, useOptions } from './menu-options.ts';
import { type Draft, listOf, useField } from './surface.tsx';

/** The chosen options with their labels; ids of people and channels get theirs from the workspace. */
const chosenOptions = (
  element: MenuElement,
  draft: Draft,
  names: ReturnType<typeof useNames>,
): RichOption[] => {
  const known = [...draft.chosen, ...localOptions(element, names).map(({ option }) => option)];
  return listOf(draft).flatMap((value) => known.find((option) => option.value === value) ?? []);
};

/** Choices of a menu that takes several; each can be taken away. */
const Chips = ({ options, onRemove }: { options: RichOption[]; onRemove: (option: RichOption) => void }) =>
  options.length === 0 ? null : (
    <ul className="chips">
      {options.map((option) => (
        <li key={option.value}>
          {option.text.text}
          <button type="button" aria-label={`Remove ${option.text.text}`} onClick={() => onRemove(option)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );

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
const OptionList = ({ id, options, note, active, picked, onPick }: Props) => (
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

const toggled = (draft: Draft, chosen: Draft['chosen'], { option }: Listed): Draft => {
  const isOn = listOf(draft).includes(option.value);
  const kept = isOn ? chosen.filter(({ value }) => value !== option.value) : [...chosen, option];
  return { value: kept.map(({ value }) => value), chosen: kept };
};

const useMenu = (element: MenuElement) => {
  const field = useField(element);
  const names = useNames();
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const [ask, dialog] = useConfirmed(element.confirm);
  const isOpen = query !== undefined;
  const { options, note } = useOptions(element, isOpen, query ?? '');
  const chosen = chosenOptions(element, field.draft, names);
  const isMany = isMultiple(element);
  const pick = (listed: Listed) => {
    const next = isMany
      ? toggled(field.draft, chosen, listed)
      : { value: listed.option.value, chosen: [listed.option] };
    setQuery(isMany && isOpen ? '' : undefined);
    ask(() => field.settle(next));
  };
  const search = (text: string | undefined) => {
    setQuery(text);
    setActive(0);
  };
  return { field, query, active, setActive, search, isOpen, options, note, chosen, isMany, pick, dialog };
};

type MenuState = ReturnType<typeof useMenu>;

const onKey =
  ({ options, active, setActive, search, pick, isOpen }: MenuState) =>
  (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const by = moves[event.key];
    const current = options[active];
    if (by !== undefined) {
      event.preventDefault();
      if (!isOpen) search('');
      else setActive((active + by + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter' && isOpen && current) {
      event.preventDefault();
      pick(current);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      search(undefined);
    }
  };

/** A list that closes under a press would move what is pressed away from it. */
const whenReleased = (close: () => void) => {
  if (document.querySelector(':active') === null) close();
  else window.addEventListener('pointerup', () => setTimeout(close), { once: true });
};

const Box = ({ element, menu, listId }: { element: MenuElement; menu: MenuState; listId: string }) => {
  const { field, query, active, isOpen, options, chosen, isMany } = menu;
  const label = isMany ? '' : (chosen[0]?.text.text ?? '');
  const hint = element.placeholder?.text;
  return (
    <input
      type="text"
      role="combobox"
      className="text-field"
      autoComplete="off"
      aria-expanded={isOpen}
      aria-controls={listId}
      aria-autocomplete="list"
      aria-activedescendant={isOpen && options[active] ? `${listId}-${active}` : undefined}
      aria-label={field.place.labelId ? undefined : (hint ?? 'Choose')}
      placeholder={label || hint || 'Choose an option'}
      data-filled={label !== '' || undefined}
      value={isOpen ? query : label}
      onClick={() => !isOpen && menu.search('')}
      onChange={({ target }) => menu.search(target.value)}
      onBlur={() => whenReleased(() => menu.search(undefined))}
      onKeyDown={onKey(menu)}
      {...field.names}
    />
  );
};

/** A menu with type-ahead: arrows and Enter choose, Escape closes, several choices become chips. */
export const SelectField = ({ element }: { element: MenuElement }) => {
  const menu = useMenu(element);
  const { field, active, isOpen, options, note, chosen, isMany } = menu;
  const listId = useId();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) root.current?.querySelector('.option-list')?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <div className="select" ref={root}>
      {isMany && <Chips options={chosen} onRemove={(option) => menu.pick({ option })} />}
      <Box element={element} menu={menu} listId={listId} />
      {isOpen && (
        <OptionList
          id={listId}
          {...{ options, note, active }}
          picked={listOf(field.draft)}
          onPick={menu.pick}
        />
      )}
      {menu.dialog}
    </div>
  );
};
