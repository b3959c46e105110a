import { GROUPS, type Group } from './entry-types.js';

/** A column with personal data: about whom, in what form, when it ends and how. */
export interface PersonalColumn {
  /** `table.column`. */
  readonly column: string;
  readonly holds: string;
  /** Whose data, by the groups of the log's parts. */
  readonly about: readonly Group[];
  /**
   * `plain`: readable as it stands. `period-key`: ciphertext under the month's key of a group. `pseudonym`: HMAC under the
   * pseudonym key. `digest`: SHA-256 that somebody could try. `sealed`: HPKE to the recipient's sealing key.
   */
  readonly form: 'plain' | 'period-key' | 'pseudonym' | 'digest' | 'sealed';
  /** With form `period-key`: the group whose key it is; `own` for that of the row's own group. */
  readonly periodKey?: Group | 'own';
  /** Code of the retention rule. */
  readonly ends: string;
  /** Codes of the legal grounds on which it may end; none for working copies, which end by themselves. */
  readonly grounds: readonly string[];
  /** What erases it. */
  readonly erasedBy: string;
}

/** A file that a program writes. */
export interface WrittenFile {
  /** The setting that says where, then the name; `*` for what varies. */
  readonly path: string;
  readonly holds: string;
  /** The one source file that writes it. */
  readonly writtenBy: string;
  readonly about: readonly Group[];
}

/** Every column and every file of a program: what is not in here does not exist (a test sees to it). */
export interface ErasureManifest {
  readonly personal: readonly PersonalColumn[];
  /** By table, the columns that hold no personal data, separated by spaces. */
  readonly other: Readonly<Record<string, string>>;
  readonly files: readonly WrittenFile[];
}

const LOG = { ends: 'LOG', grounds: ['RETENTION-ENDED'] } as const;
const ORDERS = ['SUBJECT-REQUEST', 'COURT-ORDER', 'AUTHORITY-ORDER', 'UNLAWFUL-PROCESSING', 'RECORD-REMOVED'] as const;

/** The lines of the log's own tables, for the manifest of whoever keeps a log. */
export const auditManifest: Pick<ErasureManifest, 'personal' | 'other'> = {
  personal: [
    {
      column: 'audit_detail.ciphertext',
      holds: 'the parts of entries: salt and text of subject, actor or detail',
      about: ['subject', 'actor', 'detail'],
      ...{ form: 'period-key', periodKey: 'own', ...LOG, grounds: [...LOG.grounds, ...ORDERS] },
      erasedBy: 'AuditLog.erasePart, AuditLog.erasePeriod',
    },
    {
      column: 'audit_pseudonym.pseudonym',
      holds: 'numbers and names of persons, staff numbers of officials, numbers of cases',
      about: ['subject', 'actor', 'detail'],
      ...{ form: 'pseudonym', ...LOG, grounds: [...LOG.grounds, ...ORDERS] },
      erasedBy: 'AuditLog.erasePart, AuditLog.erasePeriod: with the part',
    },
    ...GROUPS.map((group): PersonalColumn => ({
      column: `audit_pending.${group}_names`,
      holds: 'the same, of an entry that waits for its place in the tree',
      about: [group],
      ...{ form: 'pseudonym', ...LOG, grounds: [...LOG.grounds, ...ORDERS] },
      erasedBy: 'AuditLog.erasePart, AuditLog.erasePeriod: with the part',
    })),
  ],
  other: {
    audit_entry: 'entry_id event_id type leaf leaf_hash created_at',
    audit_pending: 'entry_id',
    audit_reference: 'reference entry_id',
    audit_dek: 'id month group kek_id wrapped erased_by',
    audit_detail: 'entry_id group dek_id',
    audit_pseudonym: 'group facet at entry_id',
    // derived from the leaves, which hold no personal data
    audit_facet: 'facet type sender recipient purpose legal_basis outcome',
    audit_search: 'facet at entry_id',
    tlog_epoch: 'epoch origin opened_by',
    tlog_tree: 'epoch size root',
    tlog_leaf: 'epoch log_index entry_id',
    tlog_tile: 'epoch level idx data',
    tlog_checkpoint: 'epoch size root note signed_at',
    tlog_cosignature: 'epoch size witness time line',
    witness_log: 'origin size root note cosigned_at cosignature',
  },
};
