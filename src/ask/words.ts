import { canonical, wordsOf } from '../memory/identity/names.ts';

/** Words that say nothing of what a question is about. */
const common = new Set(
  `a about after again all am an and any anybody anyone anything are as ask asked asking at be been before being but by
  call called calls can come comes could did didnt do does doesnt doing done else ever everybody everyone find finds for
  from gave get gets give given gives go goes going got had has have having he her here hers him his how i if in into is
  isnt it its just know known last let like long made make makes many may me mean means mention mentioned mentions might
  mine more most much my need needs note notes now of on one or our ours out over please prospect prospects raise raised
  raises said same saw say saying says see seen she should so some somebody someone something speak spoke still such
  take takes talk talked tell tells than that the their theirs them then there these they thing things think thinks this
  those thought to today told too up us use used uses using very want wanted wants was we were what whats when where
  which while who whom whos whose why will with would yes yet you your yours`.split(/\s+/),
);

/** A word without its English ending, so that "migrating" meets "migration". */
export function stemOf(word: string): string {
  const stem = word
    .replace(/ies$/, 'y')
    .replace(/(?<=.{3})(?:ations?|ating|ates?|ated)$/, 'at')
    .replace(/(?<=.{3})(?:ings?|ed|ions?|es|s|e)$/, '')
    .replace(/([bdfglmnprt])\1$/, '$1');
  return stem.length < 2 ? word : stem;
}

/** The words of a text that carry meaning, in canonical form, in order. */
export function contentWords(text: string): readonly string[] {
  const joined = text.replace(/['’]s(?![\p{L}\p{N}])/gu, '');
  return wordsOf(canonical(joined)).filter((word) => !common.has(word) && [...word].length > 1);
}

/** Their stems. */
export function stemsOf(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).map(stemOf));
}

/** The stems of all words, common ones too: of names, which may be words. */
export function allStems(text: string): ReadonlySet<string> {
  return new Set(wordsOf(canonical(text)).map(stemOf));
}
