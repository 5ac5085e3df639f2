import type { BlockAction, SlashCommand } from '@slack/bolt';
import { groupsOf } from '../../brief/pipeline/groups.ts';
import type { PipelineLine, Pipelines } from '../../brief/pipeline/pipeline.ts';
import { pipelineCsv } from '../../brief/pipeline/pipeline-csv.ts';
import type { Rubric } from '../../brief/score/rubric.ts';
import { dayIn } from '../../util/calendar.ts';
import { showWhenSlow } from '../../util/deadline.ts';
import type { Audit } from '../kit/audit.ts';
import { pressedValue } from '../kit/payload.ts';
import type { Places } from '../kit/place.ts';
import { type Request, type Response, usage } from '../kit/router.ts';
import { sendInOrder, snippetMessages } from '../kit/snippet.ts';
import { countingMessage, loadingPeople, peopleView, pipelineMessage } from './views.ts';

interface Deps {
  readonly pipelines: Pipelines;
  readonly rubric: Rubric;
  readonly places: Places;
  readonly audit: Audit;
  readonly now: () => Date;
}

const pipelineForm = '`/pipeline`: your open deals in numbers, each of which opens its people';

/** All that `/pipeline` hears. */
export function createPipelineVerb({ pipelines, rubric, places, audit, now }: Deps) {
  function counted({ member, place }: Pick<Request, 'member' | 'place'>): Promise<readonly PipelineLine[]> {
    return showWhenSlow(pipelines.read(member.id), () => place.show(countingMessage()));
  }

  return {
    command({ text }: SlashCommand): Response {
      if (text.trim() === 'help') return usage(pipelineForm);
      return {
        async work(request) {
          await request.place.show(pipelineMessage(await counted(request), rubric, ''));
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
        async work(request) {
          const lines = await counted(request);
          const messages = snippetMessages('Your pipeline as CSV', pipelineCsv(lines));
          await sendInOrder(messages, () => places.ofDm(request.member.id));
          const deals = lines.length;
          audit({ did: 'exported', view: 'pipeline', by: request.member.id, noteIds: [], deals });
          await request.place.show(pipelineMessage(lines, rubric, 'The CSV is in your DM.'));
        },
      };
    },
  };
}
