import type { CountryCode, Purpose, Subject, Support, Urgency } from '#libs/protocol';

/** A question as an official puts it; its shape has been validated by the transport. */
export interface AskInput extends Support {
  readonly to: readonly CountryCode[];
  readonly purpose: Purpose;
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: Urgency;
  readonly subject: Subject;
}
