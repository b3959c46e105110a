import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto';
import { CrexError, nowSeconds, type Clock } from '#libs/protocol';
import { openBeside, sealBeside, type SealedBeside } from '../beside.js';
import type { Entry, EntryType, Group } from '../entry-types.js';
import { monthOf, monthsBefore, type ErasureLeaf } from '../erasure.js';
import { month as monthKind, origin as originKind } from '../field-kinds.js';
import type { JsonObject } from '../json-value.js';
import { checkKeyLength, type Kek } from '../key-encryption.js';
import { pseudonymKeyId, pseudonymOf, PSEUDONYM_PARTS, type OpenPart, type PseudonymKind } from '../part.js';
import { appendEntries, type LogEntry, type NewEntry } from './append.js';
import { entriesOfPseudonym } from './entries.js';
import { readPartsOf, type EntryParts } from './parts.js';
import { PeriodKeys, type LivingPeriod } from './period-keys.js';
import {
  entriesAt,
  findPositions,
  foundEntry,
  type EntryPosition,
  type EntrySearch,
  type FoundEntry,
} from './search.js';
import type { Sql } from './sql.js';

export interface AuditLogOptions {
  /** The log's name for ever (C2SP origin line), for example log.ar.crex.example/audit/1. */
  readonly origin: string;
  readonly kek: Kek;
  /** 32 bytes, of their own: who holds them can look a person up, but read nothing. */
  readonly pseudonymKey: Uint8Array;
  readonly clock: Clock;
}

/** Who erases, and why. */
export interface ErasureOrder {
  readonly group: Group;
  /** Code of the legal ground. */
  readonly ground: string;
  readonly actor: JsonObject;
  readonly detail?: JsonObject;
  /** Rows beside the log that the caller's transaction has erased with it: it is logged for them, too. */
  readonly rowsBeside?: number;
}

/** What became of a part: readable, lawfully erased by an entry that says so, or never there. */
export type PartReading =
  | ({ readonly status: 'open' } & OpenPart)
  | { readonly status: 'erased'; readonly erasure: ErasureLeaf }
  | { readonly status: 'none' };

/**
 * One country's (or the broker's) disclosure log. Holds keys, no connection: every method runs in the caller's
 * transaction, and what is appended exists exactly when that transaction commits.
 */
export class AuditLog {
  private readonly keys: PeriodKeys;
  private readonly pseudonymKey: KeyObject;

  /** @throws audit.wrong-key-length, audit.wrong-origin */
  constructor(private readonly options: AuditLogOptions) {
    checkKeyLength(options.pseudonymKey);
    checkOrigin(options.origin);
    this.keys = new PeriodKeys(options.kek);
    this.pseudonymKey = createSecretKey(options.pseudonymKey);
  }

  /** How KEY_EVENT names the secret keys of the log itself. */
  get keyNames(): { readonly 'audit-kek': string; readonly pseudonym: string } {
    return { 'audit-kek': this.options.kek.id, pseudonym: pseudonymKeyId(this.options.pseudonymKey) };
  }

  /**
   * Makes the keys of this month and the next, and forgets those in memory: another process may have destroyed some.
   * Run it at start and daily, outside any other transaction.
   *
   * @throws audit.other-kek
   */
  async preparePeriodKeys(sql: Sql): Promise<void> {
    this.keys.forget();
    const now = monthOf(nowSeconds(this.options.clock));
    await this.keys.prepare(sql, [now, monthsBefore(now, -1)]);
  }

  /**
   * Appends entries in the caller's transaction, all or none, in one round trip.
   *
   * @throws audit.malformed-leaf, audit.malformed-part, audit.part-too-long, audit.no-period-key, audit.no-such-part,
   *         audit.duplicate-entry, audit.leaf-hash-mismatch, audit.other-kek, audit.wrong-key
   */
  async append(sql: Sql, entries: readonly NewEntry[]): Promise<LogEntry[]> {
    if (entries.length === 0) return [];
    const at = nowSeconds(this.options.clock);
    const keyOf = await this.keys.of(sql, monthOf(at));
    const { options, pseudonymKey } = this;
    return appendEntries(sql, entries, { origin: options.origin, pseudonymKey, at, keyOf });
  }

  /** Entries about a person, by an official or in a case whose reference was given as `findBy` when they were written. */
  entriesFoundBy(sql: Sql, kind: PseudonymKind, reference: string): Promise<LogEntry[]> {
    return entriesOfPseudonym(sql, PSEUDONYM_PARTS[kind], pseudonymOf(this.pseudonymKey, kind, reference));
  }

  /** Where the newest matching entries stand: `limit` at most, all older than `after`. */
  find(
    sql: Sql,
    search: EntrySearch,
    page: { readonly after?: EntryPosition | undefined; readonly limit: number },
  ): Promise<EntryPosition[]> {
    const { pseudonymKey } = this;
    const pseudonyms = Object.entries(search.findBy ?? {}).map(([kind, references]) =>
      references.map((each) => pseudonymOf(pseudonymKey, kind as PseudonymKind, each)),
    );
    return findPositions(sql, search, pseudonyms, page);
  }

  /**
   * The entries at positions that the same search has found.
   *
   * @throws audit.search-mismatch
   */
  entriesAt(sql: Sql, positions: readonly EntryPosition[], search: EntrySearch): Promise<FoundEntry[]> {
    return entriesAt(sql, positions, search);
  }

  /**
   * Of each entry the parts that it has; those of the groups in `open` are opened and checked against the leaf.
   *
   * @throws audit.other-kek, audit.wrong-key, audit.commitment-mismatch
   */
  readParts(sql: Sql, entries: readonly FoundEntry[], open: readonly Group[]): Promise<EntryParts[]> {
    return readPartsOf(sql, this.keys, entries, open);
  }

  /**
   * The one entry of this type of an event.
   *
   * @throws audit.columns-differ when the row is not of the event and type that its leaf names
   */
  async entry(sql: Sql, eventId: string, type: EntryType): Promise<FoundEntry | undefined> {
    const [row] = await sql.query<{ entry_id: number; leaf: Uint8Array }>(
      'SELECT entry_id, leaf FROM audit_entry WHERE event_id = $1 AND type = $2',
      [eventId, type],
    );
    if (row === undefined) return undefined;
    const entry = foundEntry(row.entry_id, row.leaf);
    checkIsOf(entry, eventId, type);
    return entry;
  }

  /**
   * The name under which a person, an official or a record is found again without being named: HMAC-SHA-256, 32 bytes,
   * under a key that is not in the database.
   */
  pseudonym(kind: PseudonymKind, reference: string): Buffer {
    return pseudonymOf(this.pseudonymKey, kind, reference);
  }

  /**
   * Encrypts what a row beside the log keeps, under this month's key of a group: it ends when that key is destroyed, in
   * every copy of the row. `place` names the row and is bound to the ciphertext.
   *
   * @throws audit.no-period-key, audit.other-kek, audit.wrong-key
   */
  async sealBeside(sql: Sql, group: Group, place: string, plaintext: Uint8Array): Promise<SealedBeside> {
    const { id, key } = (await this.keys.of(sql, monthOf(nowSeconds(this.options.clock))))(group);
    return { periodKey: id, ciphertext: sealBeside(key, place, plaintext) };
  }

  /**
   * Decrypts what {@link AuditLog.sealBeside} has encrypted; undefined when its key was destroyed.
   *
   * @throws audit.other-kek, audit.wrong-key
   */
  async openBeside(sql: Sql, { periodKey, ciphertext }: SealedBeside, place: string): Promise<Buffer | undefined> {
    const key = await this.keys.byId(sql, periodKey);
    return key === undefined ? undefined : openBeside(key, place, ciphertext);
  }

  /**
   * Opens one part of an entry and checks it against the leaf.
   *
   * @throws audit.columns-differ, audit.other-kek, audit.wrong-key, audit.commitment-mismatch, audit.part-missing
   */
  async readPart(sql: Sql, eventId: string, type: EntryType, group: Group): Promise<PartReading> {
    const entry = await this.entry(sql, eventId, type);
    const [parts] = entry === undefined ? [] : await this.readParts(sql, [entry], [group]);
    const part = parts?.[group] ?? { status: 'none' };
    checkNotMissing(part);
    return part;
  }

  /**
   * Erases one part of all entries of an event, and logs that. Nothing was there: nothing happens, nothing is logged.
   *
   * @throws as append
   */
  async erasePart(sql: Sql, target: string, order: ErasureOrder): Promise<LogEntry | undefined> {
    const present = await sql.query(
      `SELECT 1 FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.entry_id
       WHERE e.event_id = $1 AND d."group" = $2 LIMIT 1`,
      [target, order.group],
    );
    if (present.length === 0 && (order.rowsBeside ?? 0) === 0) return undefined;
    return this.carryOut(
      sql,
      'audit_erase',
      { type: 'ERASURE', target, group: order.group, ground: order.ground },
      order,
    );
  }

  /**
   * The groups and months whose retention is over: `retentionMonths` whole months have passed since the end of the month.
   */
  periodsDue(sql: Sql, retentionMonths: number): Promise<LivingPeriod[]> {
    return this.keys.living(sql, monthsBefore(monthOf(nowSeconds(this.options.clock)), retentionMonths + 1));
  }

  /**
   * Destroys the key of a group in a month that is over, and with it every part that was written under it.
   *
   * @throws audit.period-not-over, and as append
   */
  async erasePeriod(sql: Sql, month: string, order: ErasureOrder): Promise<LogEntry | undefined> {
    this.checkPeriodOver(month);
    const present = await sql.query(
      'SELECT 1 FROM audit_dek WHERE month = $1 AND "group" = $2 AND wrapped IS NOT NULL',
      [month, order.group],
    );
    if (present.length === 0) return undefined;
    const entry: Entry = { type: 'PERIOD_ERASURE', month, group: order.group, ground: order.ground };
    const logged = await this.carryOut(sql, 'audit_erase_period', entry, order);
    this.keys.forget();
    return logged;
  }

  /**
   * Puts another key-encryption key in the place of this log's: wraps every living period key by it and logs both keys.
   * From then on the log opens with `next`, and what earlier backups hold is closed to whoever has not kept the old key.
   *
   * @param sql a transaction of the database's owner: the application's role may not touch wrapped keys
   * @returns the ids of both keys
   * @throws audit.same-kek, and as append
   */
  async changeKek(sql: Sql, next: Kek, actor: JsonObject): Promise<{ created: string; retired: string }> {
    const { kek } = this.options;
    if (next.id === kek.id) throw new CrexError('audit.same-kek', 'the new key-encryption key is the present one');
    const entryOf = (action: 'CREATED' | 'RETIRED', keyDigest: string): NewEntry => ({
      eventId: randomUUID(),
      entry: { type: 'KEY_EVENT', action, keyRole: 'audit-kek', keyDigest },
      actor,
    });
    await this.append(sql, [entryOf('CREATED', next.id), entryOf('RETIRED', kek.id)]);
    await this.keys.rewrap(sql, next);
    this.keys.forget();
    return { created: next.id, retired: kek.id };
  }

  private async carryOut(
    sql: Sql,
    how: 'audit_erase' | 'audit_erase_period',
    entry: Entry,
    { actor, detail }: ErasureOrder,
  ): Promise<LogEntry | undefined> {
    const eventId = randomUUID();
    const parts = detail === undefined ? { actor } : { actor, detail };
    const [logged] = await this.append(sql, [{ eventId, entry, ...parts }]);
    await sql.query(`SELECT ${how}($1)`, [eventId]);
    return logged;
  }

  private checkPeriodOver(month: string): void {
    if (!monthKind.holds(month) || month >= monthOf(nowSeconds(this.options.clock))) {
      throw new CrexError('audit.period-not-over', 'only the key of a past month (as 2026-11) can be destroyed');
    }
  }
}

/** Opens a log for writing and reading; nothing is read or written yet. @throws audit.wrong-key-length, audit.wrong-origin */
export function openLog(options: AuditLogOptions): AuditLog {
  return new AuditLog(options);
}

function checkIsOf({ leaf }: FoundEntry, eventId: string, type: EntryType): void {
  if (leaf.eventId !== eventId || leaf.type !== type) {
    throw new CrexError('audit.columns-differ', 'the row of an entry names another event or type than its leaf', {
      nextStep: 'treat it as tampering: somebody with the rights of the database owner changed it',
    });
  }
}

function checkNotMissing(part: PartReading | { readonly status: 'missing' | 'closed' }): asserts part is PartReading {
  if (part.status === 'missing') {
    throw new CrexError('audit.part-missing', 'a part is gone and no entry of the log says that it was erased', {
      nextStep: 'treat it as tampering: somebody with the rights of the database owner removed it',
    });
  }
}

function checkOrigin(origin: string): void {
  if (!originKind.holds(origin)) {
    throw new CrexError('audit.wrong-origin', `the log's origin is not ${originKind.form}`);
  }
}
