import { digestOf, type Body, type Kind, type LogPromise, type RequestBody, type Subject } from '#libs/protocol';

/** A salt or nonce of the vectors: 32 bytes, repeatable. */
export function sampleSalt(label: string): string {
  return digestOf(`CREX sample salt: ${label}`);
}

/** What an answer promises of the answerer's log. */
export const samplePromise: LogPromise = {
  eventId: '5f0c5c2e-7a8e-4d0b-9c1f-0a2b3c4d5e6f',
  origin: 'br.crex.example/log',
  leafHash: digestOf('a leaf'),
  time: 1_790_000_050,
};

const subject: Subject = {
  names: [{ full: 'João Pérez Muñoz', given: ['João'], surname1: 'Pérez', surname2: 'Muñoz', kind: 'legal' }],
  birthDate: '1980-04-01',
  sex: 1,
  birthPlace: { country: 'BR', town: 'Santos' },
  nationalities: ['BR'],
  documents: [{ country: 'BR', type: 'BR_CPF', number: '000.000.001-91' }],
};
const asking = {
  ...{ purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'FSM 123/2026', urgency: 'ROUTINE' },
  ...{ authority: 'Juzgado Federal de San Martín N.º 1', official: { role: 'prosecutor', id: 'AR-77' }, subject },
  evidence: {
    ...{ accusedOffences: ['0502', '07021'], reason: 'Hurto y fraude en serie', place: 'San Martín' },
    ...{ court: 'Juzgado Federal de San Martín N.º 1', position: 'Docente', law: 'Ley 22.117, art. 8' },
    ...{ consent: { givenOn: '2026-01-15', reference: 'ACTA 7/2026' }, identityProof: 'DNI a la vista' },
  },
} as const satisfies Omit<RequestBody, 'salt'>;

/** One valid body of each kind, about nobody. */
export const sampleBodies: { readonly [K in Kind]: Body<K> } = {
  REQ: { salt: sampleSalt('REQ'), ...asking },
  RCPT: { salt: sampleSalt('RCPT'), receivedAt: 1_790_000_100, dueAt: 1_790_864_100 },
  RRS: {
    salt: sampleSalt('RRS'),
    outcome: 'RECORDS',
    receivedAt: 1_790_000_100,
    dueAt: 1_790_864_100,
    record: {
      identity: {
        names: [{ full: 'João Pérez Muñoz', kind: 'legal' }],
        sex: 1,
        birthDate: '1980-04-01',
        birthPlace: { country: 'BR', town: 'Santos' },
        nationalities: ['BR'],
        documents: [{ country: 'BR', type: 'BR_CPF', number: '000.000.001-91' }],
      },
      convictions: [
        {
          id: 'BR:TJSP:0001234:2015',
          convictingCountry: 'BR',
          recordKind: 'FINAL_CONVICTION',
          fileNumber: '0001234-56.2015.8.26.0562',
          decisionDate: '2015-09-02',
          finalDate: '2016-01-20',
          decidingAuthority: { code: 'TJSP', name: [{ language: 'pt', value: 'Tribunal de Justiça de São Paulo' }] },
          transmittable: { criminal: 'Y', other: 'U' },
          minorAtOffence: 'N',
          decisions: [],
          offences: [
            {
              id: 'O1',
              iccsCode: '0502',
              ecrisCode: '150300',
              nationalCode: 'CP 155',
              nationalTitle: [
                { language: 'pt', value: 'Furto' },
                { language: 'es', value: 'Hurto', translated: 'Y' },
              ],
              legalProvisions: 'Código Penal art. 155',
              startDate: '2014-11',
              endDate: '2014-11',
              completion: 'C',
              participation: 'M',
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
              fine: { amountMinor: 150_000, currency: 'BRL', count: 10 },
              suspension: { type: 'FULL', duration: 'P2Y' },
            },
          ],
          relationships: [{ kind: 'SANCTION_OFFENCES', from: 'S1', to: ['O1'] }],
          version: 1,
          sourceUpdatedAt: '2016-02-01T12:00:00Z',
        },
      ],
    },
  },
  FEM: {
    salt: sampleSalt('FEM'),
    code: 'responder.malformed-body',
    detail: 'the body of a REQ does not have the shape it must have',
    pointers: [{ pointer: '/subject/names/0/kind', rule: 'must be equal to one of the allowed values' }],
  },
  RAI: {
    ...{ salt: sampleSalt('RAI'), round: 1, missing: ['MotherName', 'IdentityNumber'] },
    respondBy: 1_791_300_000,
  },
  RAR: {
    salt: sampleSalt('RAR'),
    response: 'PROVIDED',
    subject: {
      names: [{ full: 'João Pérez Muñoz', kind: 'legal' }],
      birthDate: '1980-04-01',
      documents: [{ country: 'BR', type: 'BR_CPF', number: '000.000.001-91' }],
      mother: { full: 'Ana Muñoz', kind: 'legal' },
    },
  },
  RDL: {
    ...{ salt: sampleSalt('RDL'), dueAt: 1_790_864_100, announcedAt: 1_791_200_000, reason: 'MANUAL_ARCHIVE' },
  },
  CAN: { salt: sampleSalt('CAN'), cancels: digestOf('the signing input of the request'), reason: 'WRONG_PERSON' },
  CANR: { salt: sampleSalt('CANR'), result: 'STOPPED' },
  QUERY: { salt: sampleSalt('QUERY'), ...asking },
  HITS: { salt: sampleSalt('HITS'), result: 'HIT', receivedAt: 1_790_000_100 },
  NOT: {
    ...{ salt: sampleSalt('NOT'), action: 'CONVICTION', convictionId: 'AR:TOC5:00077:2019', version: 1 },
    subject: {
      names: [{ full: 'João Pérez Muñoz', kind: 'legal' }],
      sex: 1,
      birthDate: '1980-04-01',
      birthPlace: { country: 'BR', town: 'Santos' },
      nationalities: ['BR'],
      documents: [{ country: 'BR', type: 'BR_CPF', number: '000.000.001-91' }],
    },
    conviction: {
      ...{ id: 'AR:TOC5:00077:2019', convictingCountry: 'AR', recordKind: 'FINAL_CONVICTION' },
      ...{ decisionDate: '2019-05-06', finalDate: '2019-08-01' },
      decidingAuthority: { code: 'TOC5', name: [{ language: 'es', value: 'Tribunal Oral en lo Criminal N.º 5' }] },
      ...{ transmittable: { criminal: 'Y', other: 'N' }, minorAtOffence: 'N', decisions: [] },
      offences: [
        {
          ...{ id: 'O1', iccsCode: '0502', nationalCode: 'CP 162' },
          nationalTitle: [{ language: 'es', value: 'Hurto' }],
          ...{ legalProvisions: 'Código Penal art. 162', startDate: '2018-02', endDate: '2018-02' },
          ...{ completion: 'C', participation: 'M' },
        },
      ],
      ...{ sanctions: [], version: 1, sourceUpdatedAt: '2019-08-02T12:00:00Z' },
    },
    retransmission: { criminal: 'Y', other: 'N' },
  },
  NRS: { salt: sampleSalt('NRS'), result: 'REFUSED', reason: 'SEVERAL_PERSONS' },
  RECALL: {
    ...{ salt: sampleSalt('RECALL'), answerDigest: digestOf('the signing input of an answer'), reason: 'ANNULLED' },
    convictionIds: ['AR:TOC5:00077:2019'],
  },
  RECALLR: { salt: sampleSalt('RECALLR'), result: 'MARKED' },
  VOID: { salt: sampleSalt('VOID'), epoch: 1, numbers: [124, 125], reason: 'restored-from-backup' },
  TIMEOUT: {
    salt: sampleSalt('TIMEOUT'),
    messageId: 'AR-BR-1-000000000120',
    contentDigest: digestOf('a content that nobody answered'),
    askedAt: 1_789_000_000,
  },
  RECON: {
    ...{ salt: sampleSalt('RECON'), epoch: 1, first: 118, last: 122 },
    messages: [
      { number: 118, contentDigest: digestOf('content 118') },
      { number: 119, contentDigest: digestOf('content 119') },
      { number: 122, contentDigest: digestOf('content 122') },
    ],
  },
  RECR: {
    ...{ salt: sampleSalt('RECR'), contentDigest: digestOf('the signing input of the RECON'), epoch: 1 },
    ...{ first: 118, last: 122, matched: 2, differing: 1, differences: [{ number: 119, kind: 'MISSING' }] },
  },
};
