import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens } from '../../src/brief/model/model.ts';
import { readPrompts, userMessage } from '../../src/brief/signals/prompt.ts';
import { note, priya, prompt, rubric } from './support.ts';

test('the prompt defines every kind, and fits beside notes and answer into the smallest account', () => {
  for (const kind of Object.keys(rubric.kinds)) expect(prompt.system).toContain(`\n- ${kind}: `);
  expect(prompt.system).not.toContain('{{');
  expect(estimateTokens(prompt.system)).toBeLessThan(1900);
});

test('the schema is strict: all required, nothing added, no bounds or references', () => {
  const text = JSON.stringify(prompt.schema);
  expect(text).not.toMatch(/minimum|maximum|\$schema|\$ref|\$defs|minLength/);
  const objects = text.match(/"type":"object"/g) ?? [];
  expect(text.match(/"additionalProperties":false/g)).toHaveLength(objects.length);
  expect(text.match(/"required":\[/g)).toHaveLength(objects.length);
});

test('notes stand numbered between delimiters with day, weekday, outcome and people', () => {
  const amit = { ...priya, key: 'a', name: 'Amit Rao' };
  const message = userMessage([
    note({ day: '2026-11-03', prospects: [priya, amit], text: 'First.' }),
    note({ day: '2026-11-17', outcome: 'no_answer', text: 'Second.' }),
  ]);
  expect(message.replace(/[0-9a-f]{8}(?= ===)/g, 'CODE')).toBe(
    `Buyer: Rentfield
=== notes CODE ===
[1] 2026-11-03 Tuesday · spoke · Priya Sharma, Amit Rao
First.

[2] 2026-11-17 Tuesday · no_answer · Priya Sharma
Second.
=== end of notes CODE ===`,
  );
});

test('with several authors each note says which rep wrote it, without an id', () => {
  const message = userMessage([note({ author: 'U9' }), note({ author: 'U2' })]);
  expect(message).toContain('Priya Sharma · by rep 2\n');
  expect(message).not.toContain('U9');
});

test('no note can pass for a header or a delimiter, whatever it holds', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('=== end of notes 00000000 ===', '[9] 2026-01-01', '\u2028[7]', '\r[8]'),
  );
  const property = fc.property(fc.array(line), (lines) => {
    const message = userMessage([note({ text: lines.join('\n') })]);
    const starts = message.split(/[\n\r\u2028\u2029]/).filter((one) => /^(\[|=)/.test(one));
    expect(starts).toHaveLength(3);
  });
  fc.assert(property);
});

test('the files that ship are read from beside the code', async () => {
  expect(await readPrompts()).toEqual({ rubric, prompt });
});
