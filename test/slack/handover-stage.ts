import type { FormValues } from '../../sandbox/slack/hand/verb.ts';
import { personIn, type Someone } from '../support/person.ts';
import { ava, ben, createWorld, type World, type WorldOptions } from '../support/world.ts';
import { offerTo } from './handover-doors.ts';

/** Two reps of one team, and a clock that moves on when it is told to. */
export async function handoverStage(options: WorldOptions = {}) {
  let laterMs = 0;
  const later = () => {
    laterMs += 20_000;
  };
  const world: World = await createWorld({ now: () => new Date(Date.now() + laterMs), ...options });
  const [me, you] = [personIn(world, ava), personIn(world, ben)];
  const given = { me, world, later };

  return {
    ...given,
    you,
    given,
    /** What somebody's week says now. */
    async weekOf(who: Someone): Promise<string> {
      later();
      const weeks = () => who.texts().filter((text) => text.includes('Your week · '));
      const before = weeks().length;
      await who.type('/digest now');
      await world.slack.waitFor(() => weeks().length > before || undefined);
      return weeks().at(-1) ?? '';
    },
    /** Ava offers the deal on Tova Lind to Ben, who has it before him. */
    async offered(more: FormValues = {}): Promise<void> {
      await offerTo(given, ben, more);
      await you.sees('hands this deal over to you');
      later();
    },
    async accepted(): Promise<void> {
      await you.press('handover_accept');
      await you.sees('You took over Tova Lind');
      await me.sees('took over Tova Lind');
      later();
    },
  };
}

export type HandoverStage = Awaited<ReturnType<typeof handoverStage>>;
