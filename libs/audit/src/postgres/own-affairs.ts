import { randomUUID } from 'node:crypto';
import type { EntryOf } from '../entry-types.js';
import type { JsonObject } from '../json-value.js';
import type { KeyEvent } from '../key-life.js';
import { readLeaf, type LeafOf } from '../leaf.js';
import type { NewEntry } from './append.js';
import type { AuditLog } from './audit-log.js';
import type { Sql } from './sql.js';

/** What a party logs about itself is rare among millions of entries, and is read back at every start. */
export const indexOwnAffairs = `
CREATE INDEX audit_entry_own_affairs ON audit_entry (type, entry_id) WHERE type IN ('KEY_EVENT', 'CONFIG_CHANGE');
`;

/**
 * Appends the key events that `due` finds missing from those that the log has; the log itself is the memory. In the
 * caller's transaction; several processes on one database take turns, so that no event is written twice.
 *
 * @returns what was appended
 * @throws as AuditLog.append
 */
export async function recordKeyEvents(
  sql: Sql,
  log: AuditLog,
  due: (known: readonly KeyEvent[]) => readonly KeyEvent[],
): Promise<readonly KeyEvent[]> {
  await takeTurn(sql);
  const events = due(await keyEvents(sql));
  const entries = events.map((event): NewEntry => ({ eventId: randomUUID(), entry: { type: 'KEY_EVENT', ...event } }));
  await log.append(sql, entries);
  return events;
}

/** All that the log says about this party's keys, oldest first. */
export async function keyEvents(sql: Sql): Promise<LeafOf<'KEY_EVENT'>[]> {
  const rows = await sql.query<{ leaf: Uint8Array }>(
    `SELECT leaf FROM audit_entry WHERE type = 'KEY_EVENT' ORDER BY entry_id`,
  );
  return rows.map(({ leaf }) => readLeaf(leaf) as LeafOf<'KEY_EVENT'>);
}

/** The settings that the log follows; docs/protocol/log-entries.md says what each is, and a test keeps the two equal. */
export const SETTINGS = [
  'software',
  'policy',
  'matching',
  'sign-in',
  'calendar-zone',
  'message-life',
  'retention',
  'trust-anchor',
  'broker',
  'time-stamps',
  'limits',
] as const;

/** A setting as it is now. */
export interface SettingNow {
  readonly setting: (typeof SETTINGS)[number];
  readonly digest: string;
  /** What was digested, or what describes it: the erasable detail of the entry. No secret, no personal data. */
  readonly content: JsonObject;
}

/**
 * Appends a CONFIG_CHANGE for each setting whose digest is not that of its last such entry. As {@link recordKeyEvents}.
 *
 * @returns the settings that had changed
 * @throws as AuditLog.append
 */
export async function recordSettings(
  sql: Sql,
  log: AuditLog,
  settings: readonly SettingNow[],
): Promise<readonly string[]> {
  await takeTurn(sql);
  const last = await lastDigests(sql);
  const changed = settings.filter(({ setting, digest }) => last.get(setting) !== digest);
  const entries = changed.map(({ setting, digest, content }): NewEntry => {
    const previousDigest = last.get(setting);
    const previous = previousDigest === undefined ? {} : { previousDigest };
    const entry: EntryOf<'CONFIG_CHANGE'> = { type: 'CONFIG_CHANGE', setting, digest, ...previous };
    return { eventId: randomUUID(), entry, detail: content };
  });
  await log.append(sql, entries);
  return changed.map(({ setting }) => setting);
}

async function lastDigests(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.query<{ leaf: Uint8Array }>(
    `SELECT leaf FROM audit_entry WHERE type = 'CONFIG_CHANGE' ORDER BY entry_id`,
  );
  const leaves = rows.map(({ leaf }) => readLeaf(leaf) as LeafOf<'CONFIG_CHANGE'>);
  return new Map(leaves.map(({ setting, digest }) => [setting, digest]));
}

/** Until this transaction ends the others wait. */
async function takeTurn(sql: Sql): Promise<void> {
  await sql.query(`SELECT pg_advisory_xact_lock(hashtext('crex own affairs'))`);
}
