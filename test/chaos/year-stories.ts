import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome } from './rows.ts';
import type { Stage } from './stage.ts';

interface Controls {
  readonly stage: Stage;
  readonly start: () => Promise<void>;
}

/** What happens at a minute: before the bot learns what time it is, and after. */
interface Act {
  readonly before?: (controls: Controls) => Promise<unknown>;
  readonly after?: (controls: Controls) => Promise<unknown>;
}

/** What breaks around somebody’s eight o’clock, minutes counted from it, and what comes to them in the end. */
export interface DigestStory {
  readonly broken: string;
  readonly outcome: Outcome;
  readonly steps: readonly (readonly [minute: number, act: Act])[];
  readonly comes: { readonly digests: 0 | 1; readonly offers: 0 | 1 };
}

const look: Act = {};
const kill: Act = { before: ({ stage }) => stage.kill() };
const start: Act = { before: ({ start: begin }) => begin() };
const heal: Act = { before: ({ stage }) => stage.heal() };
const posting = { on: /chat\.postMessage/, times: 1 } as const;

/** Waits until the bot stands in the fault, then kills it. */
function killedIn(proxy: 'slack' | 'memory'): NonNullable<Act['after']> {
  return async ({ stage }) => {
    const struck = stage[proxy].struck().length;
    for (let tries = 0; tries < 500 && stage[proxy].struck().length === struck; tries += 1) await pause(20);
    await stage.kill();
  };
}

/** What the process that died had sent reaches Slack by itself. */
async function arrived({ stage }: Controls): Promise<void> {
  await pause(3_000);
  while (stage.slack.quietMs() < 500) await pause(20);
}

const onTime: Outcome = {
  seen: 'the digest, once, a little late if need be',
  stored: 'that it was sent',
  recovers: 'by itself, within four hours of its time',
};
const offered: Outcome = {
  seen: 'one message that offers the digest which may not have arrived',
  stored: 'that it was offered; it is never sent a second time',
  recovers: 'press Show my week',
};

const sentOnce = { digests: 1, offers: 0 } as const;
const offeredOnce = { digests: 0, offers: 1 } as const;

export const digestStories: readonly DigestStory[] = [
  { broken: 'nothing breaks at the hour of a digest', outcome: onTime, steps: [[0, look]], comes: sentOnce },
  {
    broken: 'the bot is killed before the hour of a digest and is back in time',
    outcome: onTime,
    steps: [
      [-5, kill],
      [-1, start],
      [0, look],
    ],
    comes: sentOnce,
  },
  {
    broken: 'the bot is down at the hour and back a minute later',
    outcome: onTime,
    steps: [
      [-5, kill],
      [1, start],
    ],
    comes: sentOnce,
  },
  {
    broken: 'the bot is down until almost four hours later',
    outcome: onTime,
    steps: [
      [-5, kill],
      [239, start],
    ],
    comes: sentOnce,
  },
  {
    broken: 'the bot is down for more than four hours',
    outcome: offered,
    steps: [
      [-5, kill],
      [241, start],
      [258, look],
    ],
    comes: offeredOnce,
  },
  {
    broken: 'Hindsight is away at the hour, for an hour',
    outcome: onTime,
    steps: [
      [0, { before: ({ stage }) => stage.memory.breaks({ kind: 'refused' }) }],
      [60, heal],
    ],
    comes: sentOnce,
  },
  {
    broken: 'Hindsight answers 500 for more than four hours',
    outcome: offered,
    steps: [
      [0, { before: ({ stage }) => stage.memory.breaks({ kind: 'answers', status: 500 }) }],
      [241, heal],
      [258, look],
    ],
    comes: offeredOnce,
  },
  {
    broken: 'Slack’s answer to the digest is lost',
    outcome: offered,
    steps: [
      [0, { before: ({ stage }) => stage.slack.breaks({ kind: 'lost' }, posting) }],
      [1, look],
      [17, look],
    ],
    comes: { digests: 1, offers: 1 },
  },
  {
    broken: 'Slack refuses the digest',
    outcome: offered,
    steps: [
      [
        0,
        {
          before: ({ stage }) =>
            stage.slack.breaks(
              { kind: 'answers', status: 200, body: '{"ok":false,"error":"restricted_action"}' },
              posting,
            ),
        },
      ],
      [17, look],
    ],
    comes: offeredOnce,
  },
  {
    broken: 'Slack limits our messages at the hour',
    outcome: onTime,
    steps: [
      [
        0,
        {
          before: ({ stage }) => stage.slack.breaks({ kind: 'answers', status: 429, retryAfter: 1 }, posting),
        },
      ],
      [17, look],
    ],
    comes: sentOnce,
  },
  {
    broken: 'the bot is killed between its claim and the post',
    outcome: offered,
    steps: [
      [
        0,
        {
          before: ({ stage }) => stage.slack.breaks({ kind: 'hanging' }, posting),
          after: killedIn('slack'),
        },
      ],
      [2, start],
      [17, look],
    ],
    comes: offeredOnce,
  },
  {
    broken: 'the bot is killed when Slack has the digest, before it notes so',
    outcome: offered,
    steps: [
      [
        0,
        {
          before: ({ stage }) => stage.slack.breaks({ kind: 'slow', ms: 3_000 }, posting),
          after: killedIn('slack'),
        },
      ],
      [2, { before: (controls) => arrived(controls).then(controls.start) }],
      [17, look],
    ],
    comes: { digests: 1, offers: 1 },
  },
  {
    broken: 'the bot is killed while it reads the week',
    outcome: onTime,
    steps: [
      [
        0,
        {
          before: ({ stage }) => stage.memory.breaks({ kind: 'hanging' }),
          after: killedIn('memory'),
        },
      ],
      [2, { before: ({ stage, start: begin }) => stage.heal().then(begin) }],
      [17, look],
    ],
    comes: sentOnce,
  },
];
