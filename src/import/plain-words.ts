const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  euro: '€',
  pound: '£',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
};

const tag =
  /<\/?(?:a|abbr|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|img|li|link|meta|o:p|ol|p|pre|s|span|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|u|ul)\b[^<>]{0,4000}>/gi;
const unsaid = /<(style|script|head)\b[^<>]{0,1000}>[\s\S]{0,100000}?<\/\1>|<!--[\s\S]{0,100000}?-->/gi;
const breaks = /<br\b[^<>]{0,1000}>|<\/(?:p|div|tr|h[1-6]|blockquote|ul|ol|table)>/gi;

/** What a cell says: marks of a web page become line breaks and words, everything else stays as it is. */
export function plainWords(cell: string): string {
  const text = tag.test(cell) ? withoutTags(cell) : cell;
  tag.lastIndex = 0;
  return withoutEntities(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutTags(text: string): string {
  return text
    .replace(unsaid, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/<li\b[^<>]{0,1000}>/gi, '\n• ')
    .replace(breaks, '\n')
    .replace(tag, '');
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name)] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
