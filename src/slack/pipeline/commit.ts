import type { BlockAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Commits } from '../../brief/pipeline/commits.ts';
import type { PipelineLine, Pipelines } from '../../brief/pipeline/pipeline.ts';
import { UserError } from '../../errors.ts';
import type { Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import { counted } from '../../util/counted.ts';
import type { Audit } from '../kit/audit.ts';
import { actions, button, context, header, type Message, message, section } from '../kit/blocks.ts';
import type { CommandName } from '../kit/commands.ts';
import { dealButtonValue, parseDealButton } from '../kit/deal-button.ts';
import { type Asker, createFindPerson, typedName } from '../kit/find-person.ts';
import { briefIds, pipelineIds } from '../kit/ids.ts';
import { mention } from '../kit/note-blocks.ts';
import { pressedValue, type Request, type Response } from '../kit/request.ts';
import { clip, lines, type Markup, md } from '../kit/text.ts';
import { commitSum, inCommit } from './money-rows.ts';
import { dealTitle, doubtText } from './money-views.ts';

interface Deps {
  readonly pipelines: Pick<Pipelines, 'read'>;
  readonly commits: Pick<Commits, 'say'>;
  readonly roster: Roster;
  readonly audit: Audit;
  readonly commandName: CommandName;
  readonly now: () => Date;
}

/** Puts deals in commit and takes them out, and says what of it their notes do not carry. */
export function createCommitVerb(deps: Deps) {
  const { pipelines, commits, audit, commandName, now } = deps;
  const ids = { choice: pipelineIds.commitChoice, pick: pipelineIds.commitPick };
  const question = 'Which deal do you count on?';
  const find = createFindPerson(deps, { ids, command: 'pipeline', question });

  function askerOf({ member, place }: Request): Asker {
    return { member, show: place.show, progress: place.progress };
  }

  async function lineOf(deal: string, { member }: Request): Promise<PipelineLine> {
    const [line] = await pipelines.read(member.id, new Set([deal]));
    if (line) return line;
    throw new UserError('There is no note on that deal any more that you can see.');
  }

  async function put(deal: string, request: Request): Promise<void> {
    const { member, place } = request;
    const before = await lineOf(deal, request);
    if (before.state !== 'open') {
      await place.show(overMessage(before));
      return;
    }
    await commits.say(member.id, before.deal, true);
    audit({ did: 'committed', by: member.id, noteIds: [], deals: 1 });
    await place.show(putMessage(await lineOf(deal, request), dayIn(member.zone, now())));
  }

  return {
    /** `/pipeline commit`, and whom for. */
    command(text: string): Response {
      const name = typedName(text);
      return {
        async work(request) {
          const { member, place } = request;
          if (name === '') {
            const all = await pipelines.read(member.id);
            const shown = { viewer: member.id, today: dayIn(member.zone, now()) };
            await place.show(listMessage(all, shown, `${commandName('pipeline')} commit Priya`));
            audit({ did: 'read', view: 'pipeline', by: member.id, noteIds: [], deals: inCommit(all).length });
            return;
          }
          const target = await find.byName(name, askerOf(request));
          if (target) await put(target.deal.key, request);
        },
      };
    },

    choose(body: BlockAction): Response {
      const { deal } = parseDealButton(pressedValue(body));
      return { work: (request) => put(deal, request) };
    },

    pick(body: BlockAction): Response {
      const token = pressedValue(body);
      return {
        async work(request) {
          const { deal } = await find.byToken(token, askerOf(request));
          await put(deal.key, request);
        },
      };
    },

    suggestions: find.suggestions,

    /** Takes out what the presser put in; a colleague's word stands. */
    takeOut(body: BlockAction): Response {
      const { deal } = parseDealButton(pressedValue(body));
      return {
        async work(request) {
          const { member, place } = request;
          const before = await lineOf(deal, request);
          await commits.say(member.id, before.deal, false);
          audit({ did: 'took out of commit', by: member.id, noteIds: [], deals: 1 });
          const { commit } = await lineOf(deal, request);
          await place.show(outMessage(before, commit?.by.length ?? 0));
        },
      };
    },
  };
}

function overMessage(line: PipelineLine): Message {
  const text = `${dealTitle(line)} is ${line.state} already, so there is nothing to count on.`;
  return message(text, [section(md`${text}`)]);
}

/** `others`: colleagues who count on it still. */
function outMessage(line: PipelineLine, others: number): Message {
  const title = dealTitle(line);
  const rest =
    others === 0 ? '' : ` ${counted(others, 'colleague still has', 'colleagues still have')} it in commit.`;
  return message(`${title} is out of your commit.${rest}`, [
    section(md`*${title}* is out of your commit.${rest}`),
  ]);
}

function putMessage(line: PipelineLine, today: string): Message {
  const title = dealTitle(line);
  const said = carriedText(line, today);
  return message(`${title} is in commit.`, [
    section(lines([md`*${title}* is in commit.`, ...said])),
    buttonsOf(line, true, 0),
  ]);
}

/** What its notes do not carry, a line each. */
function carriedText({ commit }: PipelineLine, today: string): readonly Markup[] {
  const doubts = commit?.doubts ?? [];
  if (doubts.length === 0) return [md`Your notes carry it.`];
  return [md`Your notes do not carry all of it:`, ...doubts.map((one) => md`• ${doubtText(one, today)}`)];
}

function buttonsOf(line: PipelineLine, isOwn: boolean, place: number) {
  const { deal, prospects } = line;
  const value = dealButtonValue(deal.key, prospects[0]?.key ?? null);
  const label = clip(dealTitle(line), 60);
  const out = button(`${pipelineIds.commitOut}${place}`, 'Take out', { value, label: `Take out ${label}` });
  const brief = button(briefIds.brief, 'Brief', { value, label: `Brief on ${label}` });
  return isOwn ? actions(brief, out) : actions(brief);
}

/** Two blocks each, and a message holds fifty. */
const mostListed = 20;

interface Shown {
  readonly viewer: string;
  /** The viewer's day, `YYYY-MM-DD`. */
  readonly today: string;
}

function listMessage(all: readonly PipelineLine[], { viewer, today }: Shown, example: string): Message {
  const committed = inCommit(all);
  if (committed.length === 0) {
    const text = `No deal is in commit. Put one there with \`${example}\`: it is held against its notes.`;
    return message(text, [section(md`${text}`)]);
  }
  const blocks = committed.slice(0, mostListed).flatMap((line, place): KnownBlock[] => {
    const by = line.commit?.by ?? [];
    const others = by.filter((rep) => rep !== viewer).map(mention);
    return [
      section(
        lines([md`*${dealTitle(line)}*`, ...others.map((one) => md`by ${one}`), ...carriedText(line, today)]),
      ),
      buttonsOf(line, by.includes(viewer), place),
    ];
  });
  const rest = committed.length - mostListed;
  const said = commitSum(committed);
  return message(said, [
    header('Commit'),
    context(md`${said}`),
    ...blocks,
    ...(rest > 0 ? [context(md`${rest} more are in the CSV.`)] : []),
  ]);
}
