import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../sandbox/slack/blocks/limits.ts';
import { validateMessageBlocks, validateView } from '../../sandbox/slack/blocks/validate.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const list = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));
const button = (overrides: object = {}) => ({ type: 'button', text: plain(1), ...overrides });
const option = (index: number, overrides: object = {}) => ({
  text: plain(1),
  value: `v${index}`,
  ...overrides,
});
const options = (length: number) => list(length, (index) => option(index));
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const select = (overrides: object) => actions({ type: 'static_select', ...overrides });
const confirm = (overrides: object) => actions(button({ confirm: { text: plain(1), ...overrides } }));
const input = (element: object, overrides: object = {}) => ({
  type: 'input',
  label: plain(1),
  element,
  ...overrides,
});
const modal = (overrides: object) => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [{ type: 'divider' }],
  ...overrides,
});
const inModal = (block: object) => modal({ blocks: [block] });
const text = { type: 'plain_text_input' };
const cell = (length = 1) => ({ type: 'raw_text', text: 'x'.repeat(length) });
const table = (rows: object[][], overrides: object = {}) => ({
  type: 'data_table',
  caption: 'x',
  rows,
  ...overrides,
});

const messageLimits: [string, number, (size: number) => object[]][] = [
  ['blocks of a message', LIMITS.messageBlocks, (n) => list(n, () => ({ type: 'divider' }))],
  ['section text', LIMITS.textObject, (n) => [{ type: 'section', text: mrkdwn(n) }]],
  ['section fields', LIMITS.sectionFields, (n) => [{ type: 'section', fields: list(n, () => plain(1)) }]],
  ['a section field', LIMITS.sectionField, (n) => [{ type: 'section', fields: [mrkdwn(n)] }]],
  ['header text', LIMITS.header, (n) => [{ type: 'header', text: plain(n) }]],
  [
    'context elements',
    LIMITS.contextElements,
    (n) => [{ type: 'context', elements: list(n, () => mrkdwn(1)) }],
  ],
  ['actions elements', LIMITS.actionsElements, (n) => [actions(...list(n, () => button()))]],
  ['button text', LIMITS.buttonText, (n) => [actions(button({ text: plain(n) }))]],
  ['button value', LIMITS.buttonValue, (n) => [actions(button({ value: 'x'.repeat(n) }))]],
  [
    'button label',
    LIMITS.accessibilityLabel,
    (n) => [actions(button({ accessibility_label: 'x'.repeat(n) }))],
  ],
  ['button url', LIMITS.url, (n) => [actions(button({ url: `https://a.example/${'x'.repeat(n - 18)}` }))]],
  ['action_id', LIMITS.identifier, (n) => [actions(button({ action_id: 'x'.repeat(n) }))]],
  ['block_id', LIMITS.identifier, (n) => [{ type: 'divider', block_id: 'x'.repeat(n) }]],
  ['option text', LIMITS.optionText, (n) => [select({ options: [option(0, { text: plain(n) })] })]],
  ['option value', LIMITS.optionValue, (n) => [select({ options: [option(0, { value: 'x'.repeat(n) })] })]],
  [
    'option description',
    LIMITS.optionDescription,
    (n) => [select({ options: [option(0, { description: plain(n) })] })],
  ],
  ['options of a select', LIMITS.selectOptions, (n) => [select({ options: options(n) })]],
  [
    'groups of a select',
    LIMITS.selectGroups,
    (n) => [select({ option_groups: list(n, () => ({ label: plain(1), options: options(1) })) })],
  ],
  ['overflow options', LIMITS.overflowOptions, (n) => [actions({ type: 'overflow', options: options(n) })]],
  ['checkbox options', LIMITS.choiceOptions, (n) => [actions({ type: 'checkboxes', options: options(n) })]],
  ['radio options', LIMITS.choiceOptions, (n) => [actions({ type: 'radio_buttons', options: options(n) })]],
  ['confirm title', LIMITS.confirmTitle, (n) => [confirm({ title: plain(n) })]],
  ['confirm text', LIMITS.confirmText, (n) => [confirm({ text: mrkdwn(n) })]],
  ['confirm button', LIMITS.confirmButton, (n) => [confirm({ confirm: plain(n) })]],
  ['placeholder', LIMITS.placeholder, (n) => [select({ options: options(1), placeholder: plain(n) })]],
  [
    'image alt text',
    LIMITS.imageAlt,
    (n) => [{ type: 'image', image_url: 'https://a.example/b', alt_text: 'x'.repeat(n) }],
  ],
  ['rows of a table', LIMITS.tableRows, (n) => [table(list(n + 1, () => [cell()]))]],
  ['columns of a table', LIMITS.tableColumns, (n) => [table(list(2, () => list(n, () => cell())))]],
  ['characters of a table', LIMITS.tableCharacters, (n) => [table([[cell(1)], [cell(n - 1)]])]],
  ['rows of a page', LIMITS.tableRows, (n) => [table([[cell()], [cell()]], { page_size: n })]],
];

const viewLimits: [string, number, (size: number) => object][] = [
  ['blocks of a modal', LIMITS.viewBlocks, (n) => modal({ blocks: list(n, () => ({ type: 'divider' })) })],
  [
    'blocks of a Home',
    LIMITS.viewBlocks,
    (n) => ({ type: 'home', blocks: list(n, () => ({ type: 'divider' })) }),
  ],
  ['modal title', LIMITS.viewTitle, (n) => modal({ title: plain(n) })],
  ['modal submit', LIMITS.viewButton, (n) => modal({ submit: plain(n) })],
  ['modal close', LIMITS.viewButton, (n) => modal({ close: plain(n) })],
  ['private_metadata', LIMITS.privateMetadata, (n) => modal({ private_metadata: 'x'.repeat(n) })],
  ['callback_id', LIMITS.identifier, (n) => modal({ callback_id: 'x'.repeat(n) })],
  ['external_id', LIMITS.identifier, (n) => modal({ external_id: 'x'.repeat(n) })],
  ['input label', LIMITS.inputLabel, (n) => inModal(input(text, { label: plain(n) }))],
  ['input hint', LIMITS.inputHint, (n) => inModal(input(text, { hint: plain(n) }))],
  ['input max_length', LIMITS.inputLength, (n) => inModal(input({ ...text, max_length: n }))],
  ['alert text', LIMITS.alertText, (n) => inModal({ type: 'alert', text: plain(n) })],
];

test.each(messageLimits)('%s: %i is accepted and one more is refused', (_name, limit, blocks) => {
  expect(validateMessageBlocks(blocks(limit))).toMatchObject({ ok: true });
  expect(validateMessageBlocks(blocks(limit + 1))).toMatchObject({ ok: false, error: 'invalid_blocks' });
});

test.each(viewLimits)('%s: %i is accepted and one more is refused', (_name, limit, view) => {
  expect(validateView(view(limit))).toMatchObject({ ok: true });
  expect(validateView(view(limit + 1))).toMatchObject({ ok: false, error: 'invalid_arguments' });
});

describe('the whole message', () => {
  const sections = (...sizes: number[]) => sizes.map((size) => ({ type: 'section', text: mrkdwn(size) }));

  test('is accepted at its limit and refused one character later', () => {
    const full = sections(3000, 3000, 3000, 3000, 1200);
    expect(validateMessageBlocks(full)).toMatchObject({ ok: true });
    expect(validateMessageBlocks([...full, ...sections(1)])).toMatchObject({ error: 'msg_blocks_too_long' });
  });

  test('counts an ampersand as five, escaped or not, and a header as a hundred more', () => {
    const ampersands = { type: 'section', text: { type: 'plain_text', text: '&'.repeat(2640) } };
    const escaped = { type: 'section', text: { type: 'mrkdwn', text: '&amp;'.repeat(600) } };
    expect(validateMessageBlocks([ampersands])).toMatchObject({ ok: true });
    expect(validateMessageBlocks([ampersands, ...sections(1)])).toMatchObject({
      error: 'msg_blocks_too_long',
    });
    expect(validateMessageBlocks([escaped, escaped, escaped, escaped])).toMatchObject({ ok: true });
    const header = { type: 'header', text: plain(1) };
    expect(validateMessageBlocks([header, ...sections(3000, 3000, 3000, 3000, 1100)])).toMatchObject({
      ok: false,
    });
  });
});

const refusedMessages: [string, unknown, string][] = [
  ['a table without a caption', [table([[cell()], [cell()]], { caption: undefined })], 'caption'],
  ['a table of a header alone', [table([[cell()]])], 'no fewer than 2 items'],
  ['a table with rows of two lengths', [table([[cell()], [cell(), cell()]])], 'the same number of cells'],
  ['a number without a text in a table', [table([[cell()], [{ type: 'raw_number', value: 1 }]])], 'text'],
  [
    'rich text in the header of a table',
    [table([[{ type: 'rich_text', elements: [] }], [cell()]])],
    'rich_text is not allowed in the header',
  ],
  [
    'an image that is an address and a file',
    [{ type: 'image', image_url: 'https://a.example/b', slack_file: { id: 'F012345678' }, alt_text: 'x' }],
    'either',
  ],
  [
    'an empty text',
    [{ type: 'section', text: mrkdwn(0) }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a section without text',
    [{ type: 'section' }],
    'must define either `fields` or `text` [json-pointer:/blocks/0]',
  ],
  [
    'a missing label',
    [actions({ type: 'button' })],
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ],
  ['an input', [input(text)], 'unsupported type: input [json-pointer:/blocks/0/type]'],
  ['an alert', [{ type: 'alert', text: plain(1) }], 'unsupported type: alert [json-pointer:/blocks/0/type]'],
  [
    'an unknown field',
    [{ type: 'divider', colour: 'red' }],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  ['mrkdwn in a header', [{ type: 'header', text: mrkdwn(1) }], '[json-pointer:/blocks/0/text/type]'],
  [
    'a text input among actions',
    [actions(text)],
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  ['an empty context text', [{ type: 'context', elements: [mrkdwn(0)] }], '/blocks/0/elements/0/text]'],
  ['a select with no options', [select({})], 'must define one of: options, option_groups'],
  [
    'an initial option not offered',
    [select({ options: options(1), initial_option: option(7) })],
    'must be one of the provided options',
  ],
  [
    'a block_id used twice',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    '`block_id` `a` already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'an action_id used twice in a block',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    '`action_id` `a` already exists',
  ],
];

test.each(refusedMessages)('a message with %s is refused, naming the place', (_name, blocks, words) => {
  const verdict = validateMessageBlocks(blocks);
  expect(verdict).toMatchObject({ ok: false, error: 'invalid_blocks' });
  expect(verdict.ok ? [] : verdict.messages.join('\n')).toContain(words);
});

const refusedViews: [string, object, string][] = [
  ['a table', inModal(table([[cell()], [cell()]])), 'unsupported type: data_table'],
  [
    'an input but no submit',
    { type: 'modal', title: plain(1), blocks: [input(text)] },
    'missing required field: submit',
  ],
  [
    'no title',
    { type: 'modal', blocks: [{ type: 'divider' }] },
    'missing required field: title [json-pointer:/view]',
  ],
  [
    'a button as input',
    inModal(input(button())),
    'unsupported type: button [json-pointer:/view/blocks/0/element/type]',
  ],
  ['a markdown block', inModal({ type: 'markdown', text: 'x' }), 'unsupported type: markdown'],
  [
    'a submit on Home',
    { type: 'home', submit: plain(1), blocks: [{ type: 'divider' }] },
    'invalid additional property: submit',
  ],
  [
    'a date that is none',
    inModal(input({ type: 'datepicker', initial_date: '2026-02-30' })),
    'must be a valid date',
  ],
];

test.each(refusedViews)('a view with %s is refused, naming the place', (_name, view, words) => {
  const verdict = validateView(view);
  expect(verdict.ok ? '' : verdict.messages.join('\n')).toContain(words);
});

test('a section that asks not to be folded is accepted', () => {
  expect(validateMessageBlocks([{ type: 'section', text: mrkdwn(1), expand: true }])).toMatchObject({
    ok: true,
  });
  expect(validateMessageBlocks([{ type: 'section', text: mrkdwn(1), expand: 'yes' }])).toMatchObject({
    ok: false,
  });
});
