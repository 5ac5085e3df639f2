import type { RichTextPart, RichTextSpan } from '../../../slack/blocks/rich-text.ts';
import { keyed } from '../keyed.ts';
import { useNames } from '../shell/names.tsx';

const classesOf = (span: RichTextSpan): string =>
  'style' in span && span.style
    ? Object.entries(span.style)
        .flatMap(([name, isOn]) => (isOn ? [`rt-${name}`] : []))
        .join(' ')
    : '';

const Span = ({ span }: { span: RichTextSpan }) => {
  const names = useNames();
  switch (span.type) {
    case 'text':
      return <span className={`lines ${classesOf(span)}`}>{span.text}</span>;
    case 'link':
      return (
        <a href={span.url} target="_blank" rel="noreferrer" className={classesOf(span)}>
          {span.text ?? span.url}
        </a>
      );
    case 'emoji':
      return span.unicode
        ? String.fromCodePoint(...span.unicode.split('-').map((code) => Number.parseInt(code, 16)))
        : `:${span.name}:`;
    case 'user':
      return <span className="mention">@{names.person(span.user_id)}</span>;
    case 'channel':
      return <span className="mention">#{names.channel(span.channel_id)}</span>;
  }
};

const Spans = ({ spans }: { spans: readonly RichTextSpan[] }) =>
  keyed(spans).map(({ item, key }) => <Span key={key} span={item} />);

const Part = ({ part }: { part: RichTextPart }) => {
  if (part.type === 'rich_text_quote')
    return (
      <blockquote>
        <Spans spans={part.elements} />
      </blockquote>
    );
  if (part.type === 'rich_text_preformatted')
    return (
      <pre>
        <Spans spans={part.elements} />
      </pre>
    );
  if (part.type === 'rich_text_section')
    return (
      <div>
        <Spans spans={part.elements} />
      </div>
    );
  const List = part.style === 'ordered' ? 'ol' : 'ul';
  return (
    <List className="rt-list" style={{ marginInlineStart: `${part.indent ?? 0}rem` }}>
      {keyed(part.elements).map(({ item, key }) => (
        <li key={key}>
          <Spans spans={item.elements} />
        </li>
      ))}
    </List>
  );
};

/** A rich text block: literal words with styles. */
export const RichText = ({ parts }: { parts: readonly RichTextPart[] }) =>
  keyed(parts).map(({ item, key }) => <Part key={key} part={item} />);
