import { canonical, wordsOf } from '../../memory/identity/names.ts';

/** Words that say nothing of what a question is about, in the languages that notes are written in. */
const common = new Set(
  `a about after again all am an and any anybody anyone anything are as ask asked asking at be been before being but by
  call called calls can come comes could did didnt do does doesnt doing done else ever everybody everyone find finds for
  from gave get gets give given gives go goes going got had has have having he her here hers him his how i if in into is
  isnt it its just know known last let like long made make makes many may me mean means mention mentioned mentions might
  mine more most much my need needs note notes now of on one or our ours out over please prospect prospects raise raised
  raises said same saw say saying says see seen she should so some somebody someone something speak spoke still such
  take takes talk talked tell tells than that the their theirs them then there these they thing things think thinks this
  those thought to today told too up us use used uses using very want wanted wants was we were what whats when where
  which while who whom whos whose why will with would yes yet you your yours
  aber als auch auf aus bei bis da das dass dem den der des dich die dir doch du durch ein eine einem einen einer eines er
  es euch euer fur hat habe haben hatte ich ihm ihn ihr ihre ihrem ihren im ist ja kann konnen mein mich mir mit muss nach
  noch nur oder schon sehr sein seine sich sie sind soll uber um und uns unser unsere vom von vor war warum wann was weil
  welche welcher welches wem wen wenn wer werden wie wieviel wir wird wo wohin wurde zu zum zur
  au aux avec ce ces cette comment combien dans de des du elle elles en est et etait il ils je la le les leur leurs lui
  mais nous ont ou par pas plus pour pourquoi quand que quel quelle quelles quels qui sa se ses son sont sur un une vous
  al como con cual cuales cuando cuanto cuantos del donde el ella ellos era esta este fue ha han hay las lo los mas muy
  para pero por porque quien sin su sus una uno y ya
  a ao aos com da das do dos ele eles ela foi mais na nas nao no nos o os pela pelo quais qual quando quanto quantos quem
  se seu sua sem tem um uma
  che chi ci come cosa cui dal dalla degli dei del della di e gli ha hanno il nel nella non per piu quale quando quanto
  sono
  een en er het hij hoe ik is met niet ook op te van voor wat wie zij zijn
  その この あの です ます した する いる ある から まで です でし という こと もの どの どこ いつ だれ なに 誰 何
  है हैं था थे थी को का की के में से पर और ने कि यह वह हो क्या कौन कब कहाँ क्यों कैसे कितना कितने कितनी कर किया
  몇 무엇 누가 누구 언제 어디 왜 어떻게 그 이 저`.split(/\s+/),
);

/** What English writes as another word in the past. */
const pasts: Readonly<Record<string, string>> = Object.freeze({
  sent: 'send',
  paid: 'pay',
  bought: 'buy',
  met: 'meet',
  lost: 'lose',
  won: 'win',
  chose: 'choose',
  chosen: 'choose',
  built: 'build',
  kept: 'keep',
  wrote: 'write',
  written: 'write',
  began: 'begin',
  held: 'hold',
  froze: 'freeze',
  frozen: 'freeze',
});

/** A word without its English ending, so that "migrating" meets "migration" and "sent" meets "send". */
export function stemOf(word: string): string {
  const stem = (Object.hasOwn(pasts, word) ? (pasts[word] ?? word) : word)
    .replace(/ies$/, 'y')
    .replace(/(?<=.{3})(?:ations?|ating|ates?|ated)$/, 'at')
    .replace(/(?<=.{3})(?:ings?|ed|ions?|es|s|e)$/, '')
    .replace(/([bdfglmnprt])\1$/, '$1');
  return stem.length < 2 ? word : stem;
}

/** Than one character. */
function isLonger(word: string): boolean {
  return word.length > 2 || [...word].length > 1;
}

/** The words of a text that carry meaning, in canonical form, in order. */
export function contentWords(text: string): readonly string[] {
  return pieces(text).filter((word) => isLonger(word) && !common.has(word));
}

/** Their stems. */
export function stemsOf(text: string): ReadonlySet<string> {
  return new Set([...new Set(contentWords(text))].map(stemOf));
}

/** The stems of all words, common ones too: of names, which may be words. */
export function allStems(text: string): ReadonlySet<string> {
  return new Set(wordsOf(canonical(text)).map(stemOf));
}

/** Most notes: levelling what needs none takes twenty times as long. */
const plain = /^[\0-\x7f‘’“”–—…]*$/;

/** More than fit a note: what is beyond comes of letters that unfold to whole phrases. */
const mostWords = 5_000;

function pieces(text: string): readonly string[] {
  const joined = text.replace(/['’]s(?![\p{L}\p{N}])/gu, '');
  if (plain.test(joined))
    return (
      joined
        .toLowerCase()
        .replace(/['’‘`]/g, '')
        .match(/[a-z0-9+#]+/g) ?? []
    );
  const known = new Map<string, readonly string[]>();
  const words = wordsOf(canonical(joined)).slice(0, mostWords);
  return words.flatMap((word) => {
    const parts = known.get(word) ?? (spaceless.test(word) ? partsOf(word) : [word]);
    known.set(word, parts);
    return parts;
  });
}

/** Scripts that write words without spaces between them. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The segmenter takes more than its share of time over a longer run; no sentence has one. */
const longestRun = 500;

function partsOf(run: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < run.length; from += longestRun) {
    for (const { segment } of segmenter.segment(run.slice(from, from + longestRun))) parts.push(segment);
  }
  return parts;
}

/** What a word of a text is searched by: its stem, and of a Korean one, which hangs particles on, its pairs of letters. */
function termsOf(word: string): readonly string[] {
  if (hangul.test(word)) return pairsOf(word);
  return [devanagari.test(word) ? word.replace(vowelEnding, '') : endingLess(stemOf(word))];
}

/** Takes texts apart into what they are searched by; words that it has met cost next to nothing. */
export function createTermReader(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) =>
    contentWords(text).flatMap((word) => {
      const terms = known.get(word) ?? termsOf(word);
      known.set(word, terms);
      return terms;
    });
}

const hangul = /^\p{Script=Hangul}{3,}$/u;
const devanagari = /^[\p{Script=Devanagari}\p{M}]{3,}$/u;
/** Case and number, as they end a Hindi word. */
const vowelEnding = /(?:ियों|ियाँ|ाओं|ओं|ों|ें|ाएँ|[ािीुूेैोौंँः])$/u;

function pairsOf(word: string): readonly string[] {
  const letters = [...word];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** Without the endings of German and Romance words, where enough is left to tell it by. */
function endingLess(word: string): string {
  return word.length > 6 ? word.replace(/(?:ern|em|en|er|os|as|[aeo])$/, '') : word;
}
