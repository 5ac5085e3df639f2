import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { DealFlagStore } from '../../digest/deal-flags.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import type { Week } from '../../digest/week.ts';
import type { WeekReader } from '../../digest/week-reader.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, context, modal, section } from '../kit/blocks.ts';
import type { Deliver, Sender } from '../kit/delivery.ts';
import { choices, digestIds } from '../kit/ids.ts';
import type { Places } from '../kit/place.ts';
import type { BriefInModal, Corrections, LogLine, ReadWeek, ShowBrief, WeekChanged } from '../kit/ports.ts';
import { type Once, pressedValue, type Response } from '../kit/request.ts';
import { lines, md } from '../kit/text.ts';
import {
  blockIdOf,
  coverageText,
  type DealRef,
  dealRefOf,
  lineMenu,
  nameOf,
  refOf,
  scoreText,
} from '../kit/week-lines.ts';
import { createSettingsForm, digestCommand } from './command.ts';
import { cardOf, createMarkButtons, createSilenceButtons, type Settle } from './line-buttons.ts';
import { showWeek } from './post.ts';
import { pressWhy } from './why.ts';

interface Deps {
  readonly roster: Roster;
  readonly weeks: WeekReader;
  readonly settings: SettingsStore;
  readonly flags: DealFlagStore;
  readonly readWeek: ReadWeek;
  readonly showBrief: ShowBrief;
  readonly briefInModal: BriefInModal;
  readonly logLine: LogLine;
  readonly corrections: Corrections;
  readonly settle: Settle;
  readonly sender: Sender;
  readonly deliver: Deliver;
  readonly places: Places;
  readonly once: Once;
  readonly audit: Audit;
  readonly changed: WeekChanged;
  readonly now: () => Date;
}

/** All that `/digest` and the digest's own buttons hear. */
export function createDigestVerb(deps: Deps) {
  const form = createSettingsForm(deps);
  const marks = createMarkButtons(deps);
  return {
    command: (typed: SlashCommand) => digestCommand({ ...deps, openForm: form.open }, typed),
    line: (body: BlockAction) => chooseInMenu({ ...deps, ...marks }, body),
    undo: marks.undo,
    ...createSilenceButtons(deps),
    show: (body: BlockAction) => pressShow(deps, body),
    onTrack: (body: BlockAction) => showOnTrack(deps, body),
    compare: (body: BlockAction) => pressWhy(deps, body),
    openSettings: form.open,
    saveSettings: form.submit,
  };
}

/** What the menu on a deal's line does, in a digest, in the list of those on track, and on Home. */
function chooseInMenu(
  { snooze, kept, settle, logLine, ...deps }: Deps & ReturnType<typeof createMarkButtons>,
  body: BlockAction,
): Response {
  const ref = dealRefOf(body);
  const choice = pressedValue(body);
  if (choice === choices.brief) return chooseBrief(deps, body, ref);
  if (choice === choices.snooze) return snooze(body, ref);
  if (choice.startsWith(choices.kept)) return kept(body, ref, choice.slice(choices.kept.length));
  settle.awaitNote(body.user.id, body, ref);
  return logLine.form(ref, 'spoke');
}

function chooseBrief(
  { briefInModal, showBrief, places }: Pick<Deps, 'briefInModal' | 'showBrief' | 'places'>,
  body: BlockAction,
  ref: DealRef,
): Response {
  if (body.view) return briefInModal(async () => ref);
  return {
    work: ({ member }) => showBrief.inPlace({ ...ref, asker: member.id }, places.ofDm(member.id)),
  };
}

const title = 'Your week';

/** Shows the week: in place of the message that offered it, or in the DM for a press on Home. */
function pressShow(deps: Deps, body: BlockAction): Response {
  const at = cardOf(body)?.posted;
  if (at) return { work: async ({ member }) => void (await showWeek(deps, member, at)) };
  return {
    opens: modal(title, [context(md`Reading your people…`)]),
    async work({ member, modal: shown }) {
      const week = await showWeek(deps, member);
      await shown.show(
        modal(title, [context(md`${coverageText(week)}`), context(md`It is in your messages.`)]),
      );
    },
  };
}

const onTrackTitle = 'On track';
const perPage = 30;
const wantedPage = z.coerce.number().int().min(0).catch(0);

function loadingOnTrack(): ModalView {
  return modal(onTrackTitle, [context(md`Reading your people…`)]);
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
  return modal(onTrackTitle, [
    section(md`*${onTrack.length}* on track${pages > 1 ? `, page ${at + 1} of ${pages}` : ''}`),
    ...blocks,
    ...(pager.length > 0 ? [actions(...pager)] : []),
  ]);
}

interface OnTrackDeps {
  readonly readWeek: ReadWeek;
  readonly audit: Audit;
}

/** Shows them, and turns their pages. */
function showOnTrack({ readWeek, audit }: OnTrackDeps, body: BlockAction): Response {
  const wanted = wantedPage.parse(pressedValue(body) || '0');
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
