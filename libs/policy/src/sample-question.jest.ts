import { EVIDENCE_CODES, type OwnQuestion } from './index.js';

/** A question that the default policies of Argentina and Jamaica allow. */
export const ownQuestion: OwnQuestion = {
  role: 'prosecutor',
  country: 'AR',
  to: 'BR',
  purpose: 'C1',
  urgency: 'ROUTINE',
  legalBasis: 'NASSAU-1992',
  hasCase: true,
  evidence: EVIDENCE_CODES,
  hitOnly: false,
  taskForce: '',
  taskForceRuns: false,
};
