import { type Mention, namedIn } from '../memory/named-in.ts';
import { canonical } from '../memory/names.ts';
import type { NoteHeader } from '../memory/note.ts';
import type { Target } from '../memory/target.ts';

/** Whom a question is about. */
export interface About {
  /** Keys of the deals to look in; null for all. */
  readonly deals: ReadonlySet<string> | null;
  /** Keys of the people who were named; empty when only companies were. */
  readonly people: ReadonlySet<string>;
  /** As the notes spell them, in the order they were named. */
  readonly names: readonly string[];
}

const everybody: About = { deals: null, people: new Set(), names: [] };

/** A question that looks beyond whoever was spoken of before. */
const widens =
  /\b(?:else|others?|any(?:one|body)|every(?:one|body)|how many|(?:which|what) (?:deals?|people|prospects?|compan(?:y|ies)))\b/i;

/**
 * The people and companies that a question names, as far as the asker's notes know them. Where it names nobody, those
 * of the newest earlier question that does hold still.
 */
export function aboutOf(question: string, earlier: readonly string[], headers: readonly NoteHeader[]): About {
  const own = namesIn(question, headers);
  if (own.deals !== null || widens.test(question)) return own;
  const before = earlier.toReversed().map((text) => namesIn(text, headers));
  return before.find(({ deals }) => deals !== null) ?? own;
}

function namesIn(text: string, headers: readonly NoteHeader[]): About {
  const mentions = namedIn(text, headers);
  if (mentions.length === 0) return everybody;
  const targets = labelled(text, narrowed(mentions));
  return {
    deals: new Set(targets.map(({ deal }) => deal.key)),
    people: new Set(targets.flatMap(({ prospect }) => (prospect ? [prospect.key] : []))),
    names: [...new Set(targets.map(nameOf))],
  };
}

/** "Priya at Rentfield" is one person; "Maya or Rentfield" are two. */
function narrowed(mentions: readonly Mention[]): readonly Target[] {
  const all = mentions.flatMap(({ targets }) => targets);
  const companies = new Set(all.filter(({ prospect }) => !prospect).map(({ deal }) => deal.key));
  const people = all.filter(({ prospect }) => prospect !== null);
  const both = people.filter(({ deal }) => companies.has(deal.key));
  return both.length > 0 ? both : all;
}

/** Of a company's deals the one whose name was said too. */
function labelled(text: string, targets: readonly Target[]): readonly Target[] {
  const said = ` ${canonical(text)} `;
  const named = targets.filter(({ deal }) => deal.label && said.includes(` ${canonical(deal.label)} `));
  return named.length > 0 ? named : targets;
}

function nameOf({ prospect, deal }: Target): string {
  return prospect?.name ?? deal.company ?? '';
}
