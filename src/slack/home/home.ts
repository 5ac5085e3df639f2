import type { WebClient } from '@slack/web-api';
import type { MissedDigest } from '../../digest/schedule.ts';
import type { SettingsStore } from '../../digest/settings.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import type { WorkInHand } from '../../util/work.ts';
import type { Audit } from '../audit.ts';
import { citedIn } from '../digest/cited-in.ts';
import type { ReadWeek } from '../digest/read-week.ts';
import { whenText } from '../digest/when.ts';
import type { Member, Members } from '../members.ts';
import type { Message } from '../message.ts';
import type { Place } from '../place.ts';
import { createOneAtATime } from './one-at-a-time.ts';
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
  readonly work: WorkInHand;
  readonly audit: Audit;
  readonly report: (error: unknown) => void;
  readonly now: () => Date;
}

const newestNotes = 5;
const mostOpened = 5_000;

export function createHome(deps: Deps): Home {
  const { client, readWeek, roster, memory, settings, missed, members, work, audit, report, now } = deps;
  /** The page shown to everybody who has opened Home. */
  const pages = new Map<string, number>();
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

  function remember(user: string, page: number): void {
    pages.delete(user);
    pages.set(user, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= mostOpened) break;
      pages.delete(oldest);
    }
  }

  const redraw = createOneAtATime(async (user) => draw(await members.get(user), pages.get(user) ?? 0));
  return {
    async show({ id }, page) {
      remember(id, page);
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
