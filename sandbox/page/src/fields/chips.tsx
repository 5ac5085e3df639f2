import type { RichOption } from '../../../slack/blocks/options.ts';
import type { useNames } from '../shell/names.tsx';
import { type Draft, listOf } from './draft.ts';
import { localOptions, type MenuElement } from './menu-source.ts';

/** The chosen options with their labels; ids of people and channels get theirs from the workspace. */
export const chosenOptions = (
  element: MenuElement,
  draft: Draft,
  names: ReturnType<typeof useNames>,
): RichOption[] => {
  const known = [...draft.chosen, ...localOptions(element, names).map(({ option }) => option)];
  return listOf(draft).flatMap((value) => known.find((option) => option.value === value) ?? []);
};

/** Choices of a menu that takes several; each can be taken away. */
export const Chips = ({
  options,
  onRemove,
}: {
  options: RichOption[];
  onRemove: (option: RichOption) => void;
}) =>
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
