import { expect, onTestFinished, test } from 'vitest';
import { startHealth } from '../src/health.ts';
import { createMetrics } from '../src/metrics.ts';

test('figures are told as Prometheus reads them: readings, what was left out and why, tokens by model, what is looked up', async () => {
  const metrics = createMetrics();
  metrics.watch('connected', 'Whether Slack is connected', () => 1);
  metrics.bill({ what: 'read', notes: 2, lines: 0, ms: 900, prompt: 2000, cached: 1800, answer: 300 });
  metrics.spent('m', { prompt: 2000, cached: 1800, answer: 300 });
  metrics.read({
    noteId: 'note-1',
    signals: [{ kind: 'objection', who: 'them', text: 'Timeline', quote: 'q', dueOn: null, over: null }],
    changes: [],
    outcome: null,
    leftOut: [{ kind: 'promise', who: 'us', text: 'Sheet', quote: '', dueOn: null, why: 'quote' }],
    against: [],
    checkingUntil: null,
  });
  const server = await startHealth(
    { isReady: () => true, troubles: () => [], figures: metrics.text },
    { port: 0, host: '127.0.0.1' },
  );
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  for (const line of [
    'salesmemory_connected 1',
    'salesmemory_reading_calls_total{what="read"} 1',
    'salesmemory_readings_total 1',
    'salesmemory_signals_total{kind="objection"} 1',
    'salesmemory_dropped_total{kind="promise",reason="quote"} 1',
    'salesmemory_tokens_total{model="m",part="prompt"} 200',
    'salesmemory_tokens_total{model="m",part="cached"} 1800',
    'salesmemory_tokens_total{model="m",part="answer"} 300',
  ]) {
    expect(text).toContain(line);
  }
});
