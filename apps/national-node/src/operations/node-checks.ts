import type { Database, HealthCheck } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { CurrentDirectory } from '../current-directory.js';

/** What this node needs to be able to work. */
export const CHECKS = ['database', 'directory', 'numbers', 'log'] as const;
export type NodeChecks = Readonly<Record<(typeof CHECKS)[number], HealthCheck>>;

interface Checked {
  readonly database: Database;
  readonly directory: Pick<CurrentDirectory, 'view'>;
  readonly checkNumbers: { readonly isPassed: boolean };
  readonly checkLog: { readonly isPassed: boolean };
}

/** The checks of `/health/ready`, which the operator's page shows too. */
export function nodeChecks({ database, directory, checkNumbers, checkLog }: Checked): NodeChecks {
  return {
    database: async () => {
      await database.query('SELECT 1');
    },
    directory: async () => {
      await Promise.resolve(directory.view());
    },
    numbers: () => Promise.resolve().then(() => checkPassed(checkNumbers.isPassed, 'the message numbers')),
    log: () => Promise.resolve().then(() => checkPassed(checkLog.isPassed, 'the own log')),
  };
}

function checkPassed(passed: boolean, what: string): void {
  if (!passed) {
    throw new CrexError('courier.closed', `not found in order: ${what}; until then nothing is sent or taken`);
  }
}
