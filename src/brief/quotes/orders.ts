import type { Place } from './quote.ts';
import { sentencesOf } from './sentence-bounds.ts';

/** Where orders to whoever reads by machine stand in a note: no rep writes them of a buyer. */
export interface Orders {
  /** The sentences that order, or all that stands in quote marks around an order: nothing in them is said of the deal. */
  readonly spans: readonly Place[];
  /** From here on nothing counts upwards; the note's length where no order stands outside quote marks. */
  readonly openFrom: number;
}

/** To forget rules, or to set a score or a result; verbs first, so that they are looked for where a sentence starts. */
const commands = [
  /(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,60}\b(?:rules?|instructions?|prompts?|guidelines?)\b/u,
  /(?:set|give|make|rate|change|raise|mark|put)\b[^.\n]{0,30}\b(?:score|rating|as (?:won|clos(?:ed|ing)|signed))\b/u,
  /(?:mark|flag|set) (?:this|the|it)\b(?: (?:one|deal|account|opportunity))? (?:to )?(?:won|clos(?:ed|ing)|signed)\b/u,
  /(?:log|report|record|return|output|add|give|set)\b[^.\n]{0,40}\b(?:verbal_yes|budget_confirmed|terms_agreed|pilot_agreed|evaluation_passed|decision_maker|proposal_out)\b/u,
  /(?:rate (?:this|it|the)|score (?:this|it|the deal))\b[^.\n]{0,20}\b100\b/u,
  /(?:ignorier|vergiss|vergesst|missachte|überschreib|ueberschreib)\p{L}{0,4}\s[^.\n]{0,60}(?:regeln|anweisung|anleitung|vorgaben|prompt|instruktion)/u,
  /(?:setz|stell|erhöh|erhoeh|bewert|markier|gib)\p{L}{0,3}\s[^.\n]{0,40}(?:score|punktzahl|bewertung|(?:auf|mit) 100|als (?:gewonnen|(?:ab)?geschlossen))/u,
  /(?:ignor|oubli|olvid|esque[cç]|dimentic|negeer|vergeet)\p{L}{0,5}\s[^.\n]{0,60}(?:règle|regle|regla|regra|regol|regel|instru[cçk]|istruzion|instruct|consigne|indica[cç]|prompt)/u,
  /(?:met[st]|mettez|donnez?|notez?|marquez?|fixez?|pon|ponga[ns]?|marca|marque|da|dé|define|defina|coloque|imposta|metti|mettete|segna|zet|geef|markeer)\s[^.\n]{0,40}(?:score|puntuaci[oó]n|pontua[cç][aã]o|punteggio|(?:à|a|op|en) 100|comme (?:gagn|conclu|sign)|com[oe] (?:gan|vint|cerrad|fechad|chius)|als (?:gewonnen|gesloten))/u,
  /(?:zignoruj|pomiń|zapomnij|игнорируй|проигнорируй|забудь)(?:cie|те)?\s[^.\n]{0,60}(?:instrukcj|polece[nń]|reguł|zasad|инструкци|правил|указани)/u,
  /(?:ustaw|oznacz|daj|oceń|поставь|установи|отметь|сделай|оцени)(?:cie|те)?\s[^.\n]{0,40}(?:ocen|wynik|punkt|wygran|zamkni[eę]t|оценк|балл|рейтинг|выигран|закрыт|100)/u,
  /(?:تجاهل|تجاهلوا|انس|انسَ)\s[^.\n]{0,60}(?:تعليمات|القواعد|الأوامر)/u,
  /(?:اجعل|ضع|حدد|اضبط|سجل)\s[^.\n]{0,40}(?:النتيجة|الدرجة|التقييم|100|١٠٠|رابحة|مغلقة)/u,
];
const softeners =
  /(?:(?:please|now|and|then|assistant|important|also|bitte|jetzt|und|maintenant|por favor|per favore|graag|et|y|e|en)[:,]?\s{1,3}){0,3}/;
const command = new RegExp(`${softeners.source}(?:${commands.map(({ source }) => source).join('|')})`, 'iuy');

/** What speaks to machines by name, and orders in languages whose verb stands last: wherever they are. */
const anywhere =
  /(?:(?<![\p{L}\d])system (?:note|message|prompt|override|instruction)\s{0,2}:|(?<![\p{L}\d.])@(?:ai|ki|ia|llm|gpt|chatgpt|bot|assistant|model|reader)(?![\p{L}\d@.])|(?<![\p{L}\d])(?:(?:ai|ki|ia|llm|gpt|chatgpt)[\s-](?:assistants?|assistent\p{L}{0,3}|models?|modell\p{L}{0,2}|agents?|systems?)|(?:assistants?|asistentes?|assistentes?|assistenti|modèles?|modelos?|modelli) (?:d['’])?(?:ia|ki|ai)|language models?)(?!\p{L})[^.\n]{0,60}(?:must|should|shall|reading this|muss|müssen|soll|sollen|doit|doivent|debe|deve|devono|moet))|(?:이전|모든|위의|앞의|기존)[^.\n]{0,10}(?:지시|규칙|명령|프롬프트)[^.\n]{0,12}(?:무시|잊)|(?:점수|스코어)\p{L}{0,2}[^.\n]{0,12}(?:100|만점)|(?:以前|これまで|上記|すべて|全て|前)の[^。\n]{0,8}(?:指示|ルール|命令)[^。\n]{0,10}(?:無視|忘れ)|(?:スコア|点数)[^。\n]{0,8}(?:100|満点)|(?:忽略|忽視|无视|無視|忘记|忘記)(?![了过過])[^。\n]{0,12}(?:指示|指令|规则|規則|提示)|(?:评分|評分|分数|分數|得分)[^。\n]{0,8}(?:100|满分|滿分)|(?:标记|標記|设置|设)为[^。\n]{0,4}(?:成交|赢单|已关闭)|(?:önceki|tüm|bütün|yukarıdaki)\s[^.\n]{0,30}(?:talimat|kural|komut)[^.\n]{0,20}(?:yok say|görmezden gel|unut|dikkate alma)(?!\p{L})|(?:puan|skor)\p{L}{0,4}\s[^.\n]{0,20}(?:100|yüz)(?:['’]\p{L}{1,3}|\p{L}{0,3})\s(?:yap|çıkar|ayarla|ver)(?!\p{L})|(?:सौद|डील)[^।\n]{0,20}(?:जीत|बंद)[^।\n]{0,12}(?:मार्क|चिह्नित)|(?:पिछले|सभी|सारे|पहले के)[^।\n]{0,12}(?:निर्देश|नियम|आदेश)[^।\n]{0,20}(?:अनदेखा|भूल|नज़रअंदाज़|नजरअंदाज)|(?:स्कोर|अंक)[^।\n]{0,15}(?:100|सौ)/giu;
/** Where a command may begin: a line, whatever marks stand before its first word, or behind a mark. */
const openings =
  /(?:^|\n)[^\p{L}\p{N}\n]{0,12}|[.!?:;,>"'“”„«»()[\]*#|…–—]\s{0,3}|(?<![\p{L}\d])(?:must|should|please|bitte)\s{1,3}/giu;

/** Letters that are drawn otherwise and read the same: accented and wide ones, those of mathematics. */
const drawn = /[\u00c0-\u024f\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;
const accents = /(?<=\p{Script=Latin})\p{M}+|[\u200c\u200d]/gu;

function undisguised(text: string): string {
  return text.replace(drawn, (letter) => letter.normalize('NFKD').charAt(0)).replace(accents, '');
}

/** Starts of all orders in a text, in their order; of one in disguise nobody can say where it stands, so that it is the start. */
function startsOf(text: string): readonly number[] {
  const starts = plainStartsOf(text);
  if (starts.length > 0) return starts;
  const plain = undisguised(text);
  return plain !== text && plainStartsOf(plain).length > 0 ? [0] : [];
}

function plainStartsOf(text: string): readonly number[] {
  const starts = Array.from(text.matchAll(anywhere), ({ index }) => index);
  for (const { 0: opening, index } of text.matchAll(openings)) {
    command.lastIndex = index + opening.length;
    if (command.test(text)) starts.push(index + opening.length);
  }
  return starts.toSorted((a, b) => a - b);
}

/** What a note holds of orders to a machine. */
export function findOrders(text: string): Orders {
  const starts = startsOf(text);
  if (starts.length === 0) return { spans: [], openFrom: text.length };
  const quoted = quotedIn(text);
  const sentences = sentencesOf(text);
  const spans: Place[] = [];
  let openFrom = text.length;
  for (const at of starts) {
    const inQuotes = quoted.find(({ start, end }) => start <= at && at < end);
    const sentence = sentences.find(({ start, end }) => start <= at && at < end);
    if (!inQuotes) openFrom = Math.min(openFrom, at);
    const span = inQuotes ?? sentence;
    if (span && spans.at(-1) !== span) spans.push(span);
    if (spans.length >= mostSpans) break;
  }
  return { spans, openFrom };
}

/** A text with more orders is nothing else. */
const mostSpans = 20;

/** Whether a place in the note proves nothing, for what counts upwards or for all. */
export function isOrdered({ spans, openFrom }: Orders, { start, end }: Place, isUpwards: boolean): boolean {
  return (isUpwards && end > openFrom) || spans.some((span) => start < span.end && span.start < end);
}

/** What stands in quote marks: a mark that opens a word to the next one that closes one. */
function quotedIn(text: string): readonly Place[] {
  const places: Place[] = [];
  let start = -1;
  for (const { index } of text.matchAll(/["'“”‘’„«»「」]/gu)) {
    const [before, after] = [text.charAt(index - 1), text.charAt(index + 1)];
    if (start < 0 && /^[\s(:[>]?$/u.test(before) && /\S/.test(after)) start = index;
    else if (start >= 0 && /\S/.test(before) && /^[\s.,;:!?)\]]?$/u.test(after)) {
      places.push({ start, end: index + 1 });
      start = -1;
    }
  }
  return places;
}

/**
 * The part of a note that may prove something: all before the first order in it. A model is told not to obey one;
 * this holds when it does.
 */
export function beforeOrders(text: string): string {
  const [first] = startsOf(text);
  return first === undefined ? text : text.slice(0, first);
}
