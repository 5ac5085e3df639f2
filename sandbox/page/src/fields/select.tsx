import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNames } from '../shell/names.tsx';
import { Chips, chosenOptions } from './chips.tsx';
import { type Draft, listOf } from './draft.ts';
import { isMultiple, type Listed, type MenuElement } from './menu-source.ts';
import { OptionList } from './option-list.tsx';
import { useConfirmed } from './use-confirmed.tsx';
import { useField } from './use-field.ts';
import { useOptions } from './use-options.ts';

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
      onBlur={() => menu.search(undefined)}
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
