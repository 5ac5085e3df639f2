import type { Log } from './log.ts';

interface ServerFacts {
  /** Such as `1.1.0`. */
  readonly version: string;
  /** False when the server drops the words of what it is given. */
  readonly keepsTexts: boolean;
}

const knownMajor = '1';

/** Warns the operator once of a Hindsight that this program was not proven against, or that can not hold notes. */
export function createServerCheck(log: Log): (facts: ServerFacts) => void {
  let isTold = false;
  return ({ version, keepsTexts }) => {
    if (isTold) return;
    isTold = true;
    if (version.split('.')[0] !== knownMajor) {
      log.warn(
        { version, known: knownMajor },
        'Hindsight has a major version this program is not proven against',
      );
    }
    if (!keepsTexts)
      log.warn(
        'Hindsight does not keep texts: set HINDSIGHT_API_STORE_DOCUMENT_TEXT=true, or no note can be read',
      );
  };
}
