import { randomUUID } from 'node:crypto';
import type { AuditLog, JsonObject, NewEntry } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger, type Sql } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { Official } from '../context.js';
import { caseReferences } from './references.js';

/** Who looks into the log, and by whose order: an auditor's purpose is their mandate. */
export interface Auditor {
  readonly official: Official;
  /** File number of the mandate. */
  readonly mandate: string;
}

/** What was read, as the log will say it. */
export interface Read<T> {
  readonly result: T;
  /** DETAIL when parts of entries were opened. */
  readonly scope: 'METADATA' | 'DETAIL';
  /** Entries given out. */
  readonly count: number;
  /** What was asked for, but for the person: stands in the erasable detail. */
  readonly query: JsonObject;
  /** The person who was asked for: stands in the erasable subject part, and is found by these references. */
  readonly subject?: { readonly given: JsonObject; readonly references: readonly string[] };
}

/**
 * The only way in which an auditor reads the log: reading and the entry ACCESS_TO_LOG are one transaction, committed
 * before anything is given out. If the entry cannot be written, nothing is.
 */
export class AuditedRead {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
    private readonly logger: Logger,
  ) {}

  /**
   * @param read what to read; it gets the transaction and the event id of the access
   * @throws log.unavailable, log.inconsistent, and the codes `log.*` that `read` throws
   */
  async run<T>(auditor: Auditor, read: (sql: Sql, accessId: string) => Promise<Read<T>>): Promise<T> {
    try {
      return await inTransaction(this.database, async (tx) => {
        const eventId = randomUUID();
        const done = await read(sqlOf(tx), eventId);
        await this.log.append(sqlOf(tx), [entryFor(auditor, eventId, done)]);
        return done.result;
      });
    } catch (error) {
      if (isCrexError(error) && error.code.startsWith('log.')) throw error;
      this.logger.error({ err: error }, 'the log could not be shown');
      if (TAMPERED.some((code) => isCrexError(error, code))) throw inconsistent(error);
      throw new CrexError('log.unavailable', 'the log cannot be shown now: no access goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }
}

/** What is stored contradicts the leaves: an auditor is told so, and not that something is out of order for now. */
const TAMPERED = [
  'audit.search-mismatch',
  'audit.columns-differ',
  'audit.commitment-mismatch',
  'audit.malformed-leaf',
  'audit.not-canonical',
];

function inconsistent(cause: unknown): CrexError {
  return new CrexError('log.inconsistent', 'the tables of the log contradict each other', {
    ...{
      cause,
      nextStep: 'treat it as tampering: let the operator check the whole log, and keep the database as it is',
    },
  });
}

function entryFor({ official, mandate }: Auditor, eventId: string, read: Read<unknown>): NewEntry {
  const { scope, count, query, subject } = read;
  return {
    eventId,
    entry: { type: 'ACCESS_TO_LOG', scope, count },
    actor: { ...official },
    detail: { mandate, query },
    ...(subject === undefined ? {} : { subject: { subject: subject.given } }),
    findBy: {
      actor: [official.id],
      case: caseReferences(mandate),
      ...(subject === undefined ? {} : { subject: subject.references }),
    },
  };
}
