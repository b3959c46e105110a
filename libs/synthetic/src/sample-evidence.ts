import type { Purpose, SupportingEvidence } from '#libs/protocol';

const consent = { givenOn: '2026-01-15', reference: 'FORM-2026-0115' } as const;
const accused = { accusedOffences: ['0502'] } as const;

const EVIDENCE: Readonly<Record<Purpose, SupportingEvidence>> = {
  C1: accused,
  C2: accused,
  C3: {},
  C4: { reason: 'Detained without papers', place: 'Police station 1' },
  C5: { reason: 'A threat against a public event of today' },
  E1: { court: 'Court 1' },
  P1: { consent, identityProof: 'Identity card seen at the counter' },
  P2: { consent, position: 'Teacher in a primary school' },
  P3: { consent, law: 'Civil service act, section 1' },
  P4: {},
  P5: { consent },
  P6: { consent },
  P7: { consent },
};

/** Made-up evidence, as much as the default policy demands for a purpose. */
export function sampleEvidence(purpose: Purpose): SupportingEvidence {
  return EVIDENCE[purpose];
}
