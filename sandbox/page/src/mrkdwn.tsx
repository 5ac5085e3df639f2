import type { TextObject } from '../../slack/blocks/composition.ts';
import { keyed } from './react-helpers.ts';
import { useNames } from './shell/names.tsx';

/** A piece of Slack's mrkdwn, ready to draw. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; pieces: Piece[] }
  | { kind: 'code' | 'preformatted'; text: string }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user' | 'channel'; id: string }
  | { kind: 'mention'; text: string };

/** Quoted lines stand apart from the rest. */
interface Paragraph {
  isQuote: boolean;
  pieces: Piece[];
}

const INLINE =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}~])/gu;

/** Turns the three entities back into the characters they stand for. */
const unescapeEntities = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const isSafe = (url: string) => /^(https?:|mailto:|tel:|slack:)/i.test(url);

const angled = (inner: string): Piece => {
  const [target = '', label] = inner.split('|', 2);
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1) };
  if (target.startsWith('!date')) return { kind: 'text', text: unescapeEntities(label ?? '') };
  if (target.startsWith('!'))
    return { kind: 'mention', text: `@${unescapeEntities(label ?? target.slice(1))}` };
  if (!isSafe(target)) return { kind: 'text', text: `<${inner}>` };
  return { kind: 'link', url: unescapeEntities(target), text: unescapeEntities(label ?? target) };
};

const pieceOf = ([, block, code, angle, bold, italic, strike]: RegExpMatchArray): Piece => {
  if (block !== undefined)
    return { kind: 'preformatted', text: unescapeEntities(block.replace(/^\n|\n$/g, '')) };
  if (code !== undefined) return { kind: 'code', text: unescapeEntities(code) };
  if (angle !== undefined) return angled(angle);
  if (bold !== undefined) return { kind: 'bold', pieces: parseInline(bold) };
  if (italic !== undefined) return { kind: 'italic', pieces: parseInline(italic) };
  return { kind: 'strike', pieces: parseInline(strike ?? '') };
};

/** Reads emphasis, code, links and mentions out of one stretch of text. */
const parseInline = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from)
      pieces.push({ kind: 'text', text: unescapeEntities(text.slice(from, match.index)) });
    pieces.push(pieceOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: unescapeEntities(text.slice(from)) });
  return pieces;
};

/** Reads a whole mrkdwn text: paragraphs, quoted or not. */
export const parseMrkdwn = (text: string): Paragraph[] => {
  const groups: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const isQuote = quoted !== null;
    const last = groups.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(quoted?.[1] ?? line);
    else groups.push({ isQuote, lines: [quoted?.[1] ?? line] });
  }
  return groups.map(({ isQuote, lines }) => ({ isQuote, pieces: parseInline(lines.join('\n')) }));
};

const TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const;

const Mention = ({ text }: { text: string }) => <span className="mention">{text}</span>;

const Drawn = ({ piece }: { piece: Piece }) => {
  const names = useNames();
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'bold':
    case 'italic':
    case 'strike': {
      const Tag = TAGS[piece.kind];
      return (
        <Tag>
          <Pieces pieces={piece.pieces} />
        </Tag>
      );
    }
    case 'code':
      return <code>{piece.text}</code>;
    case 'preformatted':
      return <pre>{piece.text}</pre>;
    case 'link':
      return (
        <a href={piece.url} target="_blank" rel="noreferrer">
          {piece.text}
        </a>
      );
    case 'user':
      return <Mention text={`@${names.person(piece.id)}`} />;
    case 'channel':
      return <Mention text={`#${names.channel(piece.id)}`} />;
    case 'mention':
      return <Mention text={piece.text} />;
  }
};

const Pieces = ({ pieces }: { pieces: readonly Piece[] }) =>
  keyed(pieces).map(({ item, key }) => <Drawn key={key} piece={item} />);

/** Slack's mrkdwn, drawn. */
export const Mrkdwn = ({ text }: { text: string }) =>
  keyed(parseMrkdwn(text)).map(({ item: { isQuote, pieces }, key }) =>
    isQuote ? (
      <blockquote key={key}>
        <Pieces pieces={pieces} />
      </blockquote>
    ) : (
      <span className="lines" key={key}>
        <Pieces pieces={pieces} />
      </span>
    ),
  );

/** A text object of either kind; plain text is shown as it is. */
export const Text = ({ of }: { of: TextObject }) =>
  of.type === 'mrkdwn' ? <Mrkdwn text={of.text} /> : <span className="lines">{of.text}</span>;
