import { CrexError } from '#libs/protocol';
import type { NodeConfiguration } from '../config.js';
import { HttpRecordSource } from './http-record-source.js';
import type { RecordSource } from './record-source.js';
import { SqlRecordSource } from './sql-record-source.js';

type Settings = Pick<NodeConfiguration, 'env' | 'recordSourceDatabaseUrl' | 'recordSourceUrl' | 'recordSourceToken'>;

/**
 * The country's own database as the settings name it; nothing where persons are imported. Connects to nothing yet.
 *
 * @throws node.two-record-sources, node.record-source-token-missing, node.insecure-record-source
 */
export function openRecordSource(settings: Settings): RecordSource | undefined {
  const { recordSourceDatabaseUrl: database, recordSourceUrl: url, recordSourceToken: token } = settings;
  if (database !== undefined) {
    checkOne(url === undefined);
    return new SqlRecordSource(database);
  }
  if (url === undefined) return undefined;
  checkSecure(settings.env !== 'production' || url.startsWith('https:'));
  return new HttpRecordSource(url, tokenOf(token));
}

function checkOne(isOne: boolean): void {
  if (!isOne) {
    throw new CrexError('node.two-record-sources', 'a record source is a database or a service, not both', {
      nextStep: 'leave CREX_RECORD_SOURCE_DATABASE_URL_FILE or CREX_RECORD_SOURCE_URL out',
    });
  }
}

function checkSecure(isSecure: boolean): void {
  if (!isSecure) {
    throw new CrexError('node.insecure-record-source', 'CREX_RECORD_SOURCE_URL must start with https:// in production');
  }
}

function tokenOf(token: string | undefined): string {
  if (token !== undefined) return token;
  throw new CrexError('node.record-source-token-missing', 'CREX_RECORD_SOURCE_URL needs CREX_RECORD_SOURCE_TOKEN_FILE');
}
