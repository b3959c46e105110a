/* eslint max-lines: off -- a table of the log's columns, one after the other */
/** Those who look, and what they say: the codes of what they find wrong. */
export interface Noticed {
  /** Checks the tables against themselves. */
  check?: readonly string[];
  sequencer?: string;
  signer?: string;
  /** Opens the erasable parts with the node's keys. */
  parts?: readonly string[];
  /** Opens a part and looks for its person. */
  search?: readonly string[];
  /** Another country: compares what is published with what it has cosigned. */
  witness?: string;
  /** A country that was promised entries: follows the hashes of all entries, which give the root or do not. */
  asker?: string;
}

/** The newest disclosure but the one that waits: it has all three parts and its place in epoch 2. */
const IT = `(SELECT max(e.entry_id) FROM audit_entry e JOIN tlog_leaf l USING (entry_id) WHERE e.type = 'DISCLOSURE')`;
const THIS_MONTH = `month = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM')`;
const OTHER = `sha256('other')`;
const without = (table: string, ...constraints: string[]): string[] =>
  constraints.map((name) => `ALTER TABLE ${table} DROP CONSTRAINT ${name}`);

/** For each column: what its owner does, and who notices. Nobody: the column is no evidence. */
export const COLUMNS: Readonly<Record<string, { readonly change: readonly string[]; readonly noticed: Noticed }>> = {
  'audit_entry.entry_id': {
    change: [
      ...without('tlog_leaf', 'tlog_leaf_entry_id_fkey'),
      'ALTER TABLE audit_entry ALTER entry_id DROP IDENTITY',
      `UPDATE audit_entry SET entry_id = 99999 WHERE entry_id = ${IT}`,
    ],
    noticed: {
      check: [
        ...['audit.checkpoint-altered', 'audit.entry-lost', 'audit.leaf-missing', 'audit.references-differ'],
        'audit.search-differs',
      ],
      parts: ['audit.part-missing'],
      search: ['not-found'],
    },
  },
  'audit_entry.event_id': {
    change: [`UPDATE audit_entry SET event_id = gen_random_uuid() WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.columns-differ'], parts: ['audit.columns-differ'], search: ['not-found'] },
  },
  'audit_entry.type': {
    change: [`UPDATE audit_entry SET type = 'NO_RECORD' WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.columns-differ'], search: ['not-found'] },
  },
  'audit_entry.leaf': {
    change: [
      `UPDATE audit_entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '"to":"AR"', '"to":"CL"'), 'UTF8')
       WHERE entry_id = ${IT}`,
    ],
    noticed: { check: ['audit.leaf-altered', 'audit.leaf-hash-mismatch', 'audit.search-differs'] },
  },
  'audit_entry.leaf_hash': {
    change: [`UPDATE audit_entry SET leaf_hash = ${OTHER} WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.leaf-hash-mismatch'] },
  },
  'audit_entry.leaf of an entry that waits': {
    change: [
      `UPDATE audit_entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'),
         '"at":' || (convert_from(leaf, 'UTF8')::jsonb ->> 'at'),
         '"at":' || ((convert_from(leaf, 'UTF8')::jsonb ->> 'at')::bigint + 1)), 'UTF8')
       WHERE entry_id = (SELECT entry_id FROM audit_pending)`,
    ],
    noticed: { check: ['audit.leaf-hash-mismatch'], signer: 'log-signer.other-tree' },
  },
  'audit_entry.leaf_hash of an entry that waits': {
    change: [`UPDATE audit_entry SET leaf_hash = ${OTHER} WHERE entry_id = (SELECT entry_id FROM audit_pending)`],
    noticed: { check: ['audit.leaf-hash-mismatch'], signer: 'log-signer.other-tree' },
  },
  'audit_entry.created_at': {
    change: [`UPDATE audit_entry SET created_at = '2020-01-01' WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.time-differs'] },
  },
  'audit_pending.entry_id': {
    change: [`UPDATE audit_pending SET entry_id = ${IT}`],
    noticed: {
      check: ['audit.already-in-tree', 'audit.entry-lost', 'audit.search-differs'],
      search: ['not-found'],
      sequencer: 'audit.already-in-tree',
      signer: 'audit.already-in-tree',
    },
  },
  ...Object.fromEntries(
    (['subject', 'actor', 'detail'] as const).map((group) => [
      `audit_pending.${group}_names`,
      { change: [`UPDATE audit_pending SET ${group}_names = ${OTHER}`], noticed: { search: ['not-found'] } },
    ]),
  ),
  'audit_reference.reference': {
    change: [`UPDATE audit_reference SET reference = 'other' || reference WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.references-differ'] },
  },
  'audit_reference.entry_id': {
    change: [`UPDATE audit_reference SET entry_id = 1 WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.references-differ'] },
  },
  'audit_dek.id': {
    change: [
      'ALTER TABLE audit_dek ALTER id DROP IDENTITY',
      `UPDATE audit_dek SET id = 999 WHERE ${THIS_MONTH} AND "group" = 'subject'`,
    ],
    noticed: { parts: ['audit.part-missing'], search: ['not-found'] },
  },
  'audit_dek.month': {
    change: [`UPDATE audit_dek SET month = '2001-01' WHERE ${THIS_MONTH} AND "group" = 'subject'`],
    noticed: { parts: ['audit.wrong-key'], search: ['not-found'] },
  },
  'audit_dek.group': {
    change: [
      ...without('audit_dek', 'audit_dek_month_group_key'),
      `UPDATE audit_dek SET "group" = 'detail' WHERE ${THIS_MONTH} AND "group" = 'subject'`,
    ],
    noticed: { parts: ['audit.wrong-key'], search: ['not-found'] },
  },
  'audit_dek.kek_id': {
    change: [`UPDATE audit_dek SET kek_id = 'other' WHERE ${THIS_MONTH} AND "group" = 'subject'`],
    noticed: { parts: ['audit.other-kek'], search: ['not-found'] },
  },
  'audit_dek.wrapped': {
    change: [`UPDATE audit_dek SET wrapped = ${OTHER} WHERE ${THIS_MONTH} AND "group" = 'subject'`],
    noticed: { parts: ['audit.wrong-key'], search: ['not-found'] },
  },
  'audit_dek.erased_by': {
    change: ['UPDATE audit_dek SET erased_by = gen_random_uuid() WHERE erased_by IS NOT NULL'],
    noticed: { parts: ['audit.part-missing'] },
  },
  'audit_detail.entry_id': {
    change: [`UPDATE audit_detail SET entry_id = 99999 WHERE entry_id = ${IT} AND "group" = 'subject'`],
    noticed: { parts: ['audit.part-missing'], search: ['not-found'] },
  },
  'audit_detail.group': {
    change: [
      ...without('audit_detail', 'audit_detail_pkey'),
      `UPDATE audit_detail SET "group" = 'detail' WHERE entry_id = ${IT} AND "group" = 'subject'`,
    ],
    noticed: { parts: ['audit.part-missing'], search: ['not-found'] },
  },
  'audit_detail.dek_id': {
    change: [
      `UPDATE audit_detail SET dek_id = (SELECT id FROM audit_dek WHERE ${THIS_MONTH} AND "group" = 'actor')
       WHERE entry_id = ${IT} AND "group" = 'subject'`,
    ],
    noticed: { parts: ['audit.wrong-key'], search: ['not-found'] },
  },
  'audit_detail.ciphertext': {
    change: [
      `UPDATE audit_detail SET ciphertext = set_byte(ciphertext, 40, get_byte(ciphertext, 40) # 1)
       WHERE entry_id = ${IT} AND "group" = 'subject'`,
    ],
    noticed: { parts: ['audit.wrong-key'], search: ['not-found'] },
  },
  'audit_pseudonym.group': {
    change: [`UPDATE audit_pseudonym SET "group" = 'actor' WHERE entry_id = ${IT} AND "group" = 'subject'`],
    noticed: { search: ['not-found'] },
  },
  'audit_pseudonym.pseudonym': {
    change: [`UPDATE audit_pseudonym SET pseudonym = ${OTHER} WHERE entry_id = ${IT} AND "group" = 'subject'`],
    noticed: { search: ['not-found'] },
  },
  'audit_pseudonym.entry_id': {
    change: [`UPDATE audit_pseudonym SET entry_id = 1 WHERE entry_id = ${IT} AND "group" = 'subject'`],
    noticed: { check: ['audit.search-differs'], search: ['not-found'] },
  },
  'audit_pseudonym.facet': {
    change: [`UPDATE audit_pseudonym SET facet = 1 WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_pseudonym.at': {
    change: [`UPDATE audit_pseudonym SET at = at + 1 WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.facet': {
    change: [`UPDATE audit_facet SET facet = 1 WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.type': {
    change: [`UPDATE audit_facet SET type = 'NO_RECORD' WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.sender': {
    change: [`UPDATE audit_facet SET sender = 'CL' WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.recipient': {
    change: [`UPDATE audit_facet SET recipient = 'CL' WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.purpose': {
    change: [`UPDATE audit_facet SET purpose = 'C1' WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.legal_basis': {
    change: [`UPDATE audit_facet SET legal_basis = 'NASSAU-1992' WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_facet.outcome': {
    change: [`UPDATE audit_facet SET outcome = 'HIT' WHERE type = 'DISCLOSURE'`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_search.facet': {
    change: [`UPDATE audit_search SET facet = 1 WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_search.at': {
    change: [`UPDATE audit_search SET at = at + 1 WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.search-differs'] },
  },
  'audit_search.entry_id': {
    change: [`UPDATE audit_search SET entry_id = 99999 WHERE entry_id = ${IT}`],
    noticed: { check: ['audit.search-differs'] },
  },
  'tlog_epoch.epoch': {
    change: [
      ...without('tlog_leaf', 'tlog_leaf_epoch_fkey'),
      ...without('tlog_tile', 'tlog_tile_epoch_fkey'),
      ...without('tlog_tree', 'tlog_tree_epoch_fkey'),
      ...without('tlog_checkpoint', 'tlog_checkpoint_epoch_fkey'),
      'UPDATE tlog_epoch SET epoch = 7 WHERE epoch = 2',
    ],
    noticed: {
      check: ['audit.epoch-altered', 'audit.references-differ'],
      sequencer: 'audit.epoch-closed',
      signer: 'log-signer.database-behind',
    },
  },
  'tlog_epoch.origin': {
    change: [`UPDATE tlog_epoch SET origin = 'log.br.crex.example/audit/9' WHERE epoch = 2`],
    noticed: {
      check: ['audit.checkpoint-altered', 'audit.epoch-altered', 'audit.foreign-leaf'],
      signer: 'log-signer.other-database',
    },
  },
  'tlog_epoch.opened_by': {
    change: ['UPDATE tlog_epoch SET opened_by = gen_random_uuid() WHERE epoch = 2'],
    noticed: { check: ['audit.epoch-altered'], signer: 'log-signer.other-database' },
  },
  'tlog_tree.epoch': {
    change: [...without('tlog_tree', 'tlog_tree_epoch_fkey'), 'UPDATE tlog_tree SET epoch = 7 WHERE epoch = 2'],
    noticed: { check: ['audit.epoch-altered'], sequencer: 'audit.no-such-epoch', signer: 'log-signer.database-behind' },
  },
  'tlog_tree.size': {
    change: ['UPDATE tlog_tree SET size = size - 1 WHERE epoch = 2'],
    noticed: { check: ['audit.size-mismatch'], sequencer: 'audit.tile-altered', signer: 'log-signer.database-behind' },
  },
  'tlog_tree.root': {
    change: [`UPDATE tlog_tree SET root = ${OTHER} WHERE epoch = 2`],
    noticed: { check: ['audit.root-mismatch'], sequencer: 'audit.root-mismatch', signer: 'log-signer.other-tree' },
  },
  'tlog_leaf.epoch': {
    change: ['UPDATE tlog_leaf SET epoch = 1 WHERE epoch = 2 AND log_index = 40'],
    noticed: { check: ['audit.leaf-missing', 'audit.root-mismatch', 'audit.size-mismatch', 'audit.tile-altered'] },
  },
  'tlog_leaf.log_index': {
    change: ['UPDATE tlog_leaf SET log_index = 90000 WHERE epoch = 2 AND log_index = 40'],
    noticed: { check: ['audit.leaf-missing'] },
  },
  'tlog_leaf.entry_id': {
    change: [`UPDATE tlog_leaf SET entry_id = (SELECT entry_id FROM audit_pending) WHERE epoch = 2 AND log_index = 40`],
    noticed: {
      check: [
        ...['audit.already-in-tree', 'audit.entry-lost', 'audit.leaf-altered', 'audit.references-differ'],
        'audit.search-differs',
      ],
      sequencer: 'audit.already-in-tree',
      signer: 'audit.already-in-tree',
    },
  },
  'tlog_tile.epoch': {
    change: ['UPDATE tlog_tile SET epoch = 1 WHERE epoch = 2 AND level = 0 AND idx = 1'],
    noticed: {
      asker: 'audit.tile-missing',
      check: ['audit.tile-altered', 'audit.tile-missing', 'audit.tile-surplus'],
      sequencer: 'audit.tile-missing',
      signer: 'audit.tile-missing',
      witness: 'audit.tile-missing',
    },
  },
  'tlog_tile.level': {
    change: ['UPDATE tlog_tile SET level = 3 WHERE epoch = 2 AND level = 0 AND idx = 1'],
    noticed: {
      asker: 'audit.tile-missing',
      check: ['audit.tile-altered', 'audit.tile-missing', 'audit.tile-surplus'],
      sequencer: 'audit.tile-missing',
      signer: 'audit.tile-missing',
      witness: 'audit.tile-missing',
    },
  },
  'tlog_tile.idx': {
    change: ['UPDATE tlog_tile SET idx = 9 WHERE epoch = 2 AND level = 0 AND idx = 1'],
    noticed: {
      asker: 'audit.tile-missing',
      check: ['audit.tile-altered', 'audit.tile-missing'],
      sequencer: 'audit.tile-missing',
      signer: 'audit.tile-missing',
      witness: 'audit.tile-missing',
    },
  },
  'tlog_tile.data': {
    change: [
      `UPDATE tlog_tile SET data = set_byte(data, 40, get_byte(data, 40) # 1) WHERE epoch = 2 AND level = 0 AND idx = 0`,
    ],
    noticed: { asker: 'other-tree', check: ['audit.tile-altered'] },
  },
  'tlog_tile.data of the right edge': {
    change: [
      `UPDATE tlog_tile SET data = set_byte(data, 40, get_byte(data, 40) # 1) WHERE epoch = 2 AND level = 0 AND idx = 1`,
    ],
    noticed: {
      asker: 'other-tree',
      check: ['audit.tile-altered'],
      sequencer: 'audit.root-mismatch',
      signer: 'audit.root-mismatch',
      witness: 'other-tree',
    },
  },
  'tlog_checkpoint.epoch': {
    change: [
      ...without('tlog_cosignature', 'tlog_cosignature_epoch_size_fkey'),
      'UPDATE tlog_checkpoint SET epoch = 1 WHERE epoch = 2 AND size > 200',
    ],
    noticed: { check: ['audit.checkpoint-altered', 'audit.cosignature-altered'], witness: 'smaller' },
  },
  'tlog_checkpoint.size': {
    change: [
      ...without('tlog_cosignature', 'tlog_cosignature_epoch_size_fkey'),
      'UPDATE tlog_checkpoint SET size = size + 1000 WHERE epoch = 2 AND size > 200',
    ],
    noticed: { check: ['audit.checkpoint-altered', 'audit.cosignature-altered'], signer: 'log-signer.database-behind' },
  },
  'tlog_checkpoint.root': {
    change: [`UPDATE tlog_checkpoint SET root = ${OTHER} WHERE epoch = 2 AND size > 200`],
    noticed: { check: ['audit.checkpoint-altered'] },
  },
  'tlog_checkpoint.note': {
    change: [`UPDATE tlog_checkpoint SET note = replace(note, '/audit/2', '/audit/3') WHERE epoch = 2 AND size > 200`],
    noticed: {
      asker: 'audit.unsigned-note',
      check: ['audit.checkpoint-altered', 'audit.cosignature-altered'],
      signer: 'log-signer.other-checkpoint',
      witness: 'audit.unsigned-note',
    },
  },
  'tlog_checkpoint.signed_at': {
    change: [`UPDATE tlog_checkpoint SET signed_at = '2020-01-01' WHERE epoch = 2 AND size > 200`],
    noticed: { check: ['audit.checkpoint-altered'] },
  },
  'tlog_cosignature.epoch': {
    change: [
      ...without('tlog_cosignature', 'tlog_cosignature_epoch_size_fkey'),
      'UPDATE tlog_cosignature SET epoch = 1',
    ],
    noticed: { check: ['audit.cosignature-altered'] },
  },
  'tlog_cosignature.size': {
    change: ['UPDATE tlog_cosignature SET size = (SELECT min(size) FROM tlog_checkpoint WHERE epoch = 2)'],
    noticed: { check: ['audit.cosignature-altered'] },
  },
  'tlog_cosignature.witness': {
    change: [`UPDATE tlog_cosignature SET witness = 'witness.cl'`],
    noticed: { check: ['audit.cosignature-altered'] },
  },
  'tlog_cosignature.time': {
    change: ['UPDATE tlog_cosignature SET time = time + 60'],
    noticed: { check: ['audit.cosignature-altered'] },
  },
  'tlog_cosignature.line': {
    change: [`UPDATE tlog_cosignature SET line = overlay(line PLACING 'AAAA' FROM length(line) - 20)`],
    noticed: { check: ['audit.cosignature-altered'] },
  },
};
