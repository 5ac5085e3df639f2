import { canonical, wordsOf } from '../memory/names.ts';
import { contentWords } from './words.ts';

const about = /\b(?:about|regarding|concerning|of|on)\s+(?:the |our |their |any )?(.+?)[\s?.!]*$/iu;
const tail = /\s+(?:for|with|from|at|by|to|in)\s+.*$/iu;
const longest = 60;
const mostWords = 4;

/** What a question asks after, in the asker's own words, without the names in it; null when nothing is left. */
export function topicOf(question: string, names: readonly string[]): string | null {
  const phrase = about.exec(question)?.[1]?.replace(tail, '').trim() ?? '';
  const named = new Set(names.flatMap((name) => wordsOf(canonical(name))));
  const left = (text: string) => contentWords(text).filter((word) => !named.has(word));
  const own = left(phrase);
  if (own.length > 0 && own.length === contentWords(phrase).length && phrase.length <= longest) return phrase;
  const typed = question.split(/\s+/u).filter((word) => left(word).length > 0);
  const words = typed
    .slice(0, mostWords)
    .join(' ')
    .replace(/[?.!,;:]+(?=\s|$)/gu, '');
  return words === '' || words.length > longest ? null : `“${words}”`;
}

/** What others may have said something about too; null where the question looked for them already. */
export function matterOf(question: string, topic: string | null): string | null {
  return /\babout\b/i.test(question) && !/^\W*(?:who|which)/i.test(question)
    ? (topic?.replace(/[“”]/g, '') ?? null)
    : null;
}
