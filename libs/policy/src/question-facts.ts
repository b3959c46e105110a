import type { RequestBody, SupportingEvidence } from '#libs/protocol';
import type { QuestionFacts } from './question.js';
import type { EVIDENCE_CODES } from './vocabulary.js';

type EvidenceCode = (typeof EVIDENCE_CODES)[number];

const CODE_OF: Readonly<Record<keyof SupportingEvidence, EvidenceCode>> = {
  accusedOffences: 'ACCUSED_OFFENCE',
  reason: 'REASON',
  place: 'PLACE',
  court: 'COURT',
  consent: 'CONSENT',
  position: 'POSITION',
  identityProof: 'IDENTITY_PROOF',
  law: 'LAW',
};

/** What of a question's body a policy looks at. */
export type Asked = Pick<
  RequestBody,
  'purpose' | 'urgency' | 'legalBasis' | 'caseReference' | 'evidence' | 'taskForce'
>;

/** What our own country knows of a question beyond its body. */
export interface Known {
  /** True for a QUERY, false for a REQ. */
  readonly hitOnly?: boolean;
  /** True when our list of task forces has the one that is named, running, with both countries and for this purpose. */
  readonly taskForceRuns?: boolean;
}

/** The facts that a policy decides by, from the body of a question. */
export function factsOf(asked: Asked, { hitOnly = false, taskForceRuns = false }: Known = {}): QuestionFacts {
  const { purpose, urgency, legalBasis, caseReference, evidence = {}, taskForce = '' } = asked;
  const hasCase = caseReference.length > 0;
  return {
    purpose,
    urgency,
    legalBasis,
    hasCase,
    evidence: evidenceCodes(evidence),
    hitOnly,
    taskForce,
    taskForceRuns,
  };
}

function evidenceCodes(evidence: SupportingEvidence): EvidenceCode[] {
  const brought = (Object.keys(CODE_OF) as (keyof SupportingEvidence)[]).filter(
    (field) => evidence[field] !== undefined,
  );
  return brought.map((field) => CODE_OF[field]);
}
