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
  const own = text.slice(sentence.start, sentence.end);
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
  const words = wordsOf(level(quote).text);
  return words.some((_, index) => isDenial(words, index, languages)) || easternDenial.test(quote);
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

function isDenial(words: readonly Word[], index: number, languages: ReadonlySet<string>): boolean {
  const { text, glue } = words[index] ?? { text: '', glue: '' };
  if (text === 't' && glue === "'") return true;
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
