export { ENTRY_TYPES, GROUPS, isEntryType } from './entry-types.js';
export type { Entry, EntryOf, EntryType, Group } from './entry-types.js';
export { encodeLeaf, leafHashOf, MAX_LEAF_BYTES, promiseOf, readLeaf } from './leaf.js';
export type { Commitments, Leaf, LeafOf } from './leaf.js';
export type { JsonObject, JsonValue } from './json-value.js';
export { commitmentTo, opensTo, SALT_BYTES } from './commitment.js';
export { localKek } from './key-encryption.js';
export type { Kek } from './key-encryption.js';
export type { OpenPart } from './part.js';

export { openLog } from './postgres/audit-log.js';
export type { AuditLog, AuditLogOptions, ErasureOrder, PartReading } from './postgres/audit-log.js';
export type { LogEntry, NewEntry } from './postgres/append.js';
export { entriesOfEvent, entriesOfReference, entryOf } from './postgres/entries.js';
export { auditMigrations } from './postgres/migrations.js';
export type { Sql } from './postgres/sql.js';
