import { plainWords, root } from './topics.ts';

/** Phrases that are one word to whoever asks, in question and note alike. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bsingle sign[- ]?on\b/giu, 'sso'],
  [/\b(?:hand(?:ed|ing)?|pass(?:ed|ing)?|give|gave) (?:it |that |us |the [\w ]+? )?(?:over|on)\b/giu, 'give'],
  [/\b(?:check|checks|checking|checked|look|looks|looking|looked) (?:out|at|into)\b/giu, 'evaluate'],
  [
    /\b(?:dropped|drops|drop) off\b|\b(?:did not|didn['’]t|does not|never) (?:join|attend|come|show up|dial in)\b/giu,
    'missed',
  ],
  [/\b(?:get|got|gets|come|came|comes) (?:here|in|through)\b/giu, 'arrived'],
  [/\b(?:say|says|said) no\b|\bturn(?:ed)? (?:us )?down\b/giu, 'lost'],
  [/\b(?:run|runs|ran) out\b/giu, 'expire'],
  [/\b(?:no|without(?: an?)?) (?:reply|answer|response)\b/giu, 'reply'],
  [/\bwr(?:ote|ite|itten) back\b|\bgot back\b|\bget back\b/giu, 'reply'],
  [/\b(?:come|came|comes) (?:a)?round\b|\bwon (?:him|her|them|us) over\b/giu, 'convinced'],
  [/\bon[- ]call\b/giu, 'oncall'],
  [/\bon leave\b/giu, 'vacation'],
  [/\bon board\b/giu, 'positive'],
  [/\b(?:get|got) (?=(?:the|our|a|an|that|this|my|any) )/giu, 'received '],
  [/\b(?:go|goes|went|gone) through\b/giu, 'passed'],
  [/\btoo (?:long|slow)\b/giu, 'toolong'],
  [/\b(next|last|this) (week|month|quarter|year)\b/giu, '$1$2'],
  [/\b(?:go|come|get|went|came) back (?:to|after|in|with)\b|\b(?:another|second) look\b/giu, 'revisit'],
  [/\b(?:up to|at most|no more than|not more than)\b/giu, 'limit'],
];

/** Words that ask for one thing; a word may stand in several lines. */
const groups = [
  'give given send sent provide share forward hand deliver supply',
  'price pricing money charge pay paid payment fee rate',
  'lose lost cost waste',
  'delivery deliveries shipment',
  'hurry rush rushed hurried',
  'odds chance even probability likely',
  'trust believe belief skeptical sceptical confident doubt',
  'budget money fund spend spent plan planned capex finance',
  'worry worried concern concerned nervous anxious uneasy afraid fear skeptical sceptical doubt hesitant reassured tension trouble upset',
  'competitor rival vendor alternative competition',
  'like love enjoy enjoyed pleased delighted happy positive loved liked',
  'reply answer respond response unanswered react',
  'miss missed skip skipped dodge absent',
  'block veto stop forbid',
  'legal lawyer attorney counsel',
  'show showed shown demo demonstrate presentation present see saw seen',
  'arrive arrived reach receive received sent send',
  'test trial try tried pilot evaluate evaluation',
  'move moved migrate migration transfer',
  'data export record file',
  'vacation holiday leave away',
  'start begin live launch',
  'expire expires end ends lapse until',
  'decision decide decided',
  'accept accepted agree agreed approve approved',
  'find found',
  'expensive dear costly pricey mehenga',
  'freeze froze frozen',
  'pass passed',

  'promise promised commit owe owed',
  'buy bought purchase purchases order',
  'build built',
  'sign signed signature signs signing',
  'recording record recorded',
  'team colleague crew',
  'write wrote written',
  'boss manager chief head',
  'hostile angry negative against',
  'convince convinced won persuade win',
];

const groupsOf = new Map<string, Set<string>>();
for (const [index, group] of groups.entries()) {
  for (const word of group.split(' ')) {
    const known = groupsOf.get(root(word)) ?? new Set();
    groupsOf.set(root(word), known.add(`#${index}`));
  }
}

/** They carry a question and ask for nothing by themselves. */
const idle = new Set(
  `a an the and or but so if of on in at to for with from by about into up out over off as than then that this these those
  there here it its is are was were be been being am do does did done doing have has had having will would can could may
  might must shall should i me my mine we us our ours you your he him his she her hers they them their theirs himself herself
  themselves itself who whom whose what whats which when where why how many much long often far few lot more most less least
  any anybody anyone anything some somebody someone something nobody nothing every everybody everyone all both each other else
  another two three four five six seven eight nine ten next second new current main kind sort ever never again still yet already now describe describes described feel feels felt just only even really actually exactly currently right also too very
  get gets got getting let make made take takes took taking go goes going gone come comes came coming put keep
  say says said tell tells telling talk talked speak spoke spoken think thinks thought know knows known mean
  ask asks asked asking want wants wanted need needs needed require requires expect expects expected mention mentioned
  supposed meant allowed able have like look looks thing things stuff deal deals account day date time year years month week
  called name named call roughly ballpark approximately quick quickly fast soon old big high late please thanks not no yes
  don doesn didn isn aren wasn weren won t s re ve ll d raise raised raises use uses used using finds called last latest
  newest today prospect prospects customer customers buyer buyers during between before after since until back happen happened happens going-on
  happening company companies person people's spell deal's`.split(/\s+/),
);

/** Such a word tells something where a note says it, and need not be said. */
const soft = new Set(['give', 'gave', 'given', 'try', 'product', 'offer', 'ok', 'okay', 'fine', 'today']);

/** Of verbs that are idle in most questions, what they say in the rest of them. */
const telling = new Set([
  'use',
  'uses',
  'used',
  'like',
  'likes',
  'work',
  'works',
  'find',
  'found',
  'late',
  'people',
  'years',
]);

/** One thing that a question asks for: the roots and groups by which a note may say it. */
export interface Asked {
  readonly root: string;
  readonly word: string;
  /** It counts where it is said, and may be left unsaid. */
  readonly isSoft: boolean;
  /** Something, and nothing that is done: "a draft". */
  readonly isNoun: boolean;
}

/** How plainly a word like it says a thing. */
const alike = 0.95;

function said(text: string): string {
  return phrases.reduce((left, [form, meant]) => left.replace(form, meant), text);
}

/** They tell too little to be all that an answer has of a question. */
const weak = new Set(
  'team people office call calls meeting meetings note notes project side part way number list work others day days week weeks month months year years hour hours'.split(
    ' ',
  ),
);
/** What a question asks for where it has no other word. */
const lastResort = /^(?:ask|asks|asked|promise|promised)$/u;

/** The notes of a day are found by their day. */
const aDay =
  /\b(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?: \d{1,2}\b)?/giu;

/** What a question asks for, its names included; none where it asks for nothing in particular. */
export function thingsAsked(question: string): readonly Asked[] {
  const text = said(question.replace(aDay, ' '));
  const words = plainWords(text);
  const own = words.filter((word) => (telling.has(word) || !idle.has(word)) && word.length > 1);
  const isHard = (word: string) => !soft.has(word);
  const things = own.map((word) => ({
    ...{ root: root(word), word, isSoft: own.some(isHard) && !isHard(word) },
    isNoun: new RegExp(
      `\\b(?:an?|the|our|that|this|their|her|his|its|my|any)\\s+(?:[\\w-]+\\s+)?${word}\\b`,
      'iu',
    ).test(text),
  }));
  return things.filter((one, index) => things.findIndex((other) => other.root === one.root) === index);
}

/** What a question asks for beside these names; where that is nothing but a request, what it requests. */
export function withoutNames(
  question: string,
  things: readonly Asked[],
  names: ReadonlySet<string>,
): readonly Asked[] {
  const left = things.filter(({ word, root }) => !names.has(word) && !names.has(root));
  if (left.length === 0) {
    const word = plainWords(question).find((one) => lastResort.test(one));
    return word === undefined ? [] : [{ root: root(word), word, isSoft: false, isNoun: false }];
  }
  const hard = left.filter(({ isSoft }) => !isSoft);
  if (hard.length > 0 && hard.every(({ word }) => weak.has(word))) return [];
  return left.every(({ isSoft }) => isSoft) ? left.map((one) => ({ ...one, isSoft: false })) : left;
}

/** The words of a text as they are looked for. */
export interface Spoken {
  readonly roots: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** The roots of a text's words and the groups they are of. */
export function spokenIn(text: string): Spoken {
  const words = plainWords(said(text)).flatMap((word) =>
    word.includes('-') ? [word, ...word.split('-')] : [word],
  );
  const all = new Set(words.map(root));
  return { roots: all, groups: new Set([...all].flatMap((one) => [...(groupsOf.get(one) ?? [])])) };
}

/** How plainly a text says a thing, from 0 to 1: by its word, one like it, or one that was typed a little wrong. */
export function saying(thing: Asked, { roots, groups: said }: Spoken): number {
  if (roots.has(thing.root) || thing.word.split('-').every((part) => roots.has(root(part)))) return 1;
  const own = groupsOf.get(thing.root);
  if (own) return [...own].some((group) => said.has(group)) ? alike : 0;
  return thing.root.length >= 5 && [...roots].some((one) => isSlip(thing.root, one)) ? alike : 0;
}

/** One letter missing, doubled, swapped or wrong. */
function isSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || other.length < 5 || one[0] !== other[0]) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - at && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.length - at - end, other.length - at - end];
  const isSwap = left === 2 && right === 2 && one[at] === other[at + 1] && one[at + 1] === other[at];
  return Math.max(left, right) <= 1 || isSwap;
}

/** Words that put off, wish for or make conditional what stands behind them. */
const undone = /^(?:will|ll|to|would|can|could|should|may|might|must|shall|wants?|before|if|unless|until)$/u;
const reach = 2;

/** Whether a text says that a thing was done: not as a habit, a plan or a condition. */
export function isDone(thing: Asked, text: string): boolean {
  const words = plainWords(said(text)).flatMap((word) => word.split('-'));
  return words.some((word, at) => {
    if (saying(thing, spokenIn(word)) === 0) return false;
    const isHabit = !thing.isNoun && word !== thing.word && word === `${thing.root}s`;
    return !isHabit && !words.slice(Math.max(0, at - reach), at).some((before) => undone.test(before));
  });
}
