import { appendLess } from './append-less.js';
import { createAppend } from './create-append.js';
import { createErasure } from './create-erasure.js';
import { createSearch } from './create-search.js';
import { createTables } from './create-tables.js';
import { indexOwnAffairs } from './own-affairs.js';
import { createTree } from './create-tree.js';
import { createWitnessLog } from './create-witness-log.js';

/** The log's schema, in order. Applied by the owner role; rights are granted to the roles `crex_app` (the application) and `crex_log` (the log's signer). */
export const auditMigrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '20261122-0200-create-audit-tables', sql: createTables },
  { name: '20261122-0210-create-audit-append', sql: createAppend },
  { name: '20261122-0220-create-audit-erasure', sql: createErasure },
  { name: '20261122-0230-create-log-tree', sql: createTree },
  { name: '20261122-0240-create-witness-log', sql: createWitnessLog },
  { name: '20261122-0250-index-own-affairs', sql: indexOwnAffairs },
  { name: '20261122-0300-create-audit-search', sql: createSearch },
  { name: '20261122-1900-append-less', sql: appendLess },
];
