import type { Block } from '../../../slack/blocks/block.ts';
import { Field } from '../fields/field.tsx';
import { keyed } from '../keyed.ts';
import { Text } from '../mrkdwn/text.tsx';

type Section = Extract<Block, { type: 'section' }>;

const Accessory = ({ of }: { of: NonNullable<Section['accessory']> }) =>
  of.type === 'image' ? (
    <img className="thumb" src={of.image_url} alt={of.alt_text} />
  ) : (
    <Field element={of} />
  );

/** Text, up to ten fields in two columns, and something at the right. */
export const SectionBlock = ({ block }: { block: Section }) => (
  <div className="section">
    <div className="section-words">
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
        <Accessory of={block.accessory} />
      </div>
    )}
  </div>
);
