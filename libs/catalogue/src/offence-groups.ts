import { labels } from './label.js';
import type { Labels } from './label.js';

/** What the Alliance works on together; tags on offences, by their ICCS code. */
export const ALLIANCE_FIELDS = [
  'TRAFFICKING_IN_PERSONS',
  'ORGANISED_CRIME',
  'ENVIRONMENTAL_CRIME',
  'FINANCIAL_CRIME',
  'CRIMES_AGAINST_CHILDREN',
] as const;
export type AllianceField = (typeof ALLIANCE_FIELDS)[number];

/** A field of the Alliance with the ICCS codes that stand for it, their subcodes included. */
export interface AllianceFieldEntry {
  readonly code: AllianceField;
  readonly labels: Labels;
  readonly iccsCodes: readonly string[];
  /** No member has agreed to this list yet. */
  readonly status: 'illustrative';
}

/** Which offences belong to which field of the Alliance: a proposal, in ICCS codes. */
export const ALLIANCE_FIELD_ENTRIES: readonly AllianceFieldEntry[] = [
  {
    code: 'TRAFFICKING_IN_PERSONS',
    labels: labels('Trata de personas', 'Trafficking in persons', 'Tráfico de pessoas', 'Mensenhandel'),
    iccsCodes: ['0203', '0204'],
    status: 'illustrative',
  },
  {
    code: 'ORGANISED_CRIME',
    labels: labels('Crimen organizado', 'Organised crime', 'Crime organizado', 'Georganiseerde misdaad'),
    iccsCodes: ['0905', '06012', '09012', '08051'],
    status: 'illustrative',
  },
  {
    code: 'ENVIRONMENTAL_CRIME',
    labels: labels('Delitos ambientales', 'Environmental crime', 'Crimes ambientais', 'Milieucriminaliteit'),
    iccsCodes: ['10'],
    status: 'illustrative',
  },
  {
    code: 'FINANCIAL_CRIME',
    labels: labels(
      'Delitos financieros y flujos ilícitos',
      'Financial crime and illicit flows',
      'Crimes financeiros e fluxos ilícitos',
      'Financiële misdrijven en illegale geldstromen',
    ),
    iccsCodes: ['0701', '07021', '0703', '0704', '08041', '08042', '08045', '08046'],
    status: 'illustrative',
  },
  {
    code: 'CRIMES_AGAINST_CHILDREN',
    labels: labels(
      'Delitos contra niñas y niños',
      'Crimes against children',
      'Crimes contra crianças',
      'Misdrijven tegen kinderen',
    ),
    iccsCodes: ['02021', '020611', '030113', '03022'],
    status: 'illustrative',
  },
];

/** The fields of the Alliance to which an offence belongs; none for most. */
export function allianceFieldsOf(iccsCode: string): AllianceField[] {
  return ALLIANCE_FIELD_ENTRIES.filter(({ iccsCodes }) => iccsCodes.some((code) => iccsCode.startsWith(code))).map(
    ({ code }) => code,
  );
}

/**
 * The ECRIS category that comes closest to an ICCS code, for each code that does not share its parent's. ICCS is made
 * for statistics and ECRIS for convictions: neither contains the other, so this is a proposal (unverified), never a finding.
 * @see UNODC, ICCS version 1.0; Council Decision 2009/316/JHA, Annex A
 */
const NEAREST: Readonly<Record<string, string>> = {
  '01': '080000', '0101': '080100', '0102': '080100', '0103': '080300', '0104': '080700', '0105': '080600', '0106': '080500', '0107': '010300',
  '02': '090000', '0201': '081100', '020111': '080900', '02012': '090600', '0202': '090100', '02021': '110500', '02029': '090700',
  '0203': '040400', '0204': '040000', '02041': '040200', '02042': '040100', '02043': '040300',
  '0205': '090700', '020511': '090800', '020512': '091700', '0206': '081000', '02061': '110400', '02063': '210100', '0207': '081300', '02072': '210200',
  '0208': '090700', '0209': '090500', '0210': '091400', '0211': '091100', '0219': '080000',
  '03': '100000', '03011': '100100', '030113': '101000', '03012': '100300', '03021': '100400', '03022': '100800', '030221': '100900',
  '04': '160000', '0401': '170300',
  '05': '160000', '0501': '170200', '0502': '170100', '0503': '160900', '0504': '160600',
  '06': '070000', '06011': '070200', '06012': '070100', '060122': '070400', '060123': '070400',
  '07': '160300', '07021': '190000', '070211': '190100', '070212': '190200', '07022': '160900', '07023': '200000', '0703': '130500', '07032': '130600', '07033': '130700',
  '0704': '150400', '07042': '160500',
  '08': '120000', '0801': '120900', '0802': '100000', '08021': '100700', '080291': '110100', '080292': '100500', '0803': '120500', '0804': '130000', '08041': '140200', '08042': '140100',
  '08043': '150000', '08044': '130300', '08045': '140200', '08046': '150700', '0805': '230000', '08051': '230200', '08061': '121200', '08064': '020000', '0806': '121200',
  '0807': '120300', '0808': '220000',
  '09': '120000', '0901': '050000', '09011': '050400', '09012': '050200', '0902': '070000', '09021': '220400', '0903': '180000', '09031': '180100', '090321': '180200', '090322': '180300',
  '09033': '091300', '0905': '020000', '09051': '020200', '0906': '030000', '09061': '030200', '090621': '030300', '0907': '210000',
  '10': '060000', '1001': '060200', '1002': '060300', '1003': '060400', '1004': '060100',
  '11': '270000', '11011': '081400', '11013': '010300', '11014': '010100', '11015': '010200', '11016': '010000',
}; // prettier-ignore

/** The nearest ECRIS category of an ICCS code, unverified; undefined for what is no ICCS code. */
export function ecrisCodeFor(iccsCode: string): string | undefined {
  for (let length = iccsCode.length; length >= 2; length -= 1) {
    const code = NEAREST[iccsCode.slice(0, length)];
    if (code !== undefined) return code;
  }
  return undefined;
}
