import type { Model } from '../src/brief/model/model.ts';

const kinds = [
  'objection',
  'promise',
  'budget_doubt',
  'competitor',
  'pilot_agreed',
  'champion',
  'metrics',
  'pain',
  'decision_process',
  'budget_confirmed',
] as const;
const noteLine = /^\[(\d+)\] .*\n(.+)$/gm;
const quoteLength = 60;

const dealLine = /^=== deal (\d+) .* signals: (wanted|known)$/gm;

/** A model that answers at once, with a signal for each note it is shown and quotes that hold. */
export function createCannedModel(name: string): Model {
  return {
    name,
    complete: async ({ name: asked, user }) => (asked === 'digest' ? weekOf(user) : answerTo(user)),
  };
}

function weekOf(user: string) {
  const heads = [...user.matchAll(dealLine)];
  const deals = heads.map((head, index) => {
    const { signals, do_next } = answerTo(user.slice(head.index, heads[index + 1]?.index));
    const told = { deal: Number(head[1]), reason: do_next, next: do_next };
    return { ...told, signals: head[2] === 'wanted' ? signals : [] };
  });
  return { deals, comparisons: [] };
}

function answerTo(user: string) {
  const quotes = [...user.matchAll(noteLine)].map(([, number, text = '']) => ({
    note: Number(number),
    quote: text.slice(0, quoteLength),
  }));
  const signals = quotes.map((raised, index) => ({
    kind: kinds[index % kinds.length],
    text: raised.quote.split(' ').slice(0, 4).join(' '),
    who: index % 2 === 0 ? 'us' : 'them',
    raised,
    closed: null,
    due_on: null,
  }));
  const claims = quotes.slice(-3).map((quote) => ({ ...quote, text: 'Ask what came of it.' }));
  const claim = claims.at(-1) ?? null;
  return { signals, do_next: claim, open_with: claim, recommendation: claims, changed: claims, tone: claim };
}
