import { stemOf, type Term } from './english.ts';

const functional = new Set(
  `a an the this that these those it its they them their theirs she her hers he him his we us our ours you your yours i me my who whom which what when where why how
  is are was were be been being am do does did have has had having will would shall should can could may might must
  of to in on at by for from with about into over under up down out off after before between during through against as than then so and or but nor if whether because while until till since once only also too both all each every any some such same other another more most much many few first again still yet now already just very quite even directly per soon
  go goes come comes stand stands make makes show shows anything something
  not no never none nobody nothing neither without there here himself herself themselves myself itself own one ones somebody someone thing cent percent far back ahead away around nearly almost well like`.split(
    /\s+/,
  ),
);

export function isFunctional({ word }: Pick<Term, 'word'>): boolean {
  return functional.has(word);
}

const adviceVerbs = new Set(
  'ask send confirm offer show call get speak say tell check propose book bring keep find make give thank start open remind name share set fix prepare explain answer mail write meet schedule follow suggest wait contact push do agree discuss invite arrange help let use try talk take see reach clarify chase press raise plan note mention look deliver hand settle close'.split(
    ' ',
  ),
);

export const advice = new Set([...adviceVerbs].map(stemOf));

export function isAdvice(terms: readonly Term[]): boolean {
  const first = terms.find(({ word }) => !['please', 'then', 'do', 'not', 'never'].includes(word));
  return first !== undefined && first === terms.find(({ word }) => adviceVerbs.has(word)) && !first.isPast;
}

export function stemsWhere(terms: readonly Term[], isSo: (term: Term) => boolean): ReadonlySet<string> {
  return new Set(terms.filter((term) => isSo(term) && !isFunctional(term)).map(({ stem }) => stem));
}

export const months = 'january|february|march|april|may|june|july|august|september|october|november|december';

export const reports = new Set(
  'said told asked wanted planned booked fixed offered needed mentioned wants named expected owed'.split(' '),
);

/** Words that a kind may be told in, whatever the notes' own. */
export const kindWords: Readonly<Record<string, string>> = {
  objection: 'worry concern problem fear issue blocker refuse accept open solved gone settled',
  price_pressure: 'price discount cheaper less expensive push rival',
  budget_doubt: 'budget money missing frozen freeze funds spending',
  budget_confirmed: 'budget money approved reserved confirmed aside',
  competitor: 'rival competitor alternative competing race',
  promise: 'owe promise due late overdue open deliver deliverable still',
  next_step: 'next step due planned agreed meeting call plan fixed',
  buyer_request: 'want ask request need wish',
  pilot_agreed: 'pilot trial agreed run running end',
  evaluation_passed: 'pilot trial test passed pass evaluation result',
  proposal_out: 'offer proposal quote sent contract',
  terms_agreed: 'terms price agreed fine settled',
  paper_process: 'contract paper review legal purchasing security',
  verbal_yes: 'yes buy',
  decision_maker: 'decide sign joined took part',
  champion: 'support recommend champion argue case',
  setback: 'leave move leaving change successor',
  ask_unanswered:
    'answer reply response silent silence waiting reach nothing back unanswered heard rang tried',
  agreed_silence: 'pause contact quiet silence wait agreed',
  person: 'person role',
  amount: 'price amount deal worth offer year month',
  close_date: 'moved slipped sign decision date decide close planned plan signature due',
  reason: 'reason won lost because',
  metrics: 'figure number target now',
  decision_criteria: 'criterion condition judge must',
  decision_process: 'decide decision sign approve process committee',
  pain: 'problem pain',
};

export const timeWords = new Set(
  `${months} today tomorrow yesterday week month year day date last next due end start late overdue time mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec`
    .split(/[\s|]/)
    .map(stemOf),
);
