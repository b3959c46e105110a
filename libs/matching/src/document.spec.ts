import fc from 'fast-check';
import { KNOWN_DOCUMENT_TYPES, canonicalDocument, checkCharacters } from '#libs/matching';
import { COUNTRIES } from '#libs/protocol';

const canonical = (type: string, number: string, country = type.slice(0, 2)) =>
  canonicalDocument({ country, type, number });

// Published numbers and numbers computed from the published rules (reference data, id_documents.json).
const VALID: readonly [type: string, number: string, checkDigit: 'ok' | 'none'][] = [
  ['AR_DNI', '20123456', 'none'],
  ['AR_CUIL', '20055361682', 'ok'],
  ['AR_CUIL', '20267565393', 'ok'],
  ['BB_NRN', '800229-0001', 'none'],
  ['BZ_SSN', '000123456', 'none'],
  ['BR_CPF', '39053344705', 'ok'],
  ['BR_RG', 'MG-12.345.678', 'none'],
  ['CL_RUN', '760864285', 'ok'],
  ['CL_RUN', '125319092', 'ok'],
  ['CL_RUN', '8765432K', 'ok'],
  ['CR_CEDULA', '304550175', 'none'],
  ['CR_CEDULA', '112345678', 'none'],
  ['CR_DIMEX', '12233445566', 'none'],
  ['DO_CEDULA', '00113918205', 'ok'],
  ['DO_CEDULA', '22400022111', 'ok'],
  ['EC_CI', '1710034065', 'ok'],
  ['EC_CI', '1714307103', 'ok'],
  ['GT_CUI', '1234567890101', 'ok'],
  ['GT_CUI', '9876543220101', 'ok'],
  ['GY_NID', '123456789', 'none'],
  ['HN_DNI', '0801199012345', 'none'],
  ['JM_TRN', '123456784', 'ok'],
  ['JM_NIN', '123456789', 'none'],
  ['PA_CEDULA', '8-123-456', 'none'],
  ['PA_CEDULA', 'PE-12-345', 'none'],
  ['PA_CEDULA', '13-1234-567890', 'none'],
  ['PY_CI', '1234567', 'none'],
  ['PE_DNI', '10117410', 'none'],
  ['PE_DNI', '101174102', 'ok'],
  ['PE_DNI', '10117410G', 'ok'],
  ['PE_CE', '001766062', 'none'],
  ['SR_ID', 'AB123456', 'none'],
  ['BS_NIB', '12345678', 'none'],
  ['UY_CI', '12345672', 'ok'],
  ['UY_CI', '40985731', 'ok'],
  ['UY_CI', '10000008', 'ok'],
];

const FAILED_CHECK: readonly [type: string, number: string][] = [
  ['AR_CUIL', '20055361683'],
  ['BR_CPF', '23100299900'],
  ['BR_CPF', '111.111.111-11'],
  ['CL_RUN', '125319093'],
  ['CL_RUN', '87654320'],
  ['DO_CEDULA', '00113918204'],
  ['EC_CI', '1714307104'],
  ['GT_CUI', '1234567800101'],
  ['JM_TRN', '123456785'],
  ['PE_DNI', '101174103'],
  ['PE_DNI', '10117410F'],
  ['UY_CI', '12345670'],
];

const SAME_NUMBER: readonly [type: string, canonicalNumber: string, written: readonly string[]][] = [
  ['AR_DNI', '20123456', ['20.123.456', '020123456', 'DNI 20123456', 'D.N.I. 20.123.456', '２０１２３４５６']],
  ['AR_DNI', '0912345', ['912345', '912.345', '00912345']],
  ['AR_CUIL', '20055361682', ['20-05536168-2', '20 05536168 2']],
  ['BR_CPF', '01234567890', ['012.345.678-90', '1234567890', '0012345678-90']],
  ['CL_RUN', '12531909K', ['12.531.909-k', 'RUT 12531909-K', '012531909K']],
  ['CL_RUN', '8765432K', ['08765432-K']],
  ['CR_CEDULA', '304550175', ['3-0455-0175', '0304550175']],
  ['DO_CEDULA', '00113918205', ['001-1391820-5', '113918205']],
  ['EC_CI', '0102030405', ['102030405', '010203040-5']],
  ['HN_DNI', '0801199012345', ['0801-1990-12345', '801199012345']],
  ['PA_CEDULA', '8-123-456', ['08-0123-00456', '8 123 456', '8-123-456 ']],
  ['PA_CEDULA', '8AV-123-456', ['8-AV-123-456', '8av-123-456']],
  ['PE_DNI', '05123456', ['5123456', '05.123.456']],
  ['PE_DNI', '10117410', ['10117410-2', '10117410G']],
  ['UY_CI', '12345672', ['1.234.567-2', '01234567-2']],
  ['UY_CI', '01234561', ['123456-1', '0123456-1']],
  ['PASSPORT', 'AAB123456', ['aab 123456', 'AAB123456<<<']],
];

describe('an identity number', () => {
  it.each(VALID)('of type %s such as %s has the right form and check digit', (type, number, checkDigit) => {
    expect(canonical(type, number)).toMatchObject({ format: 'ok', checkDigit });
  });

  it.each(FAILED_CHECK)(
    'of type %s such as %s is kept with a warning when the check digit is wrong',
    (type, number) => {
      expect(canonical(type, number)).toMatchObject({ format: 'ok', checkDigit: 'failed' });
    },
  );

  it.each(SAME_NUMBER)('of type %s is always %s, however it is written', (type, number, written) => {
    const country = type === 'PASSPORT' ? 'AR' : type.slice(0, 2);
    expect(written.map((form) => canonical(type, form, country)?.number)).toEqual(written.map(() => number));
  });

  it('has a known form in each of the 18 countries', () => {
    expect(
      [...new Set(KNOWN_DOCUMENT_TYPES.filter((type) => type !== 'PASSPORT').map((type) => type.slice(0, 2)))].sort(),
    ).toEqual([...COUNTRIES]);
    expect([...new Set(VALID.map(([type]) => type))].sort()).toEqual(
      KNOWN_DOCUMENT_TYPES.filter((type) => type !== 'PASSPORT').sort(),
    );
  });

  it.each([
    ['AR_DNI', '123456789'],
    ['AR_DNI', '20123456X'],
    ['AR_CUIL', '99055361682'],
    ['EC_CI', '9910034065'],
    ['EC_CI', '1790034065'],
    ['GT_CUI', '1234567892301'],
    ['HN_DNI', '1901199012345'],
    ['HN_DNI', '0801179012345'],
    ['CR_DIMEX', '22233445566'],
    ['PA_CEDULA', '8123456'],
    ['PA_CEDULA', '14-1-1'],
    ['PY_CI', '123456789'],
    ['SR_ID', 'A1'],
    ['BR_RG', '12'],
  ])('of type %s such as %s is kept with a warning when the form is unusual', (type, number) => {
    expect(canonical(type, number)).toMatchObject({ format: 'failed', checkDigit: 'none' });
  });

  it('of one country said to be another’s is kept with a warning and is another number', () => {
    expect(canonical('AR_DNI', '20123456', 'BR')).toMatchObject({ country: 'BR', format: 'failed' });
  });

  it('of a type not known here is taken as written', () => {
    expect(canonical('US_SSN', '000-12-3456')).toMatchObject({
      number: '000123456',
      format: 'none',
      checkDigit: 'none',
    });
  });

  it('that is a passport’s has a length and nothing more', () => {
    expect(canonical('PASSPORT', 'N-1', 'GY')).toMatchObject({ format: 'failed' });
    expect(canonical('PASSPORT', 'R0123456', 'GY')).toMatchObject({ number: 'R0123456', format: 'ok' });
  });

  it.each(['0', '000-0000000-0', 'S/N', 'XXXX', 'N/A', '---', 'desconocido', 'CED. 000'])(
    'is none at all when %s is written',
    (number) => {
      expect(canonical('DO_CEDULA', number)).toBeUndefined();
    },
  );

  it('never throws, and its canonical form is its own canonical form', () => {
    const type = fc.constantFrom(...KNOWN_DOCUMENT_TYPES, 'US_SSN');
    const number = fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.stringMatching(/^[0-9A-Z. -]{1,20}$/));
    fc.assert(
      fc.property(type, number, fc.constantFrom(...COUNTRIES), (code, written, country) => {
        const once = canonical(code, written, code === 'PASSPORT' || code === 'US_SSN' ? country : code.slice(0, 2));
        if (once === undefined) return;
        expect(canonicalDocument(once)?.number).toBe(once.number);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('check characters', () => {
  it.each([
    ['AR_CUIL', '2005536168', '2'],
    ['BR_CPF', '390533447', '05'],
    ['BR_CPF', '111111111', undefined],
    ['CL_RUN', '8765432', 'K'],
    ['GT_CUI', '12345678', '9'],
    ['PE_DNI', '10117410', '2'],
    ['AR_DNI', '20123456', undefined],
  ])('of type %s for %s are %s', (type, body, characters) => {
    expect(checkCharacters(type, body)).toBe(characters);
  });

  it('tell any single wrong digit of an Ecuadorian and of a Dominican number', () => {
    const cases = [
      ['EC_CI', '1710034065'],
      ['DO_CEDULA', '00113918205'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(8), fc.integer({ min: 1, max: 9 }), ([type, number], at, step) => {
        const digit = String((Number(number[at]) + step) % 10);
        const wrong = number.slice(0, at) + digit + number.slice(at + 1);
        expect(canonical(type, wrong)?.checkDigit).not.toBe('ok');
      }),
    );
  });
});
