import { expect, test } from 'vitest';
import { call, store } from '../support/filled.ts';
import { desktop } from './browser.ts';
import { openEntrance } from './entrance.ts';
import { choosesUnder, closeModal, opensHomeOf, opensSide } from './steps.ts';

const { enter } = openEntrance();
const looks = [desktop, { theme: 'dark' as const, width: 360 }];

test.each(looks)(
  'an admin makes a channel the team, and who is not in it reads nothing of what is shared, at $width px',
  async (look) => {
    const { me } = await enter({ look, hasStories: true });
    await opensHomeOf(me, 'Nadia');
    await me.button('Choose the team').click();
    await me.seesModal('The team is');
    await me.modal.getByRole('radio', { name: 'A channel' }).check();
    await choosesUnder(me, 'Channel', { typing: 'forecast', option: '#forecast' });
    await me.isAccessible();
    await me.takesPicture(`team-form-${look.width}`);
    await me.modal.getByRole('button', { name: 'Save' }).click();
    await me.seesModal('It holds from now on.');
    await me.takesPicture(`team-chosen-${look.width}`);
    await closeModal(me);
    await opensSide(me);
    await me.becomes('Ben');
    await me.type('/brief Riya Kapoor');
    await me.sees('Nothing on Riya Kapoor');
    await me.isAccessible();
  },
);

test.each(looks)(
  'an admin sees which deals of somebody who left they are, and a colleague has them, at $width px',
  async (look) => {
    const { stage, me } = await enter({ look });
    await store({ config: stage.config }, [
      call({ author: 'U0LEFT0006', visibility: 'team', name: 'Maya Chen', company: 'Nordwind' }),
    ]);
    await opensHomeOf(me, 'Nadia');
    await me.button('Move deals').click();
    await me.seesModal('Nothing moves before you have seen which deals they are.');
    await choosesUnder(me, 'Who left', { typing: 'Lena', option: /^Lena/ });
    await choosesUnder(me, 'Their deals go to', { typing: 'Ben', option: /^Ben/ });
    await me.isAccessible();
    await me.modal.getByRole('button', { name: 'Show them' }).click();
    await me.seesModal('1 open deal');
    expect(await me.modal.textContent()).toContain('Maya Chen');
    await me.takesPicture(`leaver-deals-${look.width}`);
    await me.modal.getByRole('button', { name: 'Move them' }).click();
    await me.seesModal('on the week of');
    await closeModal(me);
    await opensSide(me);
    await me.becomes('Ben');
    const told = await me.sees('who left, to your week');
    expect(await told.textContent()).toContain('Maya Chen');
    await me.isAccessible();
  },
);
