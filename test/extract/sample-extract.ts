import { checkCodeOf, labelsOf, type ExtractContent } from '#libs/extract';
import { digestOf, type Conviction } from '#libs/protocol';
import { catalogueLabels as labelsBetween } from '../../apps/national-node/src/extract/catalogue-labels.js';

/** What the catalogue calls the codes of an extract of Brazil for Argentina: the node's own words. */
export const catalogueLabels = labelsBetween('AR', 'BR');

const OFFENCES = [
  ['0502', '150300', 'CP 155', 'Furto', 'Código Penal, art. 155'],
  ['0401', '150500', 'CP 157', 'Roubo', 'Código Penal, art. 157, § 2.º, inc. II'],
  ['07019', '160000', 'CP 171', 'Estelionato', 'Código Penal, art. 171, caput'],
  ['02011', '080400', 'CP 129', 'Lesão corporal de natureza grave', 'Código Penal, art. 129, § 1.º'],
] as const;

/** The n-th made-up conviction, counted from 0. */
export function sampleConviction(n: number): Conviction {
  const [iccsCode, ecrisCode, nationalCode, title, legalProvisions] = OFFENCES[n % OFFENCES.length]!;
  const year = 2001 + (n % 24);
  return {
    id: `BR:TJSP:${String(n).padStart(7, '0')}:${year}`,
    convictingCountry: 'BR',
    recordKind: 'FINAL_CONVICTION',
    fileNumber: `${String(n + 1).padStart(7, '0')}-56.${year}.8.26.0562`,
    decisionDate: `${year}-09-02`,
    finalDate: `${year + 1}-01-20`,
    decidingAuthority: {
      code: 'TJSP-0562',
      name: [{ language: 'pt', value: 'Tribunal de Justiça de São Paulo, 2.ª Vara Criminal de Santos' }],
    },
    transmittable: { criminal: 'Y', other: 'U' },
    minorAtOffence: n === 1 ? 'Y' : 'N',
    decisions:
      n % 3 === 2
        ? [
            {
              id: 'D1',
              changeTypes: ['DCH-00-M'],
              date: `${year + 2}-05-11`,
              authority: { code: 'TJSP-EP', name: [{ language: 'pt', value: 'Vara de Execuções Penais de Santos' }] },
              deleteConvictionFromRegister: 'N',
              remarks: [
                { language: 'pt', value: 'Livramento condicional concedido, com comparecimento mensal em juízo.' },
              ],
            },
          ]
        : [],
    offences: [
      {
        id: 'O1',
        iccsCode,
        ecrisCode,
        nationalCode,
        nationalTitle: [
          { language: 'es', value: 'Traducción que la página no muestra', translated: 'Y' },
          { language: 'pt', value: title },
        ],
        legalProvisions,
        startDate: `${year - 1}-11`,
        endDate: n % 2 === 0 ? `${year - 1}-11` : `${year - 1}-12-24`,
        place: { country: 'BR', town: 'Santos' },
        completion: n % 4 === 1 ? 'A' : 'C',
        participation: n % 5 === 1 ? 'H' : 'M',
        ...(n % 4 === 1 ? { recidivism: 'R' as const } : {}),
      },
    ],
    sanctions: [
      {
        id: 'S1',
        nationalCode: 'PRIV',
        nationalTitle: [{ language: 'pt', value: 'Reclusão' }],
        nature: 'P',
        commonCategory: '1001',
        specificToMinor: 'N',
        sentencedPeriod: { duration: 'P2Y6M' },
        fine: { amountMinor: 1_500_050, currency: 'BRL', count: 10 },
        suspension: { type: 'FULL', duration: 'P2Y', start: `${year + 1}-02-01` },
      },
    ],
    relationships: [{ kind: 'SANCTION_OFFENCES', from: 'S1', to: ['O1'] }],
    version: 1,
    sourceUpdatedAt: `${year + 2}-02-01T12:00:00Z`,
  };
}

/** When the sample extracts are issued (seconds since 1970). */
export const SAMPLE_ISSUED_AT = 1_795_000_000;

/** An extract about nobody, issued by BR for AR. */
export function sampleExtract(changes: Partial<ExtractContent> = {}): ExtractContent {
  const content: Omit<ExtractContent, 'labels'> = {
    v: 1,
    env: 'test',
    number: 'BR-2026-000417',
    variant: 'RECORDS',
    languages: ['es'],
    issuer: { country: 'BR', authority: 'Polícia Federal, Instituto Nacional de Identificação' },
    recipient: {
      country: 'AR',
      authority: 'Juzgado Federal de San Martín N.º 1',
      purpose: 'E1',
      legalBasis: 'MERCOSUR-SAN-LUIS-1996',
      caseReference: 'FSM 123/2026',
      request: { id: 'AR-BR-1-000000000123', contentDigest: digestOf('a question') },
    },
    person: {
      names: [
        { full: 'João Íñigo Muñoz-Conceição IJsbrand Ĳssel Ő', kind: 'legal' },
        { full: 'João Muñoz', kind: 'alias' },
      ],
      sex: 1,
      birthDate: '1980-04-01',
      birthPlace: { country: 'BR', town: 'Santos' },
      nationalities: ['BR', 'SR'],
      documents: [{ country: 'BR', type: 'BR_CPF', number: '000.000.001-91' }],
      mother: { full: 'Antônia Conceição d’Ávila', kind: 'legal' },
    },
    convictions: [sampleConviction(0), sampleConviction(1), sampleConviction(2)],
    issuedAt: SAMPLE_ISSUED_AT,
    validUntil: SAMPLE_ISSUED_AT + 90 * 86_400,
    verification: { address: 'https://crex.example/extract', code: checkCodeOf(Buffer.alloc(16, 0xa7)) },
    policy: { version: 'BR 3', digest: digestOf('policy') },
    matching: { version: 'built-in-2', digest: digestOf('matching') },
    log: {
      eventId: '5f0c5c2e-7a8e-4d0b-9c1f-0a2b3c4d5e6f',
      origin: 'br.crex.example/log',
      leafHash: digestOf('a leaf'),
      time: SAMPLE_ISSUED_AT,
    },
    ...changes,
  };
  return { labels: labelsOf(content, catalogueLabels), ...content };
}

const noRecordPerson: ExtractContent['person'] = {
  names: [{ full: 'Maria da Graça Pereira', kind: 'legal' }],
  birthDate: '1991-07',
};

/** The variants, each about nobody. */
export const sampleVariants = {
  records: sampleExtract(),
  partial: sampleExtract({ variant: 'PARTIAL', convictions: [sampleConviction(0)], languages: ['pt'] }),
  none: sampleExtract({ variant: 'NO_RECORD', convictions: [], languages: ['en'], person: noRecordPerson }),
  long: sampleExtract({
    languages: ['pt', 'es'],
    convictions: Array.from({ length: 60 }, (_, n) => sampleConviction(n)),
  }),
} as const;
