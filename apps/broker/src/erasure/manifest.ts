import { auditManifest, type ErasureManifest } from '#libs/audit';

/**
 * Every column and every file of the broker. It reads no content, so personal data lies here only under other countries'
 * seals, and goes when it is taken. A new column or file without a line here fails manifest.db.spec.ts.
 */
export const brokerManifest: ErasureManifest = {
  personal: [
    ...auditManifest.personal,
    {
      column: 'mailbox_message.line',
      holds: 'the envelope, sealed to its recipient, until it is taken or expired',
      ...{ form: 'sealed', about: ['subject', 'actor', 'detail'], ends: 'WIRE', grounds: [] },
      erasedBy: 'mailbox/mailbox.store.ts: take, expire',
    },
  ],
  other: {
    ...auditManifest.other,
    schema_migration: 'name sha256 applied_at',
    directory_file: 'path bytes accepted_at',
    directory_state: 'step root_version timestamp_version snapshot_version snapshot_hash expires_at verified_at_ms',
    directory_published: 'path bytes timestamp_version published_at',
    mailbox_receipt: 'receipt_id token',
    mailbox_message: `position message_id sender recipient pair number class priority exp slip_digest content_digest event_id
      receipt_id line_bytes`,
    mailbox_pair: 'pair sender recipient',
    mailbox_statement: 'position member digest token',
    shelf_tile: 'origin level index hashes',
    shelf_checkpoint: 'origin size root note received_at',
    shelf_cosignature: 'origin size witness time line',
    // codes and places in the tree
    log_check: 'checked_at entries fault_count faults',
    // how a node is: software, kinds, outages, counts of its work
    member_status: 'member time token',
    // counts over many persons, signed by each country
    member_statistics: 'member month token',
    shelf_contradiction: 'origin size root note received_at',
  },
  files: [
    {
      path: 'rotate-kek --to <file>',
      holds: 'a new key-encryption key',
      writtenBy: 'apps/broker/src/erasure/commands.ts',
      about: [],
    },
    {
      path: 'governance --out <file>',
      holds: 'how many messages each country sent to each, in months and days; numbers under ten hidden',
      writtenBy: 'apps/broker/src/governance/governance-command.ts',
      about: [],
    },
  ],
};
