import { PURPOSES, type CountryCode, type Purpose } from '#libs/protocol';
import { legalBasesFor, type LegalBasisStatus } from './legal-bases.js';

/** Whether the person must consent: always, or unless a provision of the asking country's law demands the check, or not. */
export type ConsentRule = 'REQUIRED' | 'OR_LAW' | 'NONE';

/** On what terms one country answers another for a purpose. */
export interface PairTerms {
  readonly purpose: Purpose;
  readonly accepted: boolean;
  readonly consent: ConsentRule;
  /** Codes on which such a question can rest. */
  readonly legalBases: readonly string[];
  /** Never better than the best of its legal bases: no member has agreed to these terms. */
  readonly status: Exclude<LegalBasisStatus, 'verified'>;
  readonly source: string;
}

interface OwnTerms {
  readonly refuses?: readonly Purpose[];
  readonly migrationNeedsConsent?: true;
  readonly source: string;
}

const CONSENT: Partial<Readonly<Record<Purpose, ConsentRule>>> = {
  ...{ P1: 'REQUIRED', P2: 'REQUIRED', P3: 'REQUIRED', P5: 'OR_LAW', P6: 'REQUIRED', P7: 'REQUIRED' },
};

const noContracts: OwnTerms = { refuses: ['P7'], source: 'made up: no law that allows it is known' };
const withConsent = (law: string): OwnTerms => ({
  migrationNeedsConsent: true,
  source: `made up; to be read: ${law} on transfers abroad`,
});

/** What the answering country sets itself, beside the list of purposes. Its signed policy decides; a test keeps both equal. */
const OWN: Partial<Readonly<Record<CountryCode, OwnTerms>>> = {
  ...{ BS: noContracts, GT: noContracts, HN: noContracts, SR: noContracts },
  AR: withConsent('Ley 25.326'),
  BR: withConsent('Lei 13.709/2018'),
  CL: withConsent('Ley 21.719'),
  CR: withConsent('Ley 8968'),
  EC: withConsent('Ley Orgánica de Protección de Datos Personales (2021)'),
  PE: withConsent('Ley 29733'),
  UY: withConsent('Ley 18.331'),
};

/** On what terms a country answers another, purpose by purpose. Empty for a country and itself. */
export function termsBetween(asking: CountryCode, answering: CountryCode): readonly PairTerms[] {
  if (asking === answering) return [];
  const bases = legalBasesFor(asking, answering);
  const { refuses = [], migrationNeedsConsent, source } = OWN[answering] ?? { source: 'purpose list of the Alliance' };
  return PURPOSES.map((purpose): PairTerms => {
    const isCriminal = purpose.startsWith('C') || purpose === 'E1';
    return {
      purpose,
      accepted: !refuses.includes(purpose),
      consent: purpose === 'P5' && migrationNeedsConsent ? 'REQUIRED' : (CONSENT[purpose] ?? 'NONE'),
      legalBases: bases.map(({ code }) => code),
      // an instrument of mutual assistance in criminal matters covers nothing else
      status: isCriminal && bases.every(({ status }) => status !== 'illustrative') ? 'unverified' : 'illustrative',
      source,
    };
  });
}
