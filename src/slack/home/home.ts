import type { BlockAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { MissedDigest } from '../../digest/schedule.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { BackgroundWork } from '../../util/background-work.ts';
import type { Audit } from '../kit/audit.ts';
import type { Message } from '../kit/blocks.ts';
import { createFindPerson } from '../kit/find-person.ts';
import { homeIds } from '../kit/ids.ts';
import type { Member, Members } from '../kit/members.ts';
import { whenText } from '../kit/phrases.ts';
import type { Place } from '../kit/place.ts';
import type { BriefInModal, LogLine, ReadWeek } from '../kit/ports.ts';
import { pressedValue, type Response } from '../kit/request.ts';
import { citedIn } from '../kit/week-lines.ts';
import { home, homeView } from './view.ts';

/** Home tabs, drawn without asking a model. */
export interface Home {
  /** Draws a page and keeps it fresh from now on. Rejects when memory does not answer. */
  show(member: Member, page: number): Promise<void>;
  /** Draws again for whoever has opened Home since the start; nothing for others. Returns at once. */
  refresh(user: string): void;
  /** Where trouble with opening Home is told. */
  placeOf(user: string): Place;
}

interface Deps {
  readonly client: WebClient;
  readonly readWeek: ReadWeek;
  readonly roster: Roster;
  readonly memory: Pick<Memory, 'texts'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly missed: MissedDigest;
  readonly members: Members;
  readonly work: BackgroundWork;
  readonly audit: Audit;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
}

const newestNotes = 5;
const mostOpened = 5_000;

export function createHome(deps: Deps): Home {
  const { client, readWeek, roster, memory, settings, missed, members, work, audit, report, now } = deps;
  /** The page shown to everybody who has opened Home. */
  const pages = new LRUCache<string, number>({ max: mostOpened });
  /** Who has just opened it: drawn again for a change it is not read anew. */
  const opening = new Set<string>();

  async function draw(member: Member, page: number): Promise<void> {
    const [week, headers, chosen, missedSlot] = await Promise.all([
      readWeek(member),
      roster.headers(member.id),
      settings.get(member.id),
      missed(member.id, member.zone),
    ]);
    const own = headers.filter(({ author }) => author === member.id);
    const notes = await memory.texts(own.slice(0, newestNotes));
    const when = whenText(chosen, member.zone, now());
    const view = homeView({ week, notes, when, page, missedDay: missedSlot?.day ?? null });
    await client.views.publish({ user_id: member.id, view });
    const noteIds = [...notes.map(({ id }) => id), ...citedIn(week)];
    if (opening.delete(member.id)) audit({ did: 'read', view: 'home', by: member.id, noteIds });
  }

  const redraw = createOneAtATime(async (user) => draw(await members.get(user), pages.get(user) ?? 0));
  return {
    async show({ id }, page) {
      pages.set(id, page);
      opening.add(id);
      await redraw(id);
    },
    refresh(user) {
      if (pages.has(user)) work.track(redraw(user)).catch(report);
    },
    placeOf(user) {
      const tell = async ({ blocks }: Message): Promise<void> => {
        await client.views.publish({ user_id: user, view: home(blocks) });
      };
      return { show: tell, progress: tell, tell, stays: async () => true };
    },
  };
}

interface HomeVerbDeps {
  readonly home: Home;
  readonly roster: Roster;
  readonly briefInModal: BriefInModal;
  readonly logLine: LogLine;
  readonly now: () => Date;
}

const page = z.coerce.number().int().min(0).catch(0);

/** All that Home hears. */
export function createHomeVerb({ home, roster, briefInModal, logLine, now }: HomeVerbDeps) {
  const find = createFindPerson(
    { roster, now },
    {
      ids: { choice: homeIds.brief, pick: homeIds.brief },
      command: '/brief',
      question: 'Who is the call with?',
      knowsMoves: true,
    },
  );

  function turn(body: BlockAction): Response {
    const wanted = page.parse(pressedValue(body));
    return { work: ({ member }) => home.show(member, wanted) };
  }

  return {
    /** The messages tab is told of too: it needs nothing. */
    opened({ tab }: { readonly tab?: string }): Response {
      if (tab === 'messages') return {};
      return { work: ({ member }) => home.show(member, 0) };
    },
    earlier: turn,
    later: turn,
    log: (_body: BlockAction) => logLine.form(null, 'spoke'),
    suggestions: find.suggestions,
    brief(body: BlockAction): Response {
      const token = pressedValue(body);
      return briefInModal(async ({ member, place }) => {
        const { deal, prospect } = await find.byToken(token, { member, show: place.show });
        return { deal: deal.key, prospect: prospect.key };
      });
    },
  };
}

/** Does one person's work once at a time: what is asked for meanwhile is done right after, once. */
function createOneAtATime(work: (user: string) => Promise<void>): (user: string) => Promise<void> {
  const underWay = new Map<string, { isStale: boolean }>();

  async function untilFresh(user: string, state: { isStale: boolean }): Promise<void> {
    do {
      state.isStale = false;
      await work(user);
    } while (state.isStale);
  }

  return async (user) => {
    const running = underWay.get(user);
    if (running) {
      running.isStale = true;
      return;
    }
    const state = { isStale: false };
    underWay.set(user, state);
    await untilFresh(user, state).finally(() => underWay.delete(user));
  };
}
