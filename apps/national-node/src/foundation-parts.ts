import type { Registry } from 'prom-client';
import type { Logger } from '#libs/platform';
import type { PolicySet } from '#libs/policy';
import type { BrokerConnection } from './courier/broker-connection.js';
import type { CurrentDirectory } from './current-directory.js';
import type { ExtractMaking } from './extract/extract-making.js';
import type { NodeKeys } from './keys/open-keys.js';
import type { Records } from './records.js';
import type { MatchingRules } from './register/matching-rules.js';
import type { RecordSource } from './source/record-source.js';

/** What exists before the first verb (foundation.ts). */
export interface Foundation extends Records {
  readonly logger: Logger;
  readonly registry: Registry;
  readonly keys: NodeKeys;
  readonly policy: PolicySet;
  readonly matching: MatchingRules;
  readonly broker: BrokerConnection;
  readonly directory: CurrentDirectory;
  /** Verifier keys of logs that our witness takes though no directory lists them. */
  readonly furtherLogs: readonly string[];
  /** The country's own database, where it has one and imports nobody. */
  readonly recordSource?: RecordSource | undefined;
  /** Of a country that issues certified extracts. */
  readonly extractMaking?: ExtractMaking | undefined;
  /** DER of the CA certificates of time-stamp authorities that are believed. */
  readonly timeStampAuthorities: readonly Uint8Array[];
}
