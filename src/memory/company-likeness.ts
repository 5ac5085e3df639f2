import { wordsOf } from './names.ts';
import { isSlip } from './spelling.ts';

/** Words that companies carry behind their name or leave away. */
const legalForms = new Set(
  'inc llc ltd gmbh ag sa sas bv nv plc corp co company limited group ab oy spa'.split(' '),
);

type CompanyLikeness = 'same' | 'unknown' | 'other';

/** Of two canonical names, empty for none; a legal form more or a slip is still the same company. */
export function companyLikeness(a: string, b: string): CompanyLikeness {
  if (a === b) return 'same';
  if (a === '' || b === '') return 'unknown';
  const [shortA, shortB] = [withoutLegalForm(a), withoutLegalForm(b)];
  return shortA === shortB || isSlip(shortA, shortB) ? 'same' : 'other';
}

function withoutLegalForm(company: string): string {
  const words = wordsOf(company);
  const kept = words.filter((word, index) => index === 0 || !legalForms.has(word));
  return kept.join(' ');
}
