/** What an entry is about, by its type: what belongs together has one colour and can be chosen at once. */
export const KINDS = {
  asked: ['ASK', 'OUTCOME', 'LATE', 'CANCELLATION', 'TIMEOUT', 'DRAFT', 'SECONDARY_DISSEMINATION'],
  answered: ['DISCLOSURE', 'NO_RECORD', 'WITHHELD', 'EXTRACT', 'EXTRACT_ENDED'],
  people: ['VIEW', 'SEARCH', 'ACCESS_TO_LOG', 'REVIEW', 'SIGN_IN'],
  register: ['IMPORT', 'CORRECTION', 'RECALL', 'NOTIFICATION', 'ACKNOWLEDGEMENT', 'ERASURE', 'PERIOD_ERASURE'],
  messages: [
    ...(['SENT', 'RECEIVED', 'RELAYED', 'TAKEN', 'EXPIRED', 'REFUSAL', 'VOID'] as const),
    ...(['RECONCILIATION', 'RECONCILED', 'COUNTER_EPOCH'] as const),
  ],
  trust: ['EPOCH_START', 'KEY_EVENT', 'CONFIG_CHANGE', 'DIRECTORY_VERSION'],
} as const;
export type EntryKind = keyof typeof KINDS;
export type EntryType = (typeof KINDS)[EntryKind][number];

export const ENTRY_KINDS = Object.keys(KINDS) as EntryKind[];
export const TYPES: readonly EntryType[] = ENTRY_KINDS.flatMap((kind) => [...KINDS[kind]]);

/** Colours of the theme, one for each kind. */
export const KIND_COLOURS = {
  asked: 'ink',
  answered: 'sea',
  people: 'grape',
  register: 'orange',
  messages: 'gray',
  trust: 'cyan',
} as const satisfies Record<EntryKind, string>;

/** What may be told of how something ended. */
export const OUTCOMES = [
  ...(['RECORDS', 'PARTIAL', 'NO_RECORD', 'HIT', 'REFUSED', 'NOT_COMPETENT', 'DECEASED'] as const),
  ...(['BIOMETRIC_MISMATCH', 'MULTIPLE_CANDIDATES', 'NOT_IDENTIFIED', 'MORE_INFORMATION', 'REJECTED'] as const),
  ...(['UNDELIVERABLE', 'TIMED_OUT', 'LAPSED', 'CANCELLED', 'JUSTIFIED', 'NOT_JUSTIFIED'] as const),
] as const;

/** What is said of an act in one word. */
const CODES = [
  ...(['SIGNED_IN', 'STEPPED_UP', 'SIGNED_OUT', 'ENDED', 'REFUSED', 'CREATED', 'RETIRED', 'REVOKED'] as const),
  ...(['DESTROYED', 'METADATA', 'DETAIL', 'QUESTION', 'ANSWER', 'REGISTER', 'MATCH', 'SEVERAL', 'NONE'] as const),
  ...(['INSUFFICIENT_DATA', 'KEPT', 'DISCARDED', 'LAPSED', 'REQUESTED', 'APPROVED', 'RETURNED', 'CONVICTION'] as const),
  ...(['UPDATE', 'DELETE', 'CORRECTED', 'ANNULLED', 'REMOVED'] as const),
] as const;

export function isCode(code: string): code is (typeof CODES)[number] {
  return (CODES as readonly string[]).includes(code);
}

/** Keys whose life the log tells. */
const KEY_ROLES = [
  ...(['ca', 'tls', 'signing', 'extract-seal', 'sealing', 'log', 'witness', 'directory', 'audit-kek'] as const),
  'pseudonym',
] as const;

export function isKeyRole(role: string): role is (typeof KEY_ROLES)[number] {
  return (KEY_ROLES as readonly string[]).includes(role);
}

export function isOutcome(code: string): code is (typeof OUTCOMES)[number] {
  return (OUTCOMES as readonly string[]).includes(code);
}

export function kindOf(type: string): EntryKind {
  return ENTRY_KINDS.find((kind) => (KINDS[kind] as readonly string[]).includes(type)) ?? 'trust';
}

/** What an entry says in the clear, as far as a line of a list tells it. */
export interface LeafWords {
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly outcome?: string;
  readonly action?: string;
  readonly object?: string;
  readonly scope?: string;
  readonly decision?: string;
  readonly reason?: string;
  readonly keyRole?: string;
  readonly setting?: string;
  readonly role?: string;
  readonly count?: number;
}

/** The other side of an entry, seen from this country. */
export function otherSide({ from, to, by }: LeafWords, own: string): string | undefined {
  return [from, to, by].find((side) => side !== undefined && side !== own);
}
