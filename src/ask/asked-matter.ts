import { stemOf } from '../brief/evidence/content-words.ts';
import { kindsAsked } from '../brief/evidence/kind-words.ts';
import { languagesOf } from '../brief/quotes/day-vocabulary.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';

/** Words that carry a question or a sentence: that both have them says nothing of what they are about. */
const carrying = new Set(
  `the and but for not are was were has have had does did doing done can could will would shall should may might must about
  into from with without that this these those there here then than what when where which who whom whose why how much
  they them their theirs she her hers him his our ours you your its any some all both each every other others else another
  also just only even still yet already ever never now again really very too said say says tell told tells know known
  let get gets got give gives gave want wants wanted need needs needed ask asks asked like mean means thing things something
  anything nothing someone anyone somebody anybody everyone people deal deals going go goes went come comes came make makes
  made take takes took talk talks talking talked speak speaks speaking spoke spoken besides many number been being one two out off over under after before until since between because please open pending outstanding left`.split(
    /\s+/,
  ),
);
const leastLetters = 3;

/**
 * Whether words are on what a question asks about, names apart: they share a word that tells something, or speak of a
 * kind of thing that it asks for. Where a question has no such word, or they are of another language, nobody can tell.
 */
export function isOnMatter(
  { question, names }: { readonly question: string; readonly names: readonly string[] },
  text: string,
  kind: string,
): boolean {
  const named = new Set(
    names.flatMap((name) => wordsOf(canonical(name))).flatMap((word) => [word, `${word}s`]),
  );
  const asked = tellingStems(question, named);
  if (asked.size === 0 || /(?!\p{Script=Latin})\p{L}/u.test(text) || languagesOf(text).size > 1) return true;
  if ([...tellingStems(text, named)].some((stem) => asked.has(stem))) return true;
  const kinds = kindsAsked(question);
  return [kind, ...kindsAsked(text)].some((one) => kinds.has(one));
}

function tellingStems(text: string, named: ReadonlySet<string>): ReadonlySet<string> {
  const words = wordsOf(canonical(text.replace(/['’]s(?!\p{L})/gu, '')));
  const telling = words.filter(
    (word) => word.length >= leastLetters && !carrying.has(word) && !named.has(word),
  );
  return new Set(telling.map(stemOf));
}
