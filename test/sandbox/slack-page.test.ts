import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Piece, parseMrkdwn } from '../../sandbox/page/src/mrkdwn.tsx';
import { completionsFor } from '../../sandbox/page/src/shell/composer.tsx';

const pieces = (text: string) => parseMrkdwn(text).flatMap((paragraph) => paragraph.pieces);

test.each<[string, Piece[]]>([
  [
    '*bold* and _slanted_',
    [
      { kind: 'bold', pieces: [{ kind: 'text', text: 'bold' }] },
      { kind: 'text', text: ' and ' },
      { kind: 'italic', pieces: [{ kind: 'text', text: 'slanted' }] },
    ],
  ],
  ['2 * 3 * 4 and snake_case_name', [{ kind: 'text', text: '2 * 3 * 4 and snake_case_name' }]],
  ['a &lt;b&gt; &amp;amp;', [{ kind: 'text', text: 'a <b> &amp;' }]],
  ['`*x*`', [{ kind: 'code', text: '*x*' }]],
  [
    '<https://a.example/?a=1&amp;b=2|here>',
    [{ kind: 'link', url: 'https://a.example/?a=1&b=2', text: 'here' }],
  ],
  ['<javascript:alert(1)|here>', [{ kind: 'text', text: '<javascript:alert(1)|here>' }]],
  ['<@U0BEN00002>', [{ kind: 'user', id: 'U0BEN00002' }]],
  ['<!channel>', [{ kind: 'mention', text: '@channel' }]],
])('mrkdwn %s is read as Slack reads it', (text, expected) => {
  expect(pieces(text)).toEqual(expected);
});

test('quoted lines stand apart', () => {
  expect(parseMrkdwn('before\n&gt; one\n&gt; two\nafter').map(({ isQuote }) => isQuote)).toEqual([
    false,
    true,
    false,
  ]);
});

test('escaped text of any kind comes out as it went in', () => {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const words = fc.stringMatching(/^[^*_~`\n\r\u2028\u2029]*$/u).filter((text) => !text.startsWith('>'));
  fc.assert(
    fc.property(words, (text) => {
      const read = pieces(escaped(text)).map((piece) => (piece.kind === 'text' ? piece.text : 'not text'));
      expect(read.join('')).toBe(text);
    }),
  );
});

test('commands complete while their name is typed, and no longer', () => {
  const commands = ['/brief', '/log', '/brew'].map((command) => ({
    command,
    description: '',
    usage_hint: '',
    should_escape: false,
  }));
  expect(completionsFor(commands, '/br').map(({ command }) => command)).toEqual(['/brief', '/brew']);
  expect(completionsFor(commands, '/brief ')).toEqual([]);
  expect(completionsFor(commands, 'and /br')).toEqual([]);
});
