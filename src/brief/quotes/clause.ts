import { languagesOf } from './day-vocabulary.ts';
import { level, type Place, type Word, wordsOf } from './quote.ts';
import { windowAround } from './sentence-bounds.ts';

type Lists = Readonly<Record<string, ReadonlySet<string>>>;

function lists(given: Readonly<Record<string, string>>): Lists {
  return Object.fromEntries(
    Object.entries(given).map(([language, words]) => [language, new Set(words.split(' '))]),
  );
}

/** Words that deny what stands beside them. English counts in every note. */
const denials = lists({
  en: 'not no never none nobody nothing nor neither without dont doesnt didnt isnt arent wasnt werent wont cant cannot couldnt shouldnt hasnt havent hadnt aint refuses refused refusing nope unlikely hardly',
  de: 'nicht nichts nie niemals niemand kein keine keinen keinem keiner keines nix weder ohne nein ned ned',
  fr: 'pas jamais aucun aucune rien personne sans ni',
  es: 'nunca nadie nada ningún ninguna ninguno tampoco sin jamás',
  pt: 'não nao nunca ninguém nenhum nenhuma sem nem',
  it: 'non nessuno nessuna niente nulla senza',
  nl: 'niet geen nooit niemand niets zonder',
  hi: 'नहीं मत ना बिना',
});

/** Words under which something holds only if something else does. */
const conditions = lists({
  en: 'if unless provided providing depends depending subject would wouldve might could assuming otherwise maybe perhaps hopefully guess reckon afaik apparently supposedly allegedly',
  de: 'wenn falls sofern sobald würde würden wuerde wuerden könnte könnten koennte vielleicht vorausgesetzt vorbehaltlich',
  fr: 'si sauf pourrait serait peut',
  es: 'si salvo podría sería quizás quizá',
  pt: 'se caso poderia seria talvez',
  it: 'se purché potrebbe sarebbe forse',
  nl: 'als mits zou zouden misschien tenzij',
  hi: 'अगर यदि शायद',
});

/** After a denial these leave the quote itself alone: `no later than`, `not only`, `no open points`. */
const harmless = new Set(
  'later only just problem problems problemo worries worry issue issues doubt condition conditions objection objections open complaints questions blockers matter longer haggling fuss pushback quibbles arguments hesitation'.split(
    ' ',
  ),
);

const wordsBefore = 5;
const wordsAfter = 3;
const actWords = 4;

/**
 * Whether words in a quote, or close before or behind it in its sentence, deny it or make it hang on a condition. For
 * what counts upwards alone: "no worry any more" is how worries end. Of a quote that tells an act (`she told her boss
 * she won't`) only the first words can deny it.
 */
export function isHedged(text: string, quote: Place, isAct = false): boolean {
  const sentence = windowAround(text, quote);
  const own = withoutAsides(text.slice(sentence.start, sentence.end), quote.start - sentence.start);
  const whole = level(own);
  const words = wordsOf(whole.text);
  const [from, to] = [quote.start - sentence.start, quote.end - sentence.start];
  const first = words.findIndex(({ end }) => (whole.ends[end - 1] ?? 0) > from);
  const last = words.findLastIndex(({ start }) => (whole.starts[start] ?? 0) < to);
  if (first < 0 || last < first) return false;
  const languages = languagesOf(text);
  const inside = words.slice(
    Math.max(0, first - wordsBefore),
    isAct ? Math.min(last, first + actWords) : last + 1,
  );
  const behind = words.slice(last + 1, last + 1 + wordsAfter);
  // What follows a comma is said of something else, unless it is a condition.
  const isParted = /^['"”’)\s]*[,;:(–—]/.test(own.slice(to));
  return (
    inside.some((_, index) => isDenial(inside, index, languages) || isCondition(inside, index, languages)) ||
    behind.some(
      (_, index) =>
        (!isParted && isDenial(behind, index, languages)) || isCondition(behind, index, languages),
    ) ||
    easternHedge.test(own.slice(from, to + charactersAfter))
  );
}

/** Whether the words of a quote deny something themselves: "never in the race", "할인 약속 안 함". */
export function deniesItself(quote: string, languages: ReadonlySet<string>): boolean {
  const told = withoutAsides(quote, 0);
  const words = wordsOf(level(told).text);
  return words.some((_, index) => isDenial(words, index, languages)) || easternDenial.test(told);
}

const timeOrCost =
  '(?:\\p{L}+ )?(?:dates?|day|deadline|timeline|eta|rush|hurry|delay|costs?|charge|fee|datum|termin|frist|eile|(?:mehr)?kosten|aufpreis|délai|frais|urgence|fecha|prisa|coste?o?|data|prazo|pressa|custos?|scadenza|fretta|costi|haast)(?!\\p{L})';
const aside = new RegExp(
  `(?<=[,;:(–—-]\\s*|(?<!\\p{L})(?:with|at) )(?:still |noch |aún )?(?:no|not (?:a|any)|kein(?:e|en)?|pas (?:encore )?de|nessuna?|geen) ${timeOrCost}(?: yet)?|(?<!\\p{L})(?:without|ohne|sans|sin|sem|senza|zonder) ${timeOrCost}|(?<=[,;:(–—-]\\s*)${timeOrCost} (?:is |steht |ist |est |está |è )?(?:still )?(?:not|noch nicht|nicht|pas|non|niet) (?:yet )?\\p{L}+`,
  'giu',
);

/** "No date", "ohne Aufpreis" behind what is said deny nothing of it: blanks stand in their place. */
function withoutAsides(text: string, from: number): string {
  return text.replace(aside, (words, at) => (at > from ? ' '.repeat(words.length) : words));
}

const onlyIf = [
  '(?<!(?:even|as|auch|selbst|même|anche|zelfs) )(?<!(?:ask|wonder)(?:s|ed|ing)?(?: (?:me|us|him|her|them))? )(?<!\\p{L})(?:',
  'if(?! (?:possible|needed|necessary|required|any|not)(?!\\p{L}))|unless|provid(?:ed|ing)(?= (?:that|we|they|s?he|it) )|assuming|as long as|subject to|depend(?:s|ing) on',
  '|wenn|falls(?= (?:der|die|das|er|sie|es|wir|ihr|man|ich|alles|kein))|sofern|vorausgesetzt|vorbehaltlich',
  "|si(?= (?:le|la|les|il|elle|on|tout|ça|el|los|las|ella|él|todo|nos|hay|no) )|s['’]ils?|sauf si|à condition|siempre que|salvo que|en caso de que",
  '|se(?= (?:o|os|as|il|lo|gli|la|ele|ela|eles|tudo|tutto|non|não|ci) )|caso(?= (?:ele|ela|o) )|purché|a patto|als(?= (?:ze|hij|het|de|we|wij|jullie|zij) )|mits|tenzij)(?!\\p{L})',
].join('');
const underCondition = new RegExp(
  `${onlyIf}|(?<!\\p{L})(?:अगर|यदि)(?!\\p{L})|만약|(?:으면|하면|다면|라면)(?:\\s|$)|もし|なら|れば|たら`,
  'iu',
);
const conditionBehind = new RegExp(`^[\\s,(–-]*${onlyIf}`, 'iu');
const reachBefore = 40;

/** Whether what a quote says is said for one case alone: "if Gerald says yes, sure", "we're out unless we halve it". */
export function isForOneCase(text: string, { start, end }: Place): boolean {
  const sentence = windowAround(text, { start, end });
  const before = text.slice(Math.max(sentence.start, start - reachBefore), start);
  const own = (/[^;:–—\n]*$/u.exec(before)?.[0] ?? '') + text.slice(start, end);
  const behind = text.slice(end, sentence.end);
  return underCondition.test(own) || conditionBehind.test(behind);
}

const closes =
  '(?:sign|decid|buy|(?<!in )order|commit|close|confirm|go ahead|unterschr|unterzeichn|entscheid|bestell|zusag|zustimm|firm|compr|assin|achèt|command|teken|beslis|bestel)';
const closingInCondition = new RegExp(
  `^(?:(?!(?<!\\p{L})${closes})[\\s\\S])*?(?:${onlyIf}|(?<!\\p{L})s[ie](?!\\p{L}))\\s*(?:[^\\s,;:.]+ ){0,2}(?:(?:bis|am|zum|tot|op|voor) (?:[^\\s,;:.]+ ){1,3})?(?:will |would |can |could )?${closes}`,
  'iu',
);

/** Whether that somebody signs or decides is itself the condition: "10% off if they sign by Friday". */
export function isClosingOurCondition(text: string): boolean {
  return closingInCondition.test(text);
}

const hearsay =
  /(?<!\p{L})(?:told (?:me|us)|(?:i|we) (?:heard|hear)|heard (?:that|from)|rumou?rs?|apparently|supposedly|allegedly|according to|(?:says|said|claims|claimed) (?:that )?\p{Lu}\p{L}+ (?:has|have|is|signed|went|chose|picked|bought)|angeblich|anscheinend|gehört|il paraît|apparemment|según|al parecer)(?!\p{L})/iu;
const deniedSince =
  /(?<!\p{L})(?:(?:has|have|had|is|are)(?: not|n['’]?t)(?: yet)? (?:decided|chosen|signed|true)|not (?:yet )?(?:decided|true)|undecided|no decision (?:yet|so far)|nothing is (?:decided|signed)|den(?:y|ies|ied) (?:it|that)|still open|noch nichts? (?:entschieden|unterschrieben)|stimmt nicht|rien n['’]est (?:décidé|signé)|no (?:han?|está) decidido)(?!\p{L})/iu;

/** Whether a note says something by hearsay alone and denies it in a sentence behind. */
export function isRumourDenied(text: string, quote: Place): boolean {
  const { start, end } = windowAround(text, quote);
  return hearsay.test(text.slice(start, end)) && deniedSince.test(text.slice(end));
}

const inPart =
  /(?<!\p{L})(?:half (?:of|the|my|our)|(?:a )?(?:first )?(?:part|bit|piece) of|some of|partly|partially|in part|die h[äa]lfte|halb|teilweise|zum teil|einen teil|la moitié|en partie|une partie|la mitad|en parte|una parte|metade|em parte|la metà|in parte|de helft|deels)(?!\p{L})/iu;
const restOpen =
  /(?<!\p{L})(?:the )?(?:rest|remainder|other half|second half)(?: of (?:it|them))? (?:is |are |will |still |to |comes?|follows?|goes|tomorrow|next|missing|on (?:mon|tue|wed|thu|fri|sat|sun))|(?<!\p{L})(?:der rest|die andere hälfte|le reste|el resto|o resto|il resto) (?:folgt|kommt|fehlt|suit|arrive|manque|sigue|llega|falta|segue|arriva|manca)/iu;

/** Whether words that say a thing was done say so of a part of it: "sent half of it", or "the rest follows" behind them. */
export function isInPart(text: string, quote: Place): boolean {
  const { end } = windowAround(text, quote);
  return inPart.test(text.slice(quote.start, quote.end)) || restOpen.test(text.slice(quote.start, end));
}

const freed =
  /(?<!\p{L})(?:(?:do|does|did)(?: not|n['’]?t) (?:owe|need|have to|want)|no longer (?:owes?|needs?|ha(?:ve|s) to|wants?|needed|owed|wanted|necessary|due)|need(?:s)? not|needn['’]?t|not (?:needed|necessary|wanted|required|owed)|nicht mehr (?:nötig|noetig|gebraucht)|brauch\p{L}{1,3} .{0,30}nicht mehr|plus (?:besoin|nécessaire)|ya no (?:hace falta|necesita\p{L}?|quieren?))(?!\p{L})/iu;

/** Whether words free whoever owed something of it: "I do not owe him the quote any more" says it no second time. */
export function freesOfDebt(quote: string): boolean {
  return freed.test(quote);
}

/** Whether words beside a quote, or in it, make it hang on something else. */
export function hangsOnCondition(text: string): boolean {
  const words = wordsOf(level(text).text);
  const languages = languagesOf(text);
  return (
    words.some((_, index) => isCondition(words, index, languages)) ||
    /만약|(?:으면|하면|다면|라면)(?:\s|$)|もし|なら|れば|たら/u.test(text)
  );
}

/** "17k, not 18.5", "nicht 18 sondern 17": of two figures one alone is denied. */
const setAside = new Set('not nicht pas non niet não nao'.split(' '));
const instead = new Set('but sondern mais sino ma mas maar'.split(' '));
const small = new Set('the der die das den les los el about around'.split(' '));
const figureReach = 4;

function isOfOtherFigure(words: readonly Word[], index: number): boolean {
  const isFigure = (word: Word | undefined) => /^\p{N}/u.test(word?.text ?? '');
  const next = small.has(words[index + 1]?.text ?? '') ? index + 2 : index + 1;
  if (!setAside.has(words[index]?.text ?? '') || !isFigure(words[next])) return false;
  const behind = words.slice(next + 1);
  const at = behind.slice(0, figureReach).findIndex(({ text }) => instead.has(text));
  const isBefore = words.slice(Math.max(0, index - figureReach), index).some(isFigure);
  return isBefore || (at >= 0 && behind.slice(at + 1, at + 3).some(isFigure));
}

function isDenial(words: readonly Word[], index: number, languages: ReadonlySet<string>): boolean {
  const { text, glue } = words[index] ?? { text: '', glue: '' };
  if (text === 't' && glue === "'") return true;
  if (isOfOtherFigure(words, index)) return false;
  return isIn(denials, text, languages) && !harmless.has(words[index + 1]?.text ?? '');
}

function isCondition(words: readonly Word[], index: number, languages: ReadonlySet<string>): boolean {
  const isAsked = /^(?:ask|asked|asks|asking|wonder|wondered)$/.test(words[index - 1]?.text ?? '');
  const isWish = words[index]?.text === 'would' && /^(?:like|love)$/.test(words[index + 1]?.text ?? '');
  return !isAsked && !isWish && isIn(conditions, words[index]?.text ?? '', languages);
}

/** Longer words than this are of one language alone, but for these. */
const longWord = 4;
const ofTwoLanguages = new Set(['falls', 'caso', 'sans']);

function isIn(all: Lists, word: string, languages: ReadonlySet<string>): boolean {
  if (word.length >= longWord && !ofTwoLanguages.has(word))
    return Object.values(all).some((words) => words.has(word));
  return [...languages].some((language) => all[language]?.has(word));
}

const easternDenial = /(?:^|\s)안\s|(?:^|\s)못\s|않|ない|ません|なかっ/u;
/** Korean and Japanese deny at the end of a word, or right behind it. */
const easternHedge =
  /(?:^|\s)안\s|(?:^|\s)못\s|않|없|아니|아직|미정|만약|(?:으면|하면|다면|라면)(?:\s|$)|ない|ません|なかっ|もし|なら|れば|たら/u;
/** So many characters behind a quote still belong to its clause. */
const charactersAfter = 6;
