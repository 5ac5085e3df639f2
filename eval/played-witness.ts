import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readWitnessed } from '../sandbox/model/read-note.ts';
import type { Case, CaseNote, Fact } from './cases.ts';
import { overlaps } from './held-against.ts';
import { levelled, trapText } from './played-reader.ts';

/** A fair second witness that knows the deals: a claim is supported when the case has it as a fact. */
export function createPlayedWitness(cases: readonly Case[]) {
  const names = claimNames();
  return (user: string) => {
    const { day, text, claims } = readWitnessed(user);
    const found = cases
      .flatMap((deal) => deal.notes.map((note) => ({ deal, note })))
      .find(({ note }) => note.day === day && levelled(note.text) === levelled(text));
    if (found === undefined) throw new Error(`the witness is shown a note of ${day} that no case has`);
    return {
      claims: claims.map(({ number, sentence, matter, quote }) => {
        const supported = (names.get(sentence) ?? []).some((name) =>
          isFact(found.deal, found.note, { name, matter, quote }),
        );
        return { claim: number, why: supported ? 'the case has it' : 'no such fact', supported };
      }),
    };
  };
}

/** Which kinds and endings a claim's sentence is asked of. */
function claimNames(): ReadonlyMap<string, readonly string[]> {
  const path = new URL('../prompts/witness.claims.yml', import.meta.url);
  const claims = z.record(z.string(), z.string()).parse(parse(readFileSync(path, 'utf8')));
  const names = new Map<string, string[]>();
  for (const [name, sentence] of Object.entries(claims)) {
    names.set(sentence, [...(names.get(sentence) ?? []), name]);
  }
  return names;
}

interface Claim {
  readonly name: string;
  readonly matter: string;
  readonly quote: string;
}

function isFact(deal: Case, { id }: CaseNote, { name, matter, quote }: Claim): boolean {
  const how = /^change (\w+)$/u.exec(name)?.[1];
  if (how !== undefined) return deal.facts.some((fact) => isEnding(fact, id, quote));
  const [kind, who] = name.split(' ');
  const isTrap = deal.traps.some(
    (trap) => trap.note === id && trap.kind === kind && levelled(trapText(trap.quote)) === levelled(matter),
  );
  return (
    !isTrap &&
    deal.facts.some(
      (fact) =>
        fact.kind === kind &&
        (who === undefined || fact.who === who) &&
        quotesIn(fact, id).some((own) => overlaps(own, quote)),
    )
  );
}

/** Where a note ends something: the words alone tell, for one matter may go by the words of another. */
function isEnding({ closed }: Fact, id: string, quote: string): boolean {
  return closed !== undefined && closed.note === id && overlaps(closed.quote, quote);
}

function quotesIn({ note, quote, again }: Fact, id: string): readonly string[] {
  return [...(note === id ? [quote] : []), ...again.filter((one) => one.note === id).map((one) => one.quote)];
}
