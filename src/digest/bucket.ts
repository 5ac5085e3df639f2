import type { Bucket, Ground } from './week-line.ts';

const bucketByGround: Readonly<Record<Ground['kind'], Bucket>> = {
  snoozed: 'on_track',
  quiet: 'on_track',
  overdue: 'now',
  unanswered: 'now',
  not_logged: 'now',
  open: 'this_week',
};

export function bucketOf(ground: Ground): Bucket {
  return bucketByGround[ground.kind];
}
