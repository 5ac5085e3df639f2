import type { StaticSelect } from '@slack/types';
import { z } from 'zod';
import type { PipelineLine } from '../../brief/pipeline/pipeline.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { shades } from '../../charts/png.ts';
import { menu, option } from '../kit/blocks.ts';
import { tableMessage } from '../kit/data-table.ts';
import { pipelineIds } from '../kit/ids.ts';
import { type Pictures, pictureOptions, sentText } from '../kit/pictures.ts';
import type { Place } from '../kit/place.ts';
import { stagePicture, stageTable } from './by-stage.ts';
import { dealTable } from './deal-table.ts';

const way = z.enum(['deals', 'stages', ...shades]);
type Way = z.infer<typeof way>;

/** The ways to see the same deals: to sort, or at a glance. */
export function showAsMenu(pictures: Pick<Pictures, 'areAllowed'>): StaticSelect {
  return menu(pipelineIds.showAs, 'Show as…', [
    option('Table of open deals', 'deals'),
    option('Table by stage and score', 'stages'),
    ...pictureOptions(pictures),
  ]);
}

/** Throws when the value is not one of ours. */
export function parseWay(value: string): Way {
  return way.parse(value);
}

interface Shown {
  readonly all: readonly PipelineLine[];
  readonly rubric: Rubric;
  /** The viewer's day, `YYYY-MM-DD`. */
  readonly today: string;
}

interface To {
  /** Slack user id. */
  readonly user: string;
  /** In the viewer's own conversation with the bot: it may rest on private notes. */
  readonly dm: Place;
  readonly pictures: Pictures;
}

/** Sends it; a picture comes below its table. Says what was done. */
export async function sendAs(asked: Way, { all, rubric, today }: Shown, to: To): Promise<string> {
  const table = asked === 'deals' ? dealTable(all, today) : stageTable(all, rubric);
  const sent = tableMessage(table, (count) => `${count} more are in the CSV`);
  if (!sent) return 'No deal is open.';
  await to.dm.show(sent);
  if (asked === 'deals' || asked === 'stages' || !to.pictures.areAllowed) return 'The table is in your DM.';
  return sentText(await to.pictures.send(to.user, await stagePicture(all, rubric, asked)));
}
