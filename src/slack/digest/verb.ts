import type { BlockAction, SlashCommand } from '@slack/bolt';
import type { DealFlagStore } from '../../digest/deal-flags.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import type { TeamWeeks } from '../../digest/team-week.ts';
import type { WeekReader } from '../../digest/week-reader.ts';
import type { Roster } from '../../memory/memory.ts';
import type { Audit } from '../kit/audit.ts';
import { context, modal, workingView } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import type { Deliver, Sender } from '../kit/delivery.ts';
import { choices } from '../kit/ids.ts';
import { isDirect, type Places } from '../kit/place.ts';
import type { BriefInModal, Corrections, LogLine, ReadWeek, ShowBrief, WeekChanged } from '../kit/ports.ts';
import { type Once, pressedValue, type Response } from '../kit/request.ts';
import { md } from '../kit/text.ts';
import { coverageText, type DealRef, dealRefOf } from '../kit/week-lines.ts';
import { pressBucket } from './bucket-view.ts';
import { createSettingsForm, digestCommand } from './command.ts';
import { cardOf, createMarkButtons, createSilenceButtons, type Settle } from './line-buttons.ts';
import { showWeek } from './post.ts';
import { pressWhy } from './why.ts';

interface Deps {
  readonly roster: Roster;
  readonly weeks: WeekReader;
  readonly teamWeeks: Pick<TeamWeeks, 'of'>;
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
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** All that the digest's command and its own buttons hear. */
export function createDigestVerb(deps: Deps) {
  const form = createSettingsForm(deps);
  const marks = createMarkButtons(deps);
  return {
    command: (typed: SlashCommand) => digestCommand({ ...deps, openForm: form.open }, typed),
    line: (body: BlockAction) => chooseInMenu({ ...deps, ...marks }, body),
    undo: marks.undo,
    ...createSilenceButtons(deps),
    show: (body: BlockAction) => pressShow(deps, body),
    bucket: (body: BlockAction) => pressBucket(deps, body),
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
  // A week is for one person: it takes no message's place but in their DM.
  if (at && isDirect(at.channel))
    return { work: async ({ member }) => void (await showWeek(deps, member, at)) };
  return {
    opens: workingView(title, 'Reading your people…'),
    async work({ member, modal: shown }) {
      const week = await showWeek(deps, member);
      await shown.show(
        modal(title, [context(md`${coverageText(week)}`), context(md`It is in your messages.`)]),
      );
    },
  };
}
