import type { Block } from '../../../slack/blocks/block.ts';
import { Field } from '../fields/field.tsx';
import { PlaceContext } from '../fields/use-field.ts';
import { keyed } from '../keyed.ts';
import { Mrkdwn, Text } from '../mrkdwn/text.tsx';
import { InputBlock } from './input-block.tsx';
import { RichText } from './rich-text.tsx';
import { SectionBlock } from './section.tsx';

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
    <img className="picture" src={block.image_url} alt={block.alt_text} />
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
