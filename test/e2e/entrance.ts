import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { desktop, type Look, openContext, startBrowser } from './browser.ts';
import { createStage, type Stage } from './stage.ts';
import { createVisitor, type Visitor } from './visitor.ts';

interface Entry {
  readonly look?: Look;
  /** Whether memory holds the stories of the demo; empty otherwise. */
  readonly hasStories?: boolean;
  /** Whether Slack shows the bot as an agent. */
  readonly isAgent?: boolean;
}

/**
 * One browser for a file of tests. `enter` gives each test a demo and a person of its own; in the end the console
 * and the network must have nothing against the page.
 */
export function openEntrance() {
  const door: { browser?: Browser } = {};
  beforeAll(async () => {
    door.browser = await startBrowser();
  });
  afterAll(() => door.browser?.close());

  /** Somebody before a page, wherever it is served. */
  async function visit(url: string, look: Look = desktop): Promise<Visitor> {
    if (!door.browser) throw new Error('The browser has not started.');
    const context = await openContext(door.browser, look);
    const visitor = await createVisitor(context, url);
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await visitor.takesPicture(`failed ${task.name}`);
      await context.close();
      expect(visitor.trouble()).toEqual([]);
    });
    return visitor;
  }

  return {
    visit,
    async enter({ look, hasStories = false, isAgent = false }: Entry = {}): Promise<{
      stage: Stage;
      me: Visitor;
    }> {
      const stage = await createStage({ hasStories, isAgent });
      onTestFinished(() => stage.close());
      return { stage, me: await visit(stage.pageUrl, look) };
    },
  };
}
