import { REFUSAL_REASONS } from '#libs/protocol';

/** What kind of record a conviction entry is; everything but a final conviction stays at home by default. */
export const RECORD_KINDS = [
  'FINAL_CONVICTION',
  'NON_FINAL',
  'PENDING_CASE',
  'POLICE_ENTRY',
  'ACQUITTAL',
  'ADMINISTRATIVE',
] as const;

/** Yes, no or unknown. For every rule of the default pack unknown counts as the answer that keeps the record at home. */
export const YES_NO_UNKNOWN = ['Y', 'N', 'U'] as const;

/**
 * The parts of a record that a policy lets go one by one: who the person is, that there is a conviction, the court's file
 * number, the offences, the sanctions, and what happened after the judgment.
 */
export const FIELD_GROUPS = ['identity', 'core', 'file', 'offences', 'sanctions', 'decisions'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

/**
 * What a question can bring with it, as rules name it. Case, legal basis, authority and official stand in every question.
 */
export const EVIDENCE_CODES = [
  'ACCUSED_OFFENCE',
  'REASON',
  'PLACE',
  'COURT',
  'CONSENT',
  'POSITION',
  'IDENTITY_PROOF',
  'LAW',
] as const;

/**
 * Why something is refused or kept back. The first seven are the refusals that may travel (a treaty's words); RECORD_KIND,
 * RETENTION and TRANSMISSION say why a conviction stays at home, for the auditor; SECOND_PERSON means that one official alone may
 * not do it; POLICY_ERROR means that the policy could not be evaluated, is always a refusal and always an alarm, and
 * never the answer to a foreign country.
 */
export const REASON_CODES = [
  ...REFUSAL_REASONS,
  'RECORD_KIND',
  'RETENTION',
  'TRANSMISSION',
  'SECOND_PERSON',
  'POLICY_ERROR',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** The reasons a policy may name in `@reason`: all but POLICY_ERROR, which only the engine gives. */
export const POLICY_REASONS: readonly string[] = REASON_CODES.filter((code) => code !== 'POLICY_ERROR');

/** How sure the house is of a rule's legal ground. Nothing becomes `verified` without a lawyer of that country. */
export const RULE_STATUSES: readonly string[] = ['illustrative', 'unverified', 'verified'];

/** True when the value stands in the closed list. */
export function isOneOf(list: readonly string[], value: string): boolean {
  return list.includes(value);
}
