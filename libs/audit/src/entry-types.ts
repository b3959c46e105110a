import {
  code, count, digest, epoch, member, messageId, messageNumber, metadataRole, month, oneOf, optional, origin, seconds,
  uuid, type Kind, type OptionalKind,
} from './field-kinds.js'; // prettier-ignore

/** The three erasable parts of an entry. The leaf holds a commitment to each; the parts themselves lie elsewhere, encrypted. */
export const GROUPS = ['subject', 'actor', 'detail'] as const;
export type Group = (typeof GROUPS)[number];

interface EntryShape {
  readonly fields: Readonly<Record<string, Kind | OptionalKind>>;
  /** Parts without which the entry would not say who, about whom or why. */
  readonly commits: readonly Group[];
}

const group = oneOf(...GROUPS);
const messageClass = oneOf('request', 'reply', 'control');
const withheld = [
  'REFUSED',
  'NOT_COMPETENT',
  'DECEASED',
  'BIOMETRIC_MISMATCH',
  'MULTIPLE_CANDIDATES',
  'NOT_IDENTIFIED',
] as const;
const answered = ['RECORDS', 'PARTIAL', 'HIT', 'NO_RECORD', ...withheld] as const;

const ANSWER = {
  from: member,
  to: member,
  purpose: code,
  legalBasis: code,
  requestDigest: digest,
  bodyDigest: digest,
  policyDigest: digest,
  matchingDigest: optional(digest),
};
const MESSAGE = { messageId, from: member, to: member, class: messageClass, contentDigest: digest };
const HELD_MESSAGE = { messageId, slipDigest: digest, contentDigest: digest };
const RUN_OF_NUMBERS = { epoch, first: messageNumber, last: messageNumber };
const WHO = ['actor'] as const;
const WHO_AND_WHOM = ['subject', 'actor'] as const;

/**
 * The closed list of entry types and the exact fields of each. Once a leaf of a type exists its fields never change, but
 * that an optional one may be added: a new need is a new type.
 *
 * @see docs/protocol/log-entries.md, where the table says what each type means; a test keeps the two equal
 */
export const ENTRY_TYPES = {
  // the country that asks
  DRAFT: {
    fields: { target: uuid, action: oneOf('KEPT', 'DISCARDED', 'LAPSED', 'REQUESTED', 'APPROVED', 'RETURNED') },
    commits: WHO,
  },
  ASK: {
    fields: {
      from: member,
      to: member,
      purpose: code,
      legalBasis: code,
      bodyDigest: digest,
      requestDigest: optional(digest),
    },
    commits: GROUPS,
  },
  OUTCOME: {
    fields: {
      from: member,
      to: member,
      outcome: oneOf(...answered, 'MORE_INFORMATION', 'REJECTED', 'UNDELIVERABLE', 'TIMED_OUT', 'LAPSED', 'CANCELLED'),
      requestDigest: optional(digest),
      contentDigest: optional(digest),
    },
    commits: [],
  },
  LATE: {
    fields: {
      from: member,
      to: member,
      outcome: oneOf(...answered, 'MORE_INFORMATION', 'REJECTED'),
      requestDigest: digest,
      contentDigest: digest,
    },
    commits: [],
  },
  CANCELLATION: {
    fields: { from: member, to: member, target: uuid, reason: code, requestDigest: optional(digest) },
    commits: WHO,
  },
  TIMEOUT: { fields: { from: member, to: member, messageId, requestDigest: digest }, commits: [] },
  SECONDARY_DISSEMINATION: {
    fields: { contentDigest: digest, purpose: code, legalBasis: code },
    commits: GROUPS,
  },

  // the country that answers
  DISCLOSURE: { fields: { ...ANSWER, outcome: oneOf('RECORDS', 'PARTIAL', 'HIT') }, commits: GROUPS },
  NO_RECORD: { fields: ANSWER, commits: GROUPS },
  WITHHELD: {
    fields: { ...ANSWER, outcome: oneOf(...withheld, 'MORE_INFORMATION'), reason: optional(code) },
    commits: WHO_AND_WHOM,
  },
  EXTRACT: {
    fields: {
      from: member,
      to: member,
      number: code,
      extractDigest: digest,
      requestDigest: digest,
      validUntil: seconds,
      supersedes: optional(code),
    },
    commits: [],
  },
  EXTRACT_ENDED: { fields: { number: code, status: oneOf('SUPERSEDED', 'REVOKED'), reason: code }, commits: WHO },
  CORRECTION: { fields: { action: oneOf('CORRECTED', 'ANNULLED', 'REMOVED') }, commits: GROUPS },
  RECALL: { fields: { from: member, to: member, contentDigest: digest, reason: code }, commits: WHO_AND_WHOM },
  NOTIFICATION: {
    fields: {
      from: member,
      to: member,
      action: oneOf('CONVICTION', 'UPDATE', 'DELETE'),
      version: count,
      bodyDigest: digest,
    },
    commits: GROUPS,
  },
  ACKNOWLEDGEMENT: {
    fields: {
      from: member,
      to: member,
      requestDigest: digest,
      result: oneOf('MARKED', 'ERASED', 'UNKNOWN', 'STORED', 'REFUSED', 'WAITING'),
      reason: optional(code),
    },
    commits: [],
  },
  IMPORT: {
    fields: { fileDigest: digest, added: count, changed: count, removed: count, refused: count },
    commits: WHO,
  },

  SEARCH: {
    fields: {
      purpose: code,
      legalBasis: optional(code),
      decision: oneOf('MATCH', 'SEVERAL', 'NONE', 'INSUFFICIENT_DATA'),
      count,
      matchingDigest: digest,
    },
    commits: GROUPS,
  },

  // messages, at the countries and at the broker
  SENT: { fields: { ...MESSAGE, slipDigest: digest }, commits: [] },
  RECEIVED: {
    fields: { ...MESSAGE, requestDigest: optional(digest), peerLeaf: optional(digest), dueAt: optional(seconds) },
    commits: [],
  },
  RELAYED: { fields: { ...MESSAGE, slipDigest: digest, sealedDigest: digest }, commits: [] },
  TAKEN: { fields: { ...HELD_MESSAGE, by: member }, commits: [] },
  EXPIRED: { fields: HELD_MESSAGE, commits: [] },
  REFUSAL: {
    fields: {
      from: member,
      to: optional(member),
      code,
      messageId: optional(messageId),
      lineDigest: optional(digest),
      slipDigest: optional(digest),
      contentDigest: optional(digest),
    },
    commits: [],
  },
  VOID: { fields: { from: member, to: member, ...RUN_OF_NUMBERS, reason: code }, commits: [] },
  RECONCILIATION: { fields: { from: member, to: member, ...RUN_OF_NUMBERS, bodyDigest: digest }, commits: [] },
  RECONCILED: {
    fields: { from: member, to: member, ...RUN_OF_NUMBERS, contentDigest: digest, matched: count, differing: count },
    commits: [],
  },
  COUNTER_EPOCH: { fields: { from: member, to: member, epoch, reason: code }, commits: WHO },

  // access by people
  VIEW: {
    fields: {
      object: oneOf('QUESTION', 'ANSWER', 'REGISTER'),
      count,
      target: optional(uuid),
      contentDigest: optional(digest),
    },
    commits: WHO,
  },
  ACCESS_TO_LOG: { fields: { scope: oneOf('METADATA', 'DETAIL'), count }, commits: ['actor', 'detail'] },
  REVIEW: {
    fields: {
      target: uuid,
      of: oneOf('ASK', 'DISCLOSURE', 'NO_RECORD'),
      purpose: code,
      outcome: oneOf('JUSTIFIED', 'NOT_JUSTIFIED'),
    },
    commits: ['actor', 'detail'],
  },

  SIGN_IN: {
    fields: { action: oneOf('SIGNED_IN', 'STEPPED_UP', 'SIGNED_OUT', 'ENDED', 'REFUSED'), code: optional(code) },
    commits: WHO,
  },

  // the log, the keys and the settings
  ERASURE: { fields: { target: uuid, group, ground: code }, commits: WHO },
  PERIOD_ERASURE: { fields: { month, group, ground: code }, commits: WHO },
  EPOCH_START: {
    fields: { reason: code, previousOrigin: optional(origin), previousCheckpointDigest: optional(digest) },
    commits: [],
  },
  KEY_EVENT: {
    fields: {
      action: oneOf('CREATED', 'RETIRED', 'REVOKED', 'DESTROYED'),
      keyRole: oneOf(
        'ca',
        'tls',
        'signing',
        'extract-seal',
        'sealing',
        'log',
        'witness',
        'directory',
        'audit-kek',
        'pseudonym',
      ),
      keyDigest: digest,
    },
    commits: [],
  },
  CONFIG_CHANGE: { fields: { setting: code, digest, previousDigest: optional(digest) }, commits: [] },
  DIRECTORY_VERSION: { fields: { role: metadataRole, version: count, digest }, commits: [] },
} as const satisfies Readonly<Record<string, EntryShape>>;

export type EntryType = keyof typeof ENTRY_TYPES;

type Held<K> = K extends Kind<infer T> ? T : never;
type FieldsOf<F> = {
  readonly [N in keyof F as F[N] extends OptionalKind ? never : N]: Held<F[N]>;
} & { readonly [N in keyof F as F[N] extends OptionalKind ? N : never]?: Held<F[N]> };

/** The fields of one type of entry, with its name: `EntryOf<'SENT'>`. */
export type EntryOf<T extends EntryType> = { readonly type: T } & FieldsOf<(typeof ENTRY_TYPES)[T]['fields']>;

/** What an entry says in the clear, told apart by `type`. */
export type Entry = { [T in EntryType]: EntryOf<T> }[EntryType];

export function isEntryType(value: unknown): value is EntryType {
  return typeof value === 'string' && Object.hasOwn(ENTRY_TYPES, value);
}

/** The shape of a type, with the types of its fields forgotten: for code that treats all types alike. */
export function shapeOf(type: EntryType): EntryShape {
  return ENTRY_TYPES[type];
}
