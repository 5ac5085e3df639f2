import { byNewestCall, type Note } from '../../memory/note.ts';
import { groupBy } from '../../util/group-by.ts';

const thing = '(?:person|customer|company|deal|account|contact|prospect|client)';
const noted = '(?:note|entry|message)';

/** What a rep writes who has put a note in the wrong place: first thing in it, or of the note itself. */
const takesBack = new RegExp(
  [
    `^\\W*(?:(?:sorry|oops|argh|correction)\\W+)?wrong ${thing}(?!\\s+(?:to|for|at)\\b)`,
    `\\b(?:ignore|disregard|scrap|forget|strike|delete|skip)(?: about)? (?:my|the|that|this) (?:last|previous|earlier|other) ${noted}\\b`,
    `\\b(?:my|the) (?:last|previous) ${noted} (?:was|is|belongs) (?:wrong|a mistake|about (?:another|somebody|someone)|(?:on|to|for) (?:another|the wrong))`,
    '^\\W*falsche[rs]? (?:person|firma|kunde|kontakt)\\b',
    '\\b(?:letzte|vorige) notiz (?:bitte )?(?:ignorieren|vergessen|streichen)\\b',
  ].join('|'),
  'iu',
);

/** Notes without those that their author took back with the next one of the deal: they are about somebody else. */
export function withoutTakenBack(notes: readonly Note[]): readonly Note[] {
  const back = new Set(
    [...groupBy(notes, ({ deal, author }) => `${deal.key} ${author}`).values()].flatMap((own) => {
      const inOrder = own.toSorted(byNewestCall);
      return inOrder.flatMap(({ text }, index) => (takesBack.test(text) ? [inOrder[index + 1]?.id] : []));
    }),
  );
  return back.size === 0 ? notes : notes.filter(({ id }) => !back.has(id));
}
