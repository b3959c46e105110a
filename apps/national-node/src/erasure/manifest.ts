import { auditManifest, type ErasureManifest, type PersonalColumn } from '#libs/audit';
import { nodeFiles } from './manifest-of-files.js';

const ORDERS = ['SUBJECT-REQUEST', 'COURT-ORDER', 'AUTHORITY-ORDER', 'UNLAWFUL-PROCESSING', 'RECORD-REMOVED'] as const;
const WITH_THE_LOG = {
  ends: 'LOG',
  grounds: ['RETENTION-ENDED', ...ORDERS],
  erasedBy: 'erasure/erase-due.ts, erasure/erase-by-order.ts',
} as const;
const UNDER_WAY = { ends: 'WIRE', grounds: [] } as const;
const CONTENT = { form: 'period-key', periodKey: 'subject', about: ['subject', 'actor', 'detail'] } as const;
const SIGNED_IN = { ends: 'SESSION', grounds: [], erasedBy: 'session/session.store.ts: end, endOverdue' } as const;
const ENVELOPE = { form: 'sealed', about: ['subject', 'actor', 'detail'], ...UNDER_WAY } as const;
const REGISTER = {
  about: ['subject'],
  ends: 'REGISTER',
  grounds: ORDERS,
  erasedBy: 'register/remove-person.ts',
} as const;

const FOREIGN = { ...REGISTER, erasedBy: 'notify/receive-notification.ts, register/remove-person.ts' } as const;

const IN_HISTORY = 'erasure/erase-due.ts, register/remove-person.ts';
const HISTORY = { ...WITH_THE_LOG, about: ['subject'], erasedBy: IN_HISTORY } as const;

const personal: readonly PersonalColumn[] = [
  ...auditManifest.personal,
  {
    column: 'outbox.body',
    holds: 'what a question or an answer says, until it is sealed',
    ...{ form: 'plain', about: ['subject', 'actor', 'detail'], ...UNDER_WAY },
    erasedBy: 'courier/outbox.store.ts: keepSealed, end',
  },
  {
    column: 'outbox.line',
    holds: 'the envelope, kept to be offered again',
    ...ENVELOPE,
    erasedBy: 'courier/outbox.store.ts: markTaken, end',
  },
  {
    ...{ column: 'outbox.content', holds: 'the signed slip and content that were sent: evidence' },
    ...{ ...CONTENT, ...WITH_THE_LOG },
  },
  {
    column: 'inbox.line',
    holds: 'the envelope, until it is dealt with',
    ...ENVELOPE,
    erasedBy: 'courier/inbox.store.ts: finish, refuse',
  },
  {
    ...{
      column: 'inbox.content',
      holds:
        'the signed slip and content that were received, of a refused question too: evidence, and the answer as shown',
    },
    ...{ ...CONTENT, ...WITH_THE_LOG },
  },

  {
    column: 'outbox.extract',
    holds: 'the certified extract that goes with an answer, until both are sealed',
    ...{ form: 'plain', about: ['subject'], ...UNDER_WAY },
    erasedBy: 'courier/outbox.store.ts: keepSealed, end',
  },
  {
    column: 'extract.content',
    holds: 'what an extract says, signed, until its document is sealed',
    ...{ form: 'period-key', periodKey: 'subject', about: ['subject', 'detail'], ...UNDER_WAY },
    erasedBy: 'extract/extract.store.ts: release, erasure/erasure.store.ts',
  },
  {
    column: 'request.official_id',
    holds: 'staff number of the official who asked, and may look',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'request.idempotency_key',
    holds: 'text that the official’s program chose',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'request.input_digest',
    holds: 'SHA-256 of the question, by which a repetition is known',
    ...{ form: 'digest', about: ['subject'], ...WITH_THE_LOG },
  },
  {
    ...{ column: 'unsent_request.content', holds: 'a request that is not sent, until it is sent, discarded or lapses' },
    ...{ form: 'period-key', periodKey: 'subject', about: ['subject', 'detail'], ...WITH_THE_LOG },
  },
  {
    column: 'unsent_request.asked_by',
    holds: 'staff number of the official whose request it is',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'unsent_request.authority',
    holds: 'authority of that official, whose members may approve it',
    ...{ form: 'pseudonym', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'unsent_request.approved_by',
    holds: 'staff number of the second person',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },

  {
    column: 'session.content',
    holds: 'who is signed in with a browser, under a key that the browser’s cookie alone gives',
    ...{ form: 'sealed', about: ['actor'], ...SIGNED_IN },
  },
  {
    ...{ column: 'session.issuer_session', holds: 'session of the sign-in service', form: 'pseudonym' },
    ...{ about: ['actor'], ...SIGNED_IN },
  },
  {
    ...{ column: 'session.issuer_subject', holds: '`sub` of the sign-in service', form: 'pseudonym' },
    ...{ about: ['actor'], ...SIGNED_IN },
  },

  {
    column: 'received_question.assignee',
    holds: 'staff number of the clerk who has a question of another country',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'clerk_decision.person_id',
    holds: 'the candidate whom a clerk has chosen',
    ...{ form: 'plain', about: ['subject'], ...WITH_THE_LOG },
  },
  {
    column: 'clerk_decision.decided_by',
    holds: 'staff number of the clerk who has decided',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'clerk_decision.settled_by',
    holds: 'staff number of the clerk who has released or returned it',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'question_comment.official_id',
    holds: 'staff number of the clerk who has said it',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'question_comment.comment',
    holds: 'what clerks tell each other about a question',
    ...{ form: 'plain', about: ['detail'], ...WITH_THE_LOG },
  },
  {
    column: 'saved_search.official_id',
    holds: 'staff number of the official whose search it is',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },
  {
    column: 'saved_search.name',
    holds: 'what the official calls it',
    ...{ form: 'plain', about: ['actor'], ...WITH_THE_LOG },
  },

  {
    column: 'record_recipient.record',
    holds: 'which person or conviction an answer told of',
    ...{ form: 'pseudonym', about: ['subject'], ends: 'RECALL', grounds: [] },
    erasedBy: 'erasure/erase-due.ts: when no recall can be due',
  },
  {
    column: 'recall.conviction_ids',
    holds: 'court, file and year of what is recalled, until it is acknowledged',
    ...{ form: 'plain', about: ['subject'], ends: 'WIRE', grounds: ORDERS },
    erasedBy: 'recall/recall.store.ts: acknowledged, erasure/erasure.store.ts',
  },

  {
    column: 'notification.conviction',
    holds: 'which conviction countries of nationality were told of',
    ...{ form: 'pseudonym', about: ['subject'], ends: 'RECALL', grounds: [] },
    erasedBy:
      'erasure/erase-due.ts: 63 months after no country holds it any more; until then later versions follow the earlier ones',
  },
  {
    column: 'notification.told',
    holds: 'what they were told last',
    ...{ form: 'pseudonym', about: ['subject'], ends: 'RECALL', grounds: [] },
    erasedBy: 'stays with notification.conviction',
  },
  {
    column: 'notification.about',
    holds: 'the person’s number, court, file and year, and with a deletion the identity, until it is answered',
    ...{ form: 'plain', about: ['subject'], ends: 'WIRE', grounds: ORDERS },
    erasedBy: 'notify/notification.store.ts: acknowledged, end, erasure/erase-by-order.ts, erasure/erasure.store.ts',
  },
  {
    column: 'foreign_conviction.conviction',
    holds: 'which conviction another country notified',
    ...{ form: 'pseudonym', about: ['subject'], ends: 'RECALL', grounds: [] },
    erasedBy: 'erasure/erase-due.ts: 62 months after it was deleted or refused; until then it must not come back',
  },
  { ...{ column: 'foreign_conviction.person_id', holds: 'the person’s number', form: 'plain' }, ...FOREIGN },
  {
    ...{ column: 'foreign_conviction.record', holds: 'identity and conviction as notified', form: 'plain' },
    ...FOREIGN,
  },

  { ...{ column: 'person.person_id', holds: 'the register’s own number of a person', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person.identity', holds: 'names, birth, numbers, parents', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person.digest', holds: 'SHA-256 of the record as imported', form: 'digest' }, ...REGISTER },
  {
    ...{ column: 'record_source.cursor', holds: 'who was told last by the country’s own database', form: 'plain' },
    ...REGISTER,
    erasedBy: 'source/pull-source.ts: overwritten by who is told next',
  },
  { ...{ column: 'person_search.person_id', holds: 'the person’s number', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person_search.keys', holds: 'hashes of names with birth dates', form: 'digest' }, ...REGISTER },
  { ...{ column: 'person_search.birth_date', holds: 'birth date', form: 'plain' }, ...REGISTER },
  {
    ...{ column: 'person_search.features', holds: 'folded names, birth, numbers, parents', form: 'plain' },
    ...REGISTER,
  },
  { ...{ column: 'person_document.document', holds: 'numbers', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person_document.person_id', holds: 'the person’s number', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person_history.person_id', holds: 'the person’s number', form: 'plain' }, ...HISTORY },
  { ...{ column: 'person_history.record', holds: 'identity and convictions as they were', form: 'plain' }, ...HISTORY },
  {
    ...{ column: 'person_history.changed_by', holds: 'who changed the record by hand', form: 'plain' },
    ...{ ...HISTORY, about: ['actor'] },
  },
  { ...{ column: 'person_merged.person_id', holds: 'a number that the person had', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person_merged.into_id', holds: 'the person’s number', form: 'plain' }, ...REGISTER },
  { ...{ column: 'person_merged.digest', holds: 'SHA-256 of the record as imported', form: 'digest' }, ...REGISTER },
  {
    ...{
      column: 'register_change.person_id',
      holds: 'the person’s number, until the rebuild has read it',
      form: 'plain',
    },
    ...REGISTER,
  },
  { ...{ column: 'conviction.conviction_id', holds: 'court, file and year', form: 'plain' }, ...REGISTER },
  { ...{ column: 'conviction.person_id', holds: 'the person’s number', form: 'plain' }, ...REGISTER },
  { ...{ column: 'conviction.record', holds: 'decisions, offences, sanctions', form: 'plain' }, ...REGISTER },
];

/** Every column and every file of a national node. A new one without a line here fails manifest.db.spec.ts. */
export const nodeManifest: ErasureManifest = {
  personal,
  other: {
    ...auditManifest.other,
    schema_migration: 'name sha256 applied_at',
    directory_file: 'path bytes accepted_at',
    directory_state: 'step root_version timestamp_version snapshot_version snapshot_hash expires_at verified_at_ms',
    directory_published: 'path bytes timestamp_version published_at',
    courier_epoch: 'epoch opened_at reason',
    pair_counter: 'recipient epoch last_number',
    // ids, digests and receipts: evidence that names nobody, and the table of ids seen
    outbox: `event_id entry_type recipient kind priority in_reply_to request_digest promise not_after created_at state attempts
      next_attempt_at message_id slip_digest content_digest stored_receipt taken_receipt code content_key awaits_extract`,
    extract_counter: 'year last',
    // numbers, digests and states: whom an extract is about stands in the message alone
    extract: `number event_id entry_type recipient code_digest extract_digest issued_at valid_until state attempts next_at code
      sealed_at status ended_at supersedes content_key`,
    received_extract: `message_id question_id country number verdict code findings extract_digest issued_at valid_until
      supersedes leaf ca_certificates received_at`,
    inbox: `message_id sender pair number class priority slip_digest content_digest received_at state attempts
      next_attempt_at kind code content_key`,
    void_due: 'recipient epoch number reason event_id',
    number_void: 'sender epoch number',
    request: 'request_id created_at kind questions',
    question: `question_id request_id country not_after due_at outcome outcome_at code answer_message_id promise state accepted_at
      announced_at delay_reason round respond_by information_id informed_by cancelled_by read_at`,
    // the cookie's digest gives no cookie, and times name nobody
    session: 'cookie_digest signed_in_at checked_at idle_ends_at ends_at',
    sign_in_attempt: 'state_digest browser_digest return_to step_up ends_at used_at replayed_at',
    // countries and roles name nobody
    unsent_request: `request_id state version content_key countries role created_at changed_at lapses_at`,
    late_answer: 'message_id question_id kind promise received_at outcome code',
    received_question: `question_id message_id asker content_digest priority purpose urgency state received_at
      clock_started_at due_at clock_stopped_at announced_at rounds respond_by may_ask information_event subject_message
      accepted_at queue queued_at ended_at in_time answered_by answer_event`,
    question_information: 'message_id question_id',
    clerk_decision: 'decision_id question_id choice reason archives from_queue decided_at state settled_at',
    question_comment: 'comment_id question_id said_at',
    // words of lists alone
    saved_search: 'list query saved_at',
    reconciliation: `event_id direction other epoch first last stated_at unlogged compared_at matched differing differences`,
    // what other logs promised and showed: hashes, signatures and ids; the answer itself stays in the inbox alone
    alarm: 'alarm_id kind key since cleared_at cleared_by detail evidence',
    // ids of entries and words of lists: who reviewed, and why, stands in the log
    review: 'event_id type purpose country used_at due_at verdict reviewed_at',
    // codes and places in the tree
    log_check: 'checked_at entries fault_count faults',
    planned_outage: 'from_at until_at',
    // counts over many persons: none under ten
    published_statistics: 'month token delivered_at',
    member_statistics: 'member month token',
    purpose_statistics: 'month asked answered',
    cosigned_checkpoint: 'origin size root frontier note cosigned_at latest_note latest_at',
    promise: `content_digest message_id answerer origin event_id leaf_hash promised_at received_at state followed_to
      log_index proof settled_at`,
    record_recipient: 'event_id kept_until version',
    recall: 'recall_id country answer_event reason state events next_at due_at created_at result code ended_at',
    notification: `notification_id number country action version state change events next_at due_at created_at reason code
      ended_at`,
    foreign_conviction: 'notification_id sender version state message_id received_at reason',
    recalled: 'message_id sender answer_digest reason result received_at',
    person: 'updated_at',
    record_source: 'only_row completed_at',
    person_search: 'normaliser_version',
    // counts over many persons, and hashes that many persons share
    register_statistic: 'kind value persons',
    hot_key: 'key persons',
    register_state: 'only_row normaliser_version loading rebuilding_to persons statistics_at',
    conviction: 'version',
    register_import: 'file_digest started_at completed_at added changed unchanged refused lines',
    register_change: 'change_id',
    person_history: 'version change event_id changed_at reason',
    person_merged: 'version into_version',
  },
  files: nodeFiles,
};
