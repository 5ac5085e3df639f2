import { type ReactNode, useId } from 'react';
import type { Block, RichTextPart, RichTextSpan } from '../../slack/blocks/block.ts';
import { DataTable } from './data-table.tsx';
import { Field } from './fields/field.tsx';
import { PlaceContext, useSurface } from './fields/surface.tsx';
import { Mrkdwn, Text } from './mrkdwn.tsx';
import { keyed } from './react-helpers.ts';
import { useNames } from './shell/names.tsx';

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
const RichText = ({ parts }: { parts: readonly RichTextPart[] }) =>
  keyed(parts).map(({ item, key }) => <Part key={key} part={item} />);

type Section = Extract<Block, { type: 'section' }>;

const Accessory = ({ of, about }: { of: NonNullable<Section['accessory']>; about: string }) =>
  of.type === 'image' ? (
    <img className="thumb" src={of.image_url} alt={of.alt_text} />
  ) : (
    <Field element={of} about={about} />
  );

/** Text, up to ten fields in two columns, and something at the right. */
const SectionBlock = ({ block }: { block: Section }) => {
  const id = useId();
  return (
    <div className="section">
      <div className="section-words" id={id}>
        {block.text && (
          <div className="section-text">
            <Text of={block.text} />
          </div>
        )}
        {block.fields && (
          <div className="section-fields">
            {keyed(block.fields).map(({ item: field, key }) => (
              <div key={key}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div className="accessory">
          <Accessory of={block.accessory} about={id} />
        </div>
      )}
    </div>
  );
};

type Input = Extract<Block, { type: 'input' }>;

/** Fields that are several controls under one label. */
const GROUPS: readonly string[] = ['checkboxes', 'radio_buttons'];

const Label = ({
  id,
  fieldId,
  children,
}: {
  id: string;
  fieldId: string | undefined;
  children: ReactNode;
}) =>
  fieldId ? (
    <label id={id} htmlFor={fieldId} className="label">
      {children}
    </label>
  ) : (
    <div id={id} className="label">
      {children}
    </div>
  );

/** A labelled field of a form, with its hint or its error beneath. */
const InputBlock = ({ block }: { block: Input }) => {
  const { errors } = useSurface();
  const id = useId();
  const blockId = block.block_id ?? '';
  const error = errors[blockId];
  const place = {
    blockId,
    labelId: `${id}-label`,
    fieldId: `${id}-field`,
    describedBy: `${id}-words`,
    isInvalid: error !== undefined,
    fires: block.dispatch_action ?? false,
  };
  return (
    <div className="input-block">
      <Label id={place.labelId} fieldId={GROUPS.includes(block.element.type) ? undefined : place.fieldId}>
        {block.label.text}
        {block.optional && <span className="muted"> (optional)</span>}
      </Label>
      <PlaceContext value={place}>
        <Field element={block.element} />
      </PlaceContext>
      <div id={place.describedBy}>
        {error && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
        {block.hint && <p className="hint">{block.hint.text}</p>}
      </div>
    </div>
  );
};

type Of<T extends Block['type']> = Extract<Block, { type: T }>;

const Context = ({ block }: { block: Of<'context'> }) => (
  <div className="context">
    {keyed(block.elements).map(({ item: element, key }) => {
      if (element.type === 'image') return <img key={key} src={element.image_url} alt={element.alt_text} />;
      return (
        <span key={key}>
          <Text of={element} />
        </span>
      );
    })}
  </div>
);

const Picture = ({ block }: { block: Of<'image'> }) => (
  <figure>
    {block.title && <figcaption>{block.title.text}</figcaption>}
    <img
      className="picture"
      src={block.slack_file ? `/sandbox/picture?id=${block.slack_file.id}` : block.image_url}
      alt={block.alt_text}
    />
  </figure>
);

const Actions = ({ block }: { block: Of<'actions'> }) => (
  <div className="actions">
    {block.elements.map((element) => (
      <Field key={element.action_id} element={element} />
    ))}
  </div>
);

const Drawn = ({ block }: { block: Block }) => {
  switch (block.type) {
    case 'section':
      return <SectionBlock block={block} />;
    case 'header':
      return <h3 className="header-block">{block.text.text}</h3>;
    case 'divider':
      return <hr />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return <Actions block={block} />;
    case 'image':
      return <Picture block={block} />;
    case 'rich_text':
      return <RichText parts={block.elements} />;
    case 'data_table':
      return <DataTable block={block} />;
    case 'markdown':
      return <Mrkdwn text={block.text} />;
    case 'alert':
      return (
        <div className={`alert ${block.level ?? 'default'}`} role="note">
          <Text of={block.text} />
        </div>
      );
    case 'input':
      return <InputBlock block={block} />;
  }
};

/** A layout, top to bottom. */
export const Blocks = ({ blocks }: { blocks: readonly Block[] }) => (
  <div className="blocks">
    {blocks.map((block) => (
      <PlaceContext key={block.block_id} value={{ blockId: block.block_id ?? '', fires: true }}>
        <Drawn block={block} />
      </PlaceContext>
    ))}
  </div>
);
