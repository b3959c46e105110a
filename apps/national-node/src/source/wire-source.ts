import type { Logger } from '#libs/platform';
import type { Records } from '../records.js';
import { RecordRecipients } from '../answer/record-recipients.store.js';
import { announceChange } from '../register/register-verbs.js';
import { RegisterImports } from '../register/register-import.store.js';
import { RegisterStore } from '../register/register.store.js';
import type { TakeStatistics } from '../register/take-statistics.js';
import { CompareTold } from './compare-told.js';
import { PullSource } from './pull-source.js';
import type { RecordSource } from './record-source.js';
import { RecordSourceStore } from './record-source.store.js';
import { SourcedRegister } from './sourced-register.js';

type Base = Pick<Records, 'database' | 'log' | 'home'> & {
  readonly logger: Logger;
  readonly recordSource?: RecordSource | undefined;
};

/** The register to answer from, and the verb that follows the source where the country has one. */
export function wireSource({ database, log, home, logger, recordSource }: Base, statistics: TakeStatistics) {
  if (recordSource === undefined) {
    return { register: new RegisterStore(), pullSource: undefined, compareTold: undefined };
  }
  const register = new SourcedRegister(recordSource);
  const announce = announceChange({ log, home });
  const writing = [new RecordSourceStore(), new RegisterStore(), new RegisterImports(), statistics] as const;
  return {
    register,
    pullSource: new PullSource(database, recordSource, ...writing, announce, log, logger, home),
    compareTold: new CompareTold(
      ...([
        database,
        recordSource,
        new RecordSourceStore(),
        new RegisterStore(),
        new RecordRecipients(log),
        announce,
      ] as const),
    ),
  };
}
