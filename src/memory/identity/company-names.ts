import { rememberLast } from '../../util/remember.ts';
import { canonical, wordsOf } from './names.ts';

/** Legal forms and what else stands behind a company's name and is left away in talk, in canonical form. */
const endings = [
  'inc incorporated corp corporation co company companies limited ltd llc llp llp lp plc pllc pbc group',
  'gmbh mbh ggmbh ag kg kgaa ohg gbr ug ek ev eg se partg partgmbb',
  'sa sas sasu sarl eurl snc sci scop selarl srl srls spa sapa ltda lda eireli slu sl sll bv nv vof cv bvba vzw asbl',
  'ab hb as asa ans da aps is oy oyj ky tmi ehf hf ou uab sia',
  'pty pvt pte pt tbk bhd berhad sdn kk gk yk jsc ojsc pjsc ooo oao zao pao doo dd ad kft zrt nyrt bt sro spol zoo psc',
  'ооо оао зао пао ао ип тов лимитед लिमिटेड प्राइवेट',
  'the',
].flatMap((line) => line.split(' '));

/** Those of several words, as dots and slashes fall away in canonical form. */
const longEndings = [
  ['gmbh co', 'ag co', 'ug haftungsbeschrankt', 'e k', 'e v', 'e g', 'e u', 'k g', 'a g', 'g m b h'],
  ['s a', 's a s', 's a r l', 's r l', 's p a', 's n c', 's e', 's c a', 's l', 's l u', 's a u'],
  ['s a de c v', 'sa de cv', 's de r l', 'sapi de cv', 's a p i de c v', 'c por a'],
  ['b v', 'n v', 'v o f', 'c v', 'b v b a', 'a s', 'a b', 'a p s', 'i s', 'o y', 'h f'],
  ['l l c', 'l l p', 'l p', 'p l c', 'p c', 'l t d', 'p t y', 'p t', 'k k', 'p b c'],
  ['sp z o o', 'sp z oo', 's r o', 'd o o', 'd d', 'a d', 's k a', 'z o o', 'public limited company'],
].flatMap((line) => line.map((form) => form.split(' ')));

/** What stands in front. */
const openings = new Set(
  'the ab oy fa firma messrs societe ste ets etablissements sarl eurl pt ооо оао зао пао ао ип'.split(' '),
);
const longOpenings = [['s', 'a', 'r', 'l']];

const shortForms = new Set(endings);
/** Words between two names that some write and some leave away: "Smith & Sons" is "Smith and Sons". */
const joiners = new Set(['and', 'und', 'et', 'y', 'e', 'en', 'och', 'og', '+', 'और']);

/** Written without a space, in front or behind; 株 alone stands in brackets. */
const eastern =
  /株式会社|有限会社|合同会社|合資会社|一般社団法人|財団法人|股份有限公司|有限责任公司|有限責任公司|有限公司|集团|集團|주식회사|유한회사|[(（](?:株|有|주|유)[)）]|㈱|㈲|㈜/gu;

/** Endings of web addresses that firms have; one behind https:// or www. may have any. */
const topLevels = new Set(
  'com org net edu gov info biz io ai app dev co shop store online site cloud tech agency group global eu at au be br ca ch cn cz de dk es fi fr gr hk hr hu ie il in is it jp kr li lt lu lv me mx nl no nz pl pt ro rs ru se sg si sk tr tv tw ua uk us za'.split(
    ' ',
  ),
);
/** What some countries put before their own: acme.co.uk. */
const secondLevels = new Set('co com org net ac gov or ne'.split(' '));
const longestAddress = 300;
const lead = /^(?:https?:\/\/)?(?:www\.)?/i;

/** The host of a web address without www, such as acme.co.uk; undefined for what is none. */
function hostOf(company: string): string | undefined {
  const typed = company.trim();
  if (typed.length > longestAddress) return undefined;
  const bare = typed.replace(lead, '');
  const host = bare.replace(/[/?#:][\s\S]*$/, '');
  const labels = host.split('.');
  if (labels.length < 2 || !labels.every((label) => /^[\p{L}\p{M}\d-]+$/u.test(label))) return undefined;
  return bare !== typed || topLevels.has((labels.at(-1) ?? '').toLowerCase()) ? host : undefined;
}

/** "acme" of shop.acme.co.uk. */
function nameInHost(host: string): string {
  const labels = host.split('.').slice(0, -1);
  const isDouble = labels.length > 1 && secondLevels.has((labels.at(-1) ?? '').toLowerCase());
  return labels.at(isDouble ? -2 : -1) ?? host;
}

/** A company's name as people say it, in canonical form: without its legal form, of a web address the name in it. */
export const companyCore = rememberLast(coreOf, 5_000);

function coreOf(company: string): string {
  const host = hostOf(company);
  const bare = host === undefined ? company.replace(eastern, ' ') : nameInHost(host);
  const words = wordsOf(canonical(bare));
  const core = withoutOpening(withoutEndings(words)).filter(
    (word, index, all) => !joiners.has(word) || index === 0 || index === all.length - 1,
  );
  return core.length > 0 ? core.join(' ') : canonical(company);
}

function withoutEndings(words: readonly string[]): readonly string[] {
  const length = endingLength(words);
  return length === 0 ? words : withoutEndings(words.slice(0, -length));
}

/** How many words at the end say a legal form; at least one word of a name is left. */
function endingLength(words: readonly string[]): number {
  const long = longEndings.filter(
    (form) => form.length < words.length && form.every((word, at) => words.at(at - form.length) === word),
  );
  if (long.length > 0) return Math.max(...long.map(({ length }) => length));
  return words.length > 1 && shortForms.has(words.at(-1) ?? '') ? 1 : 0;
}

function withoutOpening(words: readonly string[]): readonly string[] {
  const long = longOpenings.find(
    (form) => form.length < words.length && form.every((word, at) => words[at] === word),
  );
  if (long) return words.slice(long.length);
  return words.length > 1 && openings.has(words[0] ?? '') ? words.slice(1) : words;
}

/** Whether two names are of one company: in talk they are the same. */
export function isSameCompany(one: string, other: string): boolean {
  const [a, b] = [companyCore(one), companyCore(other)];
  if (a === b) return true;
  const isAddress = hostOf(one) !== undefined || hostOf(other) !== undefined;
  return isAddress && a.replaceAll(' ', '') === b.replaceAll(' ', '');
}

/** What a company is kept under: of a web address its host alone. */
export function companyTyped(company: string): string {
  return hostOf(company) ?? company;
}
