import { expect, test } from 'vitest';
import { readableText } from '../../src/slack/kit/request.ts';

test.each([
  ['rentfield.com', '<http://rentfield.com|rentfield.com>'],
  ['https://rentfield.com/a?b=1&c=2', '<https://rentfield.com/a?b=1&amp;c=2>'],
  ['priya@rentfield.com', '<mailto:priya@rentfield.com|priya@rentfield.com>'],
  ['+46 70 123', '<tel:+4670123|+46 70 123>'],
  ['the plan (https://x.example)', '<https://x.example|the plan>'],
  ['@channel, @sales, #general, #C2', '<!channel>, <!subteam^S1|@sales>, <#C1|general>, <#C2|>'],
  ['price <20k & margin >5%', 'price &lt;20k &amp; margin &gt;5%'],
  ['price <20k & margin >5%', 'price <20k & margin >5%'],
  ['&lt; is an entity', '&amp;lt; is an entity'],
])('“%s” is read as it was typed', (typed, sent) => {
  expect(readableText(sent)).toBe(typed);
});
