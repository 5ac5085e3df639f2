import { allClauses, isDenied, isHearsay, isWished } from './clauses.ts';
import { readWitnessed } from './read-note.ts';

export interface WitnessAnswer {
  readonly claims: readonly {
    /** As the prompt numbers it. */
    readonly claim: number;
    readonly why: string;
    readonly supported: boolean;
  }[];
}

/** Claims of something that counts as a fact alone: not when it is denied, wished for or told by another. */
const ofFact =
  /\b(?:agreed|approved|has begun|themselves|acted for us|final result|was done|ended well|is with the buyer|definite thing|happens next)\b/u;
/** Claims that something is over: "no longer worried" denies nothing. */
const ofEnd = /\bis gone\b|\bno longer holds\b/u;

/** "No rush" behind what is owed denies nothing of it. */
const noDay = /,? (?:with )?no (?:rush|hurry|date|deadline)(?: yet)?(?!\p{L})/giu;

/** A pause lasts until a day and is a "not" by itself: "not to write before 7 April, until then we wait". */
const ofPause = /\ba pause of contact\b/u;
const noPause =
  /\b(?:never|refus\w+|declin\w+|(?:did|do|does|would|will)(?: not|n['’]t) (?:want|agree|ask))\b/iu;

/** Supports what a claim says unless the clause around its words denies it, makes it conditional or passes it on. */
export function witnessByRules(message: string): WitnessAnswer {
  const { text, claims } = readWitnessed(message);
  const told = allClauses({ n: 1, day: '', outcome: '', people: [], text });
  const around = (words: string) => {
    const at = text.indexOf(words);
    return told.findLast(({ start }) => start <= at)?.text ?? text;
  };
  return {
    claims: claims.map(({ number, sentence, quote }) => {
      const fault = faultIn(sentence, around(quote));
      return { claim: number, why: fault ?? 'the words say it', supported: fault === null };
    }),
  };
}

function faultIn(claim: string, clause: string): string | null {
  if (ofPause.test(claim)) return noPause.test(clause) ? 'denied' : null;
  if (!ofFact.test(claim) && !ofEnd.test(claim)) return null;
  if (isWished(clause)) return 'wished or on a condition';
  if (isHearsay(clause)) return 'told by another';
  return isDenied(clause.replace(noDay, '')) && !ofEnd.test(claim) ? 'denied' : null;
}
