import type { TextObject } from '../../../slack/blocks/text.ts';
import { keyed } from '../keyed.ts';
import { useNames } from '../shell/names.tsx';
import { type Piece, parseMrkdwn } from './parse.ts';

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
