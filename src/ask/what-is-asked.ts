import { stemOf } from '../brief/evidence/content-words.ts';
import { kindsAsked } from '../brief/evidence/kind-words.ts';
import { languagesOf } from '../brief/quotes/day-vocabulary.ts';
import { canonical, wordsOf } from '../memory/identity/names.ts';
import { namesIn } from './asked-kind.ts';

/** As which somebody is asked for: who does something, to whom another does it, or to whom else. */
export type AskedWho = 'doer' | 'other' | 'else';

const preposition = '(?:to|with|from|for|against|by|at|on|about)';
const leading = new RegExp(`^(?:(?:and|so|but|ok|${preposition}) )+(?=\\S)`);
const asksWho = /^who(?:m|se)?\b/;
/** "Who is Ines Falk?" has her told of, "who is asking?" does not. */
const asksWhoIs = /^who(?:s| is| was| are)\b(?!.*ing\b)/;
const ofOthers =
  /^whom?(?: else| other)?(?: (?<be>is|are|was|were)| (?:do|does|did|has|have|had|will|would|can|could|should|might|must))?(?: (?:also|still|now|currently|already))* (?<rest>\S.*)$/;
const theyAlone = /^(?:they|he|she)\b/;
const nothingDone = /^(?: (?:is|are|was|were|again|exactly|now|at|from|to|for|us|me|there))*$/;

/**
 * Of a question for somebody, whom it asks for: "who is Portline talking to?" asks for another than Portline. Undefined
 * where it asks for nobody, or who somebody is. Names in canonical form.
 */
export function whoAsked(question: string, names: readonly string[]): AskedWho | undefined {
  const asked = withoutLead(canonical(question), names);
  if (!asksWho.test(asked)) return undefined;
  const { be, rest = '' } = ofOthers.exec(asked)?.groups ?? {};
  const named = [...names.map((name) => new RegExp(`^${name}s?\\b`)), theyAlone];
  const done = named.flatMap((one) => (one.test(rest) ? [rest.replace(one, '')] : []));
  const isDone = done.some((left) => !nothingDone.test(left) && (be === undefined || /ing\b/.test(left)));
  if (isDone) return /^whom? (?:else|other)\b/.test(asked) ? 'else' : 'other';
  return asksWhoIs.test(asked) ? undefined : 'doer';
}

/** "Portline, who else do they talk to?" asks for somebody as much. */
function withoutLead(asked: string, names: readonly string[]): string {
  const name = names.find((one) => asked.startsWith(`${one} `) || asked.startsWith(`${one}s `));
  const left = (name === undefined ? asked : asked.slice(name.length).replace(/^s? /, '')).replace(
    leading,
    '',
  );
  return left === asked ? asked : withoutLead(left, names);
}

/** What somebody is called who has no name in a note; "the security form" is nobody. */
const roles =
  /\b(?:c[a-z]o|vp|svp|evp|head|chief|lead(?:er)?s?|director|manager|managers|owner|founder|partner|boss|board|team|people|legal|lawyers?|procurement|purchasing|finance|compliance|security|it|engineers?|engineering|sales|operations|committee|council|auditors?|consultant|assistant|colleagues?|brother|sister|father|mother|son|daughter|wife|husband|cousin|friend|reps?|advisers?|drivers?|dispatchers?|vendors?|suppliers?|competitors?|rivals?)\b(?! (?:reviews?|questionnaires?|forms?|checks?|audits?|freeze|budgets?|approval|plans?|process|requirements?|concerns?|questions?|documents?|terms|calls?|recording))/i;

/** Whoever stands in some relation to another, by words that say the same of it. */
const relations: readonly string[] = [
  'brothers?|siblings?',
  'sisters?|siblings?',
  'wife|wives|husbands?|spouses?|partners?',
  'sons?|kids?|child|children',
  'daughters?|kids?|child|children',
  'fathers?|dad|parents?',
  'mothers?|mum|mom|parents?',
  'cousins?',
  'uncles?',
  'aunts?',
  'friends?',
  'boss(?:es)?|managers?|supervisors?|superior|reports? to',
  'assistants?|secretary|pa|ea',
  'deputy|deputies|second',
  'colleagues?|co-?workers?|team-?mates?',
  'predecessors?|successors?|replac\\w+|t(?:akes?|ook) over',
  'lawyers?|counsel|attorneys?',
  'accountants?|bookkeepers?',
  'consultants?|advis[eo]rs?',
  ...['ceo', 'cfo', 'cto', 'coo', 'cio', 'cmo', 'cro', 'ciso', 'chro'],
];
const related = relations.map((words) => ({
  words: new RegExp(`\\b(?:${words})\\b`, 'i'),
  asked: new RegExp(
    `(?<!\\b(?:the|an?|our|my|this|that|any|no|which|what|with|of|to|for|by|from) )(?<=\\S )\\b(?:${words})(?:['’]?s?,? (?:first |last |full |sur)?names?| (?:called|named|again))?(?: (?:at|in|from) (?:\\S+ ){0,2}\\S+)?\\W*$`,
    'i',
  ),
}));
const asksForName = /\bnames?\b|\b(?:called|named)\b|^\W*(?:and |so )?who(?: is| was| are|['’]?s)\b/i;

/** "James’s brother, name?" asks for somebody by whom he is to another: in words that answer that is said of him. */
export function relationAsked(question: string): RegExp | undefined {
  if (!asksForName.test(question)) return undefined;
  return related.find(({ asked }) => asked.test(question))?.words;
}

const kin =
  /\b(?:his|her|their|\p{L}+['’]s?) (?:\p{L}+ )?(?:brothers?|sisters?|wife|husband|spouse|sons?|daughters?|kids?|father|mother|dad|mum|mom|cousin|uncle|aunt|friend|boss|manager|assistant|secretary|deputy|lawyer|accountant)\b/iu;

/** Whether words are of somebody’s relative, whom the question does not ask about: that he runs the depot is no role of hers. */
export function isOfRelative(text: string, question: string): boolean {
  const [said] = kin.exec(text) ?? [];
  const noun = said?.split(' ').at(-1);
  return noun !== undefined && !question.toLowerCase().includes(noun.toLowerCase());
}

/** Whether words say who it was: the name of nobody who is known from the question, or what somebody does. */
export function saysWhom(text: string, known: readonly string[]): boolean {
  const own = new Set(known.flatMap((name) => wordsOf(canonical(name))));
  const isNew = (name: string) => !wordsOf(canonical(name)).some((word) => own.has(word));
  return namesIn(text).some(isNew) || roles.test(text.replace(/\b[Ii]t\b/g, ''));
}

const deed =
  /\b(?:promis\p{L}+|agreed|committed|offered|owes?|will|wants? to|has to|is to|sends?|sent|brings?|delivers?|shares?|provides?|(?:gets?|comes?|calls?) back)\b|['’]ll\b/iu;

/** What stands before the word that tells what somebody promised: who does it, as far as that is said. */
export function doerIn(sentence: string): string {
  const { index } = deed.exec(sentence) ?? {};
  return index === undefined ? '' : sentence.slice(0, index).trim();
}

const capital = /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?$/u;
const nobodysName =
  /^(?:he|she|they|we|i|it|you|this|that|both|all|everyone|everybody|nobody|somebody|someone|also|then|and|but)$/i;

/** Whether a sentence has somebody do what is promised who is none of these: "her boss Per promised". */
export function isDoneByAnother(sentence: string, names: readonly string[]): boolean {
  const doer = doerIn(sentence);
  const own = new Set(names.flatMap((name) => wordsOf(canonical(name))));
  const isNew = (name: string) => !wordsOf(canonical(name)).some((word) => own.has(word));
  const [last = ''] = doer.split(/\s+/).slice(-1);
  if (nobodysName.test(last) || own.has(canonical(last))) return false;
  // A sentence begins with a capital too: alone before its verb that is a name.
  const alone = capital.test(doer) && !nobodysName.test(doer) ? [doer] : [];
  return [...namesIn(doer), ...alone].some(isNew) || roles.test(doer);
}

/** Whether one of these names stands in a text, or a part of it. */
export function saysName(text: string, names: readonly string[]): boolean {
  const said = new Set(wordsOf(canonical(text)));
  return names.flatMap((name) => wordsOf(canonical(name))).some((word) => said.has(word));
}

/** Whether words speak of somebody by a pronoun alone: of a note on several that says nobody. */
export function saysNobody(text: string): boolean {
  return /^\W*(?:they|he|she|it|this|that)\b/i.test(text);
}

const ownDoing =
  /\b(?:did|do|have|had|am|was|will|should|must|can) I\b|\bI (?:have |had |ever |just |also |already )*(?:promised?|owed?|said|told|sent|agreed|offered|committed|forgot)\b|\bmy (?:own )?(?:promises?|commitments?|offers?)\b/i;

/** Whether a question asks what the asker did or is to do. */
export function asksOwnDoing(question: string): boolean {
  return ownDoing.test(question);
}

const saysI = /\b(?:I|I['’](?:m|ll|d|ve)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b/;
const leavesIOut =
  /^\W*(?:promised|sent|told|agreed|offered|said|gave|quoted|called|mailed|emailed|committed|showed|shared|asked)\b/i;

/** Whether words are of whoever wrote them, by an "I" or as a sentence that leaves it out. */
export function saysAuthor(text: string): boolean {
  return saysI.test(text) || leavesIOut.test(text);
}

const extreme =
  '(?<!\\bat )(?:most|least|fewest|biggest|largest|smallest|highest|lowest|best|worst|cheapest|dearest|fastest|slowest|longest|shortest|oldest|strongest|weakest|hottest|warmest|coldest|likeliest|closest|furthest|riskiest|easiest|hardest|happiest|top)(?! recent)';
const ranking = new RegExp(
  `^\\W*(?:(?:our|my|the|is|are) )*${extreme}\\b|\\b(?:who|what|which|whose|where)\\b.*\\b${extreme}\\b`,
  'i',
);
const saidFirst = new RegExp(`\\b(?:${extreme}|main|first|number one)\\b`, 'i');

/** Whether a question asks which of many comes first: words on one of them say nothing of the rest. */
export function asksRank(question: string): boolean {
  return ranking.test(question);
}

/** Whether words themselves say that something comes first: "still the top risk for her". */
export function saysRank(text: string): boolean {
  return saidFirst.test(text);
}

const comparing =
  /\b(?:vs|versus|compared?|than|more|less|fewer|bigger|larger|smaller|higher|lower|better|worse|cheaper|dearer|faster|slower|longer|shorter|sooner|later|earlier|further|closer|warmer|likelier|riskier)\b/i;

/** Whether a question sets those it names side by side: words on one of them alone do not answer it. */
export function asksComparison(question: string): boolean {
  return comparing.test(question);
}

const versus = /([\p{L}\p{M}\p{N}'’-]+)\s+(?:vs\.?|versus)\s+(?:the |our )?([\p{L}\p{M}\p{N}'’-]+)/iu;
const own: ReadonlySet<string> = new Set(['me', 'mine', 'my', 'us', 'our', 'ours', 'we', 'i']);

/** What stands on either side of a "vs", in canonical form, the asker's own side left out. */
export function sidesIn(question: string): readonly string[] {
  const [, one = '', other = ''] = versus.exec(question) ?? [];
  return [one, other].flatMap((side) => wordsOf(canonical(side))).filter((word) => !own.has(word));
}

const why = /\b(?:why|how come|what made|(?:what|which) (?:is|was|are|were) the (?:main )?reasons?)\b/i;
const because =
  /\b(?:because|since|due to|thanks to|owing to|reasons?|so that|in order to|that is why|which is why|therefore|otherwise|needs?|needed|wants?|wanted|must|ha(?:s|d|ve) to|worried|worries|concerned|afraid|nervous|scared|sceptical|skeptical|unsure|upset|too|over|cannot|can['’]t|lacks?|missing|without|prefers?|instead|themselves|ate|cost|costs|lost over|no (?:budget|time|money|need))\b|, (?:as|so) /i;
/** What was read in words of these kinds is a ground by itself. */
const grounds: ReadonlySet<string> = new Set([
  ...['reason', 'objection', 'price_pressure', 'budget_doubt', 'setback', 'competitor', 'metrics', 'pain'],
]);
const conditional = /\b(?:would|could|might|if|unless)\b/i;

/** Whether a question asks for a reason. */
export function asksWhy(question: string): boolean {
  return why.test(question);
}

/** Whether words give one: they say so, or were read as a worry, a setback or a loss. A condition is no reason. */
export function givesReason(text: string, kind: string): boolean {
  return because.test(text) || (grounds.has(kind) && !conditional.test(text));
}

const asksWhoHas =
  /^\W*(?:who(?: else)?|which \w+)(?: (?:already|now|still|really))* (?:has|have)(?: got)? (?:an?|any|some|the|enough|their|budgets?|money|funding)\b/i;
const denial = /\b(?:not?|never|without|lacks?|none|nobody|yet to)\b|n['’]t\b/i;

/** Whether a question asks who has something, and words say that somebody does not. */
export function deniesHaving(question: string, text: string): boolean {
  return asksWhoHas.test(question) && denial.test(text);
}

const asksRequest = /\b(?:ask(?:s|ed|ing)? (?:us |me )?(?:for|about)|request(?:s|ed|ing)?)\b/i;
const request =
  /\b(?:ask(?:s|ed|ing)?|wants?|wanted|wish(?:es|ed)?|needs?|needed|request(?:s|ed)?|requires?|required|demand(?:s|ed)?|expects?|expected|would like|insist(?:s|ed)?|raised|raises)\b|\?/i;

/** Whether a question is on what somebody asked for and these words are of nobody asking. */
export function lacksRequest(question: string, text: string): boolean {
  return asksRequest.test(question) && !request.test(text);
}

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
