import type { BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Week } from '../../digest/week.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, context, modal, section } from '../kit/blocks.ts';
import { digestIds } from '../kit/ids.ts';
import { lines, md } from '../kit/mrkdwn.ts';
import { pressedValue } from '../kit/payload.ts';
import type { ReadWeek } from '../kit/ports.ts';
import type { Response } from '../kit/router.ts';
import { blockIdOf, lineMenu, nameOf, refOf, scoreText } from '../kit/week-lines.ts';

const title = 'On track';
const perPage = 30;
const page = z.coerce.number().int().min(0).catch(0);

function loadingOnTrack(): ModalView {
  return modal(title, [context(md`Reading your people…`)]);
}

/** A page of the deals that need nobody, each with what it waits for. */
export function onTrackView({ onTrack }: Week, wanted: number): ModalView {
  const pages = Math.max(1, Math.ceil(onTrack.length / perPage));
  const at = Math.min(wanted, pages - 1);
  const shown = onTrack.slice(at * perPage, (at + 1) * perPage);
  const blocks = shown.map((line) => {
    const standing = [scoreText(line), line.why].filter(Boolean).join(' · ');
    return {
      ...section(lines([nameOf(line), md`${standing}`]), lineMenu(line)),
      block_id: blockIdOf('line', refOf(line)),
    };
  });
  // Two buttons of one row need ids of their own.
  const turn = (to: number, text: string) =>
    button(`${digestIds.onTrack}_${to}`, text, { value: String(to) });
  const pager = [
    ...(at > 0 ? [turn(at - 1, 'Back')] : []),
    ...(at < pages - 1 ? [turn(at + 1, 'More')] : []),
  ];
  return modal(title, [
    section(md`*${onTrack.length}* on track${pages > 1 ? `, page ${at + 1} of ${pages}` : ''}`),
    ...blocks,
    ...(pager.length > 0 ? [actions(...pager)] : []),
  ]);
}

interface Deps {
  readonly readWeek: ReadWeek;
  readonly audit: Audit;
}

/** Shows them, and turns their pages. */
export function showOnTrack({ readWeek, audit }: Deps, body: BlockAction): Response {
  const wanted = page.parse(pressedValue(body) || '0');
  return {
    opens: loadingOnTrack(),
    async work({ member, modal: shown }) {
      const week = await readWeek(member);
      await shown.show(onTrackView(week, wanted));
      const deals = week.onTrack.length;
      audit({ did: 'read', view: 'on track', by: member.id, noteIds: [], deals });
    },
  };
}
