import { setTimeout as sleep } from 'node:timers/promises';
import { createChain } from '../../util/chain.ts';
import type { StateBank } from '../memory.ts';
import { createBank } from './bank.ts';
import { eraseBankCall } from './calls.ts';
import { createClaims } from './claims.ts';
import type { HindsightOptions } from './hindsight.ts';
import { createRequest, isNotFound } from './http-request.ts';
import { bankIds, processBankId } from './ids.ts';
import { createStateRecords } from './state-records.ts';
import { createTombstones } from './tombstones.ts';

type Options = Omit<HindsightOptions, 'team' | 'readers'>;

/** The bank of what belongs to the process and to no one team: records like those of a team, none of which rests on a note. */
export function openProcessBank(options: Options): StateBank {
  const { prefix, now, warn, wait = (ms) => sleep(ms) } = options;
  const id = processBankId(prefix);
  const state = createBank({ request: createRequest(options), id, warn });
  const tombstones = createTombstones({ state, now });
  const { removeQuoting: _, ...records } = createStateRecords({
    state,
    tombstones,
    chain: createChain(),
    now,
  });
  return { ...records, claim: createClaims({ state, bankId: id, now, wait }) };
}

/** Erases all that is stored of a team, its notes first. Safe to repeat. Rejects with UpstreamError. */
export function createBankEraser(options: Options): (team: string) => Promise<void> {
  const request = createRequest(options);
  return async (team) => {
    const { notes, state } = bankIds(options.prefix, team);
    for (const bank of [notes, state]) {
      await request(eraseBankCall(bank)).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    }
  };
}
