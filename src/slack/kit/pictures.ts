import type { ImageBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Shade } from '../../charts/png.ts';
import { UpstreamError } from '../../errors.ts';
import { option, plain } from './blocks.ts';
import type { Deliver, SendQueue } from './delivery.ts';
import { isLayoutRefused } from './slack-errors.ts';
import { clean, clip, escapeText, unlinked } from './text.ts';

/** A picture, and all that it shows in words. */
export interface Picture {
  /** "pipeline.png". */
  readonly name: string;
  readonly title: string;
  /** For whoever does not see it. */
  readonly words: string;
  readonly png: Buffer;
}

/** Pictures in a person's own conversation with the bot. */
export interface Pictures {
  /** Whether Slack lets the app upload files. */
  readonly areAllowed: boolean;
  /** False where Slack does not take it within some ten seconds. */
  send(user: string, picture: Picture): Promise<boolean>;
}

interface Deps {
  readonly areAllowed: boolean;
  readonly client: WebClient;
  readonly deliver: Pick<Deliver, 'channelOf'>;
  readonly queue: SendQueue;
  readonly wait: (ms: number) => Promise<void>;
  readonly warn: (error: unknown) => void;
}

/** Slack looks at a file for a while before a message may show it; till then it refuses the message. */
const pausesMs = [300, 700, 1_500, 3_000, 4_500] as const;
const longestWords = 2_000;

const uploaded = z.object({
  files: z.array(z.object({ files: z.array(z.object({ id: z.string() })) })),
});

export function createPictures({ areAllowed, client, deliver, queue, wait, warn }: Deps): Pictures {
  async function upload({ name, title, png }: Picture): Promise<string> {
    const result = await client.files.uploadV2({ file: png, filename: name, title });
    const id = uploaded.safeParse(result).data?.files[0]?.files[0]?.id;
    if (id) return id;
    throw new UpstreamError({ service: 'slack', kind: 'invalid', operation: 'files.uploadV2' });
  }

  /** A file of the bot's alone, which a message shows: sharing it by the upload itself can lose it or its words. */
  async function post(channel: string, picture: Picture): Promise<void> {
    const block = pictureBlock(picture, await upload(picture));
    const text = unlinked(escapeText(clip(`${picture.title}. ${picture.words}`, longestWords)));
    const tries = [...pausesMs];
    for (;;) {
      try {
        await queue.run(channel, () =>
          client.chat.postMessage({ channel, text, blocks: [block], parse: 'none' }),
        );
        return;
      } catch (error) {
        const pause = tries.shift();
        if (pause === undefined || !isLayoutRefused(error)) throw error;
        await wait(pause);
      }
    }
  }

  return {
    areAllowed,
    async send(user, picture) {
      try {
        await post(await deliver.channelOf(user), picture);
        return true;
      } catch (error) {
        warn(error);
        return false;
      }
    },
  };
}

function pictureBlock({ title, words }: Picture, id: string): ImageBlock {
  return {
    type: 'image',
    slack_file: { id },
    title: plain(title),
    alt_text: clip(clean(words), longestWords),
  };
}

const shadeNames: Readonly<Record<Shade, string>> = {
  light: 'Picture, light',
  dark: 'Picture, dark',
};

/** The choices of a menu that ask for a picture; none where the app may not upload one. */
export function pictureOptions({ areAllowed }: Pick<Pictures, 'areAllowed'>) {
  return areAllowed ? Object.entries(shadeNames).map(([shade, name]) => option(name, shade)) : [];
}

/** What is said below once a table and its picture were asked for. */
export function sentText(isTaken: boolean): string {
  return isTaken
    ? 'The picture and its table are in your DM.'
    : 'The table is in your DM. Slack did not take the picture.';
}
