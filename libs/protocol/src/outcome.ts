/** How an answering country answers (the response types of ECRIS, told apart further). */
export const ANSWER_OUTCOMES = [
  'RECORDS',
  'NO_RECORD',
  'REFUSED',
  'NOT_COMPETENT',
  'DECEASED',
  'BIOMETRIC_MISMATCH',
  'MULTIPLE_CANDIDATES',
  'NOT_IDENTIFIED',
  'PARTIAL',
] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

/** How a country answers a query. */
export const HIT_RESULTS = ['HIT', 'NO_HIT', 'MORE_INFORMATION', 'REFUSED'] as const;
export type HitResult = (typeof HIT_RESULTS)[number];

/** How a question can end without an answer. */
export const UNANSWERED_OUTCOMES = ['REJECTED', 'UNDELIVERABLE', 'TIMED_OUT', 'LAPSED', 'CANCELLED'] as const;

/** The one outcome of a question or of a query, set once by the asking node. */
export type Outcome = AnswerOutcome | HitResult | (typeof UNANSWERED_OUTCOMES)[number];

/** The word of the logs for an outcome: that nothing may be told is one word there, whichever way it was asked. */
export function loggedOutcome<O extends Outcome>(outcome: O): Exclude<O, 'NO_HIT'> | 'NO_RECORD' {
  return outcome === 'NO_HIT' ? 'NO_RECORD' : (outcome as Exclude<O, 'NO_HIT'>);
}

/** Why a country refuses; the words a treaty would use. */
export const REFUSAL_REASONS = [
  'LEGAL_BASIS',
  'PURPOSE',
  'POLITICAL_OFFENCE',
  'MINOR',
  'ORDRE_PUBLIC',
  'ONGOING_PROCEEDINGS',
  'DISPROPORTIONATE',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What could be missing to identify a person: the 16 items of an ECRIS request for additional information. */
export const MISSING_ITEMS = [
  'Forename',
  'Surname',
  'SecondSurname',
  'Sex',
  'BirthDate',
  'BirthPlace',
  'Nationality',
  'FormerName',
  'MotherName',
  'FatherName',
  'IdentityNumber',
  'IdentificationDocument',
  'Address',
  'Alias',
  'Fingerprints',
  'MoreInformationOnRequestPurpose',
] as const;
export type MissingItem = (typeof MISSING_ITEMS)[number];
