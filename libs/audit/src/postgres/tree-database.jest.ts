import { randomBytes, randomUUID } from 'node:crypto';
import { inTransaction, openDatabase, sqlOf, systemClock } from '#libs/platform';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  auditMigrations,
  encodeLeaf,
  integratePending,
  localKek,
  openEpoch,
  openLog,
  type AuditLog,
  type Integrated,
  type LogEntry,
  type NewEntry,
  type Sql,
} from '../index.js';

export const origin = 'log.br.crex.example/audit/1';

/** A log in a database of its own, with its first epoch open, and connections of all three roles. */
export interface TreeDatabase extends TestDatabase {
  readonly log: AuditLog;
  /** As the role of the log's signer; each query stands alone. */
  readonly signer: Sql;
  /** As the role of the log's signer, in one transaction. */
  signerTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Appends so many entries in one transaction of the application. */
  append(count: number): Promise<LogEntry[]>;
  /** One batch of the sequencer. */
  integrate(): Promise<Integrated | undefined>;
}

export async function createTreeDatabase(): Promise<TreeDatabase> {
  const database = await createTestDatabase({ migrations: auditMigrations });
  const { logUrl: url } = database;
  const signer = await openDatabase({ url, entities: [], poolSize: 4, applicationName: 'signer' });
  const signerSql = sqlOf(signer.manager);
  const signerTransaction = <T>(work: (sql: Sql) => Promise<T>) => inTransaction(signer, (tx) => work(sqlOf(tx)));
  const log = openLog({
    ...{ origin, clock: systemClock, kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) },
  });
  await log.preparePeriodKeys(database.sql);
  await openEpoch(signerSql, 1, epochStart(origin));
  return {
    ...{ ...database, log, signer: signerSql, signerTransaction },
    append: (count) =>
      database.transaction((sql) =>
        log.append(
          sql,
          Array.from({ length: count }, () => taken()),
        ),
      ),
    integrate: () => signerTransaction((sql) => integratePending(sql, 1)),
    close: async () => {
      await signer.destroy();
      await database.close();
    },
  };
}

export function epochStart(of: string, eventId: string = randomUUID()): Uint8Array {
  const at = Math.floor(systemClock.nowMs() / 1000);
  return encodeLeaf({ v: 1, type: 'EPOCH_START', eventId, origin: of, at, reason: 'new-log', c: {} });
}

/** An entry without parts. */
export function taken(eventId: string = randomUUID()): NewEntry {
  const digest = () => randomBytes(32).toString('base64url');
  const entry = { type: 'TAKEN', messageId: 'AR-BR-1-000000000007', by: 'BR' } as const;
  return { eventId, entry: { ...entry, slipDigest: digest(), contentDigest: digest() } };
}
