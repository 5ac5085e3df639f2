import { rememberLast } from '../../util/remember.ts';
import { normal } from '../quotes/quote.ts';

/** One word of an English sentence, so far that two forms of it can be told to be the same. */
export interface Term {
  /** As written, in lower case. */
  readonly word: string;
  /** The same for all forms of a word and for what stands for it. */
  readonly stem: string;
  /** A past form: what it names has happened. */
  readonly isPast: boolean;
  /** Which word close before it, in its clause, denies it: its place in the text; -1 for none. */
  readonly denier: number;
  readonly isDenied: boolean;
  /** Begins with a capital. */
  readonly isCapital: boolean;
}

/** Forms that no rule makes: each line is one verb, its past forms behind the bar. */
const irregular = `send|sent;get|got gotten;give|gave given;go|went gone;bring|brought;write|wrote written;take|took taken;meet|met;redo|redid redone;dig|dug;hold|held;tell|told;say|said;speak|spoke spoken;buy|bought;begin|began begun;make|made;show|showed shown;run|ran;pay|paid;leave|left;come|came;keep|kept;lose|lost;win|won;find|found;hear|heard;see|saw seen;know|knew known;think|thought;ring|rang rung;freeze|froze frozen;fall|fell fallen;rise|rose;sell|sold;sit|sat;stand|stood;eat|ate eaten;do|did done;read|read;build|built;mean|meant;feel|felt;draw|drew;drop|dropped;put|put;cut|cut;set|set`;

const pasts = new Map(
  irregular.split(';').flatMap((line) => {
    const [base = '', forms = ''] = line.split('|');
    return forms.split(' ').map((form): [string, string] => [form, base]);
  }),
);
/** Same in both tenses: they count as past where the sentence has no other sign. */
const sameForms = new Set(['read', 'put', 'cut', 'set', 'frozen']);

/** What reps write short. */
const short = wordMap(
  'abt:about w:with wd:would yr:year yrs:year mo:month mos:month mths:month wk:week wks:week min:minute mins:minute quid:pound dept:department mgr:manager ops:operations incl:with whse:warehouse ppl:people vm:voicemail qtr:quarter pls:please tmrw:tomorrow u:you ur:you re:about btw:by k:thousand docs:document lic:licence hrs:hour hr:hour h:hour secs:second sec:second avg:average sept:september wks:week',
);
/** Words that stand for one another when notes are told again; the first is their stem. */
const same = [
  'sign signature signing ink',
  'decide decision decides',
  'trial pilot',
  'talk call speak conversation',
  'price pricing cost',
  'offer quote proposal quotation',
  'approve approved okd ok oked',
  'department dept',
  'worry worried concern concerned nervous fear fears afraid',
  'answer reply response respond',
  'begin start starts starting',
  'recommend recommends recommendation',
  'send mail email mailed',
  'dear expensive',
  'successor nachfolge',
  'device unit',
  'twice two',
  'downtime standstill outage',
  'disagree disagrees',
  'ask asks request',
  'plan planned planning',
];
const sameAs = new Map(
  same.flatMap((line) => {
    const [first = '', ...others] = line.split(' ');
    return others.map((other): [string, string] => [stripped(other), stripped(first)]);
  }),
);

function wordMap(list: string): ReadonlyMap<string, string> {
  return new Map(
    list.split(' ').map((pair): [string, string] => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? '']),
  );
}

/** A word without its ending. */
function stripped(word: string): string {
  const base = pasts.get(word) ?? word;
  const plain = base
    .replace(/(?:'s|s')$/, '')
    .replace(/^(.{2,})ies$/, '$1y')
    .replace(/^(.{2,}(?:s|x|z|ch|sh))es$/, '$1')
    .replace(/^(.{2,}[^su])s$/, '$1')
    .replace(/^(.{2,})ied$/, '$1y')
    .replace(/^(.*[aeiouy].*)(?:ed|ing)$/, '$1')
    .replace(/^(.{3,})ly$/, '$1');
  return plain.replace(/([bdgmnprt])\1$/, '$1').replace(/^(.{2,})e$/, '$1');
}

/** The same for all forms of a word and for those that stand for it. */
export const stemOf = rememberLast((word) => {
  const stem = stripped(short.get(word) ?? word.slice(0, longestWord));
  return sameAs.get(stem) ?? stem;
}, 4_000);
const longestWord = 40;

const deniers = new Set(
  'not no never none nobody nothing neither nor without hardly no-one cannot'.split(' '),
);
const breaks = /[,.;:!?()]|^(?:but|and|because|though|although|so|while|or)$/;
/** So many words behind a denial are denied by it. */
const reachOfDenial = 4;

/** Whether a word denies what follows it. */
export function isDenier(word: string): boolean {
  return deniers.has(word);
}

/** The words of a text with what is written short spelt out: `don't` is `do not`, `she'll` is `she will`. */
export const termsOf = rememberLast(spelledOut, 8);

function spelledOut(text: string): readonly Term[] {
  const plain = normal(text)
    .replace(/[’‘]/g, "'")
    .replace(/\bcannot\b/gi, 'can not')
    .replace(
      /\b(do|does|did|is|are|was|were|have|has|had|ca|can|could|should|would|wo)n'?t\b/gi,
      (_, verb: string) => `${verb} not`,
    )
    .replace(
      /(\p{L})'(ll|d|ve|re|m)(?!\p{L})/giu,
      (_, letter: string, end: string) => `${letter} ${ends[end.toLowerCase()] ?? ''}`,
    );
  const terms: Term[] = [];
  let denied = 0;
  let denier = -1;
  for (const [token] of plain.matchAll(/(?<!\d)[\p{L}\p{M}]+(?:'s(?!\p{L}))?|[,.;:!?()]/gu)) {
    const { word, isBreak, hasLetter, ...term } = tokenOf(token);
    if (isBreak) denied = 0;
    if (!hasLetter) continue;
    const isDenied = denied > 0 && !deniers.has(word);
    terms.push({ word, ...term, isDenied, denier: isDenied ? denier : -1 });
    if (deniers.has(word)) denier = terms.length - 1;
    denied = deniers.has(word) ? reachOfDenial : Math.max(0, denied - 1);
  }
  return terms;
}

/** What one word is, wherever it stands. */
const tokenOf = rememberLast((token) => {
  const word = token.toLowerCase().replace(/'s$/, '');
  return {
    word,
    stem: stemOf(word),
    isPast: isPastForm(word),
    isCapital: /^\p{Lu}/u.test(token),
    isBreak: breaks.test(word),
    hasLetter: /\p{L}/u.test(word),
  };
}, 4_000);

const ends: Readonly<Record<string, string>> = { ll: 'will', d: 'would', ve: 'have' };

const noPasts = new Set(
  'need feed speed indeed exceed proceed wed bed red shed seed weed hundred interested supposed'.split(' '),
);

function isPastForm(word: string): boolean {
  if (sameForms.has(word) || noPasts.has(word)) return false;
  return pasts.has(word) || (/^\p{L}{2,}ed$/u.test(word) && !word.startsWith('un'));
}
