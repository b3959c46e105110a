import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { convictionSchema, personSchema, subjectSchema } from '#libs/protocol';
import type { Conviction, Person, Subject } from '#libs/protocol';

const ajv = new Ajv2020({ strict: true });
const validSubject = ajv.compile(subjectSchema);
const validPerson = ajv.compile(personSchema);
const validConviction = ajv.compile(convictionSchema);

const subject: Subject = {
  names: [{ full: 'PÉREZ GARCÍA, Juan', given: ['Juan'], surname1: 'Pérez', surname2: 'García', kind: 'legal' }],
  birthDate: '1980-02-29',
  sex: 1,
  birthPlace: { country: 'AR', town: 'Rosario' },
  nationalities: ['AR', 'XXA'],
  documents: [{ country: 'AR', type: 'AR_DNI', number: '20.123.456' }],
  mother: { full: 'María García', kind: 'legal' },
};

const conviction: Conviction = {
  id: 'AR:JN03:123:2015-1',
  convictingCountry: 'AR',
  recordKind: 'FINAL_CONVICTION',
  fileNumber: '123/2015',
  decisionDate: '2015-03-01',
  finalDate: '2015-04-01',
  decidingAuthority: { code: 'JN03', name: [{ language: 'es', value: 'Juzgado 3' }] },
  transmittable: { criminal: 'Y', other: 'N' },
  minorAtOffence: 'N',
  decisions: [{ id: 'd1', changeTypes: ['DCH-00-Q'], date: '2017-01-01', deleteConvictionFromRegister: 'N' }],
  offences: [
    {
      id: 'o1',
      iccsCode: '0502',
      ecrisCode: '150300',
      nationalCode: 'CP-162',
      nationalTitle: [{ language: 'es', value: 'Hurto' }],
      legalProvisions: 'CP art. 162',
      startDate: '2014',
      endDate: '2014-12',
      completion: 'C',
      participation: 'M',
    },
  ],
  sanctions: [
    {
      id: 's1',
      nationalCode: 'PRISION',
      nationalTitle: [{ language: 'es', value: 'Prisión' }],
      nature: 'P',
      commonCategory: '1001',
      specificToMinor: 'N',
      sentencedPeriod: { duration: 'P2Y6M' },
      fine: { amountMinor: 100_000, currency: 'ARS', count: 10 },
      suspension: { type: 'PARTIAL', suspendedPartDuration: 'P1Y' },
      interruptions: [{ start: '2016-01-01', duration: 'P30D' }],
    },
  ],
  relationships: [{ kind: 'SANCTION_OFFENCES', from: 's1', to: ['o1'] }],
  version: 1,
  sourceUpdatedAt: '2017-01-02T03:04:05Z',
};

const person: Person = {
  personId: 'AR-1',
  names: subject.names,
  sex: 1,
  birthDate: '1980',
  birthPlace: { country: 'AR' },
  nationalities: ['AR'],
  documents: [],
  convictions: [conviction],
};

describe('the schema of a subject', () => {
  it('takes a full subject and one with a name alone', () => {
    expect(validSubject(subject)).toBe(true);
    expect(validSubject({ names: [{ full: 'Soekardjo', kind: 'legal' }] })).toBe(true);
  });

  it.each([
    ['no name', { names: [] }],
    ['eleven names', { names: Array.from({ length: 11 }, () => subject.names[0]) }],
    ['an unknown member', { ...subject, colour: 'red' }],
    ['an unknown member in a name', { names: [{ full: 'A', kind: 'legal', x: 1 }] }],
    ['an empty name', { names: [{ full: '', kind: 'legal' }] }],
    ['a blank name', { names: [{ full: '   ', kind: 'legal' }] }],
    ['a NUL in a name', { names: [{ full: 'A\u0000B', kind: 'legal' }] }],
    ['a name of 401 characters', { names: [{ full: 'A'.repeat(401), kind: 'legal' }] }],
    ['an impossible month', { ...subject, birthDate: '1980-13-01' }],
    ['a date with a time', { ...subject, birthDate: '1980-01-01T00:00:00Z' }],
    ['sex 3', { ...subject, sex: 3 }],
    ['a lower-case country', { ...subject, birthPlace: { country: 'ar' } }],
    ['a document without type', { ...subject, documents: [{ country: 'AR', number: '1' }] }],
    ['a null', { ...subject, birthDate: null }],
    ['a nationality twice', { ...subject, nationalities: ['AR', 'AR'] }],
  ])('refuses %s', (_what, value) => {
    expect(validSubject(value)).toBe(false);
  });

  it('answers whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof validSubject(value)).toBe('boolean');
        expect(typeof validPerson(value)).toBe('boolean');
      }),
    );
  });
});

describe('the schema of a registered person', () => {
  it('takes a person with a conviction that has every part', () => {
    expect(validPerson(person)).toBe(true);
    expect(validConviction(conviction)).toBe(true);
  });

  it('takes a conviction that a policy has trimmed', () => {
    expect(validConviction({ ...conviction, offences: [], sanctions: [], decisions: [] })).toBe(true);
  });

  it.each([
    ['a number with a fraction', { version: 1.5 }],
    ['a boolean for yes/no/unknown', { minorAtOffence: true }],
    ['more offences than a hundred', { offences: Array.from({ length: 101 }, () => conviction.offences[0]) }],
    ['an offence with an ICCS section alone', { offences: [{ ...conviction.offences[0], iccsCode: '05' }] }],
    ['an empty duration', { sanctions: [{ ...conviction.sanctions[0], sentencedPeriod: { duration: 'P' } }] }],
    [
      'a fraction of a cent',
      { sanctions: [{ ...conviction.sanctions[0], fine: { amountMinor: 0.5, currency: 'ARS' } }] },
    ],
    ['a local time', { sourceUpdatedAt: '2017-01-02T03:04:05' }],
    ['a year alone as decision date', { decisionDate: '2015' }],
    ['a fifth language', { decidingAuthority: { code: 'x', name: [{ language: 'fr', value: 'x' }] } }],
    ['a change type outside the list’s form', { decisions: [{ ...conviction.decisions[0], changeTypes: ['pardon'] }] }],
    ['an unknown kind of record', { recordKind: 'RUMOUR' }],
    ['an unknown member', { note: 'x' }],
  ])('refuses a conviction with %s', (_what, change) => {
    expect(validConviction({ ...conviction, ...change })).toBe(false);
    expect(validPerson({ ...person, convictions: [{ ...conviction, ...change }] })).toBe(false);
  });
});
