import { createAppend } from './create-append.js';
import { createErasure } from './create-erasure.js';
import { createTables } from './create-tables.js';
import { indexOwnAffairs } from './own-affairs.js';

/** The log's schema, in order. Applied by the owner role; the application's rights are granted to the role `crex_app`. */
export const auditMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '20261122-0200-create-audit-tables', sql: createTables },
  { name: '20261122-0210-create-audit-append', sql: createAppend },
  { name: '20261122-0220-create-audit-erasure', sql: createErasure },
  { name: '20261122-0250-index-own-affairs', sql: indexOwnAffairs },
];
