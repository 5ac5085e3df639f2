import type { Outcome } from '../../sandbox/slack/hand/verb.ts';
import type { Someone } from '../support/person.ts';

type Doors = Readonly<Record<string, () => Promise<Outcome>>>;

/** Each way to use `/pipeline`, for the register's test; the notes are those of the test's other doors. */
export function pipelineDoors(given: () => { me: Someone }): Doors {
  async function counted(): Promise<Someone> {
    const { me } = given();
    await me.type('/pipeline');
    await me.sees('Pipeline');
    return me;
  }

  return {
    'command pipeline': async () => {
      const { me } = given();
      const outcome = await me.type('/pipeline');
      await me.sees('Last call');
      return outcome;
    },
    'action /^pipeline_open_\\d+$/': async () => {
      const me = await counted();
      const outcome = await me.press('pipeline_open_0');
      await me.seesModal('A brief opens above this list');
      return outcome;
    },
    'action /^pipeline_page_\\w+$/': async () => {
      const me = await counted();
      const outcome = await me.press('pipeline_page_team');
      await me.seesModal('shared with the team');
      return outcome;
    },
    'action /^pipeline_figure_\\d+$/': async () => {
      const me = await counted();
      await me.press('pipeline_page_value');
      await me.seesModal('By stage');
      const outcome = await me.pressInModal('pipeline_figure_1');
      await me.seesModal('A brief comes to your DM');
      return outcome;
    },
    'action pipeline_csv': async () => {
      const me = await counted();
      const outcome = await me.press('pipeline_csv');
      await me.sees('The CSV is in your DM');
      return outcome;
    },
  };
}
