import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { CrexError } from '#libs/protocol';
import { GROUPS, type Group } from '../entry-types.js';
import { KEY_BYTES, type Kek } from '../key-encryption.js';
import type { Sql } from './sql.js';

/** The key of one group in one month, ready for use. */
export interface PeriodKey {
  readonly id: number;
  readonly key: KeyObject;
}

/** A group and month whose key has not been destroyed. */
export interface LivingPeriod {
  readonly id: number;
  readonly month: string;
  readonly group: Group;
}

/** One row of audit_dek. */
export interface WrappedKey {
  readonly id: number;
  readonly month: string;
  readonly group: Group;
  readonly kek_id: string;
  readonly wrapped: Uint8Array;
}

/**
 * Finds and makes period keys. Keys are made ahead, in a transaction of their own: a key made inside a caller's
 * transaction would make the others wait for it, or vanish with it while this process goes on using it.
 */
export class PeriodKeys {
  private readonly opened = new Map<number, KeyObject>();
  private current: { readonly month: string; readonly keys: ReadonlyMap<Group, PeriodKey> } | undefined;

  constructor(private readonly kek: Kek) {}

  /**
   * Makes what is missing of these months; two processes at once agree on one key.
   *
   * @throws audit.other-kek when living keys are wrapped by another key: the key-encryption key was changed
   */
  async prepare(sql: Sql, months: readonly string[]): Promise<void> {
    await this.checkWrapsAll(sql);
    for (const month of months) {
      const present = await sql.query<{ group: Group }>('SELECT "group" FROM audit_dek WHERE month = $1', [month]);
      for (const group of GROUPS.filter((each) => !present.some((row) => row.group === each))) {
        const wrapped = await this.kek.wrap(randomBytes(KEY_BYTES), contextOf(month, group));
        await sql.query(
          `INSERT INTO audit_dek (month, "group", kek_id, wrapped) VALUES ($1, $2, $3, $4)
           ON CONFLICT (month, "group") DO NOTHING`,
          [month, group, this.kek.id, Buffer.from(wrapped)],
        );
      }
    }
  }

  /**
   * The keys of a month for new parts; reads the database once a month.
   *
   * @throws audit.no-period-key, audit.other-kek, audit.wrong-key
   */
  async of(sql: Sql, month: string): Promise<(group: Group) => PeriodKey> {
    const keys = this.current?.month === month ? this.current.keys : await this.load(sql, month);
    return (group) => {
      const key = keys.get(group);
      if (key !== undefined) return key;
      throw new CrexError('audit.no-period-key', `the log has no key for the ${group} parts of ${month}`, {
        nextStep: 'let the node run preparePeriodKeys at start and daily; nothing is disclosed without it',
      });
    };
  }

  /** @throws audit.other-kek, audit.wrong-key */
  async unwrap(row: WrappedKey): Promise<KeyObject> {
    let key = this.opened.get(row.id);
    if (key === undefined) {
      this.checkKek(row.kek_id);
      key = createSecretKey(await this.kek.unwrap(row.wrapped, contextOf(row.month, row.group)));
      this.opened.set(row.id, key);
    }
    return key;
  }

  /** As {@link of}, by the row that something was encrypted under; undefined when it was destroyed. */
  async byId(sql: Sql, id: number): Promise<KeyObject | undefined> {
    const [row] = await sql.query<WrappedKey>(
      'SELECT id, month, "group", kek_id, wrapped FROM audit_dek WHERE id = $1 AND wrapped IS NOT NULL',
      [id],
    );
    return row === undefined ? undefined : this.unwrap(row);
  }

  /** Those whose month is not after `last`, oldest first. */
  living(sql: Sql, last: string): Promise<LivingPeriod[]> {
    return sql.query<LivingPeriod>(
      'SELECT id, month, "group" FROM audit_dek WHERE wrapped IS NOT NULL AND month <= $1 ORDER BY month, id',
      [last],
    );
  }

  /** Wraps every living key by another key-encryption key; `sql` is the owner's. @returns how many */
  async rewrap(sql: Sql, next: Kek): Promise<number> {
    const rows = await sql.query<WrappedKey>(
      'SELECT id, month, "group", kek_id, wrapped FROM audit_dek WHERE wrapped IS NOT NULL FOR UPDATE',
    );
    for (const row of rows) {
      const wrapped = await next.wrap((await this.unwrap(row)).export(), contextOf(row.month, row.group));
      await sql.query('UPDATE audit_dek SET kek_id = $2, wrapped = $3 WHERE id = $1', [
        ...[row.id, next.id, Buffer.from(wrapped)],
      ]);
    }
    return rows.length;
  }

  /** Forgets every key, destroyed ones too: what this process needs again it reads again. */
  forget(): void {
    this.opened.clear();
    this.current = undefined;
  }

  private async load(sql: Sql, month: string): Promise<ReadonlyMap<Group, PeriodKey>> {
    const rows = await sql.query<WrappedKey>(
      'SELECT id, month, "group", kek_id, wrapped FROM audit_dek WHERE month = $1 AND wrapped IS NOT NULL',
      [month],
    );
    const keys = new Map<Group, PeriodKey>();
    for (const row of rows) keys.set(row.group, { id: row.id, key: await this.unwrap(row) });
    if (keys.size === GROUPS.length) this.current = { month, keys };
    return keys;
  }

  private async checkWrapsAll(sql: Sql): Promise<void> {
    const [other] = await sql.query<{ kek_id: string }>(
      'SELECT kek_id FROM audit_dek WHERE wrapped IS NOT NULL AND kek_id <> $1 LIMIT 1',
      [this.kek.id],
    );
    if (other !== undefined) this.checkKek(other.kek_id);
  }

  private checkKek(kekId: string): void {
    if (kekId !== this.kek.id) {
      throw new CrexError(
        'audit.other-kek',
        `the period key was wrapped by key ${kekId}, this node holds ${this.kek.id}`,
        {
          nextStep: 'give the node the key file with which the log was opened',
        },
      );
    }
  }
}

function contextOf(month: string, group: Group): string {
  return `crex.audit.dek.v1\0${month}\0${group}`;
}
