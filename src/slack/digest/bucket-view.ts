import type { BlockAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { type Bucket, buckets, type Week, type WeekLine } from '../../digest/week.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, modal, section, workingView } from '../kit/blocks.ts';
import { digestIds } from '../kit/ids.ts';
import type { ReadWeek } from '../kit/ports.ts';
import { pressedValue, type Response } from '../kit/request.ts';
import { lines, md } from '../kit/text.ts';
import { blockIdOf, lineMenu, lineSection, nameOf, refOf, scoreText } from '../kit/week-lines.ts';

export const bucketNames: Readonly<Record<Bucket, string>> = {
  now: 'Needs attention now',
  this_week: 'Follow up this week',
  on_track: 'On track',
};

const perPage = 30;
const wantedPage = z.tuple([z.enum(buckets), z.coerce.number().int().min(0)]);

/** What a button carries that shows a page of a bucket, from 0. */
export function pageOf(bucket: Bucket, page: number): string {
  return `${bucket}:${page}`;
}

interface Deps {
  readonly readWeek: ReadWeek;
  readonly audit: Audit;
}

/** Shows all of a bucket, and turns its pages. */
export function pressBucket({ readWeek, audit }: Deps, body: BlockAction): Response {
  const [bucket, page] = wantedPage.parse(pressedValue(body).split(':'));
  return {
    opens: workingView(bucketNames[bucket], 'Reading your people…'),
    async work({ member, modal: shown }) {
      const week = await readWeek(member);
      await shown.show(bucketView(week, bucket, page));
      const view = bucket === 'on_track' ? 'on track' : 'week';
      audit({ did: 'read', view, by: member.id, noteIds: [], deals: inBucket(week, bucket).length });
    },
  };
}

function inBucket({ now, thisWeek, onTrack }: Week, bucket: Bucket): readonly WeekLine[] {
  return { now, this_week: thisWeek, on_track: onTrack }[bucket];
}

/** A page of a bucket's deals: those that need nobody each with what it waits for, the others as the week tells them. */
export function bucketView(week: Week, bucket: Bucket, wanted: number): ModalView {
  const all = inBucket(week, bucket);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const at = Math.min(wanted, pages - 1);
  const shown = all.slice(at * perPage, (at + 1) * perPage);
  const draw = (line: WeekLine) =>
    bucket === 'on_track' ? standingBlock(line) : lineSection(line, week.asOf);
  // Two buttons of one row need ids of their own.
  const turn = (to: number, text: string) =>
    button(`${digestIds.bucket}_${to}`, text, { value: pageOf(bucket, to) });
  const pager = [
    ...(at > 0 ? [turn(at - 1, 'Back')] : []),
    ...(at < pages - 1 ? [turn(at + 1, 'More')] : []),
  ];
  const title = bucketNames[bucket];
  return modal(title, [
    section(md`*${title}* · ${all.length}${pages > 1 ? `, page ${at + 1} of ${pages}` : ''}`),
    ...shown.map(draw),
    ...(pager.length > 0 ? [actions(...pager)] : []),
  ]);
}

function standingBlock(line: WeekLine): KnownBlock {
  const standing = [scoreText(line), line.why].filter(Boolean).join(' · ');
  return {
    ...section(lines([nameOf(line), md`${standing}`]), lineMenu(line)),
    block_id: blockIdOf('line', refOf(line)),
  };
}
