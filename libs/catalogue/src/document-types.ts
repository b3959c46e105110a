import type { CountryCode } from '#libs/protocol';
import { labels } from './label.js';
import type { Labels } from './label.js';

/** A kind of identity number. */
export interface DocumentType {
  readonly code: string;
  /** Undefined for a passport, which every country issues. */
  readonly country?: CountryCode;
  readonly labels: Labels;
  /** The number most people of that country have. */
  readonly isMain?: true;
  /** `verified`: check digit checked against published numbers; `format`: form seen in a public source; `unsure`: a length, from knowledge. */
  readonly confidence: 'verified' | 'format' | 'unsure';
}

const national = (
  code: string,
  confidence: DocumentType['confidence'],
  isMain: boolean,
  [es, en, pt, nl]: readonly [string, string, string, string],
): DocumentType => ({
  code,
  country: code.slice(0, 2) as CountryCode,
  labels: labels(es, en, pt, nl),
  ...(isMain && { isMain }),
  confidence,
});

const card = (own: string): readonly [string, string, string, string] => [
  `Cédula de identidad (${own})`,
  `Identity card (${own})`,
  `Carteira de identidade (${own})`,
  `Identiteitskaart (${own})`,
];
const taxNumber = (own: string): readonly [string, string, string, string] => [
  `Número de contribuyente (${own})`,
  `Taxpayer number (${own})`,
  `Número de contribuinte (${own})`,
  `Belastingnummer (${own})`,
];
const insurance = (own: string): readonly [string, string, string, string] => [
  `Número de seguro social (${own})`,
  `Social insurance number (${own})`,
  `Número de seguro social (${own})`,
  `Sociaalverzekeringsnummer (${own})`,
];
const resident = (own: string): readonly [string, string, string, string] => [
  `Documento de residente extranjero (${own})`,
  `Foreign resident’s card (${own})`,
  `Documento de residente estrangeiro (${own})`,
  `Verblijfsdocument voor vreemdelingen (${own})`,
];

/** The identity numbers of the 18 countries and the passport. */
export const DOCUMENT_TYPES: readonly DocumentType[] = [
  national('AR_DNI', 'format', true, card('DNI')),
  national('AR_CUIL', 'verified', false, taxNumber('CUIL/CUIT')),
  national('BB_NRN', 'unsure', true, card('NRN')),
  national('BZ_SSN', 'unsure', true, insurance('SSN')),
  national('BR_CPF', 'verified', true, taxNumber('CPF')),
  national('BR_RG', 'unsure', false, card('RG')),
  national('CL_RUN', 'verified', true, card('RUN/RUT')),
  national('CR_CEDULA', 'format', true, card('cédula')),
  national('CR_DIMEX', 'format', false, resident('DIMEX')),
  national('DO_CEDULA', 'verified', true, card('cédula')),
  national('EC_CI', 'verified', true, card('cédula')),
  national('GT_CUI', 'verified', true, card('DPI/CUI')),
  national('GY_NID', 'unsure', true, card('NID')),
  national('HN_DNI', 'format', true, card('DNI')),
  national('JM_TRN', 'unsure', true, taxNumber('TRN')),
  national('JM_NIN', 'unsure', false, card('NIN')),
  national('PA_CEDULA', 'format', true, card('cédula')),
  national('PY_CI', 'format', true, card('CI')),
  national('PE_DNI', 'verified', true, card('DNI')),
  national('PE_CE', 'format', false, resident('CE')),
  national('SR_ID', 'unsure', true, card('ID')),
  national('BS_NIB', 'unsure', true, insurance('NIB')),
  national('UY_CI', 'verified', true, card('CI')),
  { code: 'PASSPORT', labels: labels('Pasaporte', 'Passport', 'Passaporte', 'Paspoort'), confidence: 'verified' },
];
