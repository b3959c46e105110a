import type { CountryCode } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';

/**
 * How sure an entry is. `verified`: a published source was read that says it is in force between these countries.
 * `unverified`: named in sources or known, the participation not confirmed. `illustrative`: made up to have an example.
 * Whatever it says, it is no legal advice: each country's own list decides.
 */
export type LegalBasisStatus = 'verified' | 'unverified' | 'illustrative';

/** What a question can rest on between two countries. */
export interface LegalBasis {
  readonly code: string;
  readonly labels: Labels;
  readonly status: LegalBasisStatus;
  /** Where the entry comes from and what is not known about it. */
  readonly source: string;
}

interface Instrument extends Omit<LegalBasis, 'status'> {
  /** In force for these, by the source named. */
  readonly verified: readonly CountryCode[];
  /** Named as signatories or members; ratification and reservations not confirmed. */
  readonly unverified: readonly CountryCode[];
}

/** The regional instruments, most specific first. */
const INSTRUMENTS: readonly Instrument[] = [
  {
    code: 'MERCOSUR-SAN-LUIS-1996',
    labels: labels(
      'Protocolo de Asistencia Jurídica Mutua en Asuntos Penales, MERCOSUR (San Luis, 1996)',
      'Protocol on Mutual Legal Assistance in Criminal Matters, MERCOSUR (San Luis, 1996)',
      'Protocolo de Assistência Jurídica Mútua em Assuntos Penais, MERCOSUL (San Luis, 1996)',
      'Protocol inzake wederzijdse rechtshulp in strafzaken, MERCOSUR (San Luis, 1996)',
    ),
    source: 'CMC Decision 2/96, proposed by GMC Resolution 64/96 (seen); entry into force for each party not confirmed',
    verified: [],
    unverified: ['AR', 'BR', 'PY', 'UY'],
  },
  {
    code: 'MERCOSUR-ASSOCIATES-2002',
    labels: labels(
      'Acuerdo de Asistencia Jurídica Mutua en Asuntos Penales, MERCOSUR y Estados asociados (Buenos Aires, 2002)',
      'Agreement on Mutual Legal Assistance in Criminal Matters, MERCOSUR and associated States (Buenos Aires, 2002)',
      'Acordo de Assistência Jurídica Mútua em Assuntos Penais, MERCOSUL e Estados associados (Buenos Aires, 2002)',
      'Overeenkomst inzake wederzijdse rechtshulp in strafzaken, MERCOSUR en geassocieerde staten (Buenos Aires, 2002)',
    ),
    source:
      'Chile, Decreto 78 of 7 May 2009: in force between Chile, Argentina, Ecuador and Paraguay since 8 February 2009; Brazil and Uruguay signed, their ratification not confirmed',
    verified: ['AR', 'CL', 'EC', 'PY'],
    unverified: ['BR', 'UY'],
  },
  {
    code: 'CENTRAL-AMERICA-1993',
    labels: labels(
      'Tratado de Asistencia Legal Mutua en Asuntos Penales (Guatemala, 1993)',
      'Central American Treaty on Mutual Legal Assistance in Criminal Matters (Guatemala, 1993)',
      'Tratado Centro-Americano de Assistência Jurídica Mútua em Assuntos Penais (Guatemala, 1993)',
      'Midden-Amerikaans Verdrag inzake wederzijdse rechtshulp in strafzaken (Guatemala, 1993)',
    ),
    source:
      'Text of 29 October 1993 (La Gaceta, Nicaragua, no. 158 of 22 August 2002) names the signatories; ratifications not confirmed',
    verified: [],
    unverified: ['CR', 'GT', 'HN', 'PA'],
  },
  {
    code: 'CARICOM-MLA-2005',
    labels: labels(
      'Tratado del Caribe sobre Asistencia Legal Mutua en Asuntos Penales Graves (2005)',
      'Caribbean Treaty on Mutual Legal Assistance in Serious Criminal Matters (2005)',
      'Tratado do Caribe sobre Assistência Jurídica Mútua em Assuntos Penais Graves (2005)',
      'Caribisch Verdrag inzake wederzijdse rechtshulp in ernstige strafzaken (2005)',
    ),
    source:
      'CARICOM secretariat (archived page): ratified by Belize 2006 and Suriname 2007, five ratifications needed; entry into force and the other members not confirmed; serious matters only',
    verified: [],
    unverified: ['BB', 'BS', 'BZ', 'GY', 'JM', 'SR'],
  },
  {
    code: 'HARARE-SCHEME',
    labels: labels(
      'Esquema de Harare de la Commonwealth sobre asistencia legal mutua',
      'Commonwealth (Harare) Scheme on Mutual Legal Assistance',
      'Esquema de Harare da Commonwealth sobre assistência jurídica mútua',
      'Harare-regeling van het Gemenebest inzake wederzijdse rechtshulp',
    ),
    source:
      'Commonwealth Secretariat: Revised Harare Scheme, 1986, a non-binding arrangement and no treaty; effect under each member’s law not confirmed',
    verified: [],
    unverified: ['BB', 'BS', 'BZ', 'GY', 'JM'],
  },
  {
    code: 'NASSAU-1992',
    labels: labels(
      'Convención Interamericana sobre Asistencia Mutua en Materia Penal (Nassau, 1992)',
      'Inter-American Convention on Mutual Assistance in Criminal Matters (Nassau, 1992)',
      'Convenção Interamericana sobre Assistência Mútua em Matéria Penal (Nassau, 1992)',
      'Inter-Amerikaans Verdrag inzake wederzijdse bijstand in strafzaken (Nassau, 1992)',
    ),
    source:
      'OAS treaty A-55, list of ratifications not seen; Brazil, Chile, Ecuador, Honduras and Paraguay are in the list of its optional protocol A-59 (seen)',
    verified: [],
    unverified: ['AR', 'BR', 'BS', 'CL', 'CR', 'DO', 'EC', 'GT', 'HN', 'JM', 'PA', 'PE', 'PY', 'SR', 'UY'],
  },
];

const BILATERAL: LegalBasis = {
  code: 'BILATERAL-EXAMPLE',
  labels: labels(
    'Acuerdo bilateral (ejemplo ilustrativo)',
    'Bilateral agreement (illustrative example)',
    'Acordo bilateral (exemplo ilustrativo)',
    'Bilaterale overeenkomst (illustratief voorbeeld)',
  ),
  status: 'illustrative',
  source: 'none: stands in where no regional instrument is known between two countries',
};

/** Every legal basis there is a code for. */
export const LEGAL_BASIS_CODES: readonly string[] = [...INSTRUMENTS.map(({ code }) => code), BILATERAL.code];

/**
 * What a question from one country to another can rest on, most specific first. Never empty for two different members;
 * empty for a country and itself.
 */
export function legalBasesFor(from: CountryCode, to: CountryCode): readonly LegalBasis[] {
  if (from === to) return [];
  const shared = INSTRUMENTS.flatMap((instrument): LegalBasis[] => {
    const { verified, unverified, ...basis } = instrument;
    const status = [from, to].every((country) => verified.includes(country)) ? 'verified' : 'unverified';
    const areParties = [from, to].every((country) => verified.includes(country) || unverified.includes(country));
    return areParties ? [{ ...basis, status }] : [];
  });
  return shared.length > 0 ? shared : [BILATERAL];
}
