import type { Random } from './random.ts';

const syllables = [
  'bra',
  'ven',
  'tor',
  'li',
  'ka',
  'mon',
  'ser',
  'du',
  'fal',
  'gri',
  'hol',
  'jun',
  'nor',
  'pel',
  'qui',
  'ras',
] as const;
const firstNames = [
  'Priya',
  'Tomas',
  'Ines',
  'Maya',
  'Omar',
  'Greta',
  'Jonas',
  'Leila',
  'Victor',
  'Hana',
  'Pavel',
  'Rosa',
] as const;
const topics = [
  'the migration timeline',
  'single sign-on',
  'the data export',
  'onboarding of new offices',
  'report quality',
  'the mobile app',
  'support hours',
  'the contract length',
  'user training',
  'the audit log',
  'seat counts',
  'the integration with payroll',
] as const;
const roles = [
  'the CFO',
  'her VP of Sales',
  'the IT lead',
  'procurement',
  'their lawyer',
  'the office manager',
  'the board',
  'a new operations director',
] as const;
const moods = ['calm', 'rushed', 'friendly', 'short', 'curious', 'tired', 'upbeat', 'guarded'] as const;
const months = ['January', 'March', 'May', 'June', 'September', 'October', 'November'] as const;
const rivals = ['a spreadsheet', 'their own tool', 'the incumbent', 'a cheaper vendor'] as const;

/** One sentence of a call note, as a rep would write it. */
export function sentence(random: Random): string {
  const { below, pick } = random;
  const makers: readonly [() => string, ...(() => string)[]] = [
    () => `Nervous about ${pick(topics)} because ${pick(roles)} asked twice this ${pick(['week', 'month'])}.`,
    () => `I promised to send the ROI sheet and a plan for ${pick(topics)} by the end of ${pick(months)}.`,
    () => `They compare us with ${pick(rivals)} on ${pick(topics)}.`,
    () => `Pilot agreed with ${5 + below(60)} seats, start in ${pick(months)}.`,
    () => `Budget is frozen until ${pick(months)}, says ${pick(roles)}.`,
    () => `Budget of ${10 + below(80)}K is approved by ${pick(roles)}.`,
    () =>
      `Sounded ${pick(moods)} today; ${pick(roles)} joined for the second half and asked about ${pick(topics)}.`,
    () => `Wants a demo of ${pick(topics)} before anybody signs.`,
    () => `Spent most of the call on ${pick(topics)}, less on ${pick(topics)}.`,
    () => `No reply to my two mails about ${pick(topics)} so far.`,
    () => `Today it takes them ${2 + below(9)} days a month by hand, which ${pick(roles)} calls a waste.`,
    () => `Legal needs ${1 + below(6)} weeks for the review of ${pick(topics)}.`,
  ];
  return pick(makers)();
}

/** A made-up word with a capital, fit for a company or a surname. */
export function properName({ pick }: Random): string {
  const word = `${pick(syllables)}${pick(syllables)}${pick(syllables)}`;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** First name and surname; first names repeat, as they do. */
export function personName(random: Random): string {
  return `${random.pick(firstNames)} ${properName(random)}`;
}
