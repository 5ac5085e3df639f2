import type { BlockAction, SlashCommand } from '@slack/bolt';
import { groupsOf } from '../../brief/pipeline/groups.ts';
import { createPipelines, type PipelineLine } from '../../brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../brief/pipeline/pipeline-csv.ts';
import type { Standings } from '../../brief/standings.ts';
import type { Memory, Roster } from '../../memory/memory.ts';
import { dayIn } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import { pressedValue } from '../kit/payload.ts';
import type { Places } from '../kit/place.ts';
import { type Asked, type Response, usage } from '../kit/router.ts';
import { sendInOrder, snippetMessages } from '../kit/snippet.ts';
import { countingMessage, loadingPeople, peopleView, pipelineMessage } from './views.ts';

interface Deps {
  readonly memory: Memory;
  readonly roster: Roster;
  readonly standings: Standings;
  readonly places: Places;
  readonly audit: Audit;
  readonly now: () => Date;
}

const pipelineForm = '`/pipeline`: your open deals in numbers, each of which opens its people';

/** All that `/pipeline` hears. */
export function createPipelineVerb({ memory, roster, standings, places, audit, now }: Deps) {
  const { rubric } = standings;
  const pipelines = createPipelines({ memory, roster, standings });

  function counted({ member, place }: Pick<Asked, 'member' | 'place'>): Promise<readonly PipelineLine[]> {
    return showWhenSlow(pipelines.read(member.id), () => place.show(countingMessage()));
  }

  return {
    command({ text }: SlashCommand): Response {
      if (text.trim() === 'help') return usage(pipelineForm);
      return {
        async work(asked) {
          await asked.place.show(pipelineMessage(await counted(asked), rubric, ''));
        },
      };
    },

    /** The people behind a number, counted afresh. */
    open(body: BlockAction): Response {
      const key = pressedValue(body);
      return {
        opens: loadingPeople(),
        async work({ member, modal }) {
          const groups = groupsOf(await pipelines.read(member.id), rubric);
          const group = groups.find((one) => one.key === key);
          await modal.show(peopleView(group, dayIn(member.zone, now())));
          const deals = group?.lines.length ?? 0;
          audit({ did: 'read', view: 'pipeline', by: member.id, noteIds: [], deals });
        },
      };
    },

    /** Only ever into the asker's own conversation with the bot: it may rest on private notes. */
    csv(): Response {
      return {
        async work(asked) {
          const lines = await counted(asked);
          const messages = snippetMessages('Your pipeline as CSV', pipelineCsv(lines));
          await sendInOrder(messages, () => places.ofDm(asked.member.id));
          const deals = lines.length;
          audit({ did: 'exported', view: 'pipeline', by: asked.member.id, noteIds: [], deals });
          await asked.place.show(pipelineMessage(lines, rubric, 'The CSV is in your DM.'));
        },
      };
    },
  };
}
