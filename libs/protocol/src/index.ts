export { CrexError, isCrexError } from './error.js';
export type { CrexErrorOptions, Pointer } from './error.js';
export { wireCode } from './wire-code.js';
export type { Origin } from './wire-code.js';
export {
  BROKER,
  COUNTRIES,
  ENVIRONMENTS,
  LISTED_ID,
  PARTNER_ID_PATTERN,
  countryCode,
  isCountryCode,
  isEnvironment,
  isListedId,
  isMemberId,
  isPartnerId,
} from './country.js';
export type { CountryCode, Environment, ListedId, MemberId, PartnerId } from './country.js';
export { nowSeconds } from './clock.js';
export type { Clock } from './clock.js';

export { fromBase64url, toBase64url } from './base64url.js';
export { bodyDigest, canonicalJson, digestOf, DIGEST_PATTERN } from './digest.js';
export type { Digest } from './digest.js';
export { parseJson } from './json.js';
export type { JsonLimits } from './json.js';
export { checkShape, faultsOf, SHAPE_OPTIONS } from './shape.js';
export type { JsonSchema } from './shape.js';

export { checkSignature, readJws, signJws, TYP } from './jws.js';
export type { ReadJws, Signer, Typ } from './jws.js';
export { formatMessageId, parseMessageId } from './message-id.js';
export type { MessageId, MessageNumber } from './message-id.js';

export {
  checkEnvironment,
  checkTimes,
  DEFAULT_LIFE_SECONDS,
  MAX_LIFE_SECONDS,
  MAX_SKEW_SECONDS,
  readSlip,
  slipSchema,
  WIRE_VERSION,
} from './slip.js';
export type { MessageClass, Slip } from './slip.js';
export { checkBody, checkContentMatchesSlip, contentSchema, EXTRACT_FAILURES, readContent } from './content.js';
export type { CarriedExtract, Content, DirectoryReference, ExtractFailure, LogPromise } from './content.js';
export { bodySchemas, CLASS_OF_KIND, KINDS, PROMISING_KINDS } from './kinds.js';
export type { Body, Kind } from './kinds.js';
export { archivesSchema } from './bodies/question.js';
export type { AcceptedBody, AnswerBody, FaultBody, RequestBody } from './bodies/question.js';
export {
  CANCELLATION_REASONS,
  CANCELLATION_RESULTS,
  DELAY_REASONS,
  MAX_INFORMATION_ROUNDS,
} from './bodies/dialogue.js';
export type {
  CancellationBody,
  CancellationReason,
  CancellationResult,
  CancelledBody,
  DelayBody,
  DelayReason,
  InformationBody,
  InformationRequestBody,
} from './bodies/dialogue.js';
export type { HitsBody, QueryBody } from './bodies/query.js';
export {
  NOTIFICATION_ACTIONS,
  NOTIFICATION_REFUSALS,
  NOTIFICATION_RESULTS,
  RECALL_REASONS,
  RECALL_RESULTS,
} from './bodies/notification.js';
export type {
  NotificationAction,
  NotificationBody,
  NotificationRefusal,
  NotificationResponseBody,
  NotificationResult,
  RecallBody,
  RecallReason,
  RecallResponseBody,
  RecallResult,
} from './bodies/notification.js';
export { DIFFERENCES, MAX_STATED_MESSAGES } from './bodies/control.js';
export type { ComparisonBody, DifferenceKind, ReconciliationBody, TimeoutBody, VoidBody } from './bodies/control.js';
export { MAX_OUTAGES, MAX_STATUS_BYTES, readStatus, signStatus, statusSchema } from './status.js';
export type { Outage, Status } from './status.js';
export {
  ANSWERED_OUTCOMES,
  MAX_STATISTICS_BYTES,
  MONTH_PATTERN,
  monthIn,
  monthsAfter,
  ratesOf,
  readStatistics,
  signStatistics,
  SMALLEST_CELL,
  statisticsSchema,
} from './statistics.js';
export type { Counts, PairFigures, PairRates, Statistics } from './statistics.js';
export { partOf, suppress } from './suppress.js';
export {
  checkSuite,
  ENCAPSULATION_BYTES,
  freshNonce,
  SEAL_INFO,
  SEALING_PUBLIC_KEY_BYTES,
  sealingKeyId,
  sealingSuite,
  SEALING_KEY_LIFE_SECONDS,
  SEALING_KEY_OVERLAP_SECONDS,
  SUITE,
} from './seal.js';
export type { Opener, SealingKey } from './seal.js';
export {
  checkContentDigest,
  checkSealedDigest,
  composeMessage,
  MAX_ENVELOPE_BYTES,
  openSealed,
  readEnvelope,
} from './message.js';
export type { ComposedMessage, Envelope, MessageRoute } from './message.js';
export { MAX_BATCH, readStatement, signStatement, statementSchemas } from './statement.js';
export type { MessageItem, RefusedItem, Statement, StatementKind } from './statement.js';

export { PURPOSES, ROLES, URGENCIES } from './purpose.js';
export type { Purpose, Role, Urgency } from './purpose.js';
export {
  ANSWER_OUTCOMES,
  HIT_RESULTS,
  loggedOutcome,
  MISSING_ITEMS,
  REFUSAL_REASONS,
  UNANSWERED_OUTCOMES,
} from './outcome.js';
export type { AnswerOutcome, HitResult, MissingItem, Outcome, RefusalReason } from './outcome.js';
export { lineSchema, subjectSchema } from './subject.js';
export { supportOf } from './supporting-evidence.js';
export type { Support, SupportingEvidence } from './supporting-evidence.js';
export type { BirthPlace, IdentityDocument, NameKind, PersonName, Sex, Subject, YesNoUnknown } from './subject.js';
export { convictionSchema, personSchema } from './conviction-schema.js';
export type {
  Authority,
  Conviction,
  Decision,
  Money,
  Offence,
  Period,
  Person,
  RecordKind,
  Relationship,
  Sanction,
} from './conviction.js';
export type { Text } from './text.js';
export { recordSchema } from './record.js';
export type { DisclosedIdentity, DisclosedRecord } from './record.js';
